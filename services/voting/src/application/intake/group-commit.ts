/** The queue is full: come back later. Nothing was taken. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

export interface GroupCommitOptions<Item, Answer> {
  /** Commits items of one group together and answers each in its order; throws when all of them failed together. */
  readonly commit: (group: string, items: readonly Item[]) => Promise<readonly Answer[]>;
  /** Items of one group may share a commit. */
  readonly groupOf: (item: Item) => string;
  /** A commit never holds two items of one owner. */
  readonly ownerOf: (item: Item) => string;
  /** Tells whether a failed commit may be tried again in halves, to find the item that broke it. */
  readonly mayBisect: (error: unknown) => boolean;
  readonly batchLimit: number;
  readonly queueLimit: number;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
}

export interface GroupCommitState {
  readonly waiting: number;
  readonly oldestWaitingMs: number;
  readonly inFlight: number;
  readonly lastBatchSize: number;
  readonly lastBatchMs: number;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Commits together what arrives together. While one commit is under way the next one gathers, so batches grow with the load
 * and a lone item waits for nobody: it leaves at the end of the turn of the event loop in which it came.
 */
export class GroupCommit<Item, Answer> {
  private queue: Waiting<Item, Answer>[] = [];
  private running = false;
  private inFlight = 0;
  private lastBatchSize = 0;
  private lastBatchMs = 0;
  private idle: (() => void)[] = [];

  constructor(private readonly options: GroupCommitOptions<Item, Answer>) {}

  /** Resolves when the item is durable or refused; throws QueueFull before it takes anything. */
  submit(item: Item): Promise<Answer> {
    if (this.queue.length >= this.options.queueLimit) return Promise.reject(new QueueFull());
    return new Promise<Answer>((resolve, reject) => {
      this.queue.push({ item, since: this.options.now(), resolve, reject });
      if (!this.running) {
        this.running = true;
        setImmediate(() => void this.drain());
      }
    });
  }

  state(): GroupCommitState {
    const oldest = this.queue[0];
    return {
      waiting: this.queue.length,
      oldestWaitingMs: oldest ? this.options.now() - oldest.since : 0,
      inFlight: this.inFlight,
      lastBatchSize: this.lastBatchSize,
      lastBatchMs: this.lastBatchMs,
    };
  }

  /** Resolves once nothing waits and nothing is under way. */
  async settled(): Promise<void> {
    if (this.running) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      const { group, batch } = this.nextBatch();
      const startedAt = this.options.now();
      this.inFlight = batch.length;
      const answers = await this.commit(group, batch);
      this.inFlight = 0;
      this.lastBatchSize = batch.length;
      this.lastBatchMs = this.options.now() - startedAt;
      // The next batch leaves first: the database works on it while these answers are given.
      setImmediate(() => answers.forEach((give) => give()));
    }
    this.running = false;
    const idle = this.idle.splice(0);
    setImmediate(() => idle.forEach((resolve) => resolve()));
  }

  /** The oldest item's group, in order of arrival; who has one item in the batch waits with the second. */
  private nextBatch(): { group: string; batch: Waiting<Item, Answer>[] } {
    const { groupOf, ownerOf, batchLimit } = this.options;
    const group = groupOf((this.queue[0] as Waiting<Item, Answer>).item);
    const owners = new Set<string>();
    const batch: Waiting<Item, Answer>[] = [];
    const left: Waiting<Item, Answer>[] = [];
    let seen = 0;
    for (const waiting of this.queue) {
      if (batch.length === batchLimit) break;
      seen += 1;
      const owner = ownerOf(waiting.item);
      if (groupOf(waiting.item) === group && !owners.has(owner)) {
        owners.add(owner);
        batch.push(waiting);
      } else {
        // An owner keeps its order: what comes after a deferred item of the same owner is deferred too.
        owners.add(owner);
        left.push(waiting);
      }
    }
    this.queue = left.concat(this.queue.slice(seen));
    return { group, batch };
  }

  /** Commits a batch and returns how to give each of its items an answer, or the reason why there is none. */
  private async commit(group: string, batch: readonly Waiting<Item, Answer>[]): Promise<readonly (() => void)[]> {
    try {
      const answers = await this.options.commit(
        group,
        batch.map((waiting) => waiting.item),
      );
      return batch.map((waiting, place) => () => waiting.resolve(answers[place] as Answer));
    } catch (error) {
      if (batch.length === 1 || !this.options.mayBisect(error))
        return batch.map((waiting) => () => waiting.reject(error));
      const middle = batch.length >> 1;
      const first = await this.commit(group, batch.slice(0, middle));
      return first.concat(await this.commit(group, batch.slice(middle)));
    }
  }
}
