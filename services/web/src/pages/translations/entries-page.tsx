import { formatNumber, languageName, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Edition, Page } from '../../application/ports.js';
import {
  TRANSLATION_STATES,
  type CheckOutcome,
  type EntryToTranslate,
  type TranslationOverview,
} from '../../application/translations/ports.js';
import { FormView } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { DataTable, type Column } from '../parts/table.js';
import { TableFilter } from '../parts/table-filter.js';
import { sortOf, type TableState } from '../parts/table-query.js';
import { Tabs } from '../parts/tabs.js';
import { categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { SubmissionTitle } from '../submissions/submission-words.js';
import {
  TranslationStateBadge,
  draftWord,
  editorPath,
  entriesPath,
  filePath,
  overviewPath,
  stateName,
} from './translation-words.js';

export interface EntriesPageProps {
  readonly edition: Edition;
  readonly into: Language;
  readonly ruleBook: RuleBook;
  readonly overview: TranslationOverview;
  readonly entries: Page<EntryToTranslate>;
  readonly state: TableState;
  readonly readOnly: boolean;
  readonly form: Form<ChecksField>;
  /** Drafts that were to be approved and could not. */
  readonly left?: readonly { readonly title: string; readonly outcome: CheckOutcome }[];
}

/** `all`: those that are shown, whatever is chosen. */
export type ChecksField = 'entry' | 'all';

/** The entries that a language is wanted of, each with how far it is. */
export function EntriesPage(props: EntriesPageProps) {
  const { edition, into, ruleBook, overview, entries, state, readOnly, form, left = [] } = props;
  const { language, say } = usePage();
  const title = say('web.translations.into', { language: languageName(language, into) });
  const named = categoriesOfRules(ruleBook);
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined || left.length > 0}
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
      <Left left={left} />
      <p>{say('web.translations.draft.explained')}</p>
      <p>
        <PageLink to={filePath(edition.id, into, state.filters['category'])}>
          {say('web.translations.file.title')}
        </PageLink>
      </p>
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
      {readOnly || !entries.items.some(isDraft) ? (
        <EntriesTable {...props} caption={title} chooses={false} />
      ) : (
        <Choosing {...props} caption={title} />
      )}
    </Layout>
  );
}

const isDraft = ({ state }: EntryToTranslate) => state === 'machine-draft';

/** What could not be approved, and why. */
function Left({ left }: { left: NonNullable<EntriesPageProps['left']> }) {
  const { language, say } = usePage();
  if (left.length === 0) return null;
  return (
    <Notice kind="warning" title={say('web.translations.notApproved')}>
      <ul>
        {left.map(({ title, outcome }, index) => (
          <li key={index}>{translateLoosely(language, `web.translations.outcome.${outcome}`, { title })}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** The list with a box at each draft, and what is done with the chosen. */
function Choosing(props: EntriesPageProps & { caption: string }) {
  const { edition, into, entries, state, form } = props;
  const { say } = usePage();
  const kept = { ...state.filters, sort: sortOf(state) ?? '', cursor: state.cursor ?? '' };
  return (
    <FormView
      form={form}
      action={`${entriesPath(edition.id, into)}/checks`}
      submit={say('web.translations.approveChosen')}
      beside={
        <button type="submit" class="button quiet" name="all" value="yes">
          {say('web.translations.approveAll')}
        </button>
      }
    >
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {entries.items.filter(isDraft).map((entry) => (
        <input key={entry.id} type="hidden" name="shown" value={draftWord(entry)} />
      ))}
      <EntriesTable {...props} chooses />
      <p>{say('web.translations.bulk.explained')}</p>
    </FormView>
  );
}

function EntriesTable(props: EntriesPageProps & { caption: string; chooses: boolean }) {
  const { edition, into, ruleBook, entries, state, form, caption, chooses } = props;
  const { language, say } = usePage();
  const named = categoriesOfRules(ruleBook);
  const chosen = new Set(form.texts('entry'));
  const choosing: Column<EntryToTranslate> = {
    key: 'choose',
    label: say('web.translations.choose'),
    cell: (entry) =>
      isDraft(entry) ? (
        <input
          type="checkbox"
          name="entry"
          value={draftWord(entry)}
          checked={chosen.has(draftWord(entry))}
          aria-label={say('web.translations.chooseThis', { title: entry.title })}
        />
      ) : null,
  };
  return (
    <DataTable
      caption={caption}
      state={state}
      rows={entries.items}
      nextCursor={entries.nextCursor}
      rowKey={({ id }) => id}
      empty={<p>{say('web.translations.none')}</p>}
      columns={[
        ...(chooses ? [choosing] : []),
        {
          key: 'title',
          label: say('web.submission.project'),
          heading: true,
          sortable: true,
          cell: (entry) => (
            <>
              <PageLink to={editorPath(edition.id, into, entry.id)}>
                <SubmissionTitle title={entry.title} language={entry.original} />
              </PageLink>
              {entry.mine ? (
                <>
                  {' '}
                  <Badge mood="info">{say('web.translations.mine')}</Badge>
                </>
              ) : null}
            </>
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
          sortable: true,
          cell: ({ words }) => formatNumber(language, words),
        },
        {
          key: 'state',
          label: say('web.translations.state'),
          cell: (entry) => <TranslationStateBadge state={entry.state} />,
        },
      ]}
    />
  );
}
