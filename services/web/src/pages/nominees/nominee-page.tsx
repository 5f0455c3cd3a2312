import { direction, formatNumber, translateIfPossible, translateLoosely } from '@wsis/i18n';
import type { SharePicture } from '../../application/nominees/ports.js';
import type { Category, Edition, Nominee } from '../../application/ports.js';
import { excerpt } from '../../domain/excerpt.js';
import { chooseText } from '../../domain/shown-text.js';
import { Layout } from '../layout.js';
import { nomineePath } from '../outcome/preview-parts.js';
import { usePage } from '../page-context.js';
import { Facts } from '../parts/facts.js';
import { LanguageNote } from '../parts/language-note.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { GeneratedMark, Theirs, categoryName, placeName } from '../parts/words.js';
import { NomineePictures } from './pictures.js';

export interface NomineeProps {
  readonly edition: Edition;
  readonly categories: readonly Category[];
  readonly nominee: Nominee;
  readonly originalWanted: boolean;
  /** The random order in which this reader meets the list, where there is one. */
  readonly order: number | undefined;
  /** Shown by others where the address is shared. */
  readonly picture: SharePicture | undefined;
  readonly votingOpen: boolean;
}

/** One nominee: its description, whose words it is in, and the facts. */
export function NomineePage(props: NomineeProps) {
  const { edition, categories, nominee, originalWanted, order, picture, votingOpen } = props;
  const { language, preview: releasePreview, say } = usePage();
  const shown = chooseText(nominee.texts, language, originalWanted);
  const text = shown?.text;
  const category = categoryName(language, categories, nominee.category);
  const actionLine = categories.find(({ code }) => code === nominee.category)?.actionLine;
  const here = nomineePath(releasePreview, nominee.id);
  const address = (more: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams({ ...more, ...(order === undefined ? {} : { order: String(order) }) }).toString();
    return query === '' ? here : `${here}?${query}`;
  };
  return (
    <Layout
      title={text?.title ?? nominee.organisation}
      editionId={edition.id}
      crumbs={crumbsOf(edition, order, {
        code: nominee.category,
        name: category,
        title: say('web.nominees.title', { edition: edition.name }),
      })}
      preview={{
        description: text === undefined ? category : excerpt(text.shortDescription, text.language, 200),
        picture,
      }}
    >
      <h1>
        <Theirs text={text?.title ?? nominee.organisation} language={text?.language} />
      </h1>
      <p class="lead">
        <Theirs text={nominee.organisation} /> <span class="quiet">· {placeName(language, nominee.country)}</span>
      </p>
      {nominee.withdrawn ? (
        <Notice kind="warning">
          <p>{say('web.nominee.withdrawn.detail')}</p>
          {nominee.withdrawalReason === undefined ? null : (
            <p>
              {say('web.labelled', { label: say('web.approvals.reason') })} <Theirs text={nominee.withdrawalReason} />
            </p>
          )}
        </Notice>
      ) : null}
      {nominee.generated ? (
        <p>
          <GeneratedMark /> {say('web.generated.detail')}
        </p>
      ) : null}
      {text === undefined ? null : (
        <>
          <div class="description" lang={text.language} dir={direction(text.language)}>
            {text.shortDescription}
          </div>
          <LanguageNote
            state={text.state}
            of={text.language}
            original={shown?.original === undefined ? undefined : address({ text: 'original' })}
            translation={shown?.translation === undefined ? undefined : address({})}
          />
        </>
      )}
      {nominee.withdrawn || releasePreview !== undefined ? null : (
        <p class="actions">
          {votingOpen ? (
            <LinkButton
              to={`/editions/${encodeURIComponent(edition.id)}/ballot/categories/${encodeURIComponent(nominee.category)}?chosen=${nominee.number}`}
            >
              {say('web.nominee.choose')}
            </LinkButton>
          ) : null}
          <LinkButton to={`${here}/share`} quiet>
            {say('web.share.title')}
          </LinkButton>
        </p>
      )}
      <NomineePictures nominee={nominee} />
      <h2>{say('web.nominee.facts')}</h2>
      <Facts
        facts={[
          [say('web.nominee.number'), formatNumber(language, nominee.number)],
          [say('web.nominee.organisation'), <Theirs text={nominee.organisation} />],
          [say('web.nominee.country'), placeName(language, nominee.country)],
          [
            say('web.nominee.stakeholder'),
            translateIfPossible(language, `stakeholder.${nominee.stakeholderType}`) ?? nominee.stakeholderType,
          ],
          [
            say('web.nominee.website'),
            nominee.website === undefined ? undefined : (
              <a href={nominee.website} rel="nofollow noopener noreferrer" dir="ltr">
                {nominee.website}
              </a>
            ),
          ],
        ]}
      />
      <h2>{say('web.nominee.tags')}</h2>
      <ul class="tags">
        <li>
          {actionLine === undefined
            ? category
            : say('web.nominee.actionLine', {
                code: actionLine,
                name: translateLoosely(language, `action-line.${actionLine}`),
              })}
        </li>
        {nominee.sdgs.map((goal) => (
          <li key={goal}>
            {say('web.nominee.sdg', { number: goal, name: translateLoosely(language, `sdg.${goal}`) })}
          </li>
        ))}
      </ul>
      <p class="report-link">
        <PageLink to={`${here}/report`}>{say('web.report.link')}</PageLink>
      </p>
    </Layout>
  );
}

/** Back to the category and to the list, in the order in which the reader met them. */
function crumbsOf(
  edition: Edition,
  order: number | undefined,
  { code, name, title }: { readonly code: string; readonly name: string; readonly title: string },
) {
  const list = `/editions/${encodeURIComponent(edition.id)}/nominees`;
  const ordered = order === undefined ? '' : `order=${order}`;
  return [
    { path: ordered === '' ? list : `${list}?${ordered}`, label: title },
    { path: `${list}?${[`category=${encodeURIComponent(code)}`, ordered].filter(Boolean).join('&')}`, label: name },
  ];
}
