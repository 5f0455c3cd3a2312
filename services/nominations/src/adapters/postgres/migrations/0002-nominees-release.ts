import type { Migration } from '@wsis/persistence';

export const nomineesRelease: Migration = {
  name: '0002-nominees-release',
  // Until then the frozen list is the staff's alone.
  up: [`ALTER TABLE nominations.editions ADD COLUMN nominees_released_at TIMESTAMPTZ`],
};
