import { formatInstant, formatList, hasMessage, problemTexts, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import {
  APPROVAL_KINDS,
  APPROVAL_STATES,
  type Approval,
  type ApprovalList,
} from '../../application/approvals/ports.js';
import type { Edition } from '../../application/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge, type Mood } from '../parts/badge.js';
import { DownloadLink, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { DataTable, type Column } from '../parts/table.js';
import { TableFilter } from '../parts/table-filter.js';
import { tableAddress, type TableState } from '../parts/table-query.js';
import { Tabs } from '../parts/tabs.js';
import { Theirs } from '../parts/words.js';
import { leftInWords } from '../parts/deadline.js';
import { effectInWords } from './effect-words.js';

const MOODS: Readonly<Record<Approval['state'], Mood>> = {
  proposed: 'info',
  approved: 'good',
  refused: 'warn',
  expired: 'plain',
  failed: 'bad',
};

export interface ApprovalsPageProps {
  readonly list: ApprovalList;
  readonly editions: readonly Edition[];
  readonly names: ReadonlyMap<string, string>;
  readonly state: TableState;
  /** Everything that was ever proposed, instead of what waits. */
  readonly history: boolean;
  readonly now: Date;
}

/** What waits for a second person, over all services; or everything that ever did. */
export function ApprovalsPage(props: ApprovalsPageProps) {
  const { list, editions, state, history } = props;
  const { language, say } = usePage();
  return (
    <Layout title={say('web.approvals.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.approvals.title')}</h1>
      <p class="lead">{say('web.approvals.explained')}</p>
      <Tabs
        label={say('web.approvals.title')}
        tabs={[
          { path: '/desk/approvals', label: say('web.approvals.waiting') },
          { path: '/desk/approvals/history', label: say('web.approvals.history') },
        ]}
      />
      {list.away.length === 0 ? null : (
        <Notice kind="warning">{say('web.desk.away', { parts: formatList(language, list.away) })}</Notice>
      )}
      <TableFilter
        state={state}
        choices={[
          {
            name: 'edition',
            label: say('web.desk.edition'),
            options: editions.map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            name: 'kind',
            label: say('web.approvals.kind'),
            options: APPROVAL_KINDS.map((value) => ({ value, label: kindInWords(language, value) })),
          },
          ...(history
            ? [
                {
                  name: 'state',
                  label: say('web.calendar.state'),
                  options: APPROVAL_STATES.map((value) => ({
                    value,
                    label: translateLoosely(language, `web.approval-state.${value}`),
                  })),
                },
              ]
            : []),
        ]}
      />
      {history ? <FileLink state={state} /> : null}
      <DataTable
        caption={history ? say('web.approvals.history') : say('web.approvals.waiting')}
        columns={useColumns(props)}
        rows={list.items}
        rowKey={({ id }) => id}
        state={state}
        nextCursor={list.nextCursor}
        empty={<p>{say('web.approvals.none')}</p>}
      />
    </Layout>
  );
}

/** The whole list as it is narrowed, for other programs. */
function FileLink({ state }: { state: TableState }) {
  const { say } = usePage();
  const file = tableAddress({ ...state, path: `${state.path}/file` }, { sort: undefined });
  return (
    <p>
      <DownloadLink to={file}>{say('web.audit.download')}</DownloadLink>
    </p>
  );
}

/** What a proposal is about, in a few words. */
export function kindInWords(language: Language, kind: string): string {
  return hasMessage(`web.approval-kind.${kind}`) ? translateLoosely(language, `web.approval-kind.${kind}`) : kind;
}

function useColumns({ editions, names, history, now }: ApprovalsPageProps): readonly Column<Approval>[] {
  const { account, language, say } = usePage();
  const instant = (at: Date | undefined) => (at === undefined ? '' : formatInstant(language, at, 'UTC'));
  return [
    {
      key: 'effect',
      label: say('web.approvals.effect'),
      heading: true,
      cell: (approval) => (
        <PageLink to={`/desk/approvals/${approval.service}/${approval.id}`}>
          {effectInWords(language, approval.effect, editions)}
        </PageLink>
      ),
    },
    {
      key: 'kind',
      label: say('web.approvals.kind'),
      sortable: true,
      cell: ({ kind }) => kindInWords(language, kind),
    },
    {
      key: 'proposed',
      label: say('web.approvals.proposedBy'),
      sortable: true,
      cell: ({ proposedBy, proposedAt }) => (
        <>
          {proposedBy === account?.accountId ? say('web.approvals.you') : <PersonName names={names} id={proposedBy} />}
          <br />
          <span class="quiet">{instant(proposedAt)}</span>
        </>
      ),
    },
    history
      ? {
          key: 'state',
          label: say('web.calendar.state'),
          cell: ({ state, decidedBy, decidedAt }) => (
            <>
              <StateBadge state={state} />
              {decidedAt === undefined ? null : (
                <>
                  <br />
                  <PersonName names={names} id={decidedBy} />
                  <br />
                  <span class="quiet">{instant(decidedAt)}</span>
                </>
              )}
            </>
          ),
        }
      : {
          key: 'expires',
          label: say('web.approvals.expires'),
          sortable: true,
          cell: ({ expiresAt, obstacle, lastRefusal }) => (
            <>
              {expiresAt === undefined ? '' : (leftInWords(language, now, expiresAt) ?? say('web.deadline.over'))}
              <br />
              <span class="quiet">{instant(expiresAt)}</span>
              <WhatStopsIt obstacle={obstacle} lastRefusal={lastRefusal} />
            </>
          ),
        },
  ];
}

/** What stands in its way for good; else what stopped the last try. */
function WhatStopsIt({ obstacle, lastRefusal }: Pick<Approval, 'obstacle' | 'lastRefusal'>) {
  const { language, say } = usePage();
  const stops = obstacle ?? lastRefusal;
  if (stops === undefined) return null;
  return (
    <>
      <br />
      {obstacle === undefined ? null : <Badge mood="bad">{say('web.approvals.impossible')}</Badge>}{' '}
      <Badge mood="warn">{problemTexts.title(language, stops)}</Badge>
    </>
  );
}

export function StateBadge({ state }: { state: Approval['state'] }) {
  const { language } = usePage();
  return <Badge mood={MOODS[state]}>{translateLoosely(language, `web.approval-state.${state}`)}</Badge>;
}

/** A colleague's name; where identity could not say it, the beginning of the account's id. */
export function PersonName({ names, id }: { names: ReadonlyMap<string, string>; id: string | undefined }) {
  if (id === undefined) return null;
  const name = names.get(id);
  return name === undefined ? <code>{id.slice(-12)}</code> : <Theirs text={name} />;
}
