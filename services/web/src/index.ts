export { webService } from './definition.js';
export { DEEDS, deedKey } from './domain/deeds.js';
