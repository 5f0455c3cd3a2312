import type { Tx } from '@wsis/persistence';
import { isLanguage } from '@wsis/kernel';
import type { Account, EditionStore, ListedNominee, RemindableVoter, StoredEdition } from '../../application/ports.js';
import type { VoterProfile, VoterRules } from '../../domain/voter-profile.js';
import { uuidOrNull } from './uuid-or-null.js';

export class PostgresEditionStore implements EditionStore {
  constructor(private readonly tx: Tx) {}

  async find(editionId: string): Promise<StoredEdition | undefined> {
    const rows = await this.tx.query<{
      rules: VoterRules | null;
      destroy_on: string | null;
      links_destroyed_at: Date | null;
    }>(
      `SELECT rules, to_char(links_destroy_on, 'YYYY-MM-DD') AS destroy_on, links_destroyed_at
       FROM identity.editions WHERE edition_id = $1`,
      [editionId],
    );
    const row = rows[0];
    return (
      row && {
        editionId,
        rules: row.rules ?? undefined,
        linksDestroyOn: row.destroy_on ?? undefined,
        linksDestroyed: row.links_destroyed_at !== null,
      }
    );
  }

  async recordRules(editionId: string, version: number, rules: VoterRules): Promise<boolean> {
    const stored = await this.tx.execute(
      `INSERT INTO identity.editions (edition_id, rules_version, rules) VALUES ($1, $2, $3::jsonb)
       ON CONFLICT (edition_id) DO UPDATE SET rules_version = EXCLUDED.rules_version, rules = EXCLUDED.rules
       WHERE identity.editions.rules_version < EXCLUDED.rules_version`,
      [editionId, version, JSON.stringify(rules)],
    );
    return stored === 1;
  }

