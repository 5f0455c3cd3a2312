import { formatInstant, translateLoosely } from '@wsis/i18n';
import {
  ALL_EDITIONS,
  INVITED_ROLES,
  type HeldRole,
  type PeoplePage as People,
  type RoleHolder,
} from '../../application/people/ports.js';
import type { Edition } from '../../application/ports.js';
import { ErrorSummary } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { useAddress, usePage } from '../page-context.js';
import { Badge, type Mood } from '../parts/badge.js';
import { DownloadLink, LinkButton, PageLink } from '../parts/links.js';
import { DataTable, type Column } from '../parts/table.js';
import { TableFilter } from '../parts/table-filter.js';
import { tableAddress, type TableState } from '../parts/table-query.js';
import { Theirs } from '../parts/words.js';
import type { HeldField } from './people-forms.js';

const INVITATION_MOODS: Readonly<Record<string, Mood>> = { bounced: 'bad', 'given-up': 'bad', waiting: 'info' };

export interface PeoplePageProps {
  readonly page: People;
  readonly editions: readonly Edition[];
  readonly editionId: string;
  readonly state: TableState;
  /** A step taken from the list that was refused. */
  readonly refused?: Form<HeldField> | undefined;
}

/** Everybody with a role in an edition, and what can be done about each. */
export function PeoplePage({ page, editions, editionId, state, refused }: PeoplePageProps) {
  const { language, say } = usePage();
  const edition = editions.find(({ id }) => id === editionId);
  const name = edition?.name ?? editionId;
  return (
    <Layout title={say('web.people.title')} desk crumbs={[{ path: '/desk', label: say('web.desk.title') }]}>
      <h1>{say('web.people.title')}</h1>
      {refused === undefined ? null : <ErrorSummary form={refused} />}
      <p class="lead">{say('web.people.explained')}</p>
      <p class="actions">
        <LinkButton to={`/desk/people/invitations?edition=${encodeURIComponent(editionId)}`}>
          {say('web.people.invite')}
        </LinkButton>
        <LinkButton to="/desk/people/organisations" quiet>
          {say('web.registry.title')}
        </LinkButton>
        <DownloadLink to={tableAddress({ ...state, path: '/desk/people/file' }, {})}>
          {say('web.people.download')}
        </DownloadLink>
      </p>
      <TableFilter
        state={{ ...state, filters: { edition: editionId, ...state.filters } }}
        search={{ name: 'search', label: say('web.people.search') }}
        choices={[
          {
            name: 'edition',
            label: say('web.desk.edition'),
            options: editions.map(({ id, name: label }) => ({ value: id, label })),
          },
          {
            name: 'role',
            label: say('web.people.role'),
            options: INVITED_ROLES.map((role) => ({ value: role, label: translateLoosely(language, `role.${role}`) })),
          },
        ]}
      />
      <DataTable
        caption={say('web.people.of', { edition: name })}
        columns={useColumns(edition?.timeZone ?? 'UTC', editionId)}
        rows={page.items}
        rowKey={({ accountId, role, category }) => `${accountId} ${role} ${category}`}
        state={state}
        nextCursor={page.nextCursor}
        empty={<p>{say('web.people.none')}</p>}
      />
    </Layout>
  );
}

function useColumns(timeZone: string, editionId: string): readonly Column<RoleHolder>[] {
  const { account, language, say } = usePage();
  return [
    {
      key: 'name',
      label: say('web.people.person'),
      heading: true,
      sortable: true,
      cell: ({ displayName, email }) => (
        <>
          {displayName === '' ? null : (
            <>
              <Theirs text={displayName} />
              <br />
            </>
          )}
          <bdi dir="ltr">{email}</bdi>
        </>
      ),
    },
    {
      key: 'role',
      label: say('web.people.role'),
      sortable: true,
      cell: (holder) => <RoleName held={holder} />,
    },
    {
      key: 'secondFactor',
      label: say('web.people.secondFactor'),
      cell: ({ secondFactor }) =>
        secondFactor ? (
          <Badge mood="good">{say('web.people.secondFactor.enrolled')}</Badge>
        ) : (
          <Badge mood="warn">{say('web.people.secondFactor.none')}</Badge>
        ),
    },
    {
      key: 'seen',
      label: say('web.people.seen'),
      sortable: true,
      cell: ({ lastSeenAt, invitation }) => (
        <>
          {lastSeenAt === undefined ? say('web.people.seen.never') : formatInstant(language, lastSeenAt, timeZone)}
          {invitation === undefined || lastSeenAt !== undefined ? null : (
            <>
              <br />
              <Badge mood={INVITATION_MOODS[invitation] ?? 'plain'}>
                {say('web.people.invitation', { state: translateLoosely(language, `web.mail-state.${invitation}`) })}
              </Badge>
            </>
          )}
        </>
      ),
    },
    {
      key: 'granted',
      label: say('web.people.granted'),
      sortable: true,
      cell: ({ grantedAt }) => grantedAt && formatInstant(language, grantedAt, timeZone),
    },
    {
      key: 'actions',
      label: say('web.people.actions'),
      cell: (holder) => (
        <Actions holder={holder} editionId={editionId} mine={holder.accountId === account?.accountId} />
      ),
    },
  ];
}

export function RoleName({ held }: { held: HeldRole }) {
  const { language, say } = usePage();
  const where = held.category === '' ? undefined : translateLoosely(language, `category.${held.category}`);
  return (
    <>
      {translateLoosely(language, `role.${held.role}`)}
      {where === undefined ? null : `, ${where}`}
      {held.edition === ALL_EDITIONS ? ` (${say('web.approvals.allEditions')})` : null}
    </>
  );
}

function Actions({ holder, editionId, mine }: { holder: RoleHolder; editionId: string; mine: boolean }) {
  const { say } = usePage();
  const address = useAddress();
  const path = `/desk/people/${encodeURIComponent(holder.accountId)}`;
  const { role, edition, category } = holder;
  const held = new URLSearchParams({ edition, role, ...(category === '' ? {} : { category }) }).toString();
  const whom = <span class="unseen">{holder.displayName === '' ? holder.email : holder.displayName}</span>;
  return (
    <>
      <PageLink to={`${path}/revocation?${held}`}>
        {say('web.people.revoke')} {whom}
      </PageLink>
      {holder.secondFactor && !mine ? (
        <>
          <br />
          <PageLink to={`${path}/second-factor`}>
            {say('web.people.reset')} {whom}
          </PageLink>
        </>
      ) : null}
      {holder.verified ? null : (
        <form method="post" action={address(`${path}/invitation`)}>
          <input type="hidden" name="edition" value={editionId} />
          <input type="hidden" name="role" value={role} />
          <input type="hidden" name="category" value={category} />
          <button type="submit" class="button quiet">
            {say('web.people.inviteAgain')} {whom}
          </button>
        </form>
      )}
    </>
  );
}
