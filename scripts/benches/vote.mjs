/**
 * ./scripts/bench vote [--json] [--only a,b,..] [--rounds N] [--seconds N] [--connections N] [--overload SECONDS] [--stored N] [--profile FOLDER]
 * What one machine does at the vote, in turns:
 *   a  a bare Fastify route that parses the same body and checks it against the same schema: the yardstick
 *   b  full 18-category ballots of distinct signed-in voters, with all that the product does, fsync included
 *   c  changes of one category, of ballots that (b) saved
 *   d  (b) with two million ballots stored before
 *   e  (b) on distributed parts: limits in Redis, the relay to three Kafka brokers at work
 *   f  overload: ten times the stated capacity for a minute
 *   g  votes at half the peak beside page reads from another `api` process, against the same beside as many reads from a bare one
 *   h  37,000 connections within three seconds, over two `api` processes
 * One `api` process takes the ballots in (a) to (g), no proxy, and voters in processes of their own, all on this machine over loopback.
 * Without --only it rewrites its part of docs/capacity.md. `--profile` keeps a CPU profile of the last round of each `api`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArguments, Refusal, runCommand, wholeNumber } from '../commands/processes.mjs';
import { machine } from './shared/capacity-page.mjs';
import { batchesIn, EDITION, storeBallots } from './vote/contest.mjs';
import { median, rounded, show, writePage } from './vote/report.mjs';
import { Stage } from './vote/stage.mjs';
import { cpuSeconds, memoryOf } from './vote/usage.mjs';

const PARTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const KINDS = { a: 'again', b: 'first', c: 'change', d: 'first', e: 'first' };
/** More voters than the fastest machine known saves in a second. */
const VOTERS_A_SECOND = 25_000;
const OVERLOAD = { times: 10, voters: 150_000, connections: 512 };
/** 20,000 reads a second are asked for; beside the votes, two cores yield so many. */
const READING = { pairs: 5, seconds: 6, readsASecond: availableParallelism() >= 4 ? 20_000 : 6_000, connections: 256 };
const CROWD = { connections: 37_000, seconds: 3, generators: 4 };

/** What everybody may read while the vote is open. */
const PAGE = `/api/voting/editions/${EDITION}/health`;

class Bench {
  servers = {};
  /** What each round measured, by part; parts of one round are compared. */
  rounds = [];
  measured = {};

  constructor(stage, options, say) {
    Object.assign(this, { stage, options, say });
  }

  async prepare() {
    this.postgres = await this.stage.postgres();
    this.voters = this.stage.generator();
    this.servers.a = await this.stage.bare();
    const empty = await this.stage.vote('empty');
    this.servers.b = empty;
    this.servers.c = empty;
  }

  /** Part after part, so that what the machine does besides falls on all of them alike. */
  async turns(parts, rounds) {
    const { seconds } = this.options;
    for (let round = 0; round <= rounds; round += 1) {
      await this.voters.ask('prepare', {
        count: seconds * VOTERS_A_SECOND,
        sessionKey: this.stage.secrets.voterSessionKey,
      });
      const measuredNow = {};
      for (const part of parts) {
        const measured = await this.measure(part, round === rounds);
        const { server, database, generator } = measured.cpuMicroseconds;
        this.say(
          `${round === 0 ? 'warm' : `${round}/${rounds}`} ${part}: ${measured.perSecond}/s, p50 ${measured.p50Ms} ms, p99 ${measured.p99Ms} ms,` +
            ` CPU us ${server} api ${database} PostgreSQL ${generator} voters, ${measured.ballotsABatch ?? '-'} a batch ${JSON.stringify(measured.statuses)}`,
        );
        measuredNow[part] = measured;
      }
      if (round > 0) this.rounds.push(measuredNow);
    }
  }

  async measure(part, last) {
    const { seconds, connections, profile } = this.options;
    const { port, pid, url } = this.servers[part];
    const profiled = profile && part !== 'a' && last;
    const cpu = () => [cpuSeconds(pid), cpuSeconds(this.postgres.pid, { andChildren: true })];
    const batches = url && (await batchesIn(url));
    if (profiled) process.kill(pid, 'SIGUSR2');
    const before = cpu();
    const result = await this.voters.ask('closed', { port, connections, seconds, kind: KINDS[part] });
    const [server, database] = cpu().map((value, index) => value - before[index]);
    if (profiled) process.kill(pid, 'SIGUSR2');
    if (result.saved === 0) throw new Refusal(`Part ${part} had no success: ${JSON.stringify(result.statuses)}`);
    const each = (value) => Math.round((value * 1_000_000) / result.saved);
    return {
      ...result,
      cpuMicroseconds: { server: each(server), database: each(database), generator: each(result.cpuSeconds) },
      cpuShare: rounded((server + database + result.cpuSeconds) / result.seconds),
      ...(url ? { ballotsABatch: Math.round(result.saved / ((await batchesIn(url)) - batches)) } : {}),
      ...memoryOf(pid),
    };
  }

