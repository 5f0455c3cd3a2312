import type {
  NomineeListed,
  NomineeWithdrawn,
  RoleGranted,
  RoleRevoked,
  RulesAdopted,
  TallyCertified,
} from '@wsis/contracts';
import type { Tx } from '@wsis/persistence';
import type { Projection } from '../../application/projection.js';

/** What evaluation knows of the other services, as their events told it. Each statement may run in any order across keys. */
export class PostgresProjectionStore implements Projection {
  async rulesAdopted(tx: Tx, rules: RulesAdopted): Promise<void> {
    await tx.execute(
      `INSERT INTO evaluation.editions (edition_id, rule_book, rule_book_hash, rules_version)
       VALUES ($1, $2::jsonb, $3, $4)
       ON CONFLICT (edition_id) DO UPDATE SET rule_book = excluded.rule_book, rule_book_hash = excluded.rule_book_hash,
         rules_version = excluded.rules_version WHERE evaluation.editions.rules_version < excluded.rules_version`,
      [rules.editionId, Buffer.from(rules.ruleBookJson).toString('utf8'), rules.ruleBookHash, rules.rulesVersion],
    );
  }

  async phaseMoved(tx: Tx, editionId: string, phase: 'open' | 'closed'): Promise<void> {
    await tx.execute(
      `INSERT INTO evaluation.editions (edition_id, phase) VALUES ($1, $2)
       ON CONFLICT (edition_id) DO UPDATE SET phase = excluded.phase WHERE evaluation.editions.phase <> 'closed'`,
      [editionId, phase],
    );
  }

  async nomineeListed(tx: Tx, nominee: NomineeListed): Promise<void> {
    const texts = Object.fromEntries(
      nominee.texts.map((text) => [
        text.language,
        { title: text.title, shortDescription: text.shortDescription, state: text.state },
      ]),
    );
    await tx.execute(
      `INSERT INTO evaluation.nominees
         (nominee_id, edition_id, number, category, organisation_id, organisation_name, submitter_id, country, texts,
          submission_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10) ON CONFLICT (nominee_id) DO NOTHING`,
      [
        nominee.nomineeId,
        nominee.editionId,
        nominee.number,
        nominee.category,
        nominee.organisationId,
        nominee.organisationName,
        nominee.submitterAccountId,
        nominee.country,
        JSON.stringify(texts),
        nominee.submissionId,
      ],
    );
  }

  async nomineeWithdrawn(tx: Tx, nominee: NomineeWithdrawn): Promise<void> {
    await tx.execute(`UPDATE evaluation.nominees SET withdrawn = true WHERE nominee_id = $1`, [nominee.nomineeId]);
  }

  async tallyCertified(tx: Tx, tally: TallyCertified): Promise<void> {
    await tx.execute(
      `INSERT INTO evaluation.editions (edition_id, result_hash) VALUES ($1, $2)
       ON CONFLICT (edition_id) DO UPDATE SET result_hash = excluded.result_hash`,
      [tally.editionId, tally.resultHash],
    );
    const champions = tally.champions.filter((placing) => placing.champion);
    await tx.execute(
      `INSERT INTO evaluation.champions (edition_id, category, nominee_id, vote_rank)
       SELECT $1, c.category, c.nominee_id, c.vote_rank
       FROM unnest($2::text[], $3::uuid[], $4::int[]) AS c (category, nominee_id, vote_rank) ON CONFLICT DO NOTHING`,
      [
        tally.editionId,
        champions.map((placing) => placing.category),
        champions.map((placing) => placing.nomineeId),
        champions.map((placing) => placing.rank),
      ],
    );
  }

  async roleGranted(tx: Tx, grant: RoleGranted): Promise<void> {
    await tx.execute(
      `INSERT INTO evaluation.roles (account_id, edition_id, role, category, organisation_id, organisation_ids, country)
       VALUES ($1, $2, $3, $4, $5, $6::text[], $7)
       ON CONFLICT (account_id, edition_id, role, category)
       DO UPDATE SET organisation_id = excluded.organisation_id,
         organisation_ids = excluded.organisation_ids, country = excluded.country`,
      [
        grant.accountId,
        grant.editionId,
        grant.role,
        grant.category,
        grant.organisationId,
        organisationsOf(grant),
        grant.country,
      ],
    );
  }

  async roleRevoked(tx: Tx, revoked: RoleRevoked): Promise<void> {
    await tx.execute(
      `DELETE FROM evaluation.roles WHERE account_id = $1 AND edition_id = $2 AND role = $3 AND category = $4`,
      [revoked.accountId, revoked.editionId, revoked.role, revoked.category],
    );
  }
}

/** All organisations of an account; events from before there was a list name the first one only. */
function organisationsOf({ organisationId, organisationIds }: RoleGranted): readonly string[] {
  return organisationIds.length > 0 || organisationId === '' ? organisationIds : [organisationId];
}
