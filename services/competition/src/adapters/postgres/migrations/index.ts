import type { Migration } from '@wsis/persistence';
import { dressRehearsals } from './0002-dress-rehearsals.js';
import { editions } from './0001-editions.js';

/** The schema of the competition, in order. */
export const competitionMigrations: readonly Migration[] = [editions, dressRehearsals];