  async recordName(editionId: string, name: string): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.editions (edition_id, name) VALUES ($1, $2)
       ON CONFLICT (edition_id) DO UPDATE SET name = EXCLUDED.name`,
      [editionId, name],
    );
  }

  async nameOf(editionId: string): Promise<string | undefined> {
    const [row] = await this.tx.query<{ name: string | null }>(
      `SELECT name FROM identity.editions WHERE edition_id = $1`,
      [editionId],
    );
    return row?.name ?? undefined;
  }

  async recordDestruction(editionId: string, calendarVersion: number, destroyOn: string | undefined): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.editions (edition_id, calendar_version, links_destroy_on) VALUES ($1, $2, $3)
       ON CONFLICT (edition_id) DO UPDATE
         SET calendar_version = EXCLUDED.calendar_version, links_destroy_on = EXCLUDED.links_destroy_on
       WHERE identity.editions.calendar_version < EXCLUDED.calendar_version`,
      [editionId, calendarVersion, destroyOn ?? null],
    );
  }

  async recordNominee(nominee: ListedNominee): Promise<boolean> {
    const stored = await this.tx.execute(
      `INSERT INTO identity.nominees
         (edition_id, number, nominee_id, submitter_account_id, submitter_hash, organisation_id)
       VALUES ($1, $2, $3, $4, (SELECT address_hash FROM identity.accounts WHERE account_id::text = $4), $5)
       ON CONFLICT DO NOTHING`,
      [nominee.editionId, nominee.number, nominee.nomineeId, nominee.submitterAccountId, nominee.organisationId],
    );
    return stored === 1;
  }

  async lockOwners(nominee: ListedNominee): Promise<readonly string[]> {
    const rows = await this.tx.query<{ account_id: string }>(
      `SELECT a.account_id FROM identity.accounts a
       WHERE a.account_id = $1
          OR a.account_id IN (SELECT m.account_id FROM identity.memberships m
                              WHERE m.organisation_id = $2 AND m.state = 'active')
       ORDER BY a.account_id FOR UPDATE`,
      [uuidOrNull(nominee.submitterAccountId), uuidOrNull(nominee.organisationId)],
    );
    return rows.map((row) => row.account_id);
  }

  async ownNominees(
    editionId: string,
    account: Pick<Account, 'accountId' | 'addressHash'>,
  ): Promise<readonly number[]> {
    const rows = await this.tx.query<{ number: number }>(
      `SELECT n.number FROM identity.nominees n
       WHERE n.edition_id = $1
         AND (n.submitter_account_id = $2 OR n.submitter_hash = $3
              OR n.organisation_id IN (SELECT m.organisation_id::text FROM identity.memberships m
                                       WHERE m.account_id = $2::uuid AND m.state = 'active'))
       ORDER BY n.number`,
      [editionId, account.accountId, account.addressHash],
    );
    return rows.map((row) => row.number);
  }

  async voterOf(editionId: string, addressHash: string, newVoterId: string, at: Date): Promise<string> {
    const rows = await this.tx.query<{ voter_id: string }>(
      `INSERT INTO identity.voters (edition_id, address_hash, voter_id, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (edition_id, address_hash) DO UPDATE SET address_hash = EXCLUDED.address_hash
       RETURNING voter_id`,
      [editionId, addressHash, newVoterId, at],
    );
    return (rows[0] as { voter_id: string }).voter_id;
  }

  async profileOf(editionId: string, accountId: string): Promise<VoterProfile | undefined> {
    const rows = await this.tx.query<{ profile: VoterProfile }>(
      'SELECT profile FROM identity.voter_profiles WHERE edition_id = $1 AND account_id = $2',
      [editionId, accountId],
    );
    return rows[0]?.profile;
  }

  async recordProfile(editionId: string, accountId: string, profile: VoterProfile, consentedAt: Date): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.voter_profiles (edition_id, account_id, profile, consented_at) VALUES ($1, $2, $3::jsonb, $4)
       ON CONFLICT (edition_id, account_id) DO UPDATE
         SET profile = EXCLUDED.profile, consented_at = EXCLUDED.consented_at`,
      [editionId, accountId, JSON.stringify(profile), consentedAt],
    );
  }

  async recordReminders(editionId: string, accountId: string, agreed: boolean, at: Date): Promise<void> {
    await this.tx.execute(
      `UPDATE identity.voter_profiles SET reminders_agreed_at = CASE WHEN $3 THEN coalesce(reminders_agreed_at, $4) END
       WHERE edition_id = $1 AND account_id = $2`,
      [editionId, accountId, agreed, at],
    );
  }

  async remindable(
    editionId: string,
    which: Parameters<EditionStore['remindable']>[1],
  ): Promise<readonly RemindableVoter[]> {
    const { after, limit } = 'limit' in which ? which : { after: undefined, limit: which.accountIds.length };
    const rows = await this.tx.query<{ account_id: string; voter_id: string; address: string; language: string }>(
      `SELECT p.account_id, v.voter_id, a.address, a.language
       FROM identity.voter_profiles p
       JOIN identity.accounts a USING (account_id)
       JOIN identity.voters v ON v.edition_id = p.edition_id AND v.address_hash = a.address_hash
       WHERE p.edition_id = $1 AND p.reminders_agreed_at IS NOT NULL
         AND ($2::uuid IS NULL OR p.account_id > $2) AND ($3::uuid[] IS NULL OR p.account_id = ANY ($3))
       ORDER BY p.account_id LIMIT $4`,
      [editionId, after ?? null, 'accountIds' in which ? which.accountIds : null, limit],
    );
    return rows.map((row) => ({
      accountId: row.account_id,
      voterId: row.voter_id,
      address: row.address,
      language: isLanguage(row.language) ? row.language : 'en',
    }));
  }

  async destroyLinks(today: string, at: Date): Promise<readonly string[]> {
    const due = await this.tx.query<{ edition_id: string }>(
      `UPDATE identity.editions SET links_destroyed_at = $2
       WHERE links_destroy_on <= $1::date AND links_destroyed_at IS NULL RETURNING edition_id`,
      [today, at],
    );
    const editions = due.map((row) => row.edition_id);
    if (editions.length === 0) return editions;
    // Whatever could lead from a mailbox to a voter goes in the same transaction.
    for (const table of ['voters', 'voter_sessions', 'voter_profiles']) {
      await this.tx.execute(`DELETE FROM identity.${table} WHERE edition_id = ANY ($1::text[])`, [editions]);
    }
    await this.tx.execute('UPDATE identity.nominees SET submitter_hash = NULL WHERE edition_id = ANY ($1::text[])', [
      editions,
    ]);
    return editions;
  }
}
