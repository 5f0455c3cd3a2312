import type {
  DecisionCertified,
  EditionCreated,
  NomineeListed,
  NomineeListFrozen,
  NomineeWithdrawn,
  RulesAdopted,
  TallyCertified,
} from '@wsis/contracts';
import type { Tx } from '@wsis/persistence';
import type { Projection } from '../../application/projection.js';

/** What promotion knows of the other services, as their events told it. Each statement may run in any order across keys. */
export class PostgresProjectionStore implements Projection {
  async editionCreated(tx: Tx, edition: EditionCreated): Promise<void> {
    await tx.execute(
      `INSERT INTO promotion.editions (edition_id, name, year, time_zone) VALUES ($1, $2, $3, $4)
       ON CONFLICT (edition_id) DO UPDATE SET name = excluded.name, year = excluded.year, time_zone = excluded.time_zone`,
      [edition.editionId, edition.name, edition.year, edition.timeZone || 'UTC'],
    );
  }

  async rulesAdopted(tx: Tx, rules: RulesAdopted): Promise<void> {
    await tx.execute(
      `INSERT INTO promotion.editions (edition_id, rule_book, rules_version) VALUES ($1, $2::jsonb, $3)
       ON CONFLICT (edition_id) DO UPDATE SET rule_book = excluded.rule_book, rules_version = excluded.rules_version
       WHERE promotion.editions.rules_version < excluded.rules_version`,
      [rules.editionId, Buffer.from(rules.ruleBookJson).toString('utf8'), rules.rulesVersion],
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
      `INSERT INTO promotion.nominees (nominee_id, edition_id, number, category, organisation_name, country, region,
         stakeholder_type, sdgs, texts, website, generated)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::int[], $10::jsonb, $11, $12) ON CONFLICT (nominee_id) DO NOTHING`,
      [
        nominee.nomineeId,
        nominee.editionId,
        nominee.number,
        nominee.category,
        nominee.organisationName,
        nominee.country,
        nominee.region,
        nominee.stakeholderType,
        nominee.sdgs,
        JSON.stringify(texts),
        nominee.website,
        nominee.generated,
      ],
    );
  }

  async nomineeWithdrawn(tx: Tx, nominee: NomineeWithdrawn): Promise<void> {
    await tx.execute(
      `INSERT INTO promotion.withdrawals (nominee_id, edition_id) VALUES ($1, $2) ON CONFLICT (nominee_id) DO NOTHING`,
      [nominee.nomineeId, nominee.editionId],
    );
  }

  async listFrozen(tx: Tx, list: NomineeListFrozen): Promise<void> {
    await tx.execute(
      `INSERT INTO promotion.editions (edition_id, frozen_nominees, list_version) VALUES ($1, $2, $3)
       ON CONFLICT (edition_id) DO UPDATE SET frozen_nominees = excluded.frozen_nominees, list_version = excluded.list_version
       WHERE promotion.editions.list_version < excluded.list_version`,
      [list.editionId, list.nomineeCount, list.listVersion],
    );
  }

  async tallyCertified(tx: Tx, tally: TallyCertified): Promise<void> {
    await tx.execute(
      `INSERT INTO promotion.editions (edition_id, result_hash) VALUES ($1, $2)
       ON CONFLICT (edition_id) DO UPDATE SET result_hash = excluded.result_hash`,
      [tally.editionId, tally.resultHash],
    );
    const champions = tally.champions.filter((placing) => placing.champion);
    await tx.execute(
      `INSERT INTO promotion.champions (edition_id, category, nominee_id, rank, tie_rule)
       SELECT $1, c.category, c.nominee_id, c.rank, c.tie_rule
       FROM unnest($2::text[], $3::uuid[], $4::int[], $5::text[]) AS c (category, nominee_id, rank, tie_rule)
       ON CONFLICT DO NOTHING`,
      [
        tally.editionId,
        champions.map((placing) => placing.category),
        champions.map((placing) => placing.nomineeId),
        champions.map((placing) => placing.rank),
        champions.map((placing) => placing.tieRule),
      ],
    );
  }

  async decisionCertified(tx: Tx, decision: DecisionCertified): Promise<void> {
    await tx.execute(
      `INSERT INTO promotion.decisions (edition_id, category, outcome, winner_nominee_id, special_recognition, statement)
       VALUES ($1, $2, $3, $4, $5::uuid[], $6) ON CONFLICT (edition_id, category) DO NOTHING`,
      [
        decision.editionId,
        decision.category,
        decision.outcome,
        decision.winnerNomineeId === '' ? null : decision.winnerNomineeId,
        decision.specialRecognitionNomineeIds,
        decision.statement,
      ],
    );
  }
}
