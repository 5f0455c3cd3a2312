import type { PhaseOnClock } from './contest-clock.js';
import { nextSteps } from './next-steps.js';

const phase = (name: string, state: PhaseOnClock['state'], opensAt?: Date): PhaseOnClock => ({
  phase: name,
  state,
  opensAt,
  closesAt: undefined,
});
const DATE = new Date('2026-05-01T00:00:00Z');
const inWords = (...given: Parameters<typeof nextSteps>) =>
  nextSteps(...given).map((step) => ('phase' in step ? `${step.step} ${step.phase.phase}` : step.step));

describe('What comes next in an edition', () => {
  it('is its rules and its dates, while no rules are adopted', () => {
    expect(inWords(undefined, [phase('submission', 'planned', DATE)])).toEqual(['rules', 'dates']);
  });

  it('is what is open, and the one phase that opens after it', () => {
    expect(
      inWords(1, [
        phase('submission', 'closed', DATE),
        phase('screening', 'open', DATE),
        phase('voting', 'planned', DATE),
        phase('evaluation', 'planned', DATE),
      ]),
    ).toEqual(['run screening', 'prepare voting']);
  });

  it('is to give a date to the phase that has none', () => {
    expect(inWords(1, [phase('submission', 'open', DATE), phase('screening', 'unplanned')])).toEqual([
      'run submission',
      'dates',
    ]);
  });

  it('is nothing to open once all is over, and nothing known while the calendar is away', () => {
    expect(inWords(1, [phase('voting', 'closed', DATE), phase('announcement', 'closed', DATE)])).toEqual(['over']);
    expect(inWords(1, [phase('voting', 'closed', DATE), phase('announcement', 'open', DATE)])).toEqual([
      'run announcement',
    ]);
    expect(inWords(1, undefined)).toEqual([]);
  });
});
