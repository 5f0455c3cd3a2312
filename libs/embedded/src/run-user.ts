import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';

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
 * Lets others pass through the data folder, and through folders for temporary files around it, which mkdtemp closes.
 * What is secret in them is closed by itself.
 */
function open(folder: string): void {
  const temporary = realpathSync(tmpdir());
  let here = folder;
  do {
    const { mode, uid } = statSync(here);
    if (uid === process.getuid?.()) chmodSync(here, mode | 0o011);
    here = dirname(here);
  } while (here.startsWith(`${temporary}${sep}`));
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
  open(here);
  if (canEnter(here, user)) return here;
  const home = join(SYSTEM_HOME, randomBytes(6).toString('hex'));
  mkdirSync(home, { recursive: true, mode: 0o755 });
  symlinkSync(home, link);
  return home;
}
