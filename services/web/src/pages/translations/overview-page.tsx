import { formatNumber, languageName } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Edition } from '../../application/ports.js';
import type {
  EntryFilter,
  LoweredGateNotice,
  TranslationLine,
  TranslationOverview,
} from '../../application/translations/ports.js';
import { holds } from '../../application/visitor.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { DataTable, type Column } from '../parts/table.js';
import type { TableState } from '../parts/table-query.js';
import { Tabs } from '../parts/tabs.js';
import { categoryName } from '../parts/words.js';
import { ruleSentence } from '../rules/rule-sentence.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { Assigned } from './assigned.js';
import { LoweredGates } from './lowered-gates.js';
import { entriesPath, gatePath, overviewPath } from './translation-words.js';

export interface OverviewPageProps {
  readonly editions: readonly Edition[];
  readonly edition: Edition;
  readonly ruleBook: RuleBook;
  readonly overview: TranslationOverview;
  readonly state: TableState;
  readonly lowered: readonly LoweredGateNotice[];
  /** Names of those with assignments; undefined: for whoever need not see them. */
  readonly translators: ReadonlyMap<string, string> | undefined;
}

type Figures = Omit<TranslationLine, 'category' | 'originals'>;

/** What is missing, in each language and each category, in entries and words; and what the rules ask for. */
export function TranslationsPage({
  editions,
  edition,
  ruleBook,
  overview,
  state,
  translators,
  lowered,
}: OverviewPageProps) {
  const { say } = usePage();
  return (
    <Layout title={say('web.translations.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.translations.title')}</h1>
      <p class="lead">{say('web.translations.explained')}</p>
      {editions.length < 2 ? null : (
        <Tabs
          label={say('web.submissions.editions')}
          tabs={editions.map(({ id, name }) => ({ path: overviewPath(id), label: name }))}
        />
      )}
      {overview.frozen ? <Notice>{say('web.translations.frozen')}</Notice> : null}
      <Gate edition={edition} ruleBook={ruleBook} overview={overview} lowered={lowered} />
      <Assigned {...{ edition, ruleBook, overview, state }} translators={translators} />
      <ByLanguage edition={edition} ruleBook={ruleBook} overview={overview} state={state} />
      <ByCategory edition={edition} ruleBook={ruleBook} overview={overview} state={state} />
    </Layout>
  );
}

type PartProps = Pick<OverviewPageProps, 'edition' | 'ruleBook' | 'overview'>;

/** Which texts must be there before the list is frozen, and how many of them are not. */
function Gate({ edition, ruleBook, overview, lowered }: PartProps & Pick<OverviewPageProps, 'lowered'>) {
  const { account, language, say } = usePage();
  const lowers = holds(account, ['secretariat'], edition.id) && !overview.frozen;
  const held = overview.lines.reduce((sum, line) => sum + line.held, 0);
  return (
    <section aria-labelledby="gate">
      <h2 id="gate">{say('web.translations.gate')}</h2>
      <p>
        {ruleSentence(language, ruleBook, 'languages.gate')} <RuleLink edition={edition.id} rule="languages.gate" />
      </p>
      {ruleBook.languages.gate.nomineeTexts === 'original' ? null : (
        <p>
          <Badge mood={held === 0 ? 'good' : 'warn'}>{say('web.translations.held', { texts: held })}</Badge>
        </p>
      )}
      <LoweredGates edition={edition} ruleBook={ruleBook} lowered={lowered} />
      {ruleBook.languages.gate.nomineeTexts === 'original' || !lowers ? null : (
        <p>
          <PageLink to={gatePath(edition.id)}>{say('web.gate.lower')}</PageLink>
        </p>
      )}
    </section>
  );
}

