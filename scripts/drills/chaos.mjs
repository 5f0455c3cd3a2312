/** ./scripts/chaos: see --help. */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { parseArguments, Refusal, runCommand, wholeNumber } from '../commands/processes.mjs';
import { Drill, seconds } from './drill.mjs';
import { FAULTS } from './faults.mjs';
import { reliabilityPage } from './reliability-page.mjs';

const usage = `./scripts/chaos [options]   breaks the platform while a crowd votes, and looks for lost and doubled ballots
  --seed N       what chance does (1)
  --rounds N     how often the list of faults is played (1)
  --ballots N    how many ballots are saved at least (1000)
  --pace N       ballots a second at most (60; with --all 500)
  --only WORDS   only the faults whose names hold one of these words, with commas between, in their order
  --all          every fault, at full size: 60,000 ballots for each of three seeds
  --page         writes docs/reliability.md
  --report FILE.json
  --from A.json,B.json,…  plays nothing: writes docs/reliability.md from earlier reports, one seed each or several
  --list         names the faults`;

const PAGE = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));
const signal = interruption();

await runCommand(async () => {
  const { options } = parseArguments(process.argv.slice(2), {
    seed: 'value',
    rounds: 'value',
    ballots: 'value',
    pace: 'value',
    only: 'value',
    report: 'value',
    from: 'value',
    all: 'flag',
    page: 'flag',
    list: 'flag',
    help: 'flag',
  });
  if (options.help) return console.log(usage);
  if (options.from) return writePage(together(options.from.split(',')));
  const number = (name, fallback, max) => wholeNumber(options[name] ?? String(fallback), name, 1, max);
  const all = options.all === true;
  const words = options.only?.toLowerCase().split(',');
  const named = (word) => FAULTS.filter(({ name }) => name.toLowerCase().includes(word));
  const faults = words ? [...new Set(words.flatMap(named))] : FAULTS.filter(({ small }) => all || small);
  if (options.list)
    return console.log(FAULTS.map(({ name, small }) => `${small ? 'small' : 'large'}  ${name}`).join('\n'));
  if (faults.length === 0) throw new Refusal(`No fault has "${options.only}" in its name: --list names them`);
  const first = number('seed', 1, 4_294_967_292);
  const seeds = all && options.seed === undefined ? [first, first + 1, first + 2] : [first];
  const checks = [];
  const tables = [];
  const run = { command: ['./scripts/chaos', ...process.argv.slice(2)].join(' '), startedAt: new Date().toISOString() };
  const load = [loadavg()[1]];
  const written = () => ({
    runs: [
      { ...run, minutes: Math.round((Date.now() - Date.parse(run.startedAt)) / 60_000), load: [...load, loadavg()[1]] },
    ],
    checks,
    tables,
  });
  for (const seed of seeds) {
    if (signal.aborted) break;
    const drill = await played(faults, {
      seed,
      rounds: number('rounds', 1, 1000),
      ballots: number('ballots', all ? 60_000 : 1000, 10_000_000),
      pace: number('pace', all ? 500 : 60, 10_000),
      scale: all ? 'large' : 'small',
    });
    const ofSeed = (one) => ({ ...one, name: seeds.length > 1 ? `seed ${seed}: ${one.name}` : one.name });
    checks.push(...drill.checks.map(ofSeed));
    tables.push({ seed, rows: drill.table, report: drill.report });
    console.log(`\nSeed ${seed}\n${table(drill.table)}`);
    // After each seed, so that what was seen is kept whatever becomes of the next.
    if (options.report) writeFileSync(options.report, JSON.stringify(written(), undefined, 2));
    if (options.page && !signal.aborted) await writePage(written());
  }
  const failed = checks.filter(({ holds, skipped }) => !holds && !skipped);
  const held = checks.filter(({ holds }) => holds);
  console.log(
    `\n${failed.map(({ name, detail }) => `FAILS  ${name}: ${detail}\n`).join('')}${held.length} hold, ${failed.length} fail`,
  );
  if (failed.length > 0 || held.length === 0 || signal.aborted) process.exitCode = 1;
});

/** Several reports as one. */
function together(files) {
  const reports = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const all = (name) => reports.flatMap((report) => report[name]);
  return { runs: all('runs'), checks: all('checks'), tables: all('tables') };
}

async function writePage(report) {
  writeFileSync(PAGE, await format(reliabilityPage(report), { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
}

/** One seed's drill, from the start of its platform to its end. */
async function played(faults, { seed, rounds, ballots, pace, scale }) {
  const started = performance.now();
  const say = (line) =>
    console.error(`${String(Math.round((performance.now() - started) / 1000)).padStart(5)} s  ${line}`);
  const drill = new Drill({ seed, pace, say, scale });
  const interrupted = new Promise((_, fail) => {
    signal.addEventListener('abort', () => fail(new Error(`ended by ${signal.reason}`)));
    if (signal.aborted) fail(new Error(`ended by ${signal.reason}`));
  });
  try {
    await Promise.race([
      interrupted,
      (async () => {
        await drill.prepare();
        const again = faults.filter((fault) => !fault.last);
        const plays = [...Array.from({ length: rounds }, () => again).flat(), ...faults.filter((fault) => fault.last)];
        for (const [place, fault] of plays.entries()) {
          const sofar = Math.floor((ballots * (place + 1)) / plays.length);
          await drill.play(fault, sofar).catch((error) => drill.recover(fault, error));
        }
      })(),
    ]);
  } catch (error) {
    drill.check('the drill goes through', false, error.stack);
  } finally {
    say('everything is taken down');
    await drill.end();
  }
  return drill;
}

/** Ctrl-C ends the drill, which then takes down what it started. */
function interruption() {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => controller.abort(name));
  return controller.signal;
}

function table(rows) {
  const lines = [
    ['fault', 'rounds', 'accepted', 'resolved', 'lost', 'doubled', 'recovery', 'longest gap'],
    ...rows.map((row) => [
      row.name,
      ...[row.rounds, row.accepted, row.resolved, row.lost, row.doubled].map(String),
      seconds(row.recoveryMs),
      seconds(row.longestGapMs),
    ]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
    )
    .join('\n');
}
