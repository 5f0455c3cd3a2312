import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStore } from '../../application/ports.js';

/** Files in a folder, 256 folders below it by the first two letters of their names. A file is there whole, or not at all. */
export class FolderFileStore implements FileStore {
  constructor(private readonly folder: string) {}

  async put(name: string, bytes: Uint8Array): Promise<void> {
    const place = this.placeOf(name);
    await mkdir(dirname(place), { recursive: true });
    // What a crash leaves of it is swept away like any file that nobody refers to.
    const half = `${place}.${randomUUID()}`;
    const file = await open(half, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    // Also over a file of the same content: it counts as new from now on.
    await rename(half, place);
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    return readFile(this.placeOf(name)).catch(nothingThere);
  }

  async remove(name: string): Promise<void> {
    await rm(this.placeOf(name), { force: true });
  }

  async *writtenBefore(instant: Date): AsyncIterable<string> {
    for (const part of (await readdir(this.folder).catch(nothingThere)) ?? []) {
      for (const name of (await readdir(join(this.folder, part)).catch(nothingThere)) ?? []) {
        const found = await stat(join(this.folder, part, name)).catch(nothingThere);
        if (found && found.mtime < instant) yield name;
      }
    }
  }

  private placeOf(name: string): string {
    if (!/^[0-9a-f]{64}\.[0-9a-z.-]{3,60}$/.test(name)) throw new Error('A name that no file of ours has');
    return join(this.folder, name.slice(0, 2), name);
  }
}

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
