export interface AdaptiveConcurrencyOptions<Name extends string> {
  readonly shares: Readonly<Record<Name, number>>;
  /** Answers slower than this are late; when too many are, fewer are let in. */
  readonly targetMs: number;
  /** Requests under way at once: to begin with, at least and at most. */
  readonly initial?: number;
  readonly least?: number;
  readonly most?: number;
}

/** A window ends when it has lasted this long and seen this many answers. */
const WINDOW_MS = 100;
const WINDOW_ANSWERS = 20;
/** One late answer in ten is chance. */
const LATE_SHARE = 0.1;
const DECREASE = 0.9;
const NEAR = 0.5;

/**
 * How many requests may be under way at once, found out by watching how long they take: additive increase while answers are
 * in time, multiplicative decrease when they are late (Chiu and Jain 1989, "Analysis of the Increase and Decrease Algorithms for
 * Congestion Avoidance in Computer Networks"; the same idea as AIMDLimit of Netflix' concurrency-limits). No I/O, no timer, no promise.
 *
 * Partitions share the limit: each may always have its share under way, and what others leave free besides.
 */
export class AdaptiveConcurrency<Name extends string = string> {
  readonly #targetMs: number;
  readonly #least: number;
  readonly #most: number;
  readonly #partitions: ReadonlyMap<Name, Partition>;
  #limit: number;
  #underWay = 0;
  #windowEndsMs = 0;
  #answers = 0;
  #late = 0;
  #peak = 0;

  constructor(options: AdaptiveConcurrencyOptions<Name>) {
    const shares = Object.entries<number>(options.shares);
    const sum = shares.reduce((all, [, share]) => all + share, 0);
    if (shares.some(([, share]) => !(share > 0)) || sum > 1 + 1e-9) {
      throw new RangeError('shares: expected more than 0 each and at most 1 together');
    }
    this.#targetMs = options.targetMs;
    this.#least = options.least ?? 32;
    this.#most = options.most ?? 20_000;
    this.#limit = options.initial ?? 512;
    this.#partitions = new Map(
      shares.map(([name, share]) => [
        name as Name,
        new Partition(share, this.#hasRoom, this.#tryEnter, this.#leave, this.#undo),
      ]),
    );
  }

  /** Requests that may be under way at once, as it stands. */
  get limit(): number {
    return Math.floor(this.#limit);
  }

  get underWay(): number {
    return this.#underWay;
  }

  partition(name: Name): Partition {
    const found = this.#partitions.get(name);
    if (!found) throw new RangeError(`There is no partition ${name}`);
    return found;
  }

  readonly #hasRoom = (partition: Partition, keepFree: number): boolean => {
    const own = this.#limit * partition.share;
    const free = Math.max(own - partition.underWay, this.#limit - this.#underWay);
    if (free >= 1 + keepFree * (own / 2)) return true;
    this.#peak = Math.max(this.#peak, this.#limit);
    return false;
  };

  readonly #tryEnter = (partition: Partition, keepFree: number): boolean => {
    if (!this.#hasRoom(partition, keepFree)) return false;
    this.#underWay += 1;
    if (this.#underWay > this.#peak) this.#peak = this.#underWay;
    return true;
  };

  readonly #leave = (startedMs: number, nowMs: number): void => {
    this.#underWay -= 1;
    this.#answers += 1;
    if (nowMs - startedMs > this.#targetMs) this.#late += 1;
    if (nowMs < this.#windowEndsMs || this.#answers < WINDOW_ANSWERS) return;
    // A limit that nobody came near has nothing to do with how long answers took.
    if (this.#peak >= this.#limit * NEAR) {
      if (this.#late > this.#answers * LATE_SHARE) this.#limit = Math.max(this.#least, this.#limit * DECREASE);
      else this.#limit = Math.min(this.#most, this.#limit + this.#least / 4);
    }
    this.#windowEndsMs = nowMs + WINDOW_MS;
    this.#answers = 0;
    this.#late = 0;
    this.#peak = this.#underWay;
  };

  readonly #undo = (): void => {
    this.#underWay -= 1;
  };
}

/** One kind of work and its share. */
export class Partition {
  underWay = 0;
  refused = 0;

  constructor(
    readonly share: number,
    private readonly room: (partition: Partition, keepFree: number) => boolean,
    private readonly enter: (partition: Partition, keepFree: number) => boolean,
    private readonly gone: (startedMs: number, nowMs: number) => void,
    private readonly undone: () => void,
  ) {}

  /** Whether one request would be let in, see `tryEnter`; counts one that would not as refused. */
  hasRoom(keepFree = 0): boolean {
    if (this.room(this, keepFree)) return true;
    this.refused += 1;
    return false;
  }

  /** Lets one request in, or counts it as refused. `keepFree` (0 to 1) is how much of half of the share stays free for others. */
  tryEnter(keepFree = 0): boolean {
    if (!this.enter(this, keepFree)) {
      this.refused += 1;
      return false;
    }
    this.underWay += 1;
    return true;
  }

  /** Takes back an entry that another limit refused: it says nothing about how long answers take. */
  takeBack(): void {
    this.underWay -= 1;
    this.undone();
  }

  /** One request that was let in is answered; both instants in milliseconds of one clock. */
  leave(startedMs: number, nowMs: number): void {
    this.underWay -= 1;
    this.gone(startedMs, nowMs);
  }
}
