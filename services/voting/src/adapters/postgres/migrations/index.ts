import type { Migration } from '@wsis/persistence';
import { ledgerMigration } from './0001-ledger.js';
import { saveBallotsMigration } from './0002-save-ballots.js';
import { evidenceSaltMigration } from './0003-evidence-salt.js';
import { runningTallyMigration } from './0005-running-tally.js';
import { intakeFiguresMigration } from './0006-intake-figures.js';
import { checkpointsMigration } from './0007-checkpoints.js';

/** The steps of the schema `voting`, after those of the libraries. */
export const votingMigrations: readonly Migration[] = [
  ledgerMigration,
  saveBallotsMigration,
  evidenceSaltMigration,
  runningTallyMigration,
  intakeFiguresMigration,
  checkpointsMigration,
];
