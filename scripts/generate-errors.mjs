#!/usr/bin/env node
/**
 * Writes docs/errors.md: every code of a problem, with its status and its English words, from the problem maps of libraries
 * and services. `--check` writes nothing and fails if the page is not current.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import prettier from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const path = join(root, 'docs/errors.md');

const WHERE = {
  HTTP: ['Every service: requests', 'What any route may answer before a service has looked at it.'],
  SESSION: ['Every service: sessions', 'Who is asking.'],
  ACCESS: ['Every service: access', 'What the caller may do.'],
  WEB: ['Pages', 'What the pages themselves refuse, besides all of the above and below.'],
  APPROVAL: ['Every service with approvals', 'Commands that need two persons, at `/api/<service>/approvals`.'],
};

const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--quiet'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const load = (file) => import(pathToFileURL(join(root, file)).href);
const { registeredProblems } = await load('libs/http/dist/index.js');
for (const group of ['libs', 'services']) {
  for (const name of readdirSync(join(root, group)).sort()) {
    const source = join(root, group, name, 'src');
    if (!existsSync(source)) continue;
    for (const file of readdirSync(source, { recursive: true })) {
      if (/(^|\/)problem-map\.ts$/.test(file)) await load(`${group}/${name}/dist/${file.replace(/\.ts$/, '.js')}`);
    }
  }
}
const texts = JSON.parse(readFileSync(join(root, 'libs/i18n/src/catalogues/en/problems.json'), 'utf8'));
const codes = [...registeredProblems()].sort(([a], [b]) => (a < b ? -1 : 1));
const prefixes = [...new Set(codes.map(([code]) => code.split('.')[0]))];
const ordered = [...Object.keys(WHERE), ...prefixes.filter((prefix) => !(prefix in WHERE)).sort()];
const cell = (text) => (text ?? 'no words yet').replaceAll('|', '\\|').replaceAll('\n', ' ');
const lines = [
  '# Errors',
  '',
  'Generated from the problem maps and `libs/i18n` by `scripts/generate-errors.mjs`; do not edit.',
  '',
  'A refusal is an RFC 9457 body: `type`, `title`, `status`, `detail`, `code`, `instance`, and `errors` with one entry a broken field.',
  'Title and detail are in the language that `Accept-Language` asks for; `code` never changes its meaning. `instance` is also in the log.',
];
for (const prefix of ordered) {
  const [title, sentence] = WHERE[prefix] ?? [prefix.toLowerCase(), `Answers of \`/api/${prefix.toLowerCase()}\`.`];
  lines.push(
    '',
    `## ${title}`,
    '',
    sentence,
    '',
    '| code | status | title | what to do |',
    '| --- | --- | --- | --- |',
  );
  for (const [code, status] of codes.filter(([one]) => one.startsWith(`${prefix}.`))) {
    lines.push(
      `| \`${code}\` | ${status} | ${cell(texts[`problem.${code}.title`])} | ${cell(texts[`problem.${code}.detail`])} |`,
    );
  }
}
const page = await prettier.format(lines.join('\n'), { ...(await prettier.resolveConfig(path)), parser: 'markdown' });
const current = existsSync(path) && readFileSync(path, 'utf8') === page;
if (!current && check) {
  console.error('Not current: docs/errors.md. Run node scripts/generate.mjs');
  process.exit(1);
}
if (!current) {
  writeFileSync(path, page);
  console.log(`wrote docs/errors.md: ${codes.length} codes`);
}
