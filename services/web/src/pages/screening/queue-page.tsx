import { formatInstant, formatNumber } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Calendar, Edition } from '../../application/ports.js';
import type { Queue, QueuedEntry, Standing } from '../../application/screening/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { EmptyState } from '../parts/empty-state.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Progress } from '../parts/progress.js';
import { RuleLink } from '../parts/rule-link.js';
import { DataTable, type Column } from '../parts/table.js';
import { TableFilter } from '../parts/table-filter.js';
import { tableAddress, type TableState } from '../parts/table-query.js';
import { Tabs } from '../parts/tabs.js';
import { GeneratedMark, Theirs, categoryName, placeName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { StateBadge, SubmissionTitle, stateName } from '../submissions/submission-words.js';
import { ScreeningTime, countOf, entryPath, mayDecide, screeningPath } from './screening-words.js';

/** What was handed in stands in one of these; the first waits for a decision. */
const STATES = ['submitted', 'returned', 'nominated', 'declined', 'withdrawn'] as const;
const DECIDED = ['nominated', 'declined'] as const;

export interface QueuePageProps {
  readonly editions: readonly Edition[];
  readonly edition: Edition;
  readonly calendar: Calendar | undefined;
  readonly ruleBook: RuleBook;
  readonly standings: readonly Standing[];
  readonly queue: Queue;
  /** The categories that are the visitor's; none where it is all of them. */
  readonly mine: readonly string[];
  readonly state: TableState;
}

/** For who screens nothing yet. */
export function NobodysQueuePage() {
  const { say } = usePage();
  return (
    <Layout title={say('web.screening.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.screening.title')}</h1>
      <EmptyState title={say('web.table.empty')}>
        <p>{say('web.screening.noEdition')}</p>
      </EmptyState>
    </Layout>
  );
}

/** What there is to screen, until when, and what is done. */
export function QueuePage(props: QueuePageProps) {
  const { editions, edition, calendar, ruleBook, standings, queue, mine, state } = props;
  const { account, language, say } = usePage();
  const decided = DECIDED.reduce((sum, each) => sum + countOf(standings, each, mine), 0);
  const all = decided + countOf(standings, 'submitted', mine);
  return (
    <Layout title={say('web.screening.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.screening.title')}</h1>
      {editions.length < 2 ? null : (
        <Tabs
          label={say('web.submissions.editions')}
          tabs={editions.map(({ id, name }) => ({ path: screeningPath(id), label: name }))}
        />
      )}
      <ScreeningTime calendar={calendar} />
      {all === 0 ? null : (
        <Progress
          label={say('web.screening.decided')}
          value={decided}
          max={all}
          text={say('web.screening.decided.text', {
            decided: formatNumber(language, decided),
            all: formatNumber(language, all),
            mine: formatNumber(language, queue.decidedByMe),
          })}
        />
      )}
      {mayDecide(account, ruleBook, edition.id) ? (
        <p>{say('web.screening.conflictsFirst')}</p>
      ) : (
        <Notice>
          <p>
            {say('web.screening.readOnly')} <RuleLink edition={edition.id} rule="screening.screenedBy" />
          </p>
        </Notice>
      )}
      <Tabs
        label={say('web.submission.stateLabel')}
        tabs={STATES.map((each) => ({
          path: tableAddress(state, { filters: { ...state.filters, state: each } }),
          label: each === 'submitted' ? say('web.screening.waiting') : stateName(language, each),
          count: formatNumber(language, countOf(standings, each, mine)),
          current: each === state.filters['state'],
        }))}
      />
      <TableFilter
        state={state}
        search={{ name: 'q', label: say('web.screening.search') }}
        choices={[
          {
            name: 'category',
            label: say('web.submission.category'),
            options: ruleBook.categories
              .filter(({ code }) => mine.length === 0 || mine.includes(code))
              .map(({ code }) => ({
                value: code,
                label: categoryName(language, categoriesOfRules(ruleBook), code),
              })),
          },
        ]}
      />
      <Entries {...props} />
    </Layout>
  );
}

function Entries({ edition, ruleBook, queue, state }: QueuePageProps) {
  const { language, say } = usePage();
  const columns: readonly Column<QueuedEntry>[] = [
    {
      key: 'title',
      label: say('web.submission.project'),
      heading: true,
      sortable: true,
      cell: ({ id, title, language: written, generated }) => (
        <>
          <PageLink to={entryPath(edition.id, id)}>
            <SubmissionTitle title={title} {...(written === undefined ? {} : { language: written })} />
          </PageLink>{' '}
          {generated ? <GeneratedMark /> : null}
        </>
      ),
    },
    {
      key: 'organisation',
      label: say('web.judging.organisation'),
      cell: ({ organisation = '', country }) => (
        <>
          <Theirs text={organisation} />
          {country === undefined ? null : <>, {placeName(language, country)}</>}
        </>
      ),
    },
    {
      key: 'category',
      label: say('web.submission.category'),
      cell: ({ category = '' }) => categoryName(language, categoriesOfRules(ruleBook), category),
    },
    {
      key: 'submittedAt',
      label: say('web.submission.handedInAt'),
      sortable: true,
      cell: ({ submittedAt }) =>
        submittedAt === undefined ? '–' : formatInstant(language, submittedAt, edition.timeZone),
    },
    { key: 'state', label: say('web.submission.stateLabel'), cell: (entry) => <EntryStanding entry={entry} /> },
  ];
  return (
    <DataTable
      caption={say('web.screening.caption', { edition: edition.name })}
      state={state}
      rows={queue.items}
      nextCursor={queue.nextCursor}
      rowKey={({ id }) => id}
      empty={<NothingHere state={state} />}
      columns={columns}
    />
  );
}

function EntryStanding({ entry }: { entry: QueuedEntry }) {
  const { say } = usePage();
  return (
    <>
      <StateBadge state={entry.state} /> {entry.own ? <Badge>{say('web.screening.own')}</Badge> : null}
      {entry.decidedByMe ? <Badge>{say('web.screening.byMe')}</Badge> : null}
    </>
  );
}

/** Why the list is empty, and the way on. */
function NothingHere({ state }: { state: TableState }) {
  const { say } = usePage();
  const narrowed = state.filters['q'] !== undefined || state.filters['category'] !== undefined;
  if (narrowed) {
    return (
      <p>
        {say('web.screening.empty.narrowed')} <PageLink to={state.path}>{say('web.table.showAll')}</PageLink>
      </p>
    );
  }
  return (
    <p>
      {state.filters['state'] === 'submitted' ? say('web.screening.empty.waiting') : say('web.screening.empty.state')}
    </p>
  );
}
