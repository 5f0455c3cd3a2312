import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { RunUser } from './run-user.js';

/** Where the programs of one PostgreSQL version are, runnable by the user that will run them. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly version: string;
  readonly major: number;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function packageFolder(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports only its entry, dist/index.js, so its folder is found through that.
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    throw new EmbeddedPostgresError(
      `The package ${name} is not installed: run npm ci with optional packages, or set DATABASE_URL to a PostgreSQL of your own`,
    );
  }
}

/** Makes the links between libraries that npm packages cannot carry; an install without scripts leaves them out. */
export function repairLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(folder, source)), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function run(programs: string, user: RunUser | undefined) {
  return spawnSync(join(programs, 'postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
}

function asBinaries(programs: string, printed: string): Binaries {
  const version = /(\d+)(\.\d+)*/.exec(printed)?.[0] ?? '';
  return {
    postgres: join(programs, 'postgres'),
    initdb: join(programs, 'initdb'),
    version,
    major: Number.parseInt(version, 10),
  };
}

/** The programs of a PostgreSQL that the system has. */
export function binariesIn(programs: string, user: RunUser | undefined): Binaries {
  const there = run(programs, user);
  if (there.status === 0) return asBinaries(programs, there.stdout);
  throw new EmbeddedPostgresError(`There is no PostgreSQL in ${programs} that this user may run`);
}

/**
 * Finds PostgreSQL's programs in the npm package, completes them, and tries them as the user that will run them.
 * Where that user cannot read the package, or nobody may complete it, a copy in `home` is used.
 */
export function binariesFor(home: string, user: RunUser | undefined): Binaries {
  const { folder, version } = packageFolder();
  try {
    repairLinks(folder);
  } catch {
    // A package folder that is not ours to write: the trial below decides whether a copy is needed.
  }
  const shipped = join(folder, 'native/bin');
  const there = run(shipped, user);
  if (there.status === 0) return asBinaries(shipped, there.stdout);

  const copy = join(home, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}.half`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { recursive: true });
    cpSync(join(folder, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    repairLinks(half);
    renameSync(half, copy);
  }
  const programs = join(copy, 'native/bin');
  const copied = run(programs, user);
  if (copied.status === 0) return asBinaries(programs, copied.stdout);
  const reason = (copied.error?.message ?? copied.stderr ?? '').trim().split('\n')[0];
  throw new EmbeddedPostgresError(
    `The PostgreSQL of ${basename(dirname(folder))}/${basename(folder)} does not run on this system (${reason}): set DATABASE_URL to a PostgreSQL of your own`,
  );
}