function ByLanguage({ edition, ruleBook, overview, state }: PartProps & { state: TableState }) {
  const { language, say } = usePage();
  const gated = ruleBook.languages.gate.nomineeTexts !== 'original';
  const caption = say('web.translations.byLanguage');
  const columns: readonly (Column<Figures> | false)[] = [
    {
      key: 'language',
      label: say('web.languages.language'),
      heading: true,
      cell: (row) => (
        <PageLink to={entriesPath(edition.id, row.language)}>{languageName(language, row.language)}</PageLink>
      ),
    },
    {
      key: 'missing',
      label: say('web.translations.state.missing'),
      cell: (row) => <Amount {...row} entries={row.missing} words={row.missingWords} edition={edition} of="missing" />,
    },
    {
      key: 'drafts',
      label: say('web.translations.state.machine-draft'),
      cell: (row) => (
        <Amount {...row} entries={row.drafts} words={row.draftWords} edition={edition} of="machine-draft" />
      ),
    },
    {
      key: 'checked',
      label: say('web.translations.state.checked'),
      figure: true,
      cell: (row) => formatNumber(language, row.checked),
    },
    gated && {
      key: 'held',
      label: say('web.translations.heldByGate'),
      figure: true,
      cell: (row) => formatNumber(language, row.held),
    },
  ];
  return (
    <DataTable
      caption={caption}
      state={state}
      rows={overview.languages.map((of) => sumOf(of, overview.lines))}
      rowKey={(row) => row.language}
      empty={null}
      columns={columns.filter((column) => column !== false)}
    />
  );
}

function sumOf(language: Language, lines: readonly TranslationLine[]): Figures {
  const own = lines.filter((line) => line.language === language);
  const sum = (figure: keyof Omit<Figures, 'language'>) => own.reduce((total, line) => total + line[figure], 0);
  return {
    language,
    missing: sum('missing'),
    drafts: sum('drafts'),
    checked: sum('checked'),
    missingWords: sum('missingWords'),
    draftWords: sum('draftWords'),
    held: sum('held'),
  };
}

/** So many entries with so many words, which lead to those entries. */
function Amount(props: {
  edition: Edition;
  language: Language;
  of: NonNullable<EntryFilter['state']>;
  entries: number;
  words: number;
}) {
  const { edition, language, of, entries, words } = props;
  const { say } = usePage();
  if (entries === 0) return <>–</>;
  return (
    <PageLink to={entriesPath(edition.id, language, { state: of })}>
      {say('web.translations.amount', { entries, words })}
    </PageLink>
  );
}

/** The categories down, the languages across: what is still to be done in each. */
function ByCategory({ edition, ruleBook, overview, state }: PartProps & { state: TableState }) {
  const { language, say } = usePage();
  const caption = say('web.translations.byCategory');
  const named = categoriesOfRules(ruleBook);
  const there = new Set(overview.lines.map(({ category }) => category));
  // In the order of the rules; a category that they do not know stands last.
  const categories = [...new Set([...named.map(({ code }) => code).filter((code) => there.has(code)), ...there])];
  return (
    <DataTable
      caption={caption}
      state={state}
      rows={categories}
      rowKey={(category) => category}
      empty={<p>{say('web.translations.none')}</p>}
      columns={[
        {
          key: 'category',
          label: say('web.submission.category'),
          heading: true,
          cell: (category) => categoryName(language, named, category),
        },
        ...overview.languages.map((into) => ({
          key: into,
          label: languageName(language, into),
          cell: (category: string) => (
            <Left edition={edition} line={overview.lines.find((line) => isOf(line, category, into))} />
          ),
        })),
      ]}
    />
  );
}

const isOf = (line: TranslationLine, category: string, language: Language) =>
  line.category === category && line.language === language;

function Left({ edition, line }: { edition: Edition; line: TranslationLine | undefined }) {
  const { say } = usePage();
  const entries = line === undefined ? 0 : line.missing + line.drafts;
  if (line === undefined || entries === 0) return <>–</>;
  return (
    <PageLink to={entriesPath(edition.id, line.language, { category: line.category })}>
      {say('web.translations.amount', { entries, words: line.missingWords + line.draftWords })}
    </PageLink>
  );
}
