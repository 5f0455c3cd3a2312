import type { Tx } from '@wsis/persistence';
import { BreachScreens, type BreachReportLine } from '../../application/breach-screens.js';
import type { ListPage, Place } from '../../application/screens.js';
import type { BreachReportState } from '../../domain/breach-report.js';
import { page } from './nominations.read-model.js';

export class BreachReadModel extends BreachScreens {
  constructor(private readonly database: Pick<Tx, 'query'>) {
    super();
  }

  async reports(
    editionId: string,
    state: BreachReportState | undefined,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<BreachReportLine>> {
    const rows = await this.database.query<BreachReportLine>(
      `SELECT report.id, jsonb_build_object('id', nominee.id, 'number', number, 'category', category) AS nominee,
              reason, words, language, state, note, reported_at AS "reportedAt", looked_at AS "lookedAt"
       FROM nominations.breach_reports AS report
       JOIN nominations.nominees AS nominee ON nominee.id = report.nominee_id
       WHERE report.edition_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR report.id > $3)
       ORDER BY report.id LIMIT $4`,
      [editionId, state ?? null, after?.[0] ?? null, limit + 1],
    );
    return page(rows, limit, (last) => [last.id]);
  }
}
