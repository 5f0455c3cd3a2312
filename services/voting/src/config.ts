import { integer, type Environment, type Variable } from '@wsis/service';

export const VOTING_VARIABLES: readonly Variable[] = [
  { name: 'VOTING_BATCH_LIMIT', meaning: 'most ballots that one transaction saves', fallback: '256' },
  {
    name: 'VOTING_QUEUE_LIMIT',
    meaning: 'most ballots that wait in one process; beyond it the answer is 503',
    fallback: '8192',
  },
  {
    name: 'VOTING_SAVES_PER_SECOND',
    meaning: 'ballots a second that one process takes, the others are given a place in the queue; 0: as many as it can',
    fallback: '0',
  },
  { name: 'VOTING_SAVES_BURST', meaning: 'saves that one voter may make at once', fallback: '60' },
  { name: 'VOTING_SAVES_PER_MINUTE', meaning: 'saves a minute that one voter may go on making', fallback: '30' },
  {
    name: 'VOTING_SCREEN_POLL_MS',
    meaning: 'how often a process looks whether list or rules changed',
    fallback: '1000',
  },
  { name: 'VOTING_SWEEP_SECONDS', meaning: 'how often ledgers are looked for that are due to close', fallback: '1' },
  {
    name: 'VOTING_TALLY_SECONDS',
    meaning: 'how often the running tally reads on in the ledger',
    fallback: '5',
  },
  {
    name: 'VOTING_COMPARE_SECONDS',
    meaning: 'how often the running tally is held against the count from the ballots',
    fallback: '300',
  },
  {
    name: 'VOTING_EXPORT_MINUTES',
    meaning: 'how long an approved export of the openings may be fetched',
    fallback: '60',
  },
];

/** What voting alone is told from outside. */
export class VotingConfig {
  readonly batchLimit: number;
  readonly queueLimit: number;
  readonly savesPerSecond: number;
  readonly savesBurst: number;
  readonly savesPerMinute: number;
  readonly screenPollMs: number;
  readonly sweepSeconds: number;
  readonly tallySeconds: number;
  readonly compareSeconds: number;
  readonly exportMinutes: number;

  /** Throws an error that names the variable when a value is wrong. */
  constructor(environment: Environment = process.env) {
    this.batchLimit = integer(environment, 'VOTING_BATCH_LIMIT', 256, 1, 4_096);
    this.queueLimit = integer(environment, 'VOTING_QUEUE_LIMIT', 8_192, 1, 1_000_000);
    this.savesPerSecond = integer(environment, 'VOTING_SAVES_PER_SECOND', 0, 0, 1_000_000);
    this.savesBurst = integer(environment, 'VOTING_SAVES_BURST', 60, 1, 100_000);
    this.savesPerMinute = integer(environment, 'VOTING_SAVES_PER_MINUTE', 30, 1, 100_000);
    this.screenPollMs = integer(environment, 'VOTING_SCREEN_POLL_MS', 1_000, 10, 60_000);
    this.sweepSeconds = integer(environment, 'VOTING_SWEEP_SECONDS', 1, 1, 3_600);
    this.tallySeconds = integer(environment, 'VOTING_TALLY_SECONDS', 5, 1, 3_600);
    this.compareSeconds = integer(environment, 'VOTING_COMPARE_SECONDS', 300, 1, 86_400);
    this.exportMinutes = integer(environment, 'VOTING_EXPORT_MINUTES', 60, 1, 10_080);
    Object.freeze(this);
  }
}
