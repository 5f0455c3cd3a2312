/**
 * Measures the backbone of events: how many events a second the relay carries to three brokers, and how long an event
 * takes from the start of the appending transaction to the commit of its effect, on both transports.
 * Parts: KAFKA_BROKERS and DATABASE_URL if set, else own ones in a temporary folder (PostgreSQL with its default fsync).
 * `--json` prints the figures alone; `--events N` and `--seconds N` change the sizes; `--only log,kafka,relay` chooses.
 */
import 'reflect-metadata';
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Controller } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AccountVerifiedSchema } from '@wsis/contracts';
import { startEmbeddedPostgres } from '@wsis/embedded';
import {
  applyTopics,
  connectEvents,
  createTransport,
  event,
  EventLog,
  messagingMigrations,
  OnEvent,
  Relay,
  silentLogger,
} from '@wsis/messaging';
import { connectDatabase, migrate } from '@wsis/persistence';
import pg from 'pg';
import { startKafka, stopKafka, brokersOf } from '../commands/kafka-cluster.mjs';
import { parseArguments, Refusal, runCommand, wholeNumber } from '../commands/processes.mjs';

const RATE = 500;
const KEYS = 500;
/** Played at the same rate and not counted: fresh brokers compile their code, fresh connections learn the topics. */
const WARM_UP_SECONDS = 10;
const TYPE = 'identity.account-verified.v1';
const now = () => performance.timeOrigin + performance.now();
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(look, what) {
  for (const giveUpAt = performance.now() + 120_000; !(await look()); await pause(20)) {
    if (performance.now() > giveUpAt) throw new Error(`Waited two minutes for ${what}`);
  }
}

/** A consumer whose effect is one row; reports how old each event was when the effect was committed. */
async function consume(settings) {
  const database = await connectDatabase({ url: settings.url, applicationName: 'bench-consumer' });
  const startedAt = new Map();
  const latencies = [];
  class Recorder {
    async record(received, context) {
      await context.tx.execute('INSERT INTO voting.seen (event_id, key) VALUES ($1, $2)', [received.id, received.key]);
      startedAt.set(received.id, Number(received.payload.language));
    }
  }
  OnEvent(TYPE)(Recorder.prototype, 'record', Object.getOwnPropertyDescriptor(Recorder.prototype, 'record'));
  Payload()(Recorder.prototype, 'record', 0);
  Ctx()(Recorder.prototype, 'record', 1);
  Controller()(Recorder);
  const transport = createTransport({
    kind: settings.kind,
    serviceName: 'voting',
    consumer: 'voting.events',
    database,
    logger: silentLogger,
    kafkaBrokers: settings.kafkaBrokers,
    topicPrefix: settings.topicPrefix,
    metrics: {
      handled: (_consumer, _type, _age, id) => {
        latencies.push(now() - startedAt.get(id));
        startedAt.delete(id);
      },
    },
  });
  const root = class RootModule {};
  const app = await NestFactory.create({ module: root, controllers: [Recorder] }, new FastifyAdapter(), {
    logger: false,
  });
  connectEvents(app, transport);
  await app.init();
  await app.startAllMicroservices();
  await until(() => transport.ready().ok, 'the consumer');
  return {
    latencies,
    async stop() {
      await app.close();
      await database.close();
    },
  };
}

async function relayOf(settings, options = {}) {
  const database = await connectDatabase({ url: settings.url, applicationName: 'bench-relay' });
  const relay = new Relay({
    database,
    schema: 'identity',
    kafkaBrokers: settings.kafkaBrokers,
    topicPrefix: settings.topicPrefix,
    logger: silentLogger,
    ...options,
  });
  await relay.start();
  return {
    relay,
    async stop() {
      await relay.stop();
      await database.close();
    },
  };
}

/** A process of its own: relay or consumer, as in the distributed form. */
async function apart(role, settings) {
  const child = fork(fileURLToPath(import.meta.url), [], {
    env: { ...process.env, BENCH_ROLE: JSON.stringify({ role, settings }) },
  });
  const message = () => new Promise((resolve) => child.once('message', resolve));
  await message();
  return {
    async latencies() {
      const answer = message();
      child.send('latencies');
      return answer;
    },
    async stop() {
      const left = new Promise((resolve) => child.once('exit', resolve));
      child.send('stop');
      await left;
    },
  };
}

