import type { Migration } from '@wsis/persistence';

/** What each process says of its intake, one small row a process, never written on the path of a ballot. */
export const intakeFiguresMigration: Migration = {
  name: '0006-intake-figures',
  up: [
    `CREATE TABLE voting.intake_figures (
       process_id UUID PRIMARY KEY,
       seen_at TIMESTAMPTZ NOT NULL,
       waiting INTEGER NOT NULL,
       oldest_waiting_ms INTEGER NOT NULL,
       last_batch_size INTEGER NOT NULL,
       last_batch_ms INTEGER NOT NULL,
       refusals JSONB NOT NULL) WITH (fillfactor = 50)`,
  ],
};
