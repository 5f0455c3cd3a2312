import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { registeredProblems } from '@wsis/http';
import { LANGUAGES } from '@wsis/kernel';

const root = new URL('../../..', import.meta.url).pathname;

/** Every source file of libraries and services, with its text. */
const sources = ['libs', 'services'].flatMap((group) =>
  readdirSync(join(root, group)).flatMap((name) =>
    readdirSync(join(root, group, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => /^src\/.*\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file))
      .map((file) => ({ path: `${group}/${name}/${file}`, text: readFileSync(join(root, group, name, file), 'utf8') })),
  ),
);

beforeAll(async () => {
  for (const { path } of sources) {
    if (path.endsWith('/problem-map.ts')) await import(join(root, path));
  }
});

const statuses = () => Object.fromEntries(registeredProblems());

/** The page's rows: code and status. */
function onPage(): Record<string, number> {
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  return Object.fromEntries(
    [...page.matchAll(/^\| `([A-Z_]+\.[A-Z_]+)` *\| (\d{3}) /gm)].map(([, code = '', status]) => [
      code,
      Number(status),
    ]),
  );
}

describe('the codes of problems', () => {
  it('stand on the page of errors with their status, and nothing else does', () => {
    expect(Object.keys(statuses()).length).toBeGreaterThan(50);
    expect(onPage()).toEqual(statuses());
  });

  it.each(LANGUAGES)('have a title and a detail in %s, and no text is left of a code that is gone', (language) => {
    const path = join(root, `libs/i18n/src/catalogues/${language}/problems.json`);
    const texts = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    const said = Object.keys(texts).filter((key) => key.startsWith('problem.'));
    const wanted = Object.keys(statuses()).flatMap((code) => [`problem.${code}.title`, `problem.${code}.detail`]);
    expect(said.sort()).toEqual(wanted.sort());
    expect(said.filter((key) => texts[key]?.trim() === '')).toEqual([]);
  });

  it('are registered in problem maps alone, where the page finds them', () => {
    const registering = sources.filter(({ text }) => /^registerProblems\(/m.test(text)).map(({ path }) => path);
    expect(registering.filter((path) => !/\/problem-map\.ts$|^libs\/http\/src\/problem\.ts$/.test(path))).toEqual([]);
  });

  it('are registered wherever one is thrown by name', () => {
    const thrown = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/\bproblem\(\s*'([A-Z_.]+)'/g)].map((found) => ({ path, code: found[1] ?? '' })),
    );
    expect(thrown.length).toBeGreaterThan(10);
    expect(thrown.filter(({ code }) => !(code in statuses()))).toEqual([]);
  });
});