async function playRole({ role, settings }) {
  const part = role === 'relay' ? await relayOf(settings) : await consume(settings);
  process.on('message', async (word) => {
    if (word === 'latencies') process.send(part.latencies);
    if (word === 'stop') {
      await part.stop();
      process.exit(0);
    }
  });
  process.send('ready');
}

async function freshDatabase(serverUrl) {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const server = new pg.Client({ connectionString: serverUrl });
  // Stopped under us: whoever waits for an answer is told.
  server.on('error', () => undefined);
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate({ url: url.href, schema: 'identity', migrations: messagingMigrations('identity') });
  await migrate({
    url: url.href,
    schema: 'voting',
    migrations: [
      ...messagingMigrations('voting'),
      { name: '0001-seen', up: ['CREATE TABLE voting.seen (event_id UUID PRIMARY KEY, key TEXT NOT NULL)'] },
    ],
  });
  return {
    url: url.href,
    async drop() {
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.end();
    },
  };
}

const verified = (key, version) =>
  event(AccountVerifiedSchema, { accountId: key, language: String(now()) }, { key, version });

/** How fast the relay empties a full log. */
async function throughput(serverUrl, kafkaBrokers, events) {
  const made = await freshDatabase(serverUrl);
  const settings = {
    url: made.url,
    kafkaBrokers,
    topicPrefix: `bench${randomBytes(4).toString('hex')}.`,
    producers: ['identity'],
  };
  const database = await connectDatabase({ url: made.url, applicationName: 'bench' });
  const log = new EventLog({ schema: 'identity' });
  await applyTopics(settings);
  const fill = async (count) => {
    for (let at = 0; at < count; at += 1_000) {
      const part = Array.from({ length: 1_000 }, (_, n) => verified(`key-${(at + n) % KEYS}`, at + n));
      await database.transaction((tx) => log.append(tx, part));
    }
  };
  const reached = async (position) => {
    const [row] = await database.query('SELECT max(position) AS position FROM identity.relay_cursors');
    return Number(row?.position) >= position;
  };
  await fill(10_000);
  const warm = await relayOf(settings);
  await until(() => reached(10_000), 'the first events to be relayed');
  await warm.stop();
  await fill(events);
  await database.query('CHECKPOINT');
  let first = Infinity;
  let acknowledged = 0;
  let last = 0;
  const started = performance.now();
  const measured = await relayOf(settings, {
    metrics: {
      relayed: (_topic, count) => {
        first = Math.min(first, performance.now());
        acknowledged += count;
        last = performance.now();
      },
    },
  });
  await until(() => reached(10_000 + events), 'all events to be relayed');
  await measured.stop();
  await database.close();
  await made.drop();
  return {
    events: acknowledged,
    seconds: (last - started) / 1_000,
    perSecond: Math.round(acknowledged / ((last - started) / 1_000)),
  };
}

/** Appends RATE events a second, each in its own transaction, and waits until all are handled. */
async function produce(url, seconds) {
  const database = await connectDatabase({ url, applicationName: 'bench-producer' });
  const log = new EventLog({ schema: 'identity' });
  const started = performance.now();
  const underWay = new Set();
  const appends = [];
  let refused;
  const total = RATE * seconds;
  for (let at = 0; at < total && !refused;) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1_000) * RATE));
    for (; at < due; at += 1) {
      const one = verified(`key-${at % KEYS}`, at);
      const begun = performance.now();
      const work = database
        .transaction((tx) => log.append(tx, [one]))
        .then(
          () => appends.push(performance.now() - begun),
          (error) => (refused ??= error),
        )
        .finally(() => underWay.delete(work));
      underWay.add(work);
    }
    await pause(1);
  }
  await Promise.all(underWay);
  if (refused)
    throw new Refusal(`${RATE} events a second are more than this machine can append now: ${refused.message}`);
  await until(async () => {
    const [row] = await database.query('SELECT count(*) FROM voting.seen');
    return Number(row.count) === total;
  }, 'all events to be handled');
  await database.execute('DELETE FROM voting.seen');
  await database.close();
  return appends;
}

/** How long this disk takes to keep a page for good: what each commit waits for, one after the other. */
async function flushTime(folder) {
  const file = await open(join(folder, 'flush'), 'w');
  const page = Buffer.alloc(8_192);
  const times = [];
  for (let at = 0; at < 200; at += 1) {
    await file.write(page, 0, page.length, 0);
    const begun = performance.now();
    await file.datasync();
    times.push(performance.now() - begun);
  }
  await file.close();
  return percentile(
    times.sort((a, b) => a - b),
    0.5,
  );
}

