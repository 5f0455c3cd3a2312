/** A real Kafka cluster on loopback: combined broker and controller processes (KRaft), from Maven Central's jars. */
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, freePorts, isFree, lastLines, launch, pidOf, Refusal, until } from './processes.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pom = join(root, 'deploy/kafka/pom.xml');
const say = (line) => console.error(line);
const broker = (number) => `broker-${number}`;

function java() {
  const command = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  const { stderr, status } = spawnSync(command, ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(?:1\.)?(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
  if (status !== 0)
    throw new Refusal(
      'Kafka needs Java 17 or newer, and there is none: install a JRE, or set KAFKA_BROKERS to a cluster of your own',
    );
  if (version < 17) throw new Refusal(`Kafka needs Java 17 or newer, this is ${version}`);
  return command;
}

/** Fetches the jars once for each version of the pom, and gives their folder. */
export function jars() {
  const key = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = join(root, '.cache/kafka', key);
  if (existsSync(folder)) return folder;
  say('Fetching Kafka from Maven Central');
  const half = `${folder}.${process.pid}.half`;
  mkdirSync(half, { recursive: true });
  const maven = spawnSync(
    'mvn',
    ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${half}`],
    { encoding: 'utf8' },
  );
  if (maven.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    const reason = maven.error
      ? 'mvn is not installed'
      : `${maven.stdout}${maven.stderr}`.split('\n').find((line) => line.includes('ERROR'));
    throw new Refusal(`Kafka's jars could not be fetched from Maven Central: ${reason ?? 'no reason given'}`);
  }
  // Another process may have been faster: then its folder is as good.
  if (existsSync(folder)) rmSync(half, { recursive: true });
  else renameSync(half, folder);
  return folder;
}

const clusterFile = (dir) => join(dir, 'cluster.json');
const freshClusterId = () => `W${randomBytes(16).toString('base64url').slice(1)}`;

/** What is known of the cluster in a folder, or undefined before its first start. */
export function describeCluster(dir) {
  return existsSync(clusterFile(dir)) ? JSON.parse(readFileSync(clusterFile(dir), 'utf8')) : undefined;
}

/** The value of KAFKA_BROKERS. */
export const brokersOf = (cluster) =>
  cluster.ports.map(({ client, advertised }) => `127.0.0.1:${advertised ?? client}`).join(',');

async function createCluster(dir, brokers, basePort, advertised) {
  const ports =
    basePort === undefined
      ? await freePorts(brokers * 2)
      : Array.from({ length: brokers * 2 }, (_, index) => basePort + index);
  const cluster = {
    id: freshClusterId(),
    ports: Array.from({ length: brokers }, (_, index) => ({
      client: ports[index],
      controller: ports[brokers + index],
      advertised: advertised?.[index],
    })),
  };
  mkdirSync(dir, { recursive: true });
  writeFileSync(clusterFile(dir), JSON.stringify(cluster, undefined, 2));
  return cluster;
}

function properties(dir, cluster, number) {
  const { client, controller, advertised } = cluster.ports[number - 1];
  const copies = Math.min(3, cluster.ports.length);
  const inSync = Math.min(2, copies);
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': number,
    'controller.quorum.voters': cluster.ports
      .map((port, index) => `${index + 1}@127.0.0.1:${port.controller}`)
      .join(','),
    listeners: `PLAINTEXT://127.0.0.1:${client},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${advertised ?? client},CONTROLLER://127.0.0.1:${controller}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': join(dir, broker(number), 'data'),
    // A topic exists because the catalogue names it, never because somebody mistyped one.
    'auto.create.topics.enable': false,
    'num.partitions': 6,
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'unclean.leader.election.enable': false,
    'offsets.topic.num.partitions': 6,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': 6,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.num.partitions': 6,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    'group.initial.rebalance.delay.ms': 0,
    // A busy machine may take longer than a minute to bring three brokers together.
    'initial.broker.registration.timeout.ms': 180_000,
    // Events of an edition are kept as long as the log in PostgreSQL, from which they can be sent again.
    'log.retention.hours': -1,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function run(dir, number, className, words) {
  const home = join(dir, broker(number));
  return [
    [
      '-Xms128m',
      '-Xmx384m',
      '-XX:+UseSerialGC',
      // A cluster of one machine lives for minutes: compiling its code for best speed takes a core for that long.
      '-XX:TieredStopAtLevel=1',
      `-Dlog4j2.configurationFile=${join(root, 'deploy/kafka/log4j2.properties')}`,
    ],
    ['-cp', `${jars()}/*`, className, ...words(join(home, 'server.properties'))],
  ].flat();
}

function launchBroker(dir, cluster, number) {
  if (pidOf(dir, broker(number)) !== undefined) return;
  const home = join(dir, broker(number));
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'server.properties'), properties(dir, cluster, number));
  if (!existsSync(join(home, 'data/meta.properties'))) {
    const format = (file) => ['format', '-t', cluster.id, '-c', file, '--ignore-formatted'];
    const { status, stdout, stderr } = spawnSync(java(), run(dir, number, 'kafka.tools.StorageTool', format), {
      encoding: 'utf8',
    });
    if (status !== 0)
      throw new Refusal(`Broker ${number} could not be formatted: ${`${stdout}${stderr}`.trim().split('\n').at(-1)}`);
  }
  launch(
    dir,
    broker(number),
    java(),
    run(dir, number, 'kafka.Kafka', (file) => [file]),
    { cwd: home },
  );
}

/** The brokers that one broker knows of; none while it does not serve. */
async function seenBy(port) {
  const { Kafka, logLevel } = (await import('kafkajs')).default;
  const admin = new Kafka({
    brokers: [`127.0.0.1:${port}`],
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
  }).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.map(({ nodeId }) => nodeId);
  } catch {
    return [];
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/**
 * Starts all brokers, or only some, waits until the cluster counts them, and gives its description. `advertised` are the
 * ports that everybody is told to find them at, where somebody stands in between.
 */
export async function startKafka(dir, { brokers = 3, basePort, only, advertised } = {}) {
  java();
  jars();
  const cluster = describeCluster(dir) ?? (await createCluster(dir, brokers, basePort, advertised));
  const wanted = only ?? cluster.ports.map((_, index) => index + 1);
  for (const number of wanted) {
    if (number < 1 || number > cluster.ports.length)
      throw new Refusal(`There is no broker ${number}: they are numbered 1 to ${cluster.ports.length}`);
    if (pidOf(dir, broker(number)) !== undefined) continue;
    const { client, controller } = cluster.ports[number - 1];
    for (const port of [client, controller]) {
      if (!(await isFree(port))) throw new Refusal(`Port ${port} on 127.0.0.1, which broker ${number} needs, is taken`);
    }
  }
  for (const number of wanted) launchBroker(dir, cluster, number);
  const living = () =>
    cluster.ports.map((_, index) => index + 1).filter((number) => pidOf(dir, broker(number)) !== undefined);
  // Fewer than half cannot elect a controller, so there is nothing to wait for.
  if (living().length * 2 <= cluster.ports.length) return cluster;
  const ready = await until(
    async () => {
      const dead = wanted.find((number) => pidOf(dir, broker(number)) === undefined);
      if (dead) throw new Refusal(`Broker ${dead} ended:\n${lastLines(dir, broker(dead))}`);
      // Each is asked itself: the others count a killed broker among them until its session ends.
      const seen = await Promise.all(living().map((number) => seenBy(cluster.ports[number - 1].client)));
      return seen.every((numbers) => living().every((number) => numbers.includes(number)));
    },
    { patienceMs: 180_000, everyMs: 250 },
  );
  if (!ready) throw new Refusal(`Kafka is not ready after 180 s; its logs are in ${join(dir, 'logs')}`);
  return cluster;
}

/** Stops all brokers, or only some, in order. */
export async function stopKafka(dir, { only } = {}) {
  const cluster = describeCluster(dir);
  const numbers = only ?? cluster?.ports.map((_, index) => index + 1) ?? [];
  // The last ones find no controller to hand over to, and would wait for one in vain; what they acknowledged is on disk.
  const patienceMs = numbers.length === cluster?.ports.length ? 6_000 : 20_000;
  await Promise.all(numbers.map((number) => end(dir, broker(number), { patienceMs })));
}

/** Ends brokers as a power cut would. */
export async function killKafka(dir, numbers) {
  await Promise.all(numbers.map((number) => end(dir, broker(number), { signal: 'SIGKILL' })));
}

/** Loses the data of one broker, or of all: then the cluster comes back with a new identity on the same ports. */
export async function wipeKafka(dir, numbers) {
  const cluster = describeCluster(dir);
  if (!cluster) return;
  const all = cluster.ports.map((_, index) => index + 1);
  const lost = numbers ?? all;
  await killKafka(dir, lost);
  for (const number of lost) rmSync(join(dir, broker(number), 'data'), { recursive: true, force: true });
  if (lost.length === all.length)
    writeFileSync(clusterFile(dir), JSON.stringify({ ...cluster, id: freshClusterId() }, undefined, 2));
}

/** One line a broker. */
export function statusOfKafka(dir) {
  const cluster = describeCluster(dir);
  return (cluster?.ports ?? []).map(({ client }, index) => ({
    number: index + 1,
    port: client,
    pid: pidOf(dir, broker(index + 1)),
  }));
}
