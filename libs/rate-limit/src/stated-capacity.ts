import type { WaitingLine } from './waiting-line.js';

/** What a rested server lets in at once, in seconds of its capacity; half of it is kept for those who have waited. */
const DEPTH_SECONDS = 1;

/**
 * Holds one process to a stated number of requests a second: GCRA (ITU-T I.371) for one key, in a single number.
 * While people wait, the lower half of what is free is theirs: who has waited longer reaches deeper (`WaitingLine.mustLeave`).
 */
export class StatedCapacity {
  readonly #intervalMs: number;
  readonly #depthMs: number;
  readonly #reserveMs: number;
  /** When everything that was given out will have been worked off. */
  #arrivalMs = 0;

  constructor(
    readonly perSecond: number,
    private readonly line: WaitingLine,
  ) {
    if (!(Number.isFinite(perSecond) && perSecond > 0)) {
      throw new RangeError(`perSecond: expected more than 0, got ${perSecond}`);
    }
    this.#intervalMs = 1_000 / perSecond;
    this.#depthMs = Math.max(DEPTH_SECONDS * 1_000, 2 * this.#intervalMs);
    this.#reserveMs = this.#depthMs / 2;
  }

  /** Takes one unit for a request that has waited `ageMs`, if there is one for it. Milliseconds of a clock that only goes forward. */
  tryTake(ageMs: number, nowMs: number): boolean {
    if (!this.has(ageMs, nowMs)) return false;
    this.#arrivalMs = this.#arrivalAfterOneMore(nowMs);
    return true;
  }

  /** Whether there is one unit for a request that has waited `ageMs`. Takes none. */
  has(ageMs: number, nowMs: number): boolean {
    const left = this.#depthMs - (this.#arrivalAfterOneMore(nowMs) - nowMs);
    return left >= this.#reserveMs * this.line.mustLeave(ageMs, nowMs);
  }

  #arrivalAfterOneMore(nowMs: number): number {
    return Math.max(this.#arrivalMs, nowMs) + this.#intervalMs;
  }
}
