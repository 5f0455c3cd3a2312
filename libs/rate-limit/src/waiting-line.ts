/** Nobody who waits is told to come back later than this: tickets of people who went away hold no room for longer. */
const LONGEST_PAUSE_SECONDS = 30;
/** For how long a refusal counts as somebody who waits. */
const REMEMBERED_MS = 15_000;
/** How much one second teaches about how many come back, and the least that is believed. */
const LEARNING = 0.3;
const LEAST_COMING = 0.05;
/** The shortest horizon, so that those who came together are not told apart by milliseconds. */
const LEAST_HORIZON_MS = 2_000;

/**
 * Keeps those who were told to come again in order without remembering any of them: who has waited longer may use
 * more of what is free, and each is given a second to come back in that still has room.
 */
export class WaitingLine {
  readonly #returnsPerSecond: number;
  /** How many were told to come back in each second, by second modulo the length. */
  readonly #due = new Int32Array(LONGEST_PAUSE_SECONDS + 2);
  #second = 0;
  #cameThisSecond = 0;
  /** The part of those who are due that comes: many have gone away, and their seconds are free for others. */
  #coming = 1;
  #oldestMs = -1;
  #oldestBeforeMs = -1;
  #rememberedSince = 0;

  /** `returnsPerSecond`: how many answers a second may go to people who come back and perhaps wait on. */
  constructor(returnsPerSecond: number) {
    this.#returnsPerSecond = Math.max(1, Math.floor(returnsPerSecond));
  }

  /**
   * The share (0 to 1) of a reserve that somebody who has waited `ageMs` must leave to those who have waited longer.
   * It never grows with the age: at one instant, whenever somebody is let in, everybody who has waited longer would be.
   */
  mustLeave(ageMs: number, nowMs: number): number {
    this.#forget(nowMs);
    const oldest = Math.max(this.#oldestMs, this.#oldestBeforeMs);
    // Nobody waits: nothing is kept back.
    if (oldest < 0) return 0;
    return Math.max(0, 1 - ageMs / Math.max(LEAST_HORIZON_MS, 2 * oldest));
  }

  /** Notes that somebody who has waited `ageMs` is sent away, and gives the seconds after which to come again. */
  sendAway(ageMs: number, nowMs: number): number {
    this.#forget(nowMs);
    this.#oldestMs = Math.max(this.#oldestMs, ageMs);
    this.#advance(nowMs);
    const room = this.#returnsPerSecond / this.#coming;
    let pause = 1;
    while (pause < LONGEST_PAUSE_SECONDS && this.#at(this.#second + pause) >= room) pause += 1;
    this.#due[this.#place(this.#second + pause)] = this.#at(this.#second + pause) + 1;
    return pause;
  }

  /** Notes that somebody who was sent away is here again. */
  cameBack(nowMs: number): void {
    this.#advance(nowMs);
    this.#cameThisSecond += 1;
  }

  /** How many were told to come again and are not due yet. */
  waiting(nowMs: number): number {
    this.#advance(nowMs);
    let count = 0;
    for (const due of this.#due) count += due;
    return count;
  }

  #forget(nowMs: number): void {
    if (nowMs - this.#rememberedSince < REMEMBERED_MS) return;
    this.#oldestBeforeMs = nowMs - this.#rememberedSince < 2 * REMEMBERED_MS ? this.#oldestMs : -1;
    this.#oldestMs = -1;
    this.#rememberedSince = nowMs;
  }

  /** Empties the seconds that have passed, and learns from the last of them how many of those who are due come. */
  #advance(nowMs: number): void {
    const now = Math.floor(nowMs / 1_000);
    if (now > this.#second) {
      const due = this.#at(this.#second);
      if (due > 0) {
        const came = Math.min(1, this.#cameThisSecond / due);
        this.#coming = Math.max(LEAST_COMING, this.#coming + LEARNING * (came - this.#coming));
      }
      this.#cameThisSecond = 0;
    }
    if (now - this.#second > this.#due.length) this.#due.fill(0);
    else for (let second = this.#second; second < now; second += 1) this.#due[this.#place(second)] = 0;
    this.#second = Math.max(this.#second, now);
  }

  #at(second: number): number {
    return this.#due[this.#place(second)] as number;
  }

  #place(second: number): number {
    return second % this.#due.length;
  }
}
