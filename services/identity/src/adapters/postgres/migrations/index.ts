import type { Migration } from '@wsis/persistence';
import { migration0001 } from './0001-identity.js';

/** All steps of identity's schema, in order. */
export const identityMigrations: readonly Migration[] = [migration0001];
