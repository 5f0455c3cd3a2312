#!/usr/bin/env node
/** A spec that no runner would collect is a test that never runs: its name or its place is wrong. */
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
const stray = [];
for (const group of ['libs', 'services', 'scripts', 'deploy', 'proto', 'docs']) {
  for (const entry of await readdir(join(root, group), { withFileTypes: true, recursive: true })) {
    const path = relative(root, join(entry.parentPath ?? entry.path, entry.name));
    if (!entry.isFile() || /node_modules|\/dist\//.test(path)) continue;
    const looksLikeTest = /\.(spec|test)\.[cm]?[jt]sx?$/.test(entry.name) || /(^|\/)__tests__\//.test(path);
    const collected = /^(libs|services|scripts)\/.*\.spec\.tsx?$/.test(path);
    if (looksLikeTest && !collected) stray.push(path);
  }
}
for (const path of stray) console.log(`not collected: ${path}`);
process.exit(stray.length === 0 ? 0 : 1);
