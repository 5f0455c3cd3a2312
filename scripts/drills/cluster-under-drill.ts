import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const commands = join(import.meta.dirname, '../commands');
const { end, freePorts, identityOf, pidOf } = (await import(join(commands, 'processes.mjs'))) as {
  end(dir: string, name: string, options?: { signal?: NodeJS.Signals }): Promise<void>;
  freePorts(count: number): Promise<number[]>;
  identityOf(pid: number): string | undefined;
  pidOf(dir: string, name: string): number | undefined;
};
const { SERVICES, healthOf } = (await import(join(commands, 'services.mjs'))) as {
  SERVICES: Readonly<Record<string, { readonly roles: readonly string[] }>>;
  healthOf(service: string): string;
};

export { freePorts };

/** Every process of a service: `voting-api`, `voting-worker` and so on. */
export const PROCESSES: readonly string[] = Object.entries(SERVICES).flatMap(([service, { roles }]) =>
  roles.map((role) => `${service}-${role}`),
);
export const WORKERS = PROCESSES.filter((name) => name.endsWith('-worker'));
/** The processes that need PostgreSQL; pages need none. */
export const STATEFUL = PROCESSES.filter((name) => !name.startsWith('web-'));
const BROKERS = ['kafka-1', 'kafka-2', 'kafka-3'];

const PREFIX = 'wsis-outages-cluster-';
/** In a cluster's folder: the run that it belongs to. */
const OWNER = 'owner';

export interface Health {
  readonly status: number;
  readonly parts: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
}

/** Asks a health address; status 0 while nobody answers there. */
export async function askHealth(url: string): Promise<Health> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const body = (await response.json()) as Partial<Health>;
    return { status: response.status, parts: body.parts ?? {} };
  } catch {
    return { status: 0, parts: {} };
  }
}

/** The distributed form in a folder of its own, started and brought back by the cluster command as an operator would. */
export class ClusterUnderDrill {
  readonly dir = mkdtempSync(join(tmpdir(), PREFIX));
  private words: readonly string[] = [];
  private environment: NodeJS.ProcessEnv = {};

  /** Starts everything, and gives the one address. */
  async start(smtpUrl: string, environment: Readonly<Record<string, string>>): Promise<string> {
    await sweep();
    writeFileSync(join(this.dir, OWNER), JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
    const [port] = await freePorts(1);
    this.words = ['--dir', this.dir, '--port', String(port), '--smtp', smtpUrl];
    this.environment = environment;
    return (await this.command('start')).trim();
  }

  /** Brings back whatever does not run; what runs is left alone. */
  async bringBack(): Promise<void> {
    await this.command('start');
  }

  async stop(): Promise<void> {
    await this.command('stop');
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Addresses and settings that the services were given. */
  installation(): Readonly<Record<string, string>> {
    return JSON.parse(readFileSync(join(this.dir, 'environment.json'), 'utf8')) as Record<string, string>;
  }

  /** Ends processes at once, and resolves when they are gone. PostgreSQL is stopped "immediately", as its manual calls it. */
  async kill(...names: readonly string[]): Promise<void> {
    await Promise.all(
      names.map((name) => end(...this.place(name), { signal: name === 'postgres' ? 'SIGQUIT' : 'SIGKILL' })),
    );
  }

  async killBrokers(): Promise<void> {
    await this.kill(...BROKERS);
  }

  /** Holds processes still: they neither end nor do anything. */
  freeze(...names: readonly string[]): void {
    for (const name of names) process.kill(this.pid(name), 'SIGSTOP');
  }

  pid(name: string): number {
    const pid = pidOf(...this.place(name));
    if (pid === undefined) throw new Error(`${name} does not run`);
    return pid;
  }

  /** The processes of all services, to see later that none was started anew. */
  pids(): Readonly<Record<string, number>> {
    return Object.fromEntries(PROCESSES.map((name) => [name, this.pid(name)]));
  }

  health(name: string, path: 'live' | 'ready' = 'ready'): Promise<Health> {
    const service = name.replace(/-(api|worker)$/, '');
    return askHealth(`http://127.0.0.1:${this.portOf(name)}${healthOf(service)}/${path}`);
  }

  portOf(name: string): number {
    const { ports } = JSON.parse(readFileSync(join(this.dir, 'cluster.json'), 'utf8')) as {
      ports: Record<string, number>;
    };
    return ports[name] ?? 0;
  }

  private place(name: string): [string, string] {
    return BROKERS.includes(name) ? [join(this.dir, 'kafka'), name.replace('kafka', 'broker')] : [this.dir, name];
  }

  private command(word: string): Promise<string> {
    const words = word === 'start' ? this.words : ['--dir', this.dir];
    return run(join(commands, 'cluster.mjs'), [word, ...words], this.environment);
  }
}

/** Takes down what an earlier run left behind because it was killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dir = join(tmpdir(), name);
    let owner: { readonly pid: number; readonly identity: string };
    try {
      owner = JSON.parse(readFileSync(join(dir, OWNER), 'utf8')) as typeof owner;
    } catch {
      // Just made, or of another user.
      continue;
    }
    if (identityOf(owner.pid) === owner.identity) continue;
    await run(join(commands, 'cluster.mjs'), ['stop', '--dir', dir], {});
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Runs a program of this tree with Node, and gives what it printed. Throws what it said when it fails. */
export function run(
  script: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv | Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, ...words], {
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done(out) : fail(new Error(`${words.join(' ')}: ${err}`))));
  });
}
