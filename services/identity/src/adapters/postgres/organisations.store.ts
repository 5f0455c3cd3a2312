import type { Tx } from '@wsis/persistence';
import { uuidOrNull } from './uuid-or-null.js';
import type { Membership, MembershipState, Organisation, OrganisationStore } from '../../application/ports.js';

interface OrganisationRow {
  organisation_id: string;
  name: string;
  country: string;
  stakeholder_type: string;
}

/** An event names them all and stays far below a broker's limit. */
const MOST_MEMBERSHIPS = 2_000;

export class PostgresOrganisationStore implements OrganisationStore {
  constructor(private readonly tx: Tx) {}

  async add(organisation: Organisation & { readonly createdAt: Date }): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.organisations (organisation_id, name, country, stakeholder_type, created_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [
        organisation.organisationId,
        organisation.name,
        organisation.country,
        organisation.stakeholderType,
        organisation.createdAt,
      ],
    );
  }

  async find(organisationId: string): Promise<Organisation | undefined> {
    const rows = await this.tx.query<OrganisationRow>(
      'SELECT * FROM identity.organisations WHERE organisation_id = $1 AND merged_into IS NULL',
      [organisationId],
    );
    return rows[0] && toOrganisation(rows[0]);
  }

  async hold(organisationId: string): Promise<boolean> {
    const rows = await this.tx.query(
      `SELECT 1 FROM identity.organisations WHERE organisation_id = $1 AND merged_into IS NULL FOR KEY SHARE`,
      [organisationId],
    );
    return rows.length === 1;
  }

  async holdBoth(one: string, other: string): Promise<boolean> {
    const rows = await this.tx.query(
      `SELECT 1 FROM identity.organisations WHERE organisation_id IN ($1, $2) AND merged_into IS NULL
       ORDER BY organisation_id FOR UPDATE`,
      [one, other],
    );
    return rows.length === 2;
  }

  async lockMembers(organisationIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.tx.query<{ account_id: string }>(
      `SELECT a.account_id FROM identity.accounts a
       WHERE a.account_id IN (SELECT m.account_id FROM identity.memberships m
                              WHERE m.organisation_id = ANY ($1::uuid[]))
       ORDER BY a.account_id FOR UPDATE`,
      [organisationIds],
    );
    return rows.map((row) => row.account_id);
  }

  async countTogether(from: string, into: string): Promise<{ members: number; membersTogether: number }> {
    const [row] = await this.tx.query<{ members: number; together: number }>(
      `SELECT count(*) FILTER (WHERE organisation_id = $1)::int AS members, count(DISTINCT account_id)::int AS together
       FROM identity.memberships WHERE organisation_id IN ($1, $2)`,
      [from, into],
    );
    return { members: row?.members ?? 0, membersTogether: row?.together ?? 0 };
  }

  async merge(from: string, into: string, at: Date): Promise<void> {
    // They come in the order in which they belonged, after those who are there.
    await this.tx.execute(
      `WITH coming AS (
         SELECT account_id, state,
                $3::timestamptz + row_number() OVER (ORDER BY since, account_id) * interval '1 microsecond' AS since
         FROM identity.memberships WHERE organisation_id = $1)
       INSERT INTO identity.memberships AS there (organisation_id, account_id, state, since)
       SELECT $2, account_id, state, since FROM coming
       ON CONFLICT (organisation_id, account_id) DO UPDATE SET state = 'active', since = excluded.since
       WHERE there.state = 'invited' AND excluded.state = 'active'`,
      [from, into, at],
    );
    await this.tx.execute('DELETE FROM identity.memberships WHERE organisation_id = $1', [from]);
    await this.tx.execute(
      `UPDATE identity.organisations SET merged_into = $2, merged_at = coalesce(merged_at, $3)
       WHERE organisation_id = $1 OR merged_into = $1`,
      [from, into, at],
    );
    await this.tx.execute('UPDATE identity.nominees SET organisation_id = $2 WHERE organisation_id = $1', [from, into]);
  }

  async remaining(organisationId: string): Promise<string> {
    const rows = await this.tx.query<{ merged_into: string | null }>(
      'SELECT merged_into FROM identity.organisations WHERE organisation_id = $1',
      [uuidOrNull(organisationId)],
    );
    return rows[0]?.merged_into ?? organisationId;
  }

  async administrator(organisationId: string): Promise<string | undefined> {
    const rows = await this.tx.query<{ account_id: string }>(
      `SELECT account_id FROM identity.memberships WHERE organisation_id = $1 AND state = 'active'
       ORDER BY since, account_id LIMIT 1`,
      [organisationId],
    );
    return rows[0]?.account_id;
  }

  async membership(organisationId: string, accountId: string): Promise<MembershipState | undefined> {
    const rows = await this.tx.query<{ state: MembershipState }>(
      'SELECT state FROM identity.memberships WHERE organisation_id = $1 AND account_id = $2',
      [organisationId, accountId],
    );
    return rows[0]?.state;
  }

  /** Memberships before invitations: a flood of invitations must hide none. */
  async membershipsOf(accountId: string): Promise<readonly Membership[]> {
    const rows = await this.tx.query<OrganisationRow & { state: MembershipState; administers: boolean }>(
      `SELECT o.*, m.state, m.state = 'active' AND NOT EXISTS (
                SELECT FROM identity.memberships earlier
                WHERE earlier.organisation_id = m.organisation_id AND earlier.state = 'active'
                  AND (earlier.since, earlier.account_id) < (m.since, m.account_id)) AS administers
       FROM identity.memberships m JOIN identity.organisations o USING (organisation_id)
       WHERE m.account_id = $1 ORDER BY m.state, m.since, o.organisation_id LIMIT 200`,
      [accountId],
    );
    return rows.map((row) => ({ ...toOrganisation(row), state: row.state, administers: row.administers }));
  }

  async activeOf(accountId: string): Promise<readonly Pick<Organisation, 'organisationId' | 'country'>[]> {
    const rows = await this.tx.query<OrganisationRow>(
      `SELECT o.organisation_id, o.country FROM identity.memberships m JOIN identity.organisations o USING (organisation_id)
       WHERE m.account_id = $1 AND m.state = 'active' ORDER BY m.since, o.organisation_id LIMIT ${MOST_MEMBERSHIPS}`,
      [accountId],
    );
    return rows.map((row) => ({ organisationId: row.organisation_id, country: row.country }));
  }

  async invite(organisationId: string, accountId: string, at: Date): Promise<boolean> {
    const added = await this.tx.execute(
      `INSERT INTO identity.memberships (organisation_id, account_id, state, since) VALUES ($1, $2, 'invited', $3)
       ON CONFLICT DO NOTHING`,
      [organisationId, accountId, at],
    );
    return added === 1;
  }

  async join(organisationId: string, accountId: string, at: Date): Promise<boolean> {
    const joined = await this.tx.execute(
      `UPDATE identity.memberships SET state = 'active', since = $3
       WHERE organisation_id = $1 AND account_id = $2 AND state = 'invited'`,
      [organisationId, accountId, at],
    );
    return joined === 1;
  }

  async leave(organisationId: string, accountId: string): Promise<boolean> {
    const left = await this.tx.execute(
      'DELETE FROM identity.memberships WHERE organisation_id = $1 AND account_id = $2',
      [organisationId, accountId],
    );
    return left === 1;
  }
}

function toOrganisation(row: OrganisationRow): Organisation {
  return {
    organisationId: row.organisation_id,
    name: row.name,
    country: row.country,
    stakeholderType: row.stakeholder_type,
  };
}
