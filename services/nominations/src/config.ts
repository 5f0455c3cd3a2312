import { integer, type Environment, type Variable } from '@wsis/service';

export const NOMINATIONS_VARIABLES: readonly Variable[] = [
  {
    name: 'DRAFTS_PER_ACCOUNT',
    meaning: 'drafts of an edition that one account may have at a time',
    fallback: '50',
  },
  {
    name: 'PICTURES_PER_ACCOUNT_PER_HOUR',
    meaning: 'pictures that one account may send',
    fallback: '120',
  },
  {
    name: 'BREACH_REPORTS_PER_CLIENT_PER_HOUR',
    meaning: 'reports on nominees that one client address may send',
    fallback: '10',
  },
  {
    name: 'BREACH_REPORTS_PER_HOUR',
    meaning: 'reports on nominees that are taken in all',
    fallback: '1000',
  },
];

/** What nominations alone is told from outside. */
export class NominationsConfig {
  readonly draftsPerAccount: number;
  readonly picturesPerAccountPerHour: number;
  readonly breachReportsPerClientPerHour: number;
  readonly breachReportsPerHour: number;

  /** Throws an error that names the variable when a value is wrong. */
  constructor(environment: Environment = process.env) {
    this.draftsPerAccount = integer(environment, 'DRAFTS_PER_ACCOUNT', 50, 1, 10_000);
    this.picturesPerAccountPerHour = integer(environment, 'PICTURES_PER_ACCOUNT_PER_HOUR', 120, 1, 10_000);
    this.breachReportsPerClientPerHour = integer(environment, 'BREACH_REPORTS_PER_CLIENT_PER_HOUR', 10, 1, 10_000);
    this.breachReportsPerHour = integer(environment, 'BREACH_REPORTS_PER_HOUR', 1_000, 1, 1_000_000);
    Object.freeze(this);
  }
}
