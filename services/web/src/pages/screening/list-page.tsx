import { formatNumber, languageName, translate } from '@wsis/i18n';
import { isLanguage } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Edition } from '../../application/ports.js';
import type { FrozenList, Standing } from '../../application/screening/ports.js';
import type { Visitor } from '../../application/visitor.js';
import { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { Facts } from '../parts/facts.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { DataTable, type Column } from '../parts/table.js';
import { categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { useEntryCrumbs } from './entry-page.js';
import { countOf, screeningPath } from './screening-words.js';

/** What may keep the list from being frozen, as nominations names it. */
export type ListField = 'submissions' | 'categories';

export interface ListPageProps {
  readonly edition: Edition;
  readonly ruleBook: RuleBook;
  readonly standings: readonly Standing[];
  /** The list as it is frozen; undefined while it is not. */
  readonly frozen: FrozenList | undefined;
  readonly form: Form<ListField>;
  /** Texts that are not at the level of the rules yet, by language. */
  readonly lacking?: readonly (readonly [language: string, nominees: number])[];
}

/** Holds nothing to fill in: only what stands in the way. */
export const listForm = ({ language }: Visitor) =>
  new Form<ListField>({
    language,
    fields: {
      submissions: { label: translate(language, 'web.shortlist.submissions') },
      categories: { label: translate(language, 'web.shortlist.categories') },
    },
  });

/** The list of nominees as it would be frozen, category by category. */
export function ListPage(props: ListPageProps) {
  return props.frozen === undefined ? <OpenList {...props} /> : <ClosedList {...props} frozen={props.frozen} />;
}

function OpenList({ edition, ruleBook, standings, form, lacking = [] }: ListPageProps) {
  const { say } = usePage();
  return (
    <ConfirmPage
      title={say('web.shortlist.freeze')}
      form={form}
      action={`${screeningPath(edition.id)}/list`}
      back={screeningPath(edition.id)}
      submit={say('web.shortlist.propose')}
      final
      crumbs={useEntryCrumbs(edition)}
      effect={
        <>
          <p>{say('web.shortlist.freeze.effect', { nominees: countOf(standings, 'nominated') })}</p>
          <p>{say('web.calendar-desk.effect.second')}</p>
        </>
      }
    >
      <Lacking edition={edition} lacking={lacking} />
      <p>
        <RuleLink edition={edition.id} rule="screening.shortlistSize" />{' '}
        <RuleLink edition={edition.id} rule="vote.categoriesRequired" />
      </p>
      <Categories {...{ edition, ruleBook, standings }} />
    </ConfirmPage>
  );
}

function ClosedList({ edition, ruleBook, standings, frozen }: ListPageProps & { frozen: FrozenList }) {
  const { language, say } = usePage();
  return (
    <Layout title={say('web.shortlist.title')} desk crumbs={useEntryCrumbs(edition)}>
      <h1>{say('web.shortlist.title')}</h1>
      <Notice kind="success">{say('web.shortlist.frozen', { nominees: frozen.nominees })}</Notice>
      <Facts
        facts={[
          [say('web.shortlist.version'), formatNumber(language, frozen.version)],
          [say('web.shortlist.hash'), <code dir="ltr">{frozen.hash}</code>],
        ]}
      />
      <p>
        {frozen.released ? (
          <PageLink to={`/editions/${encodeURIComponent(edition.id)}/nominees`}>{say('web.nav.nominees')}</PageLink>
        ) : (
          <PageLink to={`/desk/editions/${encodeURIComponent(edition.id)}/outcome`}>
            {say('web.shortlist.release')}
          </PageLink>
        )}
      </p>
      <Categories {...{ edition, ruleBook, standings }} />
    </Layout>
  );
}

/** Texts below the level that the rules ask for, by language. */
function Lacking({
  edition,
  lacking,
}: Pick<ListPageProps, 'edition'> & { lacking: NonNullable<ListPageProps['lacking']> }) {
  const { language, say } = usePage();
  if (lacking.length === 0) return null;
  return (
    <Notice kind="problem" title={say('web.shortlist.lacking')}>
      <ul>
        {lacking.map(([code, nominees]) => (
          <li key={code}>
            {say('web.shortlist.lacking.line', {
              language: isLanguage(code) ? languageName(language, code) : code,
              nominees,
            })}
          </li>
        ))}
      </ul>
      <p>
        <PageLink to={`/desk/translations?edition=${encodeURIComponent(edition.id)}`}>
          {say('web.translations.title')}
        </PageLink>{' '}
        <RuleLink edition={edition.id} rule="languages.gate" />
      </p>
    </Notice>
  );
}

interface CategoryLine {
  readonly code: string;
  readonly waiting: number;
  readonly nominated: number;
}

function Categories({ edition, ruleBook, standings }: Pick<ListPageProps, 'edition' | 'ruleBook' | 'standings'>) {
  const { language, say } = usePage();
  const path = screeningPath(edition.id);
  const rows: readonly CategoryLine[] = ruleBook.categories.map(({ code }) => ({
    code,
    waiting: countOf(standings, 'submitted', [code]),
    nominated: countOf(standings, 'nominated', [code]),
  }));
  const counted = (state: string, key: 'waiting' | 'nominated') => (line: CategoryLine) => {
    const count = formatNumber(language, line[key]);
    const to = `${path}?state=${state}&category=${encodeURIComponent(line.code)}`;
    return line[key] === 0 ? count : <PageLink to={to}>{count}</PageLink>;
  };
  const columns: readonly Column<CategoryLine>[] = [
    {
      key: 'category',
      label: say('web.submission.category'),
      heading: true,
      cell: ({ code }) => categoryName(language, categoriesOfRules(ruleBook), code),
    },
    { key: 'nominated', label: say('web.shortlist.nominated'), figure: true, cell: counted('nominated', 'nominated') },
    { key: 'waiting', label: say('web.screening.waiting'), figure: true, cell: counted('submitted', 'waiting') },
  ];
  return (
    <div id="submissions">
      <span id="categories" />
      <DataTable
        caption={say('web.shortlist.caption', { edition: edition.name })}
        state={{ path, sort: undefined, descending: false, filters: {}, cursor: undefined }}
        rows={rows}
        rowKey={({ code }) => code}
        empty={null}
        columns={columns}
      />
    </div>
  );
}
