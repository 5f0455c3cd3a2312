/** What the bench says: ratios first, then rates; and the page that keeps them. */
import { busy, table, writeVote } from '../shared/capacity-page.mjs';

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const rounded = (value) => Math.round(value * 1_000) / 1_000;

const PARTS = {
  a: 'bare Fastify, the yardstick',
  b: 'full ballots',
  c: 'one category changed',
  d: 'full ballots, with many stored before',
  e: 'full ballots on Redis and Kafka',
};
const RATIOS = {
  ballotsToBare: ['(b)/(a)', 'full ballots to bare Fastify', '>= 0.4'],
  changesToBare: ['(c)/(a)', 'changes of one category to bare Fastify', ''],
  storedToEmpty: ['(d)/(b)', 'with many ballots stored before, to none', '>= 0.9'],
  distributedToBare: ['(e)/(a)', 'on Redis and Kafka to bare Fastify', '>= 0.33'],
  goodputUnderOverload: ['(f)', 'saved under ten times the stated capacity, to that capacity', '>= 0.95'],
  votesBesideReadsP99: ['(g)', 'p99 of votes beside page reads, to beside as many reads of another process', '<= 1.25'],
};

/** The median round of a part, by its rate. */
function middle(rounds, part) {
  const found = rounds.flatMap((round) => (round[part] ? [round[part]] : []));
  return found.sort((a, b) => a.perSecond - b.perSecond)[Math.floor(found.length / 2)];
}

function ratioRows({ ratios, overload }) {
  const rows = Object.entries(RATIOS)
    .filter(([name]) => ratios[name] !== undefined)
    .map(([name, [sign, meaning, aim]]) => [sign, meaning, ratios[name], aim]);
  return overload ? [...rows, ['(f)', 'p99 of refusals, ms', overload.refusals.p99Ms, '<= 100']] : rows;
}

function rateRows({ rounds }) {
  return Object.entries(PARTS).flatMap(([part, meaning]) => {
    const one = middle(rounds, part);
    if (!one) return [];
    const { server, database, generator } = one.cpuMicroseconds;
    return [
      [
        `(${part})`,
        meaning,
        one.perSecond,
        one.p50Ms,
        one.p99Ms,
        `${server} + ${database} + ${generator}`,
        one.cpuShare,
        one.ballotsABatch ?? '',
        one.largestMib,
      ],
    ];
  });
}

const overloadLine = ({ capacity, perSecond, refusals, saves, seconds, statuses, notSent, broken, largestMib }) =>
  `Overload: ${capacity * 10} saves a second for ${seconds} s at a stated capacity of ${capacity}: ${perSecond} saved a second, ` +
  `p99 ${saves.p99Ms} ms; refusals p50 ${refusals.p50Ms} ms, p99 ${refusals.p99Ms} ms. Answers ${JSON.stringify(statuses)}, ` +
  `${notSent} could not be sent in time, ${broken} connections broke, ${largestMib} MiB at most.`;
const readingLine = (reading) =>
  `Reading: ${reading.votesASecond} votes a second (${reading.votesAsked} asked for) beside ${reading.readsASecond} reads a second of the vote's public ` +
  `health page from a second process: p99 of votes ${reading.p99Ms} ms; beside ${reading.controlReadsASecond} reads a second of a bare process ` +
  `${reading.controlP99Ms} ms (medians of five alternating pairs).`;
const crowdLine = (crowd) =>
  `Crowd: ${crowd.connections} connections within 3 s over two processes (${crowd.descriptors} descriptors a process): ` +
  `${crowd.answered} answered, the last after ${crowd.firstAnswerLastMs} ms, ${crowd.dropped} dropped; ${crowd.saved} ballots saved, ` +
  `the last after ${crowd.allSavedAfterMs} ms; ${crowd.largestMib} MiB a process at most. Answers ${JSON.stringify(crowd.statuses)}.`;

