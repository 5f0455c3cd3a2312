export { votingService } from './definition.js';
export { VOTING_VARIABLES } from './config.js';
