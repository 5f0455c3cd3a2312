/** The parts of a play, in their order. */
export const ACTS = ['prepare', 'nominate', 'screen', 'vote', 'count', 'judge', 'publish'] as const;
export type Act = (typeof ACTS)[number];

/** How far a play is: so much of what its act does at the moment. */
export interface Step {
  readonly act: Act;
  readonly done: number;
  readonly of: number;
}

/** Shows how far the play is: a bar in a terminal, plain lines elsewhere. */
export class Progress {
  private readonly terminal = process.stderr.isTTY === true;
  private readonly started = Date.now();
  private title = '';
  private lastShown = 0;

  private act: Act = 'prepare';

  constructor(
    private readonly quiet = false,
    /** Hears of every step instead of the terminal. */
    private readonly heard?: (step: Step) => void,
  ) {}

  /** Begins a part of the contest. */
  begin(act: Act): void {
    this.act = act;
  }

  /** Begins a scene. */
  scene(title: string): void {
    this.end();
    this.title = title;
    if (!this.quiet && !this.terminal) process.stderr.write(`${this.clock()} ${title}\n`);
    this.show(0, 1);
  }

  /** Moves the bar of the scene. */
  show(done: number, of: number): void {
    this.heard?.({ act: this.act, done, of });
    if (this.quiet || !this.terminal) return;
    const now = Date.now();
    if (now - this.lastShown < 100 && done < of) return;
    this.lastShown = now;
    const width = 30;
    const filled = of === 0 ? width : Math.round((done / of) * width);
    process.stderr.write(
      `\r${this.clock()} [${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${this.title} ${done}/${of}\u001b[K`,
    );
  }

  /** Ends the line of the bar. */
  end(): void {
    if (!this.quiet && this.terminal && this.title !== '') process.stderr.write('\n');
    this.title = '';
  }

  private clock(): string {
    return `${((Date.now() - this.started) / 1000).toFixed(0).padStart(4)} s`;
  }
}

/** Runs work for every item, so many at once, and keeps the order of the results. */
export async function crowd<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
  moved: (done: number, of: number) => void = () => undefined,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let done = 0;
  const lane = async () => {
    for (;;) {
      const index = next;
      next += 1;
      if (index >= items.length) return;
      results[index] = await work(items[index] as T, index);
      done += 1;
      moved(done, items.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
