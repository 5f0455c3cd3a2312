/** The distributed form on one machine: every service its own processes, on Kafka, PostgreSQL, Redis and nginx of its own. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brokersOf, startKafka, statusOfKafka, stopKafka } from './kafka-cluster.mjs';
import { haveParts, startRedis, stopRedis } from './local-parts.mjs';
import {
  adopt,
  end,
  freePorts,
  isFree,
  lastLines,
  launch,
  listensOn,
  namesIn,
  pidOf,
  Refusal,
  until,
} from './processes.mjs';
import { healthOf, NODE_FLAGS, SERVICES } from './services.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const say = (line) => console.error(line);
/** How long a process may take on a busy machine; one that ended is told of at once. */
const PATIENCE_MS = 180_000;

/** Every process of a service: `voting-api`, `voting-worker` and so on. */
const PROCESSES = Object.entries(SERVICES).flatMap(([service, { roles }]) =>
  roles.map((role) => ({ service, role, name: `${service}-${role}` })),
);

const stateFile = (dir) => join(dir, 'cluster.json');
const readState = (dir) => (existsSync(stateFile(dir)) ? JSON.parse(readFileSync(stateFile(dir), 'utf8')) : undefined);

/** Ports are chosen at the first start and kept, so that a restarted process is found where it was. */
async function stateOf(dir, port) {
  const known = readState(dir);
  if (known && (port === undefined || known.port === port)) return known;
  const [redis, mail, ...rest] = await freePorts(2 + PROCESSES.length);
  const state = known ?? {
    redis,
    mail,
    ports: Object.fromEntries(PROCESSES.map(({ name }, index) => [name, rest[index]])),
  };
  state.port = port ?? 8080;
  mkdirSync(dir, { recursive: true });
  writeFileSync(stateFile(dir), JSON.stringify(state, undefined, 2));
  return state;
}

async function startMail(dir, state) {
  const address = join(dir, 'mail-address');
  if (pidOf(dir, 'mail')) return readFileSync(address, 'utf8');
  rmSync(address, { force: true });
  // Mails hold sign-in codes.
  mkdirSync(join(dir, 'mailbox'), { recursive: true, mode: 0o700 });
  launch(dir, 'mail', process.execPath, [
    join(root, 'scripts/commands/mail-catcher.mjs'),
    join(dir, 'mailbox'),
    String(state.mail),
    address,
  ]);
  if (!(await until(() => existsSync(address), { patienceMs: 15_000 })))
    throw new Refusal(`The mail catcher did not start: ${lastLines(dir, 'mail', 3)}`);
  return readFileSync(address, 'utf8');
}

