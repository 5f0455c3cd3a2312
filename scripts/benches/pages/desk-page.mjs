/** What docs/capacity.md says of the desks. */
import { busy, machine, table, writeDesks } from '../shared/capacity-page.mjs';

const kilobytes = (bytes) => Math.round(bytes / 1_000);

/** Rewrites the part of the desks in docs/capacity.md from a whole run. */
export function writeDeskPage(rows, { requests, stored, submissions, experts, storedSeconds, mostMs, mostBytes }) {
  const on = machine();
  const pages = Object.entries(rows).sort(([, one], [, other]) => other.p50Ms - one.p50Ms);
  const slow = pages.filter(([, { p50Ms }]) => p50Ms > mostMs).length;
  const heaviest = Math.max(...pages.map(([, { bytes }]) => bytes));
  const many = (number) => number.toLocaleString('en');
  writeDesks(`Written by \`./scripts/bench desks\` on ${on.date}, on ${on.cores} cores (${on.model}), ${on.memoryGib} GiB, Node ${on.node}, PostgreSQL with fsync.
${busy(on)}The whole platform in one process with ${many(submissions)} submissions, ${many(experts)} experts, ${many(stored)} ballots, voters and mails stored, put into its tables in ${storedSeconds} s;
one request after the other over one kept connection, ${requests} of each page, from the request's last byte to the answer's last, the slowest first.

${pages.length - slow} of ${pages.length} pages take at most ${mostMs} ms (p50), the heaviest is ${kilobytes(heaviest)} kB of at most ${kilobytes(mostBytes)} with its style sheets.
CPU is that of the process, and of PostgreSQL, for each request; what the platform does beside falls on it too. \`first\` is the first time that a page is opened.

${table(
  ['page', 'p50 ms', 'p99 ms', 'first ms', 'CPU ms: process + PostgreSQL', 'kB'],
  pages.map(([name, { p50Ms, p99Ms, firstMs, cpuMs, databaseCpuMs, bytes }]) => [
    name,
    p50Ms,
    p99Ms,
    firstMs,
    `${cpuMs} + ${databaseCpuMs}`,
    kilobytes(bytes),
  ]),
)}

What costs most: readiness asks seven services some twenty questions, one of them for the whole rule book (80 kB); on the audit trail and
the parked events each of seven services asks whether the session stands, writes the look down and commits; a panel is chosen from all
experts, so ${many(experts)} of them are read and listed; the comparison moves two rule books. A first opening may count mails and voters, which is then remembered for a while.
`);
}
