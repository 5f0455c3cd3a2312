export { APPROVAL_KINDS } from './application/approvals/ports.js';
export { webService } from './definition.js';
export { DEEDS, deedKey } from './domain/deeds.js';
