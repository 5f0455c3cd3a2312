export { competitionService } from './definition.js';
export { COMPETITION_VARIABLES } from './config.js';
