import type { LedgerHeadView, VotingViews } from './views.js';

/** What a process says of its intake: how many ballots wait, and what it refused since it started, by kind. */
export interface IntakeFigures {
  readonly waiting: number;
  readonly oldestWaitingMs: number;
  readonly lastBatch: { readonly size: number; readonly milliseconds: number };
  readonly refusals: Readonly<Record<string, number>>;
}

/** How the vote goes on, without a word on who is ahead. */
export interface VotingHealth extends LedgerHeadView, IntakeFigures {}

/** Where the processes of the vote leave their figures for each other. */
export abstract class IntakeBoard {
  abstract note(processId: string, figures: IntakeFigures): Promise<void>;
  /** The figures of the other processes that were seen within the last seconds. */
  abstract others(processId: string): Promise<readonly IntakeFigures[]>;
}

const KEPT_MS = 1_000;

interface Read {
  readonly atMs: number;
  readonly head: Promise<LedgerHeadView | undefined>;
  readonly others: Promise<readonly IntakeFigures[]>;
}

/** Tells everyone how the vote goes, from one look at the database a second, however many ask. */
export class VoteHealth {
  private readonly reads = new Map<string, Read>();

  constructor(
    private readonly views: Pick<VotingViews, 'head'>,
    private readonly board: Pick<IntakeBoard, 'others'>,
    private readonly processId: string,
    private readonly own: () => IntakeFigures,
    private readonly nowMs: () => number,
  ) {}

  async of(editionId: string): Promise<VotingHealth | undefined> {
    const read = this.read(editionId);
    try {
      const [head, others] = await Promise.all([read.head, read.others]);
      // An edition that is not there is not remembered: anyone may ask for any.
      if (!head) this.reads.delete(editionId);
      return head && { ...head, ...together(this.own(), others) };
    } catch (error) {
      this.reads.delete(editionId);
      throw error;
    }
  }

  private read(editionId: string): Read {
    const known = this.reads.get(editionId);
    const atMs = this.nowMs();
    if (known && atMs - known.atMs < KEPT_MS) return known;
    const read = { atMs, head: this.views.head(editionId), others: this.board.others(this.processId) };
    this.reads.set(editionId, read);
    return read;
  }
}

/** The figures of all processes as one: the largest of the last batches stands for them. */
export function together(own: IntakeFigures, others: readonly IntakeFigures[]): IntakeFigures {
  const all = [own, ...others];
  const refusals: Record<string, number> = {};
  for (const one of all)
    for (const [code, count] of Object.entries(one.refusals)) refusals[code] = (refusals[code] ?? 0) + count;
  return {
    waiting: all.reduce((sum, one) => sum + one.waiting, 0),
    oldestWaitingMs: Math.max(...all.map((one) => one.oldestWaitingMs)),
    lastBatch: all.map((one) => one.lastBatch).reduce((most, one) => (one.size > most.size ? one : most)),
    refusals: Object.fromEntries(Object.entries(refusals).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
