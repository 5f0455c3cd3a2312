export { nominationsService } from './definition.js';
export { NOMINATIONS_VARIABLES } from './config.js';
