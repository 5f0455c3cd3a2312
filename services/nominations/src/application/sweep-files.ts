import type { Clock } from '@wsis/kernel';
import type { FileStore, PictureStore, UnitOfWork } from './ports.js';

/** An upload takes seconds; a file that no picture names after an hour was left by one that failed or was removed. */
const LEFT_AFTER_MS = 3_600_000;
const FILES_AT_ONCE = 200;

/** Removes the files that no picture refers to any more, so that what was erased is gone from the disk too. */
export class SweepFiles {
  constructor(
    private readonly database: UnitOfWork,
    private readonly pictures: PictureStore,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<number> {
    let removed = 0;
    let batch: string[] = [];
    const sweep = async () => {
      const referred = await this.database.transaction((tx) => this.pictures.referred(tx, batch));
      for (const file of batch.filter((name) => !referred.has(name))) {
        await this.files.remove(file);
        removed += 1;
      }
      batch = [];
    };
    for await (const file of this.files.writtenBefore(new Date(this.clock.now().getTime() - LEFT_AFTER_MS))) {
      batch.push(file);
      if (batch.length === FILES_AT_ONCE) await sweep();
    }
    if (batch.length > 0) await sweep();
    return removed;
  }
}
