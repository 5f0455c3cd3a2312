#!/usr/bin/env node
/**
 * Writes the table of names in docs/glossary.md from the terms, roles and phases of libs/i18n.
 * `--check` writes nothing and fails if the table is not current.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';

const LANGUAGES = ['en', 'fr', 'es', 'ru', 'zh', 'ar'];
const KINDS = { term: 'Words', phase: 'Phases', role: 'Roles' };
const BEGIN = '<!-- generated: names -->';
const END = '<!-- /generated -->';

const path = fileURLToPath(new URL('../docs/glossary.md', import.meta.url));
const catalogues = new URL('../libs/i18n/src/catalogues/', import.meta.url);
const texts = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    JSON.parse(readFileSync(new URL(`${language}/terms.json`, catalogues), 'utf8')),
  ]),
);

const lines = [];
for (const [kind, title] of Object.entries(KINDS)) {
  lines.push(`### ${title}`, '', `| key | ${LANGUAGES.join(' | ')} |`, `| --- |${' --- |'.repeat(LANGUAGES.length)}`);
  for (const key of Object.keys(texts.en).filter((one) => one.startsWith(`${kind}.`))) {
    lines.push(`| \`${key}\` | ${LANGUAGES.map((language) => texts[language][key] ?? '–').join(' | ')} |`);
  }
  lines.push('');
}
const before = readFileSync(path, 'utf8');
const from = before.indexOf(BEGIN);
const to = before.indexOf(END);
if (from < 0 || to < from) throw new Error(`docs/glossary.md has no place for the names: ${BEGIN} … ${END}`);
const page = await prettier.format(
  `${before.slice(0, from + BEGIN.length)}\n\n${lines.join('\n')}\n${before.slice(to)}`,
  { ...(await prettier.resolveConfig(path)), parser: 'markdown' },
);
if (before !== page) {
  if (process.argv.includes('--check')) {
    console.error('Not current: docs/glossary.md. Run node scripts/generate.mjs');
    process.exit(1);
  }
  writeFileSync(path, page);
  console.log('wrote docs/glossary.md');
}
