import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesIn = (path: string, pattern: RegExp) =>
  readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file) && !/(^|\/)(dist|node_modules)\//.test(file))
    .map((file) => `${path}/${file}`);

const readmes = ['libs', 'services'].flatMap((group) =>
  readdirSync(join(root, group)).map((name) => `${group}/${name}/README.md`),
);
const written = ['README.md', ...filesIn('docs', /\.md$/)];
const pages = () => [...written, ...readmes.filter((path) => existsSync(join(root, path)))];

/** Paths that a page names: links, and words in code marks that begin like a path of this tree. */
function pathsOn(page: string): readonly string[] {
  const text = read(page);
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#]+)/g)].map((found) =>
    relative(root, join(root, dirname(page), found[1] ?? '')),
  );
  const code = [...text.matchAll(/`\.?\/?((?:libs|services|scripts|docs|proto|deploy)\/[\w./-]+)/g)].map(
    (found) => found[1] ?? '',
  );
  return [...links, ...code.filter((path) => !/[{<*]/.test(path)).map((path) => path.replace(/[./]+$/, ''))];
}

describe('the pages', () => {
  it('name no file that is not there', () => {
    const missing = pages().flatMap((page) =>
      pathsOn(page)
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${page}: ${path}`),
    );
    expect(pathsOn('docs/architecture.md').length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('have a README in every library and service', () => {
    expect(readmes.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('draw exactly the ways that events take', () => {
    const drawn = [...read('docs/architecture.md').matchAll(/^ {2}([a-z]+) --> ([a-z &]+)$/gm)].flatMap(
      ([, from, to = '']) => to.split(' & ').map((one) => `${from} -> ${one}`),
    );
    const heard = filesIn('services', /\/src\/adapters\/.*\.ts$/).flatMap((path) =>
      [...read(path).matchAll(/@OnEvent\('([a-z]+)\.([a-z-]+)\.v\d+'\)/g)]
        .filter(([, , fact]) => fact !== 'session-revoked')
        .map(([, from]) => `${from} -> ${path.split('/')[1]}`),
    );
    expect(heard.length).toBeGreaterThan(10);
    expect(drawn.sort()).toEqual([...new Set(heard)].sort());
  });
});

describe.each(filesIn('docs/adr', /\.md$/))('%s', (path) => {
  it('says context, decision and consequences, and which check fails when it is broken', () => {
    const headings = [...read(path).matchAll(/^## (.+)$/gm)].map((found) => found[1]);
    expect(headings).toEqual(['Status', 'Context', 'Decision', 'Consequences', 'Check']);
    const check = read(path).split('## Check')[1] ?? '';
    expect(check).toMatch(/`(libs|services|scripts)\/[\w/.-]+\.(spec\.ts|mjs)`/);
  });

  it('quotes titles of tests that exist', () => {
    const check = read(path).split('## Check')[1] ?? '';
    for (const line of check.split('\n')) {
      const file = /`((?:libs|services|scripts)\/[\w/.-]+\.spec\.ts)`/.exec(line)?.[1];
      if (!file) continue;
      const source = read(file).replaceAll("\\'", "'");
      for (const [, title = ''] of line.matchAll(/(?<![\w"])"([^"]{12,})"/g)) {
        expect([file, title, source.includes(title)]).toEqual([file, title, true]);
      }
    }
  });
});
