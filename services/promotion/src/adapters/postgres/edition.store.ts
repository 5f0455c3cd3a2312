import type { Tx } from '@wsis/persistence';
import type { RuleBook } from '@wsis/rule-book';
import type { EditionStore, PromotedEdition } from '../../application/ports.js';
import type { Holder } from '../../domain/certificate.js';
import type { Honour } from '../../domain/honour.js';
import type { Progress } from '../../domain/release.js';
import { toHolder, type HolderRow } from './holder.row.js';
import { HOLDERS } from './honours.js';

export class PostgresEditionStore implements EditionStore {
  async find(tx: Tx, editionId: string): Promise<PromotedEdition | undefined> {
    const [row] = await tx.query<{ name: string; time_zone: string; categories: RuleBook['categories'] }>(
      `SELECT name, time_zone, rule_book -> 'categories' AS categories FROM promotion.editions
       WHERE edition_id = $1 AND rule_book IS NOT NULL`,
      [editionId],
    );
    return row && { editionId, name: row.name || editionId, timeZone: row.time_zone, categories: row.categories };
  }

  async progress(tx: Tx, editionId: string): Promise<Progress> {
    const [row] = await tx.query<{ complete: boolean; certified: boolean; voted: string[]; decided: string[] }>(
      `SELECT e.frozen_nominees IS NOT NULL AND e.frozen_nominees <=
                (SELECT count(*) FROM promotion.nominees n WHERE n.edition_id = e.edition_id) AS complete,
              e.result_hash IS NOT NULL AS certified,
              ARRAY(SELECT DISTINCT c.category FROM promotion.champions c WHERE c.edition_id = e.edition_id
                    AND NOT EXISTS (SELECT 1 FROM promotion.withdrawals w WHERE w.nominee_id = c.nominee_id)) AS voted,
              ARRAY(SELECT d.category FROM promotion.decisions d WHERE d.edition_id = e.edition_id) AS decided
       FROM promotion.editions e WHERE e.edition_id = $1`,
      [editionId],
    );
    return {
      listComplete: row?.complete ?? false,
      tallyCertified: row?.certified ?? false,
      categoriesWithChampions: row?.voted ?? [],
      decidedCategories: row?.decided ?? [],
    };
  }

  async holder(tx: Tx, editionId: string, honour: Honour, nomineeId: string): Promise<Holder | undefined> {
    const [row] = await tx.query<HolderRow>(
      `SELECT n.nominee_id, n.category, n.organisation_name, n.country, n.generated, n.texts
       FROM promotion.nominees n
       WHERE n.edition_id = $1 AND n.nominee_id = $2 AND n.nominee_id IN (${HOLDERS[honour]})`,
      [editionId, nomineeId],
    );
    return row && toHolder(row);
  }
}
