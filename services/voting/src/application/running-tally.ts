import type { Database, Tx } from '@wsis/persistence';
import type { VotingRules } from '../domain/voting-rules.js';
import type { Counts } from './ports.js';

/** How many ballots came when, in total: never for whom. */
export interface HourOfVote {
  /** The hour's beginning. */
  readonly hour: string;
  readonly accepted: number;
  /** Ballots of voters who had none before. */
  readonly voters: number;
}

export interface TallyProgress {
  readonly edition: string;
  /** Rows of the ledger, and how many of them the running tally has read. */
  readonly size: number;
  readonly read: number;
  readonly comparedAt: string | null;
  readonly comparedThrough: number | null;
  /** Whether the running tally and the count differed when they were last compared. */
  readonly differs: boolean;
  readonly hours: readonly HourOfVote[];
}

/** Ballots that are counted, by what the rule book lets voting know of their voters; sealed with the counts. */
export interface Turnout {
  readonly countries: Readonly<Record<string, number>>;
  readonly stakeholderTypes: Readonly<Record<string, number>>;
  /** How many categories a ballot fills, to how many ballots do. */
  readonly categoriesFilled: Readonly<Record<string, number>>;
}

export type StepOutcome = 'more' | 'done' | 'busy';

/** What the ledger's rows add up to, read one after the other and apart from the count. */
export abstract class RunningTallies {
  /** Editions whose ledger has rows that the tally has not read. */
  abstract behind(): Promise<readonly string[]>;
  /**
   * Reads at most so many rows more. One at a time: another is told `busy`, or waits for its turn. The sums and how far
   * was read are of one transaction, so a crash makes nothing count twice.
   */
  abstract step(tx: Tx, editionId: string, rows: number, wait: boolean): Promise<StepOutcome>;
  /** What the rows read so far come to. */
  abstract counts(
    tx: Tx,
    editionId: string,
    rules: VotingRules,
  ): Promise<{ readonly read: number; readonly counts: Counts }>;
  abstract turnout(tx: Tx, editionId: string): Promise<Turnout>;
  /** Ledgers with rules whose result is not certified yet. */
  abstract uncertified(): Promise<readonly string[]>;
  abstract noteComparison(editionId: string, read: number, differences: readonly string[]): Promise<void>;
  /** Editions whose last comparison found a difference. */
  abstract differing(): Promise<readonly string[]>;
  abstract progress(editionId: string): Promise<TallyProgress | undefined>;
  /** Forgets what was added up, of one edition or of all; the next step begins at the first row. */
  abstract empty(tx: Tx, editionId?: string): Promise<void>;
}

/** Brings running tallies up to their ledgers, a bounded step at a time. */
export class KeepRunningTallies {
  private stopped = false;

  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly tallies: RunningTallies,
    private readonly rowsAStep: number,
  ) {}

  async execute(): Promise<void> {
    for (const editionId of await this.tallies.behind()) {
      let outcome: StepOutcome = 'more';
      while (outcome === 'more' && !this.stopped) {
        outcome = await this.database.transaction((tx) => this.tallies.step(tx, editionId, this.rowsAStep, false));
      }
    }
  }

  /** Reads the rest within the caller's transaction: for a ledger that no longer grows. */
  async catchUp(tx: Tx, editionId: string): Promise<void> {
    while ((await this.tallies.step(tx, editionId, this.rowsAStep, true)) === 'more');
  }

  stop(): void {
    this.stopped = true;
  }
}