  async stored() {
    const { stored: count } = this.options;
    const stored = await this.stage.vote('stored');
    const startedAt = performance.now();
    await storeBallots(stored.url, count, {
      onProgress: (done) => this.say(`d: ${done} of ${count} ballots stored`),
    });
    this.storedSeconds = Math.round((performance.now() - startedAt) / 1_000);
    this.servers.d = stored;
    // By now the first one holds what all parts have saved.
    this.servers.b = await this.stage.vote('fresh');
  }

  async distributed() {
    const { url, worker, stop } = await this.stage.vote('distributed');
    await Promise.all([worker.stop(), stop()]);
    const settings = { DATABASE_URL: url, ...(await this.stage.distributedParts()) };
    await this.stage.service('voting', 'worker', settings);
    this.servers.e = { ...(await this.stage.api(settings)), url };
  }

  /** Full ballots a second, as (b) found it. */
  peak() {
    const saves = this.rounds.flatMap(({ b }) => (b ? [b.perSecond] : []));
    return saves.length > 0 ? median(saves) : 10_000;
  }

  async reading() {
    const { pairs, seconds, readsASecond, connections } = READING;
    const votes = Math.max(1, Math.floor(this.peak() / 2));
    const pages = await this.stage.api({ DATABASE_URL: this.servers.b.url });
    const readers = this.stage.generator();
    const beside = async (port) => {
      await this.voters.ask('prepare', {
        count: Math.ceil(votes * seconds * 1.1),
        sessionKey: this.stage.secrets.voterSessionKey,
      });
      const [vote, read] = await Promise.all([
        this.voters.ask('open', {
          port: this.servers.b.port,
          connections: this.options.connections,
          rate: votes,
          seconds,
          kind: 'first',
        }),
        readers.ask('open', { port, connections, rate: readsASecond, seconds, kind: 'read', path: PAGE }),
      ]);
      return { p99Ms: vote.saves.p99Ms, votesASecond: vote.perSecond, readsASecond: read.perSecond };
    };
    // Once each before it counts: the reading process has just started.
    for (const port of [pages.port, this.servers.a.port]) await beside(port);
    const product = [];
    const control = [];
    for (let pair = 1; pair <= pairs; pair += 1) {
      const turns = [
        () => beside(pages.port).then((one) => product.push(one)),
        () => beside(this.servers.a.port).then((one) => control.push(one)),
      ];
      for (const turn of pair % 2 === 0 ? turns.reverse() : turns) await turn();
      this.say(
        `g: pair ${pair}/${pairs}, p99 of votes ${product.at(-1).p99Ms} ms beside pages, ${control.at(-1).p99Ms} ms beside the other process`,
      );
    }
    const middle = (all, field) => median(all.map((one) => one[field]));
    this.measured.g = {
      votesAsked: votes,
      votesASecond: middle(product, 'votesASecond'),
      readsASecond: middle(product, 'readsASecond'),
      controlReadsASecond: middle(control, 'readsASecond'),
      p99Ms: middle(product, 'p99Ms'),
      controlP99Ms: middle(control, 'p99Ms'),
      p99ToControl: rounded(middle(product, 'p99Ms') / middle(control, 'p99Ms')),
    };
    await Promise.all([pages.stop(), readers.stop()]);
  }

  async overload() {
    const peak = this.peak();
    // A tenth, rounded up.
    const capacity = Math.ceil(peak / 10);
    const api = await this.stage.api({ DATABASE_URL: this.servers.b.url, VOTING_SAVES_PER_SECOND: String(capacity) });
    await this.voters.ask('prepare', { count: OVERLOAD.voters, sessionKey: this.stage.secrets.voterSessionKey });
    const order = { port: api.port, connections: OVERLOAD.connections, kind: 'returning' };
    await this.voters.ask('open', { ...order, rate: capacity * OVERLOAD.times, seconds: 3 });
    this.say(
      `f: ${capacity * OVERLOAD.times} saves a second at a stated capacity of ${capacity} for ${this.options.overloadSeconds} s`,
    );
    const cpuBefore = cpuSeconds(api.pid);
    if (this.options.profile) process.kill(api.pid, 'SIGUSR2');
    const result = await this.voters.ask('open', {
      ...order,
      rate: capacity * OVERLOAD.times,
      seconds: this.options.overloadSeconds,
    });
    if (this.options.profile) process.kill(api.pid, 'SIGUSR2');
    this.say(
      `f: ${rounded((cpuSeconds(api.pid) - cpuBefore) / this.options.overloadSeconds)} cores of the api process`,
    );
    this.measured.f = {
      ...result,
      capacity,
      goodput: rounded(result.perSecond / capacity),
      seconds: this.options.overloadSeconds,
      ...memoryOf(api.pid),
    };
    this.say(
      `f: goodput ${this.measured.f.goodput}, refusals p99 ${result.refusals.p99Ms} ms ${JSON.stringify(result.statuses)}`,
    );
    await api.stop();
  }

