#!/usr/bin/env node
/**
 * Adds or replaces messages in all six catalogues at once, then writes keys.ts. Reads a file or standard input:
 *
 *   @ web.home.title            a key, then one line a language
 *   en Welcome
 *   ar مرحبا
 *   ...
 *   @@ VOTING.STALE_BALLOT      a problem: title || detail
 *   en Your ballot changed meanwhile || Load the ballot again, then save your change.
 *   ...
 *
 * `\n` is a line break. Straight apostrophes become typographic ones, French punctuation gets its narrow space, Chinese punctuation its full width.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const AREA_OF = {
  problem: 'problems',
  rule: 'problems',
  mail: 'mails',
  web: 'web',
  certificate: 'certificates',
};
const catalogues = new URL('../libs/i18n/src/catalogues/', import.meta.url);

const areaOf = (key) => AREA_OF[key.split('.')[0]] ?? 'terms';

function typography(language, text) {
  const lines = text.replaceAll('\\n', '\n').replace(/(\p{L})'/gu, '$1\u2019');
  if (language === 'zh') {
    const wide = { ',': '\uff0c', ':': '\uff1a', ';': '\uff1b', '?': '\uff1f', '!': '\uff01' };
    return lines
      .replace(
        /(?<=[\p{Script=Han}”》）}])([,:;?!]) ?|([,:;?!]) ?(?=\p{Script=Han})/gu,
        (_, before, after) => wide[before ?? after],
      )
      .replace(/(?<=[\p{Script=Han}”}])\(([^()]*)\)/gu, '（$1）');
  }
  if (language !== 'fr') return lines;
  return lines
    .replace(/ (:|»)/gu, '\u00a0$1')
    .replace(/« /gu, '«\u00a0')
    .replace(/ ([;!?])/gu, '\u202f$1');
}

const found = new Map();
let keys = [];
const text = readFileSync(process.argv[2] ?? 0, 'utf8');
for (const [index, line] of text.split('\n').entries()) {
  if (line.trim() === '' || line.startsWith('#')) continue;
  if (line.startsWith('@@ ')) keys = ['title', 'detail'].map((part) => `problem.${line.slice(3).trim()}.${part}`);
  else if (line.startsWith('@ ')) keys = [line.slice(2).trim()];
  else {
    const language = line.slice(0, 2);
    if (!LANGUAGES.includes(language) || line[2] !== ' ') throw new Error(`Line ${index + 1}: no language: ${line}`);
    const parts = line.slice(3).split(' || ');
    if (parts.length !== keys.length)
      throw new Error(`Line ${index + 1}: ${parts.length} texts for ${keys.join(', ')}`);
    for (const [at, key] of keys.entries()) {
      if (!found.has(key)) found.set(key, {});
      found.get(key)[language] = typography(language, parts[at].trim());
    }
  }
}
for (const [key, texts] of found) {
  const missing = LANGUAGES.filter((language) => !texts[language]);
  if (missing.length > 0) throw new Error(`${key}: no text in ${missing.join(', ')}`);
}
for (const language of LANGUAGES) {
  const byArea = Map.groupBy
    ? Map.groupBy([...found], ([key]) => areaOf(key))
    : [...found].reduce((map, entry) => {
        const area = areaOf(entry[0]);
        return map.set(area, [...(map.get(area) ?? []), entry]);
      }, new Map());
  for (const [area, entries] of byArea) {
    const file = new URL(`${language}/${area}.json`, catalogues);
    const before = JSON.parse(readFileSync(file, 'utf8'));
    for (const [key, texts] of entries) before[key] = texts[language];
    const sorted = Object.fromEntries(Object.entries(before).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
  }
}
execFileSync(process.execPath, [new URL('generate-i18n.mjs', import.meta.url).pathname], { stdio: 'inherit' });
console.log(`${found.size} messages in ${LANGUAGES.length} languages`);