export function show(report) {
  for (const [sign, meaning, value, target] of ratioRows(report)) console.log(`${sign} ${value} ${target} ${meaning}`);
  for (const [sign, meaning, rate, p50, p99, cpu, share, batch, memory] of rateRows(report)) {
    console.log(
      `${sign} ${rate}/s ${meaning}: p50 ${p50} ms, p99 ${p99} ms, CPU us ${cpu} (api, PostgreSQL, voters), ${share} cores, ` +
        `${batch === '' ? '' : `${batch} a batch, `}${memory} MiB`,
    );
  }
  if (report.overload) console.log(overloadLine(report.overload));
  if (report.reading) console.log(readingLine(report.reading));
  if (report.crowd) console.log(crowdLine(report.crowd));
}

/** Rewrites the part of the vote in docs/capacity.md from a whole run. */
export function writePage(report) {
  const { machine: on, rounds } = report;
  const ballots = middle(rounds, 'b');
  const { server, database } = ballots.cpuMicroseconds;
  const withoutVoters = Math.floor(1_000_000 / server);
  writeVote(
    `# Capacity

Written by \`./scripts/bench vote\` on ${on.date}, on ${on.cores} cores (${on.model}), ${on.memoryGib} GiB, Node ${on.node}, PostgreSQL with fsync.
The voters, the service and the database share the machine, over loopback: real voters bring their own computers.
${busy(on)}A ratio is the median of the rounds, in each of which its two parts ran one after the other; rates are of the median round.

## Ratios

${table(['', 'what', 'measured', 'aim'], ratioRows(report))}

## Rates

${table(['', 'what', 'a second', 'p50 ms', 'p99 ms', 'CPU us: api + PostgreSQL + voters', 'cores used', 'ballots a batch', 'MiB of the process'], rateRows(report))}

(a) is a Fastify route that parses the same body and checks it against the same schema, and nothing else. (b) does all that the product does: session,
admission, limits, rule book, version and window under the ledger's lock, ledger row, event, signed receipt, commit with fsync; each voter is another one, signed in.
(c) changes one category of ballots that (b) saved. (d) is (b) after ${report.stored.toLocaleString('en')} ballots were put into the ledger by SQL in ${report.storedSeconds} s:
consistent rows with right leaf hashes, commitments that nobody can open, vacuumed, right after a checkpoint.
(e) has its limits in Redis and relays its events to three Kafka brokers on the same cores. One \`api\` process, ${report.connections} connections, no proxy.
The running tally, which may lag, is left for after the storm.

## Under pressure

${overloadLine(report.overload)}
Whoever is refused comes round again with the place in the queue that the refusal gave.

${readingLine(report.reading)}

${crowdLine(report.crowd)}
The four processes of voters came from four loopback addresses; whoever was refused asked again with its ticket until it was saved.

## What the next machine would give

A ballot takes ${server} us of the \`api\` process and ${database} us of PostgreSQL. One process uses one core, so without the voters on it one core gives about ${withoutVoters.toLocaleString('en')}
ballots a second and process. Batches of several processes queue for the lock of the edition's ledger row, and PostgreSQL works on one of them at a time: that is
the bound beyond which more processes of one edition bring nothing, about ${Math.floor(1_000_000 / database).toLocaleString('en')} ballots a second with the ${database} us above. Four cores, two of them
for \`api\` processes, one for PostgreSQL and one for the rest, are to give twice the figure of one process. This is arithmetic, not measured.

## What an edition costs to run

Two million voters who save once are ${Math.ceil(2_000_000 / ballots.perSecond / 60)} minutes of this machine at its peak. A stored ballot takes about 0.9 kB of PostgreSQL with its indexes, so they take 2 GB.
The last hour decides the size: a machine of ${on.cores} cores and ${on.memoryGib} GiB carries ${(ballots.perSecond * 3_600).toLocaleString('en')} ballots in it, and is idle in the other months,
when one core and 2 GiB are enough.
`,
  );
}
