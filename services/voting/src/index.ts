export { votingService } from './definition.js';
export { VOTING_VARIABLES } from './config.js';
export { PostgresRunningTallies } from './adapters/postgres/running-tally.store.js';
export {
  checkInvariants,
  type CountToCheck,
  type InvariantOptions,
  type Violation,
} from './adapters/postgres/check-invariants.js';
