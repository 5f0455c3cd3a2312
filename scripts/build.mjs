#!/usr/bin/env node
/** Compiles every library and service from src/ to dist/, and copies what is not TypeScript. Only changed files are written. */
import { transformFile } from '@swc/core';
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { existsSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;
/** Packages by folder or by name: `voting` is `@wsis/voting`. */
const only = new Set(
  process.argv
    .slice(2)
    .filter((word) => !word.startsWith('-'))
    .map((word) => word.replace(/^@wsis\//, '')),
);
const options = {
  swcrc: false,
  sourceMaps: true,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      react: { runtime: 'automatic', importSource: 'preact' },
    },
    keepClassNames: true,
  },
  module: { type: 'es6' },
};

const isTypeScript = (file) => ['.ts', '.tsx'].includes(extname(file));
/** Scripts for the browser stand in the page itself: small, and without a map beside them. */
const isIsland = (path) => path.startsWith('islands/');
const islandOptions = {
  ...options,
  sourceMaps: false,
  minify: true,
  jsc: { ...options.jsc, minify: { compress: { module: true }, mangle: true } },
};
const isTest = (file) => /\.(spec|fixture)\.tsx?$/.test(file);

async function files(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

async function newer(source, target) {
  if (!existsSync(target)) return true;
  const [a, b] = await Promise.all([stat(source), stat(target)]);
  return a.mtimeMs > b.mtimeMs;
}

async function buildPackage(folder) {
  const source = join(folder, 'src');
  const target = join(folder, 'dist');
  const expected = new Set();
  let compiled = 0;
  for (const file of await files(source)) {
    if (isTest(file) || file.endsWith('tsconfig.json')) continue;
    const path = relative(source, file);
    const out = join(target, isTypeScript(file) ? path.replace(/\.tsx?$/, '.js') : path);
    expected.add(out);
    if (isTypeScript(file) && !isIsland(path)) expected.add(`${out}.map`);
    if (!(await newer(file, out))) continue;
    await mkdir(dirname(out), { recursive: true });
    if (isIsland(path)) {
      // Nobody imports an island: the empty export only tells the compiler that it is a module.
      const { code } = await transformFile(file, islandOptions);
      await writeFile(out, `${code.replace(/export\s*\{\s*\};?\s*$/, '').trim()}\n`);
      compiled += 1;
    } else if (isTypeScript(file)) {
      const { code, map } = await transformFile(file, { ...options, sourceFileName: relative(dirname(out), file) });
      await writeFile(`${out}.map`, map);
      await writeFile(out, `${code}\n//# sourceMappingURL=${out.split('/').pop()}.map\n`);
      compiled += 1;
    } else {
      await cp(file, out);
    }
  }
  if (existsSync(target)) {
    for (const file of await files(target)) if (!expected.has(file)) await rm(file);
  }
  return compiled;
}

const started = performance.now();
let total = 0;
for (const group of ['libs', 'services']) {
  for (const name of await readdir(join(root, group))) {
    if (only.size > 0 && !only.has(name)) continue;
    const folder = join(root, group, name);
    if (existsSync(join(folder, 'src'))) total += await buildPackage(folder);
  }
}
if (!process.argv.includes('--quiet')) {
  console.log(`built ${total} changed files in ${Math.round(performance.now() - started)} ms`);
}
