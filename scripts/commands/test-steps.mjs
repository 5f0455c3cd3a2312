/**
 * What ./scripts/test runs, in order. A step's `kind` says how it is counted:
 *   checks    a command that prints "ok   name" or "FAIL name" a line; each counts
 *   exit      a command that counts as one, by its exit code
 *   jest      a Jest project; each test counts
 *   report    a command that writes a JSON report; each of its `checks` counts
 * `needs` names the parts without which a step cannot run, `runtime` the Node that it rather runs under than this one; `group` is what --only takes; `tier` long needs --all.
 */
/** Two files at a time: each spec has its own database, topics, keys and folders. */
const TWO = '--maxWorkers=2';
/** One after the other: these would take the processor from those beside them. */
const ALONE = '(kafka-faults|start|routes)\\.int\\.spec';
const jest = (project, ...words) => ({ kind: 'jest', project, words });

export const STEPS = [
  { name: 'build', group: 'verify', kind: 'exit', command: ['node', 'scripts/build.mjs'], always: true },
  {
    name: 'format, lint, types, boundaries, generated files',
    group: 'verify',
    kind: 'checks',
    command: ['node', 'scripts/verify.mjs', '--no-unit'],
  },
  // Under the Node of the image, where it is to be had; the tests on real parts run under this machine's own.
  { name: 'unit tests', group: 'unit', ...jest('unit', TWO), runtime: 'Node 24' },
  { name: 'unit tests under the Node of this machine', group: 'unit', tier: 'long', ...jest('unit', TWO) },
  {
    name: 'tests on real parts',
    group: 'int',
    ...jest('int', TWO, `--testPathIgnorePatterns=/node_modules/|/dist/|${ALONE}`),
    needs: ['PostgreSQL'],
  },
  {
    name: 'tests that kill brokers and start whole platforms',
    group: 'int',
    ...jest('int', '--runInBand', ALONE),
    needs: ['PostgreSQL'],
  },
  {
    // In every run the separate processes of the rehearsal and of the drill speak with PostgreSQL 15.
    name: 'tests of all that speaks SQL, on PostgreSQL 15',
    group: 'int',
    tier: 'long',
    // Web and the platform speak no SQL of their own.
    ...jest(
      'int',
      TWO,
      '(libs/(persistence|approval)/|messaging/test/(event-log|delivery|dump)|services/(?!web|platform)[^/]+/test/)',
    ),
    needs: ['PostgreSQL 15'],
    database: 'PostgreSQL 15',
  },
  { name: 'tests over HTTP and in the browser', group: 'e2e', ...jest('e2e', TWO), needs: ['PostgreSQL'] },
  {
    name: 'rehearsal on the embedded default, demonstration 2026',
    group: 'rehearsal',
    kind: 'report',
    command: ['node', 'libs/rehearsal/dist/cli.js', '--voters', '5000'],
  },
  {
    name: 'rehearsal on the embedded default, edition 2015',
    group: 'rehearsal',
    kind: 'report',
    command: ['node', 'libs/rehearsal/dist/cli.js', '--edition', '2015', '--voters', '1000'],
  },
  {
    name: 'rehearsal on the distributed form, demonstration 2026',
    group: 'rehearsal',
    kind: 'report',
    command: ['node', 'scripts/commands/distributed-rehearsal.mjs', '--voters', '2000'],
    needs: ['PostgreSQL 15', 'Redis', 'nginx', 'Kafka'],
  },
  {
    name: 'drill: faults while everybody votes',
    group: 'drill',
    kind: 'report',
    command: ['node', 'scripts/drills/chaos.mjs'],
    needs: ['PostgreSQL 15', 'Redis', 'nginx', 'Kafka'],
  },
  {
    name: 'drill of every fault, three seeds of 60,000 ballots',
    group: 'drill',
    kind: 'report',
    tier: 'long',
    command: ['node', 'scripts/drills/chaos.mjs', '--all'],
    needs: ['PostgreSQL 15', 'Redis', 'nginx', 'Kafka'],
  },
  {
    name: 'rehearsal on the distributed form, edition 2015',
    group: 'rehearsal',
    kind: 'report',
    tier: 'long',
    command: ['node', 'scripts/commands/distributed-rehearsal.mjs', '--edition', '2015', '--voters', '5000'],
    needs: ['PostgreSQL 15', 'Redis', 'nginx', 'Kafka'],
  },
  {
    name: 'big rehearsal on the embedded default, demonstration 2026',
    group: 'rehearsal',
    kind: 'report',
    tier: 'long',
    command: ['node', 'libs/rehearsal/dist/cli.js', '--voters', '30000', '--seed', '2'],
  },
];
