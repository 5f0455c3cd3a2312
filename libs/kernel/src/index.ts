export * from './result.js';
export * from './clock.js';
export * from './characters.js';
export * from './ids.js';
export * from './language.js';
export * from './one-by-one.js';
export * from './role.js';
export * from './sha256.js';
