import { integer, type Environment, type Variable } from '@wsis/service';

export const COMPETITION_VARIABLES: readonly Variable[] = [
  {
    name: 'COMPETITION_SWEEP_SECONDS',
    meaning: 'how often phases are looked at that should have opened or closed by a wake-up',
    fallback: '1',
  },
];

/** What the competition alone is told from outside. */
export class CompetitionConfig {
  readonly sweepSeconds: number;

  /** Throws an error that names the variable when a value is wrong. */
  constructor(environment: Environment = process.env) {
    this.sweepSeconds = integer(environment, 'COMPETITION_SWEEP_SECONDS', 1, 1, 3_600);
    Object.freeze(this);
  }
}
