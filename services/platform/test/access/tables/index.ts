export * from './competition.js';
export * from './nominations.js';
export * from './voting.js';
export * from './evaluation.js';
export * from './promotion.js';
export * from './notifications.js';
export * from './identity.js';
export * from './pages.js';
