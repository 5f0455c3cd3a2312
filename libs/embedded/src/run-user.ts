import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whom PostgreSQL runs as: it refuses root, so root hands it to an unprivileged user. Undefined means: as ourselves. */
export interface RunUser {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY: RunUser = { uid: 65534, gid: 65534 };
const SYSTEM_HOME = '/var/lib/wsis-prizes';

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Root runs an existing cluster as whoever owns it, and a new one as nobody. */
export function runUserFor(cluster: string): RunUser | undefined {
  if (!isRoot()) return undefined;
  if (!existsSync(cluster)) return NOBODY;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? NOBODY : { uid, gid };
}

/** Whether that user can enter a folder, asked of the system itself because every folder above counts. */
export function canEnter(folder: string, user: RunUser | undefined): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

/**
 * The folder in which the cluster really lives. It is the data folder itself, unless root keeps that where nobody else
 * can enter (under /root, say): then it is a folder of the system, and a link in the data folder leads to it.
 */
export function homeOf(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const link = join(dataDir, 'postgres-home');
  if (existsSync(link)) return realpathSync(link);
  const here = realpathSync(dataDir);
  const user = runUserFor(join(here, 'cluster'));
  if (!user || canEnter(here, user)) return here;
  if (canEnter(dirname(here), user)) {
    // Only the data folder itself is closed, as mkdtemp makes it: it is ours to open. What it holds is closed by itself.
    chmodSync(here, statSync(here).mode | 0o011);
    return here;
  }
  const home = join(SYSTEM_HOME, randomBytes(6).toString('hex'));
  mkdirSync(home, { recursive: true, mode: 0o755 });
  symlinkSync(home, link);
  return home;
}
