#!/usr/bin/env node
/** Writes every generated file, or with --check only tells which are not current. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const here = new URL('.', import.meta.url).pathname;
const check = process.argv.includes('--check');
let failed = 0;
for (const name of readdirSync(here)
  .filter((file) => /^generate-[a-z0-9-]+\.mjs$/.test(file))
  .sort()) {
  const run = spawnSync(process.execPath, [`${here}${name}`, ...(check ? ['--check'] : [])], { stdio: 'inherit' });
  if (run.status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