const percentile = (sorted, share) =>
  Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1));

async function latency(serverUrl, kind, kafkaBrokers, seconds, together) {
  const made = await freshDatabase(serverUrl);
  const settings = {
    kind,
    url: made.url,
    kafkaBrokers,
    topicPrefix: `bench${randomBytes(4).toString('hex')}.`,
    producers: ['identity'],
  };
  const parts = [];
  if (kind === 'kafka') {
    await applyTopics(settings);
    parts.push(await apart('relay', settings));
  }
  const consumer = together ? await consume(settings) : await apart('consumer', settings);
  parts.push(consumer);
  const warm = await produce(made.url, WARM_UP_SECONDS);
  const appends = (await produce(made.url, seconds)).sort((a, b) => a - b);
  const all = together ? consumer.latencies : await consumer.latencies();
  const sorted = all.slice(warm.length).sort((a, b) => a - b);
  for (const part of parts) await part.stop();
  await made.drop();
  return {
    events: sorted.length,
    perSecond: RATE,
    warmUpSeconds: WARM_UP_SECONDS,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    appendP50Ms: percentile(appends, 0.5),
    appendP99Ms: percentile(appends, 0.99),
  };
}

async function main() {
  const { options } = parseArguments(process.argv.slice(2), {
    json: 'flag',
    events: 'value',
    seconds: 'value',
    only: 'value',
  });
  const events = options.events === undefined ? 100_000 : wholeNumber(options.events, 'events', 1_000, 10_000_000);
  const seconds = options.seconds === undefined ? 10 : wholeNumber(options.seconds, 'seconds', 1, 3_600);
  const folder = await mkdtemp(join(tmpdir(), 'bench-events-'));
  const undo = [() => rm(folder, { recursive: true, force: true })];
  const report = { bench: 'events', cores: cpus().length, node: process.version };
  const say = (line) => {
    if (!options.json) console.log(line);
  };
  try {
    let serverUrl = process.env.DATABASE_URL;
    if (!serverUrl) {
      const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
      undo.unshift(() => postgres.stop());
      serverUrl = postgres.url();
    }
    let kafkaBrokers = (process.env.KAFKA_BROKERS ?? '').split(',').filter(Boolean);
    if (kafkaBrokers.length === 0) {
      const dir = join(folder, 'kafka');
      undo.unshift(() => stopKafka(dir));
      try {
        kafkaBrokers = brokersOf(await startKafka(dir)).split(',');
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        report.notMeasured = `Kafka: ${error.message}`;
      }
    }
    report.flushMs = await flushTime(folder);
    report.loadBefore = Number(loadavg()[0].toFixed(1));
    say(`a flush to this disk takes ${report.flushMs} ms; load before: ${report.loadBefore} on ${report.cores} cores`);
    const show = ({ p50Ms, p99Ms, perSecond, appendP50Ms, appendP99Ms }) =>
      `p50 ${p50Ms} ms, p99 ${p99Ms} ms at ${perSecond} events/s (the append alone ${appendP50Ms} and ${appendP99Ms} ms)`;
    const wanted = (part) => options.only === undefined || options.only.split(',').includes(part);
    if (wanted('log')) {
      report.logTogether = await latency(serverUrl, 'postgres', [], seconds, true);
      say(`append to handled, PostgreSQL log, one process: ${show(report.logTogether)}`);
      report.logApart = await latency(serverUrl, 'postgres', [], seconds, false);
      say(`append to handled, PostgreSQL log, two processes: ${show(report.logApart)}`);
    }
    if (report.notMeasured) say(`not measured: ${report.notMeasured}`);
    if (!report.notMeasured && wanted('kafka')) {
      report.kafka = await latency(serverUrl, 'kafka', kafkaBrokers, seconds, false);
      say(`append to handled, Kafka, three processes: ${show(report.kafka)}`);
    }
    if (!report.notMeasured && wanted('relay')) {
      report.relay = await throughput(serverUrl, kafkaBrokers, events);
      say(`relay: ${report.relay.perSecond} events/s (${report.relay.events} in ${report.relay.seconds.toFixed(1)} s)`);
    }
    if (options.json) console.log(JSON.stringify(report));
  } finally {
    for (const step of undo) await step();
  }
}

if (process.env.BENCH_ROLE) await playRole(JSON.parse(process.env.BENCH_ROLE));
else await runCommand(main);
