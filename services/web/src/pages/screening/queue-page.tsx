import { formatInstant, formatNumber } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Calendar, Edition } from '../../application/ports.js';
import type { Queue, QueuedEntry, Standing } from '../../application/screening/ports.js';
import { holds } from '../../application/visitor.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { EmptyState } from '../parts/empty-state.js';
import { DownloadLink, LinkButton, PageLink } from '../parts/links.js';
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
import { severalPath } from './several-page.js';
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
        <p>{say('web.judging.conflictsFirst')}</p>
      ) : (
        <Notice>
          <p>
            {say('web.screening.readOnly')} <RuleLink edition={edition.id} rule="screening.screenedBy" />
          </p>
        </Notice>
      )}
      <Ways {...props} />
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

/** What else may be done here. */
function Ways({ edition, ruleBook, standings, mine, state }: QueuePageProps) {
  const { account, say } = usePage();
  const several = mayDecide(account, ruleBook, edition.id) && countOf(standings, 'submitted', mine) > 1;
  const freezes = holds(account, ['secretariat'], edition.id);
  const file = tableAddress({ ...state, path: `${screeningPath(edition.id)}/file` }, {});
  return (
    <p class="actions">
      <DownloadLink to={file}>{say('web.people.download')}</DownloadLink>
      {several ? (
        <LinkButton to={severalPath(edition.id, state.filters['category'])} quiet>
          {say('web.screening.several')}
        </LinkButton>
      ) : null}
      {freezes ? (
        <LinkButton to={`${screeningPath(edition.id)}/list`} quiet>
          {say('web.shortlist.title')}
        </LinkButton>
      ) : null}
    </p>
  );
}

function Entries({ edition, ruleBook, queue, state }: QueuePageProps) {
  const { account, language, say } = usePage();
  const decides = mayDecide(account, ruleBook, edition.id);
  const columns: readonly Column<QueuedEntry>[] = [
    {
      key: 'title',
      label: say('web.submission.project'),
      heading: true,
      sortable: true,
      cell: (entry) => <EntryName entry={entry} edition={edition} />,
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
    ...(decides
      ? [
          {
            key: 'interest',
            label: say('web.screening.interest'),
            cell: (entry: QueuedEntry) => <Interest entry={entry} edition={edition} />,
          },
        ]
      : []),
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

/** What it is called, and the way to it for whoever may read it. */
function EntryName({ entry, edition }: { entry: QueuedEntry; edition: Edition }) {
  const { id, title, language, generated, steppedBack } = entry;
  const name = <SubmissionTitle title={title} {...(language === undefined ? {} : { language })} />;
  return (
    <>
      {steppedBack ? name : <PageLink to={entryPath(edition.id, id)}>{name}</PageLink>}{' '}
      {generated ? <GeneratedMark /> : null}
    </>
  );
}

/** Declared without reading the entry first. */
function Interest({ entry, edition }: { entry: QueuedEntry; edition: Edition }) {
  const { say } = usePage();
  if (entry.steppedBack) return <Badge>{say('web.judging.state.conflict')}</Badge>;
  if (entry.own || (entry.state !== 'submitted' && entry.state !== 'returned')) return <>–</>;
  return (
    <PageLink to={`${entryPath(edition.id, entry.id)}/conflict`}>
      {say('web.screening.stepBack')} <span class="unseen">{entry.title}</span>
    </PageLink>
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
