import { formatNumber, languageName } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Edition, Page } from '../../application/ports.js';
import {
  TRANSLATION_STATES,
  type EntryToTranslate,
  type TranslationOverview,
} from '../../application/translations/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { DataTable } from '../parts/table.js';
import { TableFilter } from '../parts/table-filter.js';
import type { TableState } from '../parts/table-query.js';
import { Tabs } from '../parts/tabs.js';
import { categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { SubmissionTitle } from '../submissions/submission-words.js';
import { TranslationStateBadge, editorPath, entriesPath, overviewPath, stateName } from './translation-words.js';

export interface EntriesPageProps {
  readonly edition: Edition;
  readonly into: Language;
  readonly ruleBook: RuleBook;
  readonly overview: TranslationOverview;
  readonly entries: Page<EntryToTranslate>;
  readonly state: TableState;
}

/** The entries that a language is wanted of, each with how far it is. */
export function EntriesPage({ edition, into, ruleBook, overview, entries, state }: EntriesPageProps) {
  const { language, say } = usePage();
  const title = say('web.translations.into', { language: languageName(language, into) });
  const named = categoriesOfRules(ruleBook);
  return (
    <Layout
      title={title}
      desk
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: overviewPath(edition.id), label: say('web.translations.title') },
      ]}
    >
      <h1>{title}</h1>
      <Tabs
        label={say('web.translations.languages')}
        tabs={overview.languages.map((each) => ({
          path: entriesPath(edition.id, each),
          label: languageName(language, each),
        }))}
      />
      {overview.frozen ? <Notice>{say('web.translations.frozen')}</Notice> : null}
      <p>{say('web.translations.draft.explained')}</p>
      <TableFilter
        state={state}
        choices={[
          {
            name: 'state',
            label: say('web.translations.state'),
            options: TRANSLATION_STATES.map((value) => ({ value, label: stateName(language, value) })),
          },
          {
            name: 'category',
            label: say('web.submission.category'),
            options: named.map(({ code }) => ({ value: code, label: categoryName(language, named, code) })),
          },
        ]}
      />
      <DataTable
        caption={title}
        state={state}
        rows={entries.items}
        nextCursor={entries.nextCursor}
        rowKey={({ id }) => id}
        empty={<p>{say('web.translations.none')}</p>}
        columns={[
          {
            key: 'title',
            label: say('web.submission.project'),
            heading: true,
            cell: (entry) => (
              <PageLink to={editorPath(edition.id, into, entry.id)}>
                <SubmissionTitle title={entry.title} language={entry.original} />
              </PageLink>
            ),
          },
          {
            key: 'category',
            label: say('web.submission.category'),
            cell: ({ category }) => categoryName(language, named, category),
          },
          {
            key: 'original',
            label: say('web.translations.from'),
            cell: ({ original }) => languageName(language, original),
          },
          {
            key: 'words',
            label: say('web.translations.words'),
            figure: true,
            cell: ({ words }) => formatNumber(language, words),
          },
          {
            key: 'state',
            label: say('web.translations.state'),
            cell: (entry) => <TranslationStateBadge state={entry.state} />,
          },
        ]}
      />
    </Layout>
  );
}