function nginxConfiguration(dir, state, ownMail) {
  const isRoot = process.getuid?.() === 0;
  const hasUser = (name) => new RegExp(`^${name}:`, 'm').test(readFileSync('/etc/passwd', 'utf8'));
  const folder = join(dir, 'nginx');
  const upstreams = Object.keys(SERVICES).map(
    (service) =>
      `  upstream ${service} {\n    server 127.0.0.1:${state.ports[`${service}-api`]} max_fails=0;\n    keepalive 64;\n  }`,
  );
  return `# Written by ./scripts/cluster at each start.
${isRoot ? `user ${hasUser('www-data') ? 'www-data' : 'nobody'};` : ''}
worker_processes ${Math.min(2, availableParallelism())};
daemon off;
pid ${folder}/nginx.pid;
error_log ${dir}/logs/nginx.log crit;
events {
  worker_connections 4096;
}
http {
  access_log off;
  server_tokens off;
  keepalive_timeout 65s;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
${upstreams.join('\n')}
  server {
    listen 127.0.0.1:${state.port} backlog=4096;
    include ${root}deploy/nginx/routes.conf;
    ${ownMail ? `location ~ ^/mailbox(\\.json)?$ {\n      proxy_pass http://127.0.0.1:${state.mail};\n    }` : ''}
  }
}
`;
}

async function startNginx(dir, state, program, ownMail) {
  mkdirSync(join(dir, 'nginx'), { recursive: true });
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const file = join(dir, 'nginx/nginx.conf');
  writeFileSync(file, nginxConfiguration(dir, state, ownMail));
  if (pidOf(dir, 'nginx')) return;
  if (!(await isFree(state.port)))
    throw new Refusal(`Port ${state.port} on 127.0.0.1 is taken: choose another one with --port`);
  launch(dir, 'nginx', program, ['-e', join(dir, 'logs/nginx.log'), '-p', join(dir, 'nginx'), '-c', file]);
  const up = await until(() => pidOf(dir, 'nginx') && listensOn(state.port), { patienceMs: 10_000, everyMs: 50 });
  if (!up) throw new Refusal(`nginx did not start: ${lastLines(dir, 'nginx', 2)}`);
}

/** What a health address answers, or undefined while nobody answers there. */
async function ask(port, path) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(3_000) });
    return { ok: response.ok, text: await response.text() };
  } catch {
    return undefined;
  }
}

/** An address that leads through another port of this machine, where there is one. */
function through(url, port) {
  const led = new URL(url);
  if (port !== undefined) led.port = String(port);
  return led.href;
}

function launchService(dir, state, { service, role, name }, common, way = {}) {
  const urls = Object.fromEntries(
    Object.keys(SERVICES).map((other) => [
      `${other.toUpperCase()}_URL`,
      `http://127.0.0.1:${state.ports[`${other}-api`]}`,
    ]),
  );
  const environment = {
    ...process.env,
    NODE_ENV: 'production',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    DATABASE_POOL_SIZE: process.env.DATABASE_POOL_SIZE ?? '8',
    ...urls,
    ...common,
    DATABASE_URL: through(common.DATABASE_URL, way.database),
    REDIS_URL: through(common.REDIS_URL, way.redis),
    HOST: '127.0.0.1',
    PORT: String(state.ports[name]),
    ROLE: role,
    SECRETS_FILE: join(dir, 'secrets', service, 'keys.json'),
  };
  launch(dir, name, process.execPath, [...NODE_FLAGS, join(root, `services/${service}/dist/main.js`)], {
    cwd: dir,
    env: environment,
  });
}

/** Waits for one answer of each process; one that ended is shown with its last lines. */
async function awaitAll(dir, state, processes, path, patienceMs) {
  const waiting = new Set(processes);
  const answers = new Map();
  await until(
    async () => {
      for (const process of waiting) {
        if (!pidOf(dir, process.name)) throw new Refusal(`${process.name} ended:\n${lastLines(dir, process.name)}`);
        const answer = await ask(state.ports[process.name], `${healthOf(process.service)}/${path}`);
        answers.set(process.name, answer?.text ?? 'no answer');
        if (answer?.ok) waiting.delete(process);
      }
      return waiting.size === 0;
    },
    { patienceMs, everyMs: 150 },
  );
  const [first] = waiting;
  if (first)
    throw new Refusal(
      `${first.name} is not ${path} after ${patienceMs / 1000} s: ${answers.get(first.name)}\nIts log is ${join(dir, 'logs', `${first.name}.log`)}`,
    );
}

/**
 * Starts everything that does not run yet, and gives the one address. `ways` leads through ports of somebody who stands in
 * between: `{ 'voting-api': { database, redis }, ..., brokers: [...] }`.
 */
