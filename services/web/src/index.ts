export { webService } from './definition.js';
