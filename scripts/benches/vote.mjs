/**
 * ./scripts/bench vote [--json] [--only a,b] [--rounds N] [--seconds N] [--connections N] [--profile FOLDER]
 * What one machine does at the vote, in turns:
 *   a  a bare Fastify route that parses the same body and checks it against the same schema: the yardstick
 *   b  full 18-category ballots of distinct signed-in voters, with all that the product does, fsync included
 * The load is made by a process on the same machine, over loopback. `--profile` keeps a CPU profile of each `api`.
 */
import { parseArguments, Refusal, runCommand, wholeNumber } from '../commands/processes.mjs';
import { cpuSeconds, memoryOf } from './vote/usage.mjs';
import { Stage } from './vote/stage.mjs';

const PARTS = {
  a: { title: 'bare Fastify', server: (stage) => stage.bare(), kind: 'again' },
  b: { title: 'full ballots', server: (stage) => stage.vote('empty'), kind: 'first' },
};
/** More voters than the fastest machine known saves in a second. */
const VOTERS_A_SECOND = 25_000;

const median = (values) => [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)];
const rounded = (value) => Math.round(value * 1_000) / 1_000;

await runCommand(async () => {
  const { options } = parseArguments(process.argv.slice(2), {
    json: 'flag',
    only: 'value',
    rounds: 'value',
    seconds: 'value',
    connections: 'value',
    profile: 'value',
  });
  const wanted = options.only?.split(',') ?? Object.keys(PARTS);
  const unknown = wanted.find((name) => !(name in PARTS));
  if (unknown !== undefined)
    throw new Refusal(`--only takes some of ${Object.keys(PARTS).join(',')}, not "${unknown}"`);
  const rounds = wholeNumber(options.rounds ?? '3', 'rounds', 1, 100);
  const seconds = wholeNumber(options.seconds ?? '4', 'seconds', 1, 60);
  const connections = wholeNumber(options.connections ?? '512', 'connections', 1, 10_000);
  const say = (line) => console.error(line);

  const stage = new Stage(options);
  try {
    const postgres = await stage.postgres();
    const voters = stage.generator();
    const servers = {};
    for (const name of wanted) servers[name] = await PARTS[name].server(stage);
    const results = Object.fromEntries(wanted.map((name) => [name, []]));
    for (let round = 0; round <= rounds; round += 1) {
      await voters.ask('prepare', { count: seconds * VOTERS_A_SECOND, sessionKey: stage.secrets.voterSessionKey });
      for (const name of wanted) {
        const { port, pid } = servers[name];
        const profiled = options.profile && name !== 'a' && round === rounds;
        if (profiled) process.kill(pid, 'SIGUSR2');
        const before = [cpuSeconds(pid), cpuSeconds(postgres.pid, { andChildren: true })];
        const result = await voters.ask('closed', { port, connections, seconds, kind: PARTS[name].kind });
        if (profiled) process.kill(pid, 'SIGUSR2');
        const [server, database] = [cpuSeconds(pid), cpuSeconds(postgres.pid, { andChildren: true })].map(
          (value, index) => Math.round(((value - before[index]) * 1_000_000) / result.saved),
        );
        const generator = Math.round((result.cpuSeconds * 1_000_000) / result.saved);
        const measured = { ...result, cpuMicroseconds: { server, database, generator }, ...memoryOf(pid) };
        say(
          `${round === 0 ? 'warm' : round} ${name} ${measured.perSecond}/s p50 ${measured.p50Ms} p99 ${measured.p99Ms} ms CPU us: server ${server} database ${database} generator ${generator} ${JSON.stringify(measured.statuses)}`,
        );
        if (round > 0) results[name].push(measured);
      }
    }
    const ratio = (over, under) =>
      results[over] && results[under]
        ? rounded(median(results[over].map((one, index) => one.perSecond / results[under][index].perSecond)))
        : undefined;
    const report = { ratios: { ballotsToBare: ratio('b', 'a') }, results };
    if (options.json) console.log(JSON.stringify(report, undefined, 2));
    else console.log(report.ratios);
  } finally {
    await stage.end();
  }
});
