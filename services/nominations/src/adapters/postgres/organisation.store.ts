import type { Tx } from '@wsis/persistence';
import type { OrganisationStore } from '../../application/ports.js';

/** What nominations knows of organisations that became one. */
export class PostgresOrganisationStore implements OrganisationStore {
  async remaining(tx: Tx, organisationId: string): Promise<string> {
    const [row] = await tx.query<{ into_id: string }>(
      `SELECT into_id FROM nominations.merged_organisations WHERE organisation_id = $1`,
      [organisationId],
    );
    return row?.into_id ?? organisationId;
  }

  /** Events of two mergings may come in any order: the one that remains is looked for each time. */
  async merge(tx: Tx, organisationId: string, intoId: string): Promise<void> {
    // One after another, so that no two chains miss each other.
    await tx.execute(`SELECT pg_advisory_xact_lock(20143)`);
    const remaining = await this.remaining(tx, intoId);
    await tx.execute(
      `INSERT INTO nominations.merged_organisations (organisation_id, into_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [organisationId, remaining],
    );
    await tx.execute(`UPDATE nominations.merged_organisations SET into_id = $2 WHERE into_id = $1`, [
      organisationId,
      remaining,
    ]);
    await tx.execute(
      `UPDATE nominations.submissions SET organisation_id = $2::uuid,
         entity_key = CASE WHEN entity_key = $1::uuid::text THEN $2::uuid::text ELSE entity_key END
       WHERE organisation_id = $1::uuid`,
      [organisationId, remaining],
    );
    await tx.execute(`UPDATE nominations.nominees SET organisation_id = $2 WHERE organisation_id = $1`, [
      organisationId,
      remaining,
    ]);
  }
}
