export * from './access.js';
export * from './access.guard.js';
export * from './clients.js';
export * from './preconditions.js';
export * from './problem.js';
export * from './problem.filter.js';
export * from './sessions.js';
export * from './validation.js';
