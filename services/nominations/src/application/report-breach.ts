import { err, ok, type IdSource, type Result } from '@wsis/kernel';
import type { NominationsError } from '../domain/nominations-error.js';
import type { BreachReport, BreachReportStore, UnitOfWork } from './ports.js';

/**
 * Takes what anybody reports of a nominee's page, for the secretariat to look at. Who reports is not asked and not
 * stored; a report changes nothing by itself.
 */
export class ReportBreach {
  constructor(
    private readonly database: UnitOfWork,
    private readonly reports: BreachReportStore,
    private readonly ids: IdSource,
  ) {}

  async report(report: Omit<BreachReport, 'id'>): Promise<Result<{ id: string }, NominationsError>> {
    const id = this.ids.next();
    const added = await this.database.transaction((tx) => this.reports.add(tx, { ...report, id }));
    return added ? ok({ id }) : err({ code: 'NOMINATIONS.NOMINEE_UNKNOWN' });
  }

  /** The secretariat has looked at a report and notes what it found; a later note takes the place of the one before. */
  async lookAt(
    editionId: string,
    reportId: string,
    note: string,
    accountId: string,
  ): Promise<Result<undefined, NominationsError>> {
    const noted = await this.database.transaction((tx) => this.reports.note(tx, editionId, reportId, note, accountId));
    return noted ? ok(undefined) : err({ code: 'NOMINATIONS.BREACH_REPORT_UNKNOWN' });
  }
}
