import { isLanguage } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import {
  AccountScreens,
  type AccountExport,
  type AccountsByRoleQuery,
  type Colleague,
  type ColleaguesQuery,
  type MailboxMail,
  type MailboxView,
  type MemberView,
  type OrganisationsQuery,
  type RegisteredOrganisation,
  type RegistrationView,
  type RoleFigures,
  type RoleHolder,
  type RoleHoldersQuery,
  type SentMailView,
} from '../../application/screens.js';
import { instantPlace, orderOf } from './order.js';
import type { MailState } from '../../domain/mail-state.js';
import type { Role } from '../../domain/role.js';

interface HolderRow {
  account_id: string;
  address: string;
  display_name: string;
  language: string;
  country: string;
  verified_at: Date | null;
  confirmed_at: Date | null;
  last_seen_at: Date | null;
  granted_at: Date;
  invitation: MailState | null;
  role: Role;
  edition_id: string;
  category: string;
  place: string;
}

/** What lists are ordered by; the beginning of a name is enough, for ids decide the rest. */
const HOLDER_PLACES = {
  name: `left(lower(coalesce(nullif(a.display_name, ''), a.address)), 60)`,
  role: 'r.role',
  seen: instantPlace('a.last_seen_at'),
  granted: instantPlace('r.granted_at'),
};
const ORGANISATION_PLACES = {
  name: 'left(lower(o.name), 60)',
  members: `lpad(counted.members::text, 9, '0')`,
  created: instantPlace('o.created_at'),
};

interface ExportRow {
  table: string;
  rows: unknown;
}

/** Reads accounts for screens and other services, with its own SQL. */
export class AccountReadModel extends AccountScreens {
  constructor(private readonly tx: Pick<Tx, 'query'>) {
    super();
  }

  async holders(query: RoleHoldersQuery): Promise<readonly RoleHolder[]> {
    const { place, way, beyond } = orderOf(query.order, HOLDER_PLACES);
    const rows = await this.tx.query<HolderRow>(
      `SELECT a.account_id, a.address, a.display_name, a.language, a.country, a.verified_at, f.confirmed_at,
              a.last_seen_at, r.granted_at, r.role, r.edition_id, r.category,
              (SELECT m.state FROM identity.mails m
               WHERE m.address_hash = a.address_hash AND m.kind = 'role-invitation'
               ORDER BY m.created_at DESC LIMIT 1) AS invitation, ${place} AS place
       FROM identity.roles r
       JOIN identity.accounts a USING (account_id)
       LEFT JOIN identity.second_factors f USING (account_id)
       WHERE r.edition_id IN ($1, '*') AND ($2::text IS NULL OR r.role = $2)
         AND ($3::uuid IS NULL
              OR (${place} COLLATE "C", r.account_id, r.role, r.category) ${beyond} ($8 COLLATE "C", $3, $4, $5))
         AND ($7::text IS NULL OR strpos(lower(a.display_name), $7) > 0 OR strpos(lower(a.address), $7) > 0)
       ORDER BY ${place} COLLATE "C" ${way}, r.account_id ${way}, r.role ${way}, r.category ${way} LIMIT $6`,
      [
        query.editionId,
        query.role ?? null,
        query.after?.accountId ?? null,
        query.after?.role ?? '',
        query.after?.category ?? '',
        query.limit,
        query.search?.toLowerCase() ?? null,
        query.after?.place ?? '',
      ],
    );
    return rows.map((row) => ({
      accountId: row.account_id,
      place: row.place,
      address: row.address,
      displayName: row.display_name,
      language: isLanguage(row.language) ? row.language : 'en',
      country: row.country,
      verified: row.verified_at !== null,
      secondFactor: row.confirmed_at ? 'enrolled' : 'none',
      lastSeenAt: row.last_seen_at ?? undefined,
      grantedAt: row.granted_at,
      invitation: row.invitation ?? undefined,
      grant: { role: row.role, editionId: row.edition_id, category: row.category },
    }));
  }

  async roleFigures(editionId: string): Promise<readonly RoleFigures[]> {
    return this.tx.query<RoleFigures>(
      `SELECT r.role, count(DISTINCT account_id)::int AS people,
         count(DISTINCT account_id)
           FILTER (WHERE a.verified_at IS NOT NULL AND f.confirmed_at IS NOT NULL)::int AS able
       FROM identity.roles r
       JOIN identity.accounts a USING (account_id)
       LEFT JOIN identity.second_factors f USING (account_id)
       WHERE r.edition_id IN ($1, '*') AND r.role NOT IN ('nominator', 'voter') GROUP BY r.role ORDER BY r.role`,
      [editionId],
    );
  }

