import type { BreachReason, BreachReportState } from '../domain/breach-report.js';
import type { ListPage, Place } from './screens.js';

export interface BreachReportLine {
  readonly id: string;
  readonly nominee: { readonly id: string; readonly number: number; readonly category: string };
  readonly reason: BreachReason;
  readonly words: string;
  readonly language: string;
  readonly state: BreachReportState;
  readonly note: string;
  readonly reportedAt: Date;
  readonly lookedAt: Date | null;
}

/** What was reported, for the secretariat; oldest first. */
export abstract class BreachScreens {
  abstract reports(
    editionId: string,
    state: BreachReportState | undefined,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<BreachReportLine>>;
}
