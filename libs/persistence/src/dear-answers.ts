/** A count that takes longer than this is not taken anew each time that somebody looks. */
const DEAR_MS = 100;
/** So many times as long as it took it is remembered: counting takes no more than a twentieth of the time. */
const KEPT_TIMES = 20;

interface Remembered {
  readonly answer: Promise<unknown>;
  /** Milliseconds of the clock that was given; endless while it is still being counted. */
  until: number;
}

/**
 * Remembers answers that were dear to get, as counts over millions of rows are, for as long as their price tells. Who asks
 * while one is being counted waits for the same. Cheap answers, and failures, are never remembered.
 */
export class DearAnswers {
  private readonly known = new Map<string, Remembered>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  get<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const before = this.known.get(name);
    if (before && before.until > this.now()) return before.answer as Promise<T>;
    const askedAt = this.now();
    const answer = ask();
    const entry: Remembered = { answer, until: Number.POSITIVE_INFINITY };
    this.known.set(name, entry);
    const settle = (kept: boolean) => {
      const took = this.now() - askedAt;
      entry.until = this.now() + took * KEPT_TIMES;
      if (!kept || took <= DEAR_MS) this.known.delete(name);
    };
    answer.then(
      () => settle(true),
      () => settle(false),
    );
    return answer;
  }
}
