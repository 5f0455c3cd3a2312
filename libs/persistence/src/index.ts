export * from './database.js';
export * from './migrate.js';
export { DearAnswers } from './dear-answers.js';
