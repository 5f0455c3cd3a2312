export { nominationsService } from './definition.js';
