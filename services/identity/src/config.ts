import { integer, type Environment, type Variable } from '@wsis/service';
import type { BudgetSettings } from './adapters/limits/sign-in-budgets.js';

interface Budget {
  readonly field: keyof BudgetSettings;
  readonly name: string;
  readonly meaning: string;
  readonly fallback: number;
}

const BUDGETS: readonly Budget[] = [
  {
    field: 'codesPerAddressPerHour',
    name: 'CODES_PER_ADDRESS_PER_HOUR',
    meaning: 'codes that one mailbox may be sent',
    fallback: 10,
  },
  {
    field: 'codesPerClientPerMinute',
    name: 'CODES_PER_CLIENT_PER_MINUTE',
    meaning: 'codes that one client address may ask for without a proof of work',
    fallback: 60,
  },
  {
    field: 'codesPerNetworkPerMinute',
    name: 'CODES_PER_NETWORK_PER_MINUTE',
    meaning: 'codes that one network (/24, /48) may ask for without a proof of work',
    fallback: 600,
  },
  {
    field: 'codesUnprovenPerMinute',
    name: 'CODES_WITHOUT_PROOF_PER_MINUTE',
    meaning: 'codes in all that are mailed without a proof of work or a wait',
    fallback: 600,
  },
  {
    field: 'codesWaitedPerNetworkPerMinute',
    name: 'CODES_WAITED_PER_NETWORK_PER_MINUTE',
    meaning: 'codes that one network may be mailed for waiting instead of a proof of work',
    fallback: 60,
  },
  { field: 'codesPerMinute', name: 'CODES_PER_MINUTE', meaning: 'codes that are mailed in all', fallback: 3_000 },
  {
    field: 'checksPerAddressPerHour',
    name: 'CODE_CHECKS_PER_ADDRESS_PER_HOUR',
    meaning: 'codes that may be tried for one mailbox',
    fallback: 30,
  },
  {
    field: 'checksPerClientPerMinute',
    name: 'CODE_CHECKS_PER_CLIENT_PER_MINUTE',
    meaning: 'codes that one client address may try',
    fallback: 120,
  },
  {
    field: 'checksPerMinute',
    name: 'CODE_CHECKS_PER_MINUTE',
    meaning: 'codes that may be tried in all',
    fallback: 6_000,
  },
  {
    field: 'secondFactorChecksPerHour',
    name: 'SECOND_FACTOR_CHECKS_PER_HOUR',
    meaning: 'codes of a second factor that one account may try',
    fallback: 30,
  },
  {
    field: 'memberInvitationsPerHour',
    name: 'MEMBER_INVITATIONS_PER_HOUR',
    meaning: 'invitations into organisations that one account may send',
    fallback: 50,
  },
  {
    field: 'organisationsPerHour',
    name: 'ORGANISATIONS_PER_HOUR',
    meaning: 'organisations that one account may register',
    fallback: 100,
  },
];

const LINKS_KEPT: Variable = {
  name: 'VOTER_LINKS_KEPT_DAYS',
  meaning: 'days after the last phase until the links between mailboxes and voters are destroyed',
  fallback: '90',
};

/** What identity alone reads from the environment. */
export const IDENTITY_VARIABLES: readonly Variable[] = [
  ...BUDGETS.map(({ name, meaning, fallback }) => ({ name, meaning, fallback: String(fallback) })),
  LINKS_KEPT,
];

const LARGEST_BUDGET = 10_000_000;

/** Identity's own settings, read once. */
export class IdentityConfig {
  readonly budgets: BudgetSettings;
  readonly voterLinksKeptDays: number;

  /** Throws an error that names the variable when a value is wrong. */
  constructor(environment: Environment) {
    const entries = BUDGETS.map(({ field, name, fallback }) => [
      field,
      integer(environment, name, fallback, 1, LARGEST_BUDGET),
    ]);
    this.budgets = Object.freeze(Object.fromEntries(entries) as unknown as BudgetSettings);
    this.voterLinksKeptDays = integer(environment, LINKS_KEPT.name, Number(LINKS_KEPT.fallback), 1, 3_650);
    Object.freeze(this);
  }
}
