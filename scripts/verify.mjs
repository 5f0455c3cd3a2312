#!/usr/bin/env node
/** Everything that can be known without starting a server: format, lint, types, boundaries, generated files, unit tests. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;
const withUnit = !process.argv.includes('--no-unit');
const node = (script, ...args) => [process.execPath, [script, ...args]];
const bin = (name, ...args) => node(`node_modules/.bin/${name}`, ...args);

const checks = [
  ['format', bin('prettier', '--check', '--log-level', 'warn', '--cache', '--cache-location', '.cache/prettier', '.')],
  ['project graph', node('node_modules/nx/bin/nx.js', 'show', 'projects')],
  ['lint', bin('eslint', '.', '--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint')],
  ['types', node('node_modules/typescript7/bin/tsc', '--noEmit', '-p', 'tsconfig.json')],
  ['types of the islands', node('node_modules/typescript7/bin/tsc', '--noEmit', '-p', 'services/web/src/islands')],
  ['layers', bin('depcruise', '--config', '.dependency-cruiser.mjs', 'libs', 'services', '--output-type', 'err')],
  ['boundary rules catch their fixtures', node('scripts/boundaries/check.mjs')],
  ['tests are all collected', node('scripts/boundaries/collected.mjs')],
  ['generated files are current', node('scripts/generate.mjs', '--check')],
  ...(withUnit
    ? [
        [
          'unit tests',
          node('--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--selectProjects', 'unit', '--silent'),
        ],
      ]
    : []),
];

let failed = 0;
for (const [name, [command, args]] of checks) {
  const script = args.find((word) => word.startsWith('scripts/'));
  if (script && !existsSync(`${root}${script}`)) throw new Error(`${script} is missing`);
  const started = performance.now();
  const run = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NODE_NO_WARNINGS: '1' },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const passed = run.status === 0;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (!passed) {
    failed += 1;
    console.log(`${run.stdout ?? ''}${run.stderr ?? ''}`.trim().split('\n').slice(-60).join('\n'));
  }
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