  async colleagues({ accountIds, search, addresses, limit }: ColleaguesQuery): Promise<readonly Colleague[]> {
    const rows = await this.tx.query<{ account_id: string; name: string }>(
      // From those with a role, given or proposed, who are few, to their accounts: of accounts there are millions.
      `WITH staff AS MATERIALIZED (
         SELECT account_id FROM identity.roles WHERE role NOT IN ('nominator', 'voter')
         UNION
         SELECT CASE WHEN payload ->> 'accountId' ~ '^[0-9a-f-]{36}$' THEN (payload ->> 'accountId')::uuid END
         FROM identity.approvals WHERE state = 'proposed')
       SELECT a.account_id, n.name
       FROM staff JOIN identity.accounts a ON a.account_id = staff.account_id,
         coalesce(nullif(a.display_name, ''), CASE WHEN $4 THEN a.address END) AS n (name)
       WHERE n.name IS NOT NULL AND ($1::uuid[] IS NULL OR a.account_id = ANY ($1)) AND ($2::text IS NULL OR strpos(lower(n.name), $2) > 0)
       ORDER BY n.name, a.account_id LIMIT $3`,
      [accountIds ?? null, search?.toLowerCase() ?? null, limit, addresses],
    );
    return rows.map((row) => ({ accountId: row.account_id, name: row.name }));
  }

  async accountsByRole(query: AccountsByRoleQuery): Promise<readonly string[]> {
    const rows = await this.tx.query<{ account_id: string }>(
      `SELECT DISTINCT account_id FROM identity.roles
       WHERE edition_id IN ($1, '*') AND role = $2 AND ($3::uuid IS NULL OR account_id > $3)
       ORDER BY account_id LIMIT $4`,
      [query.editionId, query.role, query.after ?? null, query.limit],
    );
    return rows.map((row) => row.account_id);
  }

  async members(organisationId: string, addresses?: 'of the nameless'): Promise<readonly MemberView[]> {
    const rows = await this.tx.query<{
      account_id: string;
      display_name: string;
      state: string;
      administers: boolean;
      email: string | null;
    }>(
      `SELECT m.account_id, a.display_name, m.state, CASE WHEN $2 AND a.display_name = '' THEN a.address END AS email,
              m.state = 'active' AND row_number() OVER (PARTITION BY m.state ORDER BY m.since, m.account_id) = 1
                AS administers
       FROM identity.memberships m JOIN identity.accounts a USING (account_id)
       WHERE m.organisation_id = $1 ORDER BY m.since, m.account_id LIMIT 200`,
      [organisationId, addresses !== undefined],
    );
    return rows.map((row) => ({
      accountId: row.account_id,
      displayName: row.display_name,
      state: row.state,
      administers: row.administers,
      ...(row.email === null ? {} : { email: row.email }),
    }));
  }

  async organisations(query: OrganisationsQuery): Promise<readonly RegisteredOrganisation[]> {
    const { place, way, beyond } = orderOf(query.order, ORGANISATION_PLACES);
    const rows = await this.tx.query<{
      organisation_id: string;
      name: string;
      country: string;
      stakeholder_type: string;
      created_at: Date;
      members: string;
      place: string;
    }>(
      `SELECT o.*, counted.members, ${place} AS place
       FROM identity.organisations o
       CROSS JOIN LATERAL (SELECT count(*) AS members FROM identity.memberships m
                           WHERE m.organisation_id = o.organisation_id AND m.state = 'active') counted
       WHERE o.merged_into IS NULL AND ($1::text IS NULL OR strpos(lower(o.name), $1) > 0) AND ($2::text IS NULL OR o.country = $2)
         AND ($3::uuid IS NULL OR (${place} COLLATE "C", o.organisation_id) ${beyond} ($5 COLLATE "C", $3))
       ORDER BY ${place} COLLATE "C" ${way}, o.organisation_id ${way} LIMIT $4`,
      [
        query.search?.toLowerCase() ?? null,
        query.country ?? null,
        query.after?.organisationId ?? null,
        query.limit,
        query.after?.place ?? '',
      ],
    );
    return rows.map((row) => ({
      organisationId: row.organisation_id,
      name: row.name,
      country: row.country,
      stakeholderType: row.stakeholder_type,
      createdAt: row.created_at,
      members: Number(row.members),
      place: row.place,
    }));
  }

  async registrations(accountId: string): Promise<readonly RegistrationView[]> {
    const rows = await this.tx.query<{
      edition_id: string;
      profile: Record<string, string>;
      consented_at: Date;
      reminders_agreed_at: Date | null;
      destroy_on: string | null;
    }>(
      `SELECT p.edition_id, p.profile, p.consented_at, p.reminders_agreed_at,
              to_char(e.links_destroy_on, 'YYYY-MM-DD') AS destroy_on
       FROM identity.voter_profiles p LEFT JOIN identity.editions e USING (edition_id)
       WHERE p.account_id = $1 ORDER BY p.consented_at DESC, p.edition_id LIMIT 200`,
      [accountId],
    );
    return rows.map((row) => ({
      editionId: row.edition_id,
      profile: row.profile,
      consentedAt: row.consented_at,
      remindersAgreedAt: row.reminders_agreed_at ?? undefined,
      linkDestroyedOn: row.destroy_on ?? undefined,
    }));
  }

