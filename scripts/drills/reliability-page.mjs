/** docs/reliability.md: what the large drill found, where and when. Written by `./scripts/chaos --all --page` alone. */
import { cpus, totalmem } from 'node:os';
import { seconds } from './drill.mjs';
import { FAULTS } from './faults.mjs';

/** What T2 asks for and a test of its own proves, in every test run. */
const ELSEWHERE = [
  [
    '32 writers against the reader of the log, and the same reader losing events by an identity column',
    'libs/messaging/test/event-log.int.spec.ts',
  ],
  [
    'leaders killed while the relay sends; all brokers killed; a wiped cluster filled again',
    'libs/messaging/test/kafka-faults.int.spec.ts',
  ],
  ['events delivered again and out of order, poison parked by key', 'libs/messaging/test/delivery.int.spec.ts'],
  [
    'a close, a pause, a withdrawal and a removal against four processes that save',
    'services/voting/test/races.int.spec.ts',
  ],
  ['the answer of a commit lost on the way, and found by its key', 'services/voting/test/intake-faults.int.spec.ts'],
  [
    'the one process of the embedded form killed, alone and with its PostgreSQL',
    'scripts/drills/outages-embedded.e2e.spec.ts',
  ],
];

export function reliabilityPage({ runs, tables, checks }) {
  const rows = tables.flatMap(({ rows: list }) => list);
  const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
  const seeds = new Set(tables.map(({ seed }) => seed)).size;
  const failed = checks.filter(({ holds, skipped }) => !holds && !skipped);
  const skipped = checks.filter((one) => one.skipped);
  const late = tables.reduce((total, { report }) => total + (report?.afterTheClose ?? 0), 0);
  const played = new Set(rows.map(({ name }) => name));
  const closed = FAULTS.some(({ last, name }) => last && played.has(name));
  const missing = FAULTS.filter(({ name }) => !played.has(name));
  return `# Reliability

What happened to ballots while things broke: ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, everything on that one machine. Other work beside it, which the load average shows, lengthens every time below.

${runs.map(({ command, startedAt, minutes, load }) => `- \`${command}\` on ${startedAt.slice(0, 10)}: ${minutes} minutes, load average ${load.map((one) => one.toFixed(0)).join(' to ')}`).join('\n')}

**${sum('accepted').toLocaleString('en')} ballots accepted, ${seeds === 1 ? 'one seed' : `${seeds} seeds`}: ${sum('lost')} lost, ${sum('doubled')} doubled, ${closed ? `${late} numbered after a close, ` : ''}${sum('resolved').toLocaleString('en')} ambiguous answers, each resolved by its idempotency key. ${checks.length - failed.length - skipped.length} checks hold, ${failed.length} fail.**
${failed.map(({ name, detail }) => `\n- fails: ${name}: ${String(detail).split('\n')[0]}`).join('')}${skipped.map(({ name, skipped: reason }) => `\n- not tried here: ${name}, because ${reason}`).join('')}${missing.map(({ name }) => `\n- not in this run: ${name}`).join('')}

## How it is found out

The distributed form runs with every service as processes of its own, three Kafka brokers, PostgreSQL on a disk of its own, Redis and nginx. A crowd votes over HTTP without a break; one save in ten is sent twice under its key, one in twenty changes a ballot. Voters keep every answer. Where an answer is missing or says that nobody knows, the voter asks again with the same key once the fault is mended, until the answer is certain.

After each fault \`scripts/drills/audit.mjs\` reads a \`pg_dump\` and what the voters kept. It imports nothing of the platform: layouts and hashes are written anew from \`docs/adr/0003-leaf-layout.md\` and RFC 6962. It looks for receipts that are not in the ledger with the very choices that were sent, rows that nobody was told of, numbers with a gap, a second ballot or a broken chain of versions, ballots after the close, in a pause or for somebody who had withdrawn, signed roots that the rows do not give, rows that changed since the last look; and it counts the votes, from the rows, from what voters say they chose, from the auditors' openings, and compares with the certified result.

\`\`\`sh
./scripts/chaos                 # the small drill, which ./scripts/test runs too
./scripts/chaos --all --page    # this page: every fault, three seeds
./scripts/chaos --list          # the faults
\`\`\`

\`--seed\` repeats what chance chose: victims, ways, states, voters, choices. It does not repeat the scheduler of the machine.

## What was found

"Resolved" are answers that were open at first. "Recovery" is from the beginning of mending until ballots are accepted and every process is ready; where a fault has several rounds, the longest. "Longest gap" is the longest time in which no ballot was accepted, with the outage itself in it.
${tables
  .map(
    ({ seed, rows: list }) => `
### Seed ${seed}

| fault | rounds | accepted | resolved | lost | doubled | recovery | longest gap |
| --- | --: | --: | --: | --: | --: | --: | --: |
${list.map((row) => `| ${row.name} | ${row.rounds} | ${row.accepted} | ${row.resolved} | ${row.lost} | ${row.doubled} | ${seconds(row.recoveryMs)} | ${seconds(row.longestGapMs)} |`).join('\n')}
`,
  )
  .join('')}
## Proved elsewhere, in every test run

${ELSEWHERE.map(([what, where]) => `- ${what}: \`${where}\``).join('\n')}

## What one machine cannot show

The loss of the machine or of its disk: what is promised then is the recovery point of the deployment. \`kill -9\` leaves the operating system's cache whole, so it does not show that a disk keeps what it acknowledged. Clocks of PostgreSQL itself are not moved: its clock decides, and is to be kept right.
`;
}
