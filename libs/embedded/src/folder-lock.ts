import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './postmaster.js';

/** Lets one process at a time start or stop the server of a folder; a lock whose holder died is taken over. */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, 'starting.lock');
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        // A full disk leaves an empty file.
        rmSync(path, { force: true });
        throw error;
      }
    }
    if (isAbandoned(path)) rmSync(path, { force: true });
    await pause(20 + Math.random() * 30);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function isAbandoned(path: string): boolean {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    if (holder > 0) return !isAlive(holder);
    // Between creating and writing, the file is empty for an instant.
    return Date.now() - statSync(path).mtimeMs > 2_000;
  } catch {
    return false;
  }
}

/** Notes that this process uses the server of a folder. */
export function enter(folder: string): void {
  mkdirSync(join(folder, 'users'), { recursive: true });
  writeFileSync(join(folder, 'users', String(process.pid)), '');
}

/** Takes this process off the list, and says whether some other living process still uses the server. */
export function leave(folder: string): { othersRemain: boolean } {
  const users = join(folder, 'users');
  rmSync(join(users, String(process.pid)), { force: true });
  let othersRemain = false;
  for (const name of readdirSync(users)) {
    if (isAlive(Number(name))) othersRemain = true;
    else rmSync(join(users, name), { force: true });
  }
  return { othersRemain };
}
