import type { RuleBook } from '@wsis/rule-book';
import { scaleFor, type RehearsalStep } from '../domain/dress-rehearsal.js';
import type { DressRehearsalStore, RehearsalOutcome, RehearsalStage } from './dress-rehearsals.js';

const BEAT_EVERY_MS = 2_000;
/** Whoever has been silent for so long is gone. */
const SILENT_SECONDS = 60;
const LONGEST_FAILURE = 2_000;

/** Plays the dress rehearsals that were asked for, one at a time, beside all other work. */
export class PlayRehearsals {
  private playing: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly rehearsals: DressRehearsalStore,
    private readonly stage: RehearsalStage,
  ) {}

  /** Begins the next one, where there is one and none is on the stage; does not wait for its end. */
  async next(): Promise<void> {
    if (!this.stage.here || this.playing || this.stopping.signal.aborted) return;
    await this.rehearsals.giveBackSilent(SILENT_SECONDS);
    const taken = await this.rehearsals.take();
    if (!taken) return;
    this.playing = this.play(taken.id, taken.ruleBook).finally(() => (this.playing = undefined));
  }

  /** Ends what is being played; it begins anew when a worker is there again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.playing;
  }

  private async play(id: string, ruleBook: RuleBook): Promise<void> {
    let step: RehearsalStep | undefined;
    const cancelled = new AbortController();
    const beat = setInterval(() => {
      this.rehearsals.beat(id, step).then(
        (goesOn) => goesOn || cancelled.abort(),
        // The database is away: what is due is written down by the next beat, or the play is given back.
        () => undefined,
      );
    }, BEAT_EVERY_MS);
    const stopped = AbortSignal.any([cancelled.signal, this.stopping.signal]);
    let outcome: RehearsalOutcome;
    try {
      const report = await this.stage.play(ruleBook, scaleFor(ruleBook), (moved) => (step = moved), stopped);
      outcome = { state: report.ok ? 'held' : 'broke', report };
    } catch (error) {
      outcome = cancelled.signal.aborted
        ? { state: 'cancelled' }
        : { state: 'failed', failure: (error as Error).message.slice(0, LONGEST_FAILURE) };
    } finally {
      clearInterval(beat);
    }
    // Neither may bring the worker down: a play that nobody hears of is given back.
    const written =
      this.stopping.signal.aborted && outcome.state === 'failed'
        ? this.rehearsals.giveBack(id)
        : this.rehearsals.end(id, outcome);
    await written.catch(() => undefined);
  }
}