  async crowd() {
    const apis = await Promise.all([1, 2].map(() => this.stage.api({ DATABASE_URL: this.servers.b.url })));
    const each = CROWD.connections / CROWD.generators;
    const generators = Array.from({ length: CROWD.generators }, () => this.stage.generator());
    const sessionKey = this.stage.secrets.voterSessionKey;
    for (const one of generators) await one.ask('prepare', { count: each, sessionKey });
    this.say(`h: ${CROWD.connections} connections within ${CROWD.seconds} s`);
    const results = await Promise.all(
      generators.map((one, index) =>
        one.ask('crowd', {
          port: apis[index % apis.length].port,
          host: '127.0.0.1',
          from: `127.0.0.${2 + index}`,
          seconds: CROWD.seconds,
        }),
      ),
    );
    const firstAnswers = Float64Array.from(results.flatMap((one) => one.firstAnswers)).sort();
    const sum = (field) => results.reduce((all, one) => all + one[field], 0);
    this.measured.h = {
      connections: CROWD.connections,
      answered: firstAnswers.length,
      dropped: sum('dropped'),
      saved: sum('saved'),
      firstAnswerP50Ms: Math.round(firstAnswers[firstAnswers.length >> 1]),
      firstAnswerLastMs: Math.round(firstAnswers.at(-1)),
      allSavedAfterMs: Math.round(Math.max(...results.map((one) => one.lastSavedAfterMs))),
      statuses: results.reduce((all, { statuses }) => {
        for (const [status, count] of Object.entries(statuses)) all[status] = (all[status] ?? 0) + count;
        return all;
      }, {}),
      largestMib: Math.max(...apis.map(({ pid }) => memoryOf(pid).largestMib)),
      descriptors: Number(/Max open files\s+(\d+)/.exec(readFileSync(`/proc/${apis[0].pid}/limits`, 'utf8'))?.[1]),
    };
    this.say(`h: ${JSON.stringify(this.measured.h)}`);
    await Promise.all([...apis, ...generators].map((one) => one.stop()));
  }

  report() {
    const ratio = (over, under) => {
      const both = this.rounds.filter((round) => round[over] && round[under]);
      return both.length === 0
        ? undefined
        : rounded(median(both.map((round) => round[over].perSecond / round[under].perSecond)));
    };
    return {
      ratios: {
        ballotsToBare: ratio('b', 'a'),
        changesToBare: ratio('c', 'a'),
        storedToEmpty: ratio('d', 'b'),
        distributedToBare: ratio('e', 'a'),
        goodputUnderOverload: this.measured.f?.goodput,
        votesBesideReadsP99: this.measured.g?.p99ToControl,
      },
      stored: this.options.stored,
      storedSeconds: this.storedSeconds,
      connections: this.options.connections,
      machine: machine(),
      rounds: this.rounds,
      overload: this.measured.f,
      reading: this.measured.g,
      crowd: this.measured.h,
    };
  }
}

await runCommand(async () => {
  const { options } = parseArguments(process.argv.slice(2), {
    json: 'flag',
    only: 'value',
    rounds: 'value',
    seconds: 'value',
    connections: 'value',
    overload: 'value',
    stored: 'value',
    profile: 'value',
  });
  const wanted = options.only?.split(',') ?? PARTS;
  const unknown = wanted.find((name) => !PARTS.includes(name));
  if (unknown !== undefined) throw new Refusal(`--only takes some of ${PARTS.join(',')}, not "${unknown}"`);
  const rounds = wholeNumber(options.rounds ?? '3', 'rounds', 1, 100);
  if (options.profile) mkdirSync(options.profile, { recursive: true });
  const stage = new Stage(options);
  const bench = new Bench(
    stage,
    {
      seconds: wholeNumber(options.seconds ?? '4', 'seconds', 1, 60),
      connections: wholeNumber(options.connections ?? '512', 'connections', 1, 10_000),
      overloadSeconds: wholeNumber(options.overload ?? '60', 'overload', 1, 600),
      stored: wholeNumber(options.stored ?? '2000000', 'stored', 1, 100_000_000),
      profile: options.profile,
    },
    (line) => console.error(line),
  );
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      interrupted = true;
      stage.fault = new Refusal(`${signal}: stopped all that was started`);
      stage.end().finally(() => process.exit(130));
    });
  const has = (...parts) => parts.filter((part) => wanted.includes(part));
  try {
    await bench.prepare();
    await bench.turns(has('a', 'b', 'c'), has('a', 'b', 'c').length > 0 ? rounds : -1);
    if (has('f').length > 0) await bench.overload();
    if (has('g').length > 0) await bench.reading();
    if (has('h').length > 0) await bench.crowd();
    if (has('d').length > 0) {
      await bench.stored();
      await bench.turns(['b', 'd'], rounds);
    }
    if (has('e').length > 0) {
      await bench.distributed();
      await bench.turns(['a', 'e'], rounds);
    }
    const report = bench.report();
    if (options.json) console.log(JSON.stringify(report, undefined, 2));
    else show(report);
    if (options.only === undefined) writePage(report);
  } catch (error) {
    if (!interrupted) throw error;
  } finally {
    if (!interrupted) await stage.end();
  }
});
