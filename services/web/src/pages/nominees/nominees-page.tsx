import type { Nominee, Page } from '../../application/ports.js';
import { NOMINEE_ORDERS } from '@wsis/rule-book';
import { excerpt } from '../../domain/excerpt.js';
import { LONGEST_SEARCH, searchParams } from '../../domain/nominee-search.js';
import { chooseText } from '../../domain/shown-text.js';
import { Layout } from '../layout.js';
import { nomineePath } from '../outcome/preview-parts.js';
import { usePage } from '../page-context.js';
import { Cards, InsideCard } from '../parts/card.js';
import { EmptyState } from '../parts/empty-state.js';
import { Kept } from '../parts/kept.js';
import { TextMark } from '../parts/language-note.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Pagination } from '../parts/pagination.js';
import { ListFilter } from '../parts/table-filter.js';
import { GeneratedMark, Theirs, categoryName, placeName } from '../parts/words.js';
import type { NomineeListProps } from './categories-page.js';
import { ChosenFilters, NomineeFilters, NotPublicYet, VotingIsOpen } from './nominee-filters.js';

/** So much of a description stands in the list. */
const EXCERPT_CHARACTERS = 150;

export interface NomineesProps extends NomineeListProps {
  /** Absent before the list is released. */
  readonly page: Page<Nominee> | undefined;
  readonly cursor: string | undefined;
}

/** The nominees of one category, or those that a search finds. */
export function NomineesPage(props: NomineesProps) {
  const { edition, categories, search, path, votingOpen, page } = props;
  const { language, say } = usePage();
  const { category } = search.filters;
  const chosen = categories.find(({ code }) => code === category);
  const title =
    chosen === undefined
      ? say('web.nominees.title', { edition: edition.name })
      : say('web.nominees.category', { number: chosen.number, name: categoryName(language, categories, chosen.code) });
  return (
    <Layout
      title={title}
      editionId={edition.id}
      crumbs={[{ path: orderedPath(props), label: say('web.nominees.title', { edition: edition.name }) }]}
    >
      <h1>{title}</h1>
      {page === undefined ? (
        <NotPublicYet edition={edition} />
      ) : (
        <>
          {votingOpen ? <VotingIsOpen edition={edition} category={category} /> : null}
          <NomineeFilters {...props} />
          {search.cut ? (
            <Notice kind="warning">{say('web.nominees.search.cut', { max: LONGEST_SEARCH })}</Notice>
          ) : null}
          <Found {...props} page={page} />
          <Pagination
            state={{ path, sort: undefined, descending: false, filters: searchParams(search), cursor: props.cursor }}
            nextCursor={page.nextCursor}
          />
        </>
      )}
    </Layout>
  );
}

function Found(props: NomineesProps & { page: Page<Nominee> }) {
  const { search, page, cursor } = props;
  const { say } = usePage();
  const { items, nextCursor } = page;
  if (items.length === 0) {
    return (
      <EmptyState title={say('web.nominees.noMatch')}>
        <p>{say('web.nominees.noMatch.detail')}</p>
        <p>
          <PageLink to={orderedPath(props)}>{say('web.nominees.allCategories')}</PageLink>
        </p>
      </EmptyState>
    );
  }
  const whole = cursor === undefined && nextCursor === undefined;
  return (
    <>
      <div class="found">
        <p aria-live="polite">
          <strong>{say('web.nominees.found', { count: foundIn(props) })}</strong>
        </p>
        <ChosenFilters {...props} />
      </div>
      {whole && items.length > 3 ? <ListFilter list="nominees" label={say('web.nominees.narrow')} /> : null}
      <Cards id="nominees">
        {items.map((nominee) => (
          <Kept
            key={nominee.id}
            of={nominee}
            piece={`card, order ${search.order ?? '–'}`}
            in={(card) => <li class="card" dangerouslySetInnerHTML={card} />}
          >
            {() => <NomineeCard nominee={nominee} order={search.order} />}
          </Kept>
        ))}
      </Cards>
      <p class="quiet">{say('web.text.unlessSaid')}</p>
      {search.order === undefined ? null : (
        <p class="quiet">{say('web.nominees.order', { order: search.order + 1, all: NOMINEE_ORDERS })}</p>
      )}
    </>
  );
}

function NomineeCard({ nominee, order }: { nominee: Nominee; order: number | undefined }) {
  const { language, preview, say } = usePage();
  const text = chooseText(nominee.texts, language)?.text;
  const address = `${nomineePath(preview, nominee.id)}${order === undefined ? '' : `?order=${order}`}`;
  return (
    <InsideCard
      title={
        <PageLink to={address}>
          <Theirs text={text?.title ?? nominee.organisation} language={text?.language} />
        </PageLink>
      }
    >
      <p>
        <Theirs text={nominee.organisation} />
        <span class="quiet"> · {placeName(language, nominee.country)}</span>
      </p>
      {text === undefined || text.shortDescription === '' ? null : (
        <p class="excerpt" lang={text.language} dir="auto">
          {excerpt(text.shortDescription, text.language, EXCERPT_CHARACTERS)}
        </p>
      )}
      <TextMark text={text} />
      {nominee.withdrawn || nominee.generated ? (
        <p class="row">
          {nominee.withdrawn ? <span class="mark">{say('web.nominee.withdrawn')}</span> : null}
          {nominee.generated ? <GeneratedMark /> : null}
        </p>
      ) : null}
    </InsideCard>
  );
}

/** How many are found, of all pages; those who withdrew are shown, but not counted. */
function foundIn({ counts, search }: NomineesProps): number {
  // Everybody is of exactly one type of stakeholder.
  const { stakeholderType } = search.filters;
  if (stakeholderType !== undefined) return counts?.stakeholderType.get(stakeholderType) ?? 0;
  return [...(counts?.stakeholderType.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

/** The categories, in the reader's order. */
function orderedPath({ path, search }: NomineeListProps): string {
  return search.order === undefined ? path : `${path}?order=${search.order}`;
}
