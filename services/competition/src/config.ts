import { integer, oneOf, type Environment, type Variable } from '@wsis/service';

export const COMPETITION_VARIABLES: readonly Variable[] = [
  {
    name: 'COMPETITION_SWEEP_SECONDS',
    meaning: 'how often phases are looked at that should have opened or closed by a wake-up',
    fallback: '1',
  },
  {
    name: 'COMPETITION_DRESS_REHEARSALS',
    meaning: 'whether dress rehearsals are played here, `on` or `off`; they need the embedded PostgreSQL',
    fallback: 'on',
  },
];

const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TMPDIR'];

/** What the competition alone is told from outside. */
export class CompetitionConfig {
  readonly sweepSeconds: number;
  readonly dressRehearsals: boolean;
  /** All that a play is told of this process: nothing that leads to the real platform's parts is among it. */
  readonly surroundings: Environment;

  /** Throws an error that names the variable when a value is wrong. */
  constructor(environment: Environment = process.env) {
    this.sweepSeconds = integer(environment, 'COMPETITION_SWEEP_SECONDS', 1, 1, 3_600);
    this.dressRehearsals = oneOf(environment, 'COMPETITION_DRESS_REHEARSALS', ['on', 'off'], 'on') === 'on';
    this.surroundings = Object.fromEntries(PASSED_ON.map((name) => [name, environment[name]]));
    Object.freeze(this);
  }
}
