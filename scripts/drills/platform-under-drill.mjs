/** The distributed form in a folder of its own, with a gate in every way that a fault may cut. */
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeCluster, wipeKafka } from '../commands/kafka-cluster.mjs';
import { PARTS } from '../commands/local-parts.mjs';
import { end, freePorts, identityOf, pidOf, until } from '../commands/processes.mjs';
import { healthOf, SERVICES } from '../commands/services.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const commands = join(root, 'scripts/commands');
const PREFIX = 'wsis-chaos-';
/** In a drill's folder: the process that it belongs to. */
const OWNER = 'owner';
const BROKERS = ['kafka-1', 'kafka-2', 'kafka-3'];
/** PostgreSQL's disk: enough for 60,000 ballots and their write-ahead log. */
const DISK_BYTES = 3 * 2 ** 30;

/** Every process of a service: `voting-api`, `voting-worker` and so on. */
export const PROCESSES = Object.entries(SERVICES).flatMap(([service, { roles }]) =>
  roles.map((role) => `${service}-${role}`),
);
export const WORKERS = PROCESSES.filter((name) => name.endsWith('-worker'));
/** The processes that need PostgreSQL; pages need none. */
export const STATEFUL = PROCESSES.filter((name) => !name.startsWith('web-'));

export class PlatformUnderDrill {
  dir = mkdtempSync(join(tmpdir(), PREFIX));
  #gates = {};
  #gatekeeper;
  #environment = {};
  #words = [];
  #others = [];
  #command;

  /** Whether PostgreSQL's disk is one of its own, that can be made full. */
  ownDisk = false;

