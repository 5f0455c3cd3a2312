/** Does heavy work one at a time, with room for few who wait; whoever comes beyond that is turned away at once. */
export class OneByOne {
  private last: Promise<unknown> = Promise.resolve();
  private held = 0;

  /** @param places how many may be at work or waiting together */
  constructor(private readonly places: number) {}

  /** The work's own promise, or undefined where there is no room. */
  run<T>(work: () => Promise<T>): Promise<T> | undefined {
    if (this.held >= this.places) return undefined;
    this.held += 1;
    const turn = this.last.then(work);
    const done = () => {
      this.held -= 1;
    };
    this.last = turn.then(done, done);
    return turn;
  }
}
