/** What the bench stands on: a folder, PostgreSQL, and the measured processes, each of which ends with the bench. */
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@wsis/embedded';
import { makeSecrets } from '@wsis/service';
import { applyTopics } from '@wsis/messaging';
import { brokersOf, startKafka, stopKafka } from '../../commands/kafka-cluster.mjs';
import { startRedis, stopRedis } from '../../commands/local-parts.mjs';
import { freePorts, Refusal, until } from '../../commands/processes.mjs';
import { NODE_FLAGS } from '../../commands/services.mjs';
import { announceEdition, EDITION } from './contest.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** A busy machine takes its time to start a process. */
const READY_MS = 180_000;

export class Stage {
  dir = mkdtempSync(join(tmpdir(), 'wsis-bench-'));
  secrets = makeSecrets();
  children = [];
  endings = [];

  constructor({ profile } = {}) {
    this.profile = profile;
    writeFileSync(join(this.dir, 'keys.json'), JSON.stringify(this.secrets), { mode: 0o600 });
  }

  async postgres() {
    this.server ??= await startEmbeddedPostgres({ dataDir: join(this.dir, 'postgres') });
    return this.server;
  }

  /** A process of ours; its output goes to a log that is shown when it ends before it was told to. */
  run(name, words, environment = {}) {
    const log = join(this.dir, `${name}.log`);
    const out = openSync(log, 'a');
    const child = spawn(process.execPath, words, {
      cwd: this.dir,
      env: { ...process.env, ...environment },
      stdio: ['ignore', out, out],
    });
    child.on('exit', (code) => {
      if (!this.ending)
        this.fault ??= new Refusal(`${name} ended with ${code}:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
    });
    this.children.push(child);
    return child;
  }

  /** The service as an installation runs it: `services/NAME/dist/main.js` in one role. */
  async service(name, role, environment) {
    const [port] = await freePorts(1);
    const profiled = this.profile && role === 'api' ? ['--import', here('profile.mjs')] : [];
    const child = this.run(
      `${name}-${role}-${port}`,
      [...NODE_FLAGS, ...profiled, join(root, `services/${name}/dist/main.js`)],
      {
        NODE_ENV: 'production',
        ALLOW_EMBEDDED: 'events,limits,mail',
        HOST: '127.0.0.1',
        PORT: String(port),
        ROLE: role,
        LOG_LEVEL: 'warn',
        // The running tally may lag: it is added up after the storm.
        VOTING_TALLY_SECONDS: '3600',
        VOTING_COMPARE_SECONDS: '3600',
        SECRETS_FILE: join(this.dir, 'keys.json'),
        PROFILE_FILE: join(this.profile ?? '', `${name}-${port}.cpuprofile`),
        ...environment,
      },
    );
    await this.answers(`http://127.0.0.1:${port}/api/${name}/health/ready`);
    return { port, pid: child.pid, stop: () => this.stop(child) };
  }

  async stop(child) {
    child.removeAllListeners('exit');
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(force);
  }

  async bare() {
    const [port] = await freePorts(1);
    const child = this.run('bare', [...NODE_FLAGS, here('bare.mjs')], { PORT: String(port), NODE_ENV: 'production' });
    await this.answers(`http://127.0.0.1:${port}/`);
    return { port, pid: child.pid };
  }

  /** A database with an open vote, the `worker` that opened it and an `api` that takes its ballots. */
  async vote(name) {
    const url = await (await this.postgres()).ensureDatabase(name);
    await announceEdition(url);
    const worker = await this.service('voting', 'worker', { DATABASE_URL: url });
    const api = await this.api({ DATABASE_URL: url });
    return { ...api, url, worker };
  }

  /** An `api` of the vote, once it takes ballots. */
  async api(environment) {
    const api = await this.service('voting', 'api', environment);
    const health = `http://127.0.0.1:${api.port}/api/voting/editions/${EDITION}/health`;
    await this.answers(health, async (response) => (await response.json()).state === 'open');
    return api;
  }

  /** Redis and three Kafka brokers of our own. */
  async distributedParts() {
    const dir = join(this.dir, 'kafka');
    this.endings.push(
      () => stopRedis(this.dir),
      () => stopKafka(dir),
    );
    const redisUrl = await startRedis(this.dir);
    const kafkaBrokers = brokersOf(await startKafka(dir));
    await applyTopics({ kafkaBrokers: kafkaBrokers.split(',') });
    return { REDIS_URL: redisUrl, KAFKA_BROKERS: kafkaBrokers };
  }

  async answers(address, isGood = () => true) {
    const good = await until(
      async () => {
        if (this.fault) throw this.fault;
        const response = await fetch(address).catch(() => undefined);
        return response && response.status < 500 && (await isGood(response));
      },
      { patienceMs: READY_MS },
    );
    if (!good)
      throw new Refusal(`${address} did not answer as it should within ${READY_MS / 1_000} s; logs are in ${this.dir}`);
  }

  /** Voters in a process of their own, see generator.mjs. */
  generator() {
    const child = fork(here('generator.mjs'), { execArgv: NODE_FLAGS, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.children.push(child);
    return {
      pid: child.pid,
      stop: () => this.stop(child),
      ask: (work, order) =>
        new Promise((resolve, reject) => {
          const gone = (code) => reject(this.fault ?? new Refusal(`The generator ended with ${code}`));
          child.once('exit', gone);
          child.once('message', ({ result, error }) => {
            child.off('exit', gone);
            if (error) reject(new Error(error));
            else resolve(result);
          });
          child.send({ work, ...order });
        }),
    };
  }

  async end() {
    this.ending = true;
    await Promise.all(this.children.map((child) => this.stop(child)));
    for (const step of this.endings.reverse()) await step();
    await this.server?.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
