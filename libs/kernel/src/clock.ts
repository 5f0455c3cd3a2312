/** Where instants come from. The core never reads the machine's clock itself. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. What decides over an open vote is the database's, never this one. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until a test moves it. */
export class FixedClock implements Clock {
  constructor(private instant: Date) {}

  now(): Date {
    return this.instant;
  }

  /** Moves the clock forward by a number of milliseconds. */
  advance(milliseconds: number): void {
    this.instant = new Date(this.instant.getTime() + milliseconds);
  }
}