  async sentMails(accountId: string): Promise<readonly SentMailView[]> {
    const rows = await this.tx.query<{ kind: string; state: string; created_at: Date; settled_at: Date | null }>(
      `SELECT m.kind, m.state, m.created_at, m.settled_at
       FROM identity.accounts a JOIN identity.mails m USING (address_hash)
       WHERE a.account_id = $1 AND m.state <> 'withheld' ORDER BY m.created_at DESC, m.mail_id LIMIT 200`,
      [accountId],
    );
    return rows.map((row) => ({
      kind: row.kind,
      state: row.state,
      askedAt: row.created_at,
      settledAt: row.settled_at ?? undefined,
    }));
  }

  async voterByMailbox(editionId: string, addressHash: string): Promise<MailboxView> {
    const [row] = await this.tx.query<{
      account_id: string | null;
      last_seen_at: Date | null;
      voter_id: string | null;
      consented_at: Date | null;
      reminders_agreed_at: Date | null;
    }>(
      `SELECT a.account_id, a.last_seen_at, v.voter_id, p.consented_at, p.reminders_agreed_at
       FROM (SELECT $2::text AS address_hash) mailbox
       LEFT JOIN identity.accounts a USING (address_hash)
       LEFT JOIN identity.voters v ON v.edition_id = $1 AND v.address_hash = mailbox.address_hash
       LEFT JOIN identity.voter_profiles p ON p.edition_id = $1 AND p.account_id = a.account_id`,
      [editionId, addressHash],
    );
    return {
      accountId: row?.account_id ?? undefined,
      lastSeenAt: row?.last_seen_at ?? undefined,
      voterId: row?.voter_id ?? undefined,
      registeredAt: row?.consented_at ?? undefined,
      remindersAgreedAt: row?.reminders_agreed_at ?? undefined,
    };
  }

  async mailsOfMailbox(addressHash: string): Promise<readonly MailboxMail[]> {
    const rows = await this.tx.query<{
      kind: string;
      state: MailState;
      status: string;
      created_at: Date;
      settled_at: Date | null;
    }>(
      `SELECT kind, state, status, created_at, settled_at FROM identity.mails
       WHERE address_hash = $1 ORDER BY created_at DESC, mail_id LIMIT 20`,
      [addressHash],
    );
    return rows.map(({ created_at: askedAt, settled_at: settledAt, ...row }) => ({
      ...row,
      askedAt,
      settledAt: settledAt ?? undefined,
    }));
  }

  async export(accountId: string): Promise<AccountExport> {
    const rows = await this.tx.query<ExportRow>(
      `SELECT 'account' AS table, coalesce(jsonb_agg(to_jsonb(a)), '[]') AS rows
         FROM identity.accounts a WHERE a.account_id = $1
       UNION ALL SELECT 'sessions', coalesce(jsonb_agg(to_jsonb(s) ORDER BY s.signed_in_at), '[]')
         FROM identity.sessions s WHERE s.account_id = $1
       UNION ALL SELECT 'voterSessions', coalesce(jsonb_agg(to_jsonb(s) ORDER BY s.created_at), '[]')
         FROM identity.voter_sessions s WHERE s.account_id = $1
       UNION ALL SELECT 'roles', coalesce(jsonb_agg(to_jsonb(r) ORDER BY r.granted_at), '[]')
         FROM identity.roles r WHERE r.account_id = $1
       UNION ALL SELECT 'secondFactor', coalesce(jsonb_agg(to_jsonb(f) - 'sealed_secret'), '[]')
         FROM identity.second_factors f WHERE f.account_id = $1
       UNION ALL SELECT 'memberships',
           coalesce(jsonb_agg(to_jsonb(m) || jsonb_build_object('name', o.name) ORDER BY m.since), '[]')
         FROM identity.memberships m JOIN identity.organisations o USING (organisation_id) WHERE m.account_id = $1
       UNION ALL SELECT 'voterProfiles', coalesce(jsonb_agg(to_jsonb(p) ORDER BY p.edition_id), '[]')
         FROM identity.voter_profiles p WHERE p.account_id = $1
       UNION ALL SELECT 'voters', coalesce(jsonb_agg(to_jsonb(v) ORDER BY v.edition_id), '[]')
         FROM identity.voters v JOIN identity.accounts a USING (address_hash) WHERE a.account_id = $1
       UNION ALL SELECT 'nominees', coalesce(jsonb_agg(to_jsonb(n) ORDER BY n.edition_id, n.number), '[]')
         FROM identity.nominees n WHERE n.submitter_account_id = $1::text
       UNION ALL SELECT 'mails', coalesce(jsonb_agg(to_jsonb(m) - 'due_at' ORDER BY m.created_at), '[]')
         FROM identity.mails m JOIN identity.accounts a USING (address_hash) WHERE a.account_id = $1
       UNION ALL SELECT 'codes', coalesce(jsonb_agg(to_jsonb(c) - 'code_hash' ORDER BY c.created_at), '[]')
         FROM identity.codes c JOIN identity.accounts a USING (address_hash) WHERE a.account_id = $1`,
      [accountId],
    );
    return Object.fromEntries(rows.map((row) => [row.table, row.rows]));
  }
}
