import type { Screen } from '../domain/ballot.js';
import type { ScreenSource } from './ports.js';

/**
 * What this process knows of each edition's list and rules, and how far the database's clock is from its own.
 * Only a pre-screen: a batch that was screened against an older version is sent back by the ledger, whatever is remembered here.
 */
export class Screens {
  private readonly known = new Map<string, Screen>();
  private offsetMs = 0;
  /** Never less than the true distance: the clock was read after the question was sent. */
  private offsetAtMostMs = Number.POSITIVE_INFINITY;
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly source: ScreenSource,
    /** Milliseconds that only go forward, so that a clock that is set under way moves nothing. */
    private readonly now: () => number,
  ) {}

  get(editionId: string): Screen | undefined {
    return this.known.get(editionId);
  }

  /** The database's clock, as far as this process knows it. */
  databaseNowMs(): number {
    return this.now() + this.offsetMs;
  }

  /** An instant that the database's clock has not passed yet; infinity until it was heard once. */
  databaseNowAtMostMs(): number {
    return this.now() + this.offsetAtMostMs;
  }

  /** Notes what the database's clock said a moment ago. */
  learnTime(databaseMs: number): void {
    this.offsetMs = databaseMs - this.now();
  }

  /** Reads what has changed; callers at the same time share one look. */
  refresh(): Promise<void> {
    this.refreshing ??= this.read().finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async read(): Promise<void> {
    const askedAtMs = this.now();
    const { versions, nowMs } = await this.source.versions();
    this.learnTime(nowMs);
    // The clock was told in whole milliseconds, rounded down.
    this.offsetAtMostMs = nowMs + 1 - askedAtMs;
    for (const [editionId, version] of versions) {
      if (this.known.get(editionId)?.version === version) continue;
      const screen = await this.source.load(editionId);
      if (screen) this.known.set(editionId, screen);
    }
  }
}