export async function startCluster(dir, { port, smtp, ways = {} } = {}) {
  const { found, absent } = haveParts(
    ['PostgreSQL 15', 'Redis', 'nginx', 'Java', ...(existsSync(join(root, '.cache/kafka')) ? [] : ['Maven'])],
    say,
  );
  const [missing] = Object.entries(absent);
  if (missing) throw new Refusal(`The distributed form needs ${missing[0]}, and ${missing[1]}`);
  for (const service of Object.keys(SERVICES)) {
    if (!existsSync(join(root, `services/${service}/dist/main.js`)))
      throw new Refusal(`services/${service} has no main.ts, or is not built`);
  }
  const state = await stateOf(dir, port);
  if (!pidOf(dir, 'nginx') && !(await isFree(state.port)))
    throw new Refusal(`Port ${state.port} on 127.0.0.1 is taken: choose another one with --port`);
  // Others may have to pass through to nginx's and PostgreSQL's folders; what is secret is closed by itself.
  chmodSync(dir, 0o755);

  say('PostgreSQL, Redis and Kafka');
  const { startEmbeddedPostgres } = await import('../../libs/embedded/dist/index.js');
  const kafka = startKafka(join(dir, 'kafka'), { advertised: ways.brokers });
  const database = await startEmbeddedPostgres({
    dataDir: join(dir, 'postgres'),
    programs: found['PostgreSQL 15'],
    settings: { max_connections: '300' },
  });
  adopt(dir, 'postgres', database.pid);
  const redis = await startRedis(dir, { port: state.redis });
  const brokers = brokersOf(await kafka);
  const common = {
    DATABASE_URL: await database.ensureDatabase('wsis'),
    REDIS_URL: redis,
    KAFKA_BROKERS: brokers,
    SMTP_URL: smtp ?? (await startMail(dir, state)),
    FILES_DIR: join(dir, 'files'),
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${state.port}`,
    TRUSTED_PROXIES: process.env.TRUSTED_PROXIES ?? '127.0.0.1',
  };
  // Imported late: it needs the build, which `stop` does not.
  const { writeSecrets } = await import('./secrets.mjs');
  const secrets = writeSecrets(join(dir, 'secrets'));
  // For ./scripts/admin and other tools that work on this installation.
  writeFileSync(
    join(dir, 'environment.json'),
    `${JSON.stringify({ ...common, SECRETS_FILE: secrets }, undefined, 2)}\n`,
    { mode: 0o600 },
  );

  say('Topics');
  const topics = spawnSync(join(root, 'scripts/topics'), ['apply'], {
    encoding: 'utf8',
    env: { ...process.env, ...common },
  });
  if (topics.status !== 0) {
    throw new Refusal(
      `The topics could not be created: ${topics.error?.message ?? `${topics.stdout}${topics.stderr}`.trim().split('\n').at(-1)}`,
    );
  }

  say(`${PROCESSES.length} processes of ${Object.keys(SERVICES).length} services`);
  // A few at a time: each needs a core for about a second.
  const groupSize = Math.max(2, availableParallelism());
  for (let first = 0; first < PROCESSES.length; first += groupSize) {
    const group = PROCESSES.slice(first, first + groupSize);
    for (const process of group) launchService(dir, state, process, common, ways[process.name]);
    await awaitAll(dir, state, group, 'live', PATIENCE_MS);
  }
  await awaitAll(dir, state, PROCESSES, 'ready', PATIENCE_MS);
  await startNginx(dir, state, found.nginx, smtp === undefined);
  return { url: `http://localhost:${state.port}`, mailbox: smtp === undefined };
}

/** Stops everything in the order in which nothing waits for what is gone. */
export async function stopCluster(dir) {
  await end(dir, 'nginx');
  await Promise.all(PROCESSES.map(({ name }) => end(dir, name)));
  await end(dir, 'mail');
  await stopRedis(dir);
  await stopKafka(join(dir, 'kafka'));
  // SIGINT: PostgreSQL's orderly and prompt end.
  await end(dir, 'postgres', { signal: 'SIGINT', patienceMs: 60_000 });
}

/** Ends processes of services as a power cut would; `start` brings them back. */
export async function killInCluster(dir, names) {
  for (const name of names) {
    if (!PROCESSES.some((process) => process.name === name))
      throw new Refusal(
        `There is no process "${name}": they are ${PROCESSES.map((process) => process.name).join(', ')}`,
      );
  }
  await Promise.all(names.map((name) => end(dir, name, { signal: 'SIGKILL' })));
}

/** How each process is: `{ name, pid, port, state }`. */
export async function statusOfCluster(dir) {
  const state = readState(dir);
  if (!state) return [];
  const brokers = statusOfKafka(join(dir, 'kafka')).map(({ number, port, pid }) => ({
    name: `kafka-${number}`,
    port,
    pid,
    state: pid ? 'runs' : 'is stopped',
  }));
  const parts = ['postgres', 'redis', 'nginx', ...(namesIn(dir).includes('mail') ? ['mail'] : [])].map((name) => {
    const pid = pidOf(dir, name);
    return { name, pid, state: pid ? 'runs' : 'is stopped' };
  });
  const services = await Promise.all(
    PROCESSES.map(async ({ service, name }) => {
      const pid = pidOf(dir, name);
      const ready = pid ? await ask(state.ports[name], `${healthOf(service)}/ready`) : undefined;
      const how = !pid ? 'is stopped' : ready?.ok ? 'is ready' : `is not ready: ${ready?.text ?? 'no answer'}`;
      return { name, port: state.ports[name], pid, state: how };
    }),
  );
  return [...brokers, ...parts, ...services];
}
