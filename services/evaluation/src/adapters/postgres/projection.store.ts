import type {
  NomineeListed,
  NomineeWithdrawn,
  OrganisationMerged,
  RoleGranted,
  RoleRevoked,
  RulesAdopted,
  TallyCertified,
} from '@wsis/contracts';
import type { Tx } from '@wsis/persistence';
import type { Projection } from '../../application/projection.js';

/** Held while organisations become one, so that nobody lists a nominee or learns a role by the id of old in between. */
const MERGING = 20144;
/** The organisation that an id of old means now. */
const REMAINING = 'SELECT into_id FROM evaluation.merged_organisations WHERE organisation_id';

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
    await tx.execute(`SELECT pg_advisory_xact_lock_shared(${MERGING})`);
    await tx.execute(
      `INSERT INTO evaluation.nominees
         (nominee_id, edition_id, number, category, organisation_id, organisation_name, submitter_id, country, texts,
          submission_id)
       VALUES ($1, $2, $3, $4, coalesce((${REMAINING} = $5), $5), $6, $7, $8, $9::jsonb, $10)
       ON CONFLICT (nominee_id) DO NOTHING`,
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
    await tx.execute(`SELECT pg_advisory_xact_lock_shared(${MERGING})`);
    await tx.execute(
      `INSERT INTO evaluation.roles (account_id, edition_id, role, category, organisation_id, organisation_ids, country)
       SELECT $1, $2, $3, $4, coalesce((${REMAINING} = $5), $5),
         ARRAY(SELECT coalesce((${REMAINING} = belongs.to_id), belongs.to_id)
               FROM unnest($6::text[]) WITH ORDINALITY AS belongs (to_id, place) ORDER BY place), $7
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

  /** Events of two mergings, and of what belonged to either, may come in any order: all learn what remains. */
  async organisationMerged(tx: Tx, { organisationId, intoOrganisationId }: OrganisationMerged): Promise<void> {
    await tx.execute(`SELECT pg_advisory_xact_lock(${MERGING})`);
    const [known] = await tx.query<{ into_id: string }>(`${REMAINING} = $1`, [intoOrganisationId]);
    const remaining = known?.into_id ?? intoOrganisationId;
    await tx.execute(
      `INSERT INTO evaluation.merged_organisations (organisation_id, into_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [organisationId, remaining],
    );
    await tx.execute(`UPDATE evaluation.merged_organisations SET into_id = $2 WHERE into_id = $1`, [
      organisationId,
      remaining,
    ]);
    await tx.execute(`UPDATE evaluation.nominees SET organisation_id = $2 WHERE organisation_id = $1`, [
      organisationId,
      remaining,
    ]);
    await tx.execute(
      `UPDATE evaluation.roles SET organisation_ids = array_replace(organisation_ids, $1, $2),
         organisation_id = CASE WHEN organisation_id = $1 THEN $2 ELSE organisation_id END
       WHERE organisation_ids @> ARRAY[$1::text]`,
      [organisationId, remaining],
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
