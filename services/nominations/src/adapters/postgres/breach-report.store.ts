import type { Tx } from '@wsis/persistence';
import type { BreachReport, BreachReportStore } from '../../application/ports.js';

export class PostgresBreachReportStore implements BreachReportStore {
  async add(tx: Tx, report: BreachReport): Promise<boolean> {
    const stored = await tx.execute(
      `INSERT INTO nominations.breach_reports (id, edition_id, nominee_id, reason, words, language)
       SELECT $1, nominee.edition_id, nominee.id, $3, $4, $5 FROM nominations.nominees AS nominee
       JOIN nominations.editions AS edition ON edition.id = nominee.edition_id
       WHERE nominee.id = $2 AND edition.nominees_released_at IS NOT NULL`,
      [report.id, report.nomineeId, report.reason, report.words, report.language],
    );
    return stored === 1;
  }

  async note(tx: Tx, editionId: string, reportId: string, note: string, accountId: string): Promise<boolean> {
    const changed = await tx.execute(
      `UPDATE nominations.breach_reports
       SET state = 'looked-at', note = $2, looked_at_by = $3, looked_at = clock_timestamp()
       WHERE id = $1 AND edition_id = $4`,
      [reportId, note, accountId, editionId],
    );
    return changed === 1;
  }
}
