#!/usr/bin/env node
/** Everything that can be known without starting a server: format, lint, types, boundaries, generated files, unit tests. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;
const withUnit = !process.argv.includes('--no-unit');
const node = (script, ...args) => [process.execPath, [script, ...args]];
const bin = (name, ...args) => node(`node_modules/.bin/${name}`, ...args);

const checks = [
  ['project graph', node('node_modules/nx/bin/nx.js', 'show', 'projects')],
  ['format', bin('prettier', '--check', '--log-level', 'warn', '--cache', '--cache-location', '.cache/prettier', '.')],
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

function check([name, [command, args]]) {
  const script = args.find((word) => word.startsWith('scripts/'));
  if (script && !existsSync(`${root}${script}`)) throw new Error(`${script} is missing`);
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, NX_DAEMON: 'false', NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (status) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
      if (status !== 0) {
        failed += 1;
        console.log(output.trim().split('\n').slice(-60).join('\n'));
      }
      done();
    });
  });
}

/** Takes checks until none is left; two of these keep two cores busy. */
async function takeChecks(waiting) {
  for (let next = waiting.shift(); next; next = waiting.shift()) await check(next);
}

const waiting = [...checks];
// Writes what lint reads.
await check(waiting.shift());
await Promise.all([takeChecks(waiting), takeChecks(waiting)]);
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
