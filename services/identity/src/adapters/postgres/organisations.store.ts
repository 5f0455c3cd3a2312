import type { Tx } from '@wsis/persistence';
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
      'SELECT * FROM identity.organisations WHERE organisation_id = $1',
      [organisationId],
    );
    return rows[0] && toOrganisation(rows[0]);
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