  /** Starts everything, and gives the one address. Takes down first what a killed drill left behind. */
  async start(smtpUrl, environment) {
    await sweep();
    writeFileSync(join(this.dir, OWNER), JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
    this.#environment = environment;
    this.#mountDisk();
    const names = [
      'front',
      ...BROKERS,
      ...['database', 'redis', 'kafka'].map((part) => `another>${part}`),
      ...STATEFUL.flatMap((name) => [`${name}>database`, `${name}>redis`]),
    ];
    const [port, ...ports] = await freePorts(names.length + 1);
    // Not told to Ctrl-C, which is the drill's to answer.
    this.#gatekeeper = fork(fileURLToPath(new URL('gates.mjs', import.meta.url)), { detached: true });
    names.forEach((name, place) => (this.#gates[name] = { port: ports[place], state: 'open' }));
    const ways = { brokers: BROKERS.map((name) => this.#gates[name].port) };
    for (const name of STATEFUL)
      ways[name] = { database: this.#gates[`${name}>database`].port, redis: this.#gates[`${name}>redis`].port };
    const file = join(this.dir, 'ways.json');
    writeFileSync(file, JSON.stringify(ways));
    this.#words = ['--dir', this.dir, '--port', String(port), '--smtp', smtpUrl, '--ways', file];
    this.#gates.front.target = port;
    await this.#startWithGates();
    return `http://localhost:${this.#gates.front.port}`;
  }

  /** Where the parts listen is known only while they start: the gates are told as soon as it is. */
  async #startWithGates() {
    const started = this.#cluster('start');
    let over = false;
    started.catch(() => undefined).finally(() => (over = true));
    await this.#leadSomewhere(() => over);
    await started;
  }

  async #leadSomewhere(over) {
    const kafka = () => describeCluster(join(this.dir, 'kafka'))?.ports;
    const waitFor = async (look) => {
      for (;;) {
        const found = look();
        if (found !== undefined || over()) return found;
        await new Promise((done) => setTimeout(done, 20));
      }
    };
    const brokers = await waitFor(kafka);
    BROKERS.forEach((name, place) => (this.#gates[name].target = brokers?.[place].client));
    this.#gates['another>kafka'].target = this.#gates['kafka-1'].port;
    await this.setGates('open', BROKERS.concat('front'));
    const installation = await waitFor(() => this.#installation());
    if (!installation) return;
    const portOf = (url) => Number(new URL(url).port);
    for (const name of [...STATEFUL, 'another']) {
      this.#gates[`${name}>database`].target = portOf(installation.DATABASE_URL);
      this.#gates[`${name}>redis`].target = portOf(installation.REDIS_URL);
    }
    await this.setGates('open');
  }

  /** Opens ways or cuts them; see gates.mjs for the states. */
  async setGates(state, names = Object.keys(this.#gates)) {
    const set = Object.fromEntries(names.map((name) => [name, Object.assign(this.#gates[name], { state })]));
    const id = crypto.randomUUID();
    this.#gatekeeper.send({ id, set });
    for (;;) {
      const [answer] = await once(this.#gatekeeper, 'message');
      if (answer.id !== id) continue;
      if (answer.error) throw new Error(`The gates ${names.join(', ')}: ${answer.error}`);
      return;
    }
  }

  /** The names of all ways: `voting-api>database`, `kafka-1`, `front` and so on. */
  get ways() {
    return Object.keys(this.#gates).filter((name) => !name.startsWith('another>'));
  }

  /** Brings back whatever does not run; what runs is left alone. */
  async bringBack() {
    await this.#cluster('start');
  }

  /** Ends everything that was started, and leaves nothing behind. */
  async stop() {
    for (const child of this.#others) child.kill('SIGKILL');
    // An interrupted drill may be starting something just now.
    if (this.#command?.exitCode === null && this.#command.kill('SIGKILL')) await once(this.#command, 'exit');
    if (this.#gatekeeper?.connected) await this.setGates('open').catch(() => undefined);
    await takeDown(this.dir);
    this.#gatekeeper?.disconnect();
  }

  /** Addresses and settings that the services were given. */
  get installation() {
    return this.#installation() ?? {};
  }

  #installation() {
    try {
      return JSON.parse(readFileSync(join(this.dir, 'environment.json'), 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** All keys of the installation. */
  get keys() {
    return JSON.parse(readFileSync(join(this.dir, 'secrets/all.json'), 'utf8'));
  }

  /** Ends processes at once, and resolves when they are gone. PostgreSQL is stopped "immediately", as its manual calls it. */
  async kill(...names) {
    await Promise.all(
      names.map((name) => end(...this.#place(name), { signal: name === 'postgres' ? 'SIGQUIT' : 'SIGKILL' })),
    );
  }

  async killBrokers() {
    await this.kill(...BROKERS);
  }

  /** Ends all brokers and loses what they had. */
  async wipeKafka() {
    await wipeKafka(join(this.dir, 'kafka'));
  }

  /** Holds processes still: they neither end nor do anything, until they go on. */
  freeze(...names) {
    for (const name of names) process.kill(this.pid(name), 'SIGSTOP');
  }

  thaw(...names) {
    for (const name of names) process.kill(this.pid(name), 'SIGCONT');
  }

  /** Lets go on whatever is held still. */
  goOn() {
    goOnIn(this.dir);
  }

  pid(name) {
    const pid = pidOf(...this.#place(name));
    if (pid === undefined) throw new Error(`${name} does not run`);
    return pid;
  }

  /** The processes of all services, to see later that none was started anew. */
  get pids() {
    return Object.fromEntries(PROCESSES.map((name) => [name, this.pid(name)]));
  }

  /** Leaves PostgreSQL no byte more than it has, or gives it its disk back. */
  fillDisk(full) {
    const folder = join(this.dir, 'postgres');
    const { blocks, bfree, bsize } = statfsSync(folder);
    const size = full ? (blocks - bfree) * bsize : DISK_BYTES;
    const done = spawnSync('mount', ['-o', `remount,size=${size}`, folder], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`The disk could not be resized: ${done.stderr}`);
  }

  /** Asks a health address; status 0 while nobody answers there. */
  async health(name, path = 'ready') {
    const service = name.replace(/-(api|worker)$/, '');
    return askHealth(`http://127.0.0.1:${this.portOf(name)}${healthOf(service)}/${path}`);
  }

  portOf(name) {
    return JSON.parse(readFileSync(join(this.dir, 'cluster.json'), 'utf8')).ports[name];
  }

  /**
   * One more process of voting on the same parts: perhaps with a clock of its own ("+1d"), or `gated`, with both roles and
   * behind the gates `another>...`. Gives its address.
   */
  async anotherVoting({ clock, gated = false }) {
    const [port] = await freePorts(1);
    const clocked = { LD_PRELOAD: PARTS.libfaketime.find(), FAKETIME: clock, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
    const child = spawn(process.execPath, [join(root, 'services/voting/dist/main.js')], {
      cwd: this.dir,
      stdio: ['ignore', 'ignore', 'inherit'],
      detached: true,
      env: {
        ...process.env,
        ...this.#environment,
        ...this.installation,
        ...(clock === undefined ? {} : clocked),
        ...(gated ? this.#behindGates() : {}),
        NODE_ENV: 'production',
        NODE_OPTIONS: '',
        SECRETS_FILE: join(this.dir, 'secrets/voting/keys.json'),
        IDENTITY_URL: `http://127.0.0.1:${this.portOf('identity-api')}`,
        HOST: '127.0.0.1',
        PORT: String(port),
        ROLE: gated ? 'all' : 'api',
      },
    });
    this.#others.push(child);
    return { url: `http://127.0.0.1:${port}`, child };
  }

  #behindGates() {
    const { DATABASE_URL, REDIS_URL } = this.installation;
    const led = (url, part) => Object.assign(new URL(url), { port: String(this.#gates[`another>${part}`].port) }).href;
    return {
      DATABASE_URL: led(DATABASE_URL, 'database'),
      REDIS_URL: led(REDIS_URL, 'redis'),
      KAFKA_BROKERS: `127.0.0.1:${this.#gates['another>kafka'].port}`,
    };
  }

  /** Runs a program of this tree on this installation, and gives what it printed. Throws what it said when it fails. */
  admin(...words) {
    return run(join(root, 'services/platform/dist/admin.js'), words, this.installation);
  }

  /** A database export with PostgreSQL's own tool. */
  dump(tables, file) {
    const program = join(PARTS['PostgreSQL 15'].find(), 'pg_dump');
    const words = ['--data-only', '--no-owner', '--file', file, ...tables.map((table) => `--table=${table}`)];
    return runProgram(program, [...words, this.installation.DATABASE_URL], { ...process.env, TZ: 'UTC' });
  }

  #mountDisk() {
    const folder = join(this.dir, 'postgres');
    mkdirSync(folder);
    const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES},mode=755`, 'wsis-chaos', folder]);
    this.ownDisk = done.status === 0;
  }

  #place(name) {
    return BROKERS.includes(name) ? [join(this.dir, 'kafka'), name.replace('kafka', 'broker')] : [this.dir, name];
  }

  #cluster(word) {
    const words = [word, ...this.#words];
    return run(join(commands, 'cluster.mjs'), words, this.#environment, (child) => (this.#command = child));
  }
}

/** Asks a health address; status 0 while nobody answers there. */
export async function askHealth(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const body = await response.json();
    return { status: response.status, parts: body.parts ?? {} };
  } catch {
    return { status: 0, parts: {} };
  }
}

/** Takes down what earlier drills left behind because they were killed. */
async function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dir = join(tmpdir(), name);
    let owner;
    try {
      owner = JSON.parse(readFileSync(join(dir, OWNER), 'utf8'));
    } catch {
      // Just made, or of another user.
      continue;
    }
    if (identityOf(owner.pid) !== owner.identity) await takeDown(dir);
  }
}

function goOnIn(dir) {
  for (const name of [...PROCESSES, 'redis']) {
    const pid = pidOf(dir, name);
    if (pid !== undefined) process.kill(pid, 'SIGCONT');
  }
}

/** A server whose start was cut off is written down nowhere but in its own folder. */
async function endPostgres(dir) {
  try {
    const pid = Number(readFileSync(join(dir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir)) return;
    process.kill(pid, 'SIGQUIT');
    await until(() => identityOf(pid) === undefined);
  } catch {
    // It has ended.
  }
}

async function takeDown(dir) {
  // What is held still cannot end in order.
  goOnIn(dir);
  await run(join(commands, 'cluster.mjs'), ['stop', '--dir', dir], process.env);
  await endPostgres(dir);
  spawnSync('umount', ['-l', join(dir, 'postgres')]);
  rmSync(dir, { recursive: true, force: true });
}

function run(script, words, environment, started) {
  return runProgram(
    process.execPath,
    [script, ...words],
    { ...process.env, ...environment, NODE_OPTIONS: '' },
    started,
  );
}

function runProgram(program, words, env, started = () => undefined) {
  return new Promise((done, fail) => {
    // In a group of its own: Ctrl-C is answered by the drill, in order.
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    started(child);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done(out) : fail(new Error(`${words.slice(0, 3).join(' ')}: ${err.trim() || out.trim()}`)),
    );
  });
}
