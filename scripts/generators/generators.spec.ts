import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

interface Tree {
  readonly root: string;
  exists(path: string): boolean;
  read(path: string): string;
  children(path: string): readonly string[];
  write(path: string, text: string): void;
}
type Generator = (tree: Tree, options: Readonly<Record<string, string>>) => Promise<() => void>;
const { service, useCase, event } = (await import(join(import.meta.dirname, 'nx.mjs'))) as Record<
  'service' | 'useCase' | 'event',
  Generator
>;

const root = join(import.meta.dirname, '../..');
const written = new Set<string>();
let copy: string;
let tree: Tree;
/** What the compiler says about files that the generators wrote. */
let faults: readonly string[];
let contracts: { readonly status: number | null; readonly said: string };

function node(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}`.trim() };
}

beforeAll(async () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  copy = mkdtempSync(join(root, '.cache/generators-'));
  const unwanted = /\/(node_modules|dist|testdata|fixtures)(\/|$)/;
  for (const path of ['libs', 'services', 'proto', 'scripts', 'docs']) {
    cpSync(join(root, path), join(copy, path), {
      recursive: true,
      filter: (file) => !unwanted.test(file.slice(root.length)),
    });
  }
  for (const file of readdirSync(root, { withFileTypes: true })) {
    if (file.isFile()) cpSync(join(root, file.name), join(copy, file.name));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  tree = {
    root: copy,
    exists: (path) => existsSync(join(copy, path)),
    read: (path) => readFileSync(join(copy, path), 'utf8'),
    children: (path) => readdirSync(join(copy, path)),
    write: (path, text) => {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
      written.add(path);
    },
  };
  await service(tree, { name: 'appeals' });
  await useCase(tree, { service: 'appeals', name: 'lodge-appeal' });
  await useCase(tree, { service: 'evaluation', name: 'replace-expert' });
  await useCase(tree, { service: 'voting', name: 'replace-ballot' });
  await event(tree, { context: 'evaluation', name: 'expert-replaced' });
  await event(tree, { context: 'evaluation', name: 'sheet-reopened', topic: 'evaluation.sheet.v1' });
  // Shows that the compiler sees what it is asked to see.
  tree.write('services/appeals/src/broken.ts', "export const broken: number = 'no number';\n");

  contracts = node('scripts/generate-contracts.mjs');
  writeFileSync(
    join(copy, 'tsconfig.generated.json'),
    JSON.stringify({
      extends: './tsconfig.base.json',
      compilerOptions: { paths: { '@wsis/*': ['./libs/*/src/index.ts', './services/*/src/index.ts'] } },
      include: ['services/appeals/**/*.ts', 'libs/contracts/src/**/*.ts'],
      files: [...written].filter((path) => /\.ts$/.test(path)),
    }),
  );
  const { said } = node('node_modules/typescript7/bin/tsc', '-p', 'tsconfig.generated.json', '--pretty', 'false');
  faults = said.split('\n').filter((line) => written.has(line.split('(')[0] ?? ''));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the generators', () => {
  it('write code that the compiler accepts, while it refuses a broken file beside it', () => {
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^services\/appeals\/src\/broken\.ts\(1,14\): error TS2322/);
  });

  it('write what prettier would write', () => {
    const files = [...written].filter((path) => !/catalogues|\.proto$/.test(path));
    expect(
      node('node_modules/prettier/bin/prettier.cjs', '--check', '--ignore-path', '.prettierignore', ...files),
    ).toEqual({
      status: 0,
      said: expect.stringContaining('All matched files use Prettier code style!'),
    });
  });

  it('keep the layers of a service', () => {
    const imports = (path: string) =>
      [...tree.read(`services/appeals/src/${path}`).matchAll(/from '([^']+)'/g)].map((found) => found[1]);
    expect(imports('domain/appeals-error.ts')).toEqual([]);
    expect(imports('application/show-edition.ts')).toEqual([
      '@wsis/kernel',
      '../domain/appeals-error.js',
      './ports.js',
    ]);
    expect(JSON.parse(tree.read('services/appeals/package.json'))).toMatchObject({
      name: '@wsis/appeals',
      nx: { tags: ['type:service', 'scope:appeals'], targets: { build: {} } },
    });
  });

  it('make a new service known wherever services are listed', () => {
    for (const [path, place] of [
      ['libs/http/src/clients.ts', "'appeals',"],
      ['services/platform/src/platform.ts', 'appealsService,'],
      ['scripts/commands/services.mjs', "appeals: { roles: ['api', 'worker'], keys: [] },"],
      ['jest.config.mjs', '|appeals|web|platform)'],
      ['eslint.config.mjs', "'appeals'"],
    ] as const) {
      expect([path, tree.read(path).includes(place)]).toEqual([path, true]);
    }
  });

  it('give the first refusal of a service its words in six languages', () => {
    for (const language of ['ar', 'zh', 'en', 'fr', 'ru', 'es']) {
      const texts = JSON.parse(tree.read(`libs/i18n/src/catalogues/${language}/problems.json`)) as Record<
        string,
        string
      >;
      expect(texts['problem.APPEALS.EDITION_UNKNOWN.title']).toBe(texts['problem.COMPETITION.EDITION_UNKNOWN.title']);
      expect(Object.keys(texts)).toEqual(Object.keys(texts).sort());
    }
  });

  it('add events that the contracts’ own rules accept, with a golden message each', () => {
    expect(contracts).toMatchObject({ status: 0 });
    expect(tree.exists('proto/evaluation/v1/testdata/expert-replaced.1.json')).toBe(true);
    expect(tree.exists('proto/evaluation/v1/testdata/sheet-reopened.1.json')).toBe(true);
    const rows = tree.read('docs/events.md').split('\n');
    expect(rows.find((row) => row.startsWith('| `evaluation.expert.v1`'))).toContain('expert-replaced');
    expect(rows.find((row) => row.startsWith('| `evaluation.sheet.v1`'))).toMatch(/sheet-sealed.*sheet-reopened/);
  });

  it('refuse names that the house style forbids, and what is there already', async () => {
    await expect(service(tree, { name: 'Appeals' })).rejects.toThrow(
      'The service must look like appeals, not "Appeals"',
    );
    await expect(service(tree, { name: 'voting' })).rejects.toThrow('services/voting is there already');
    await expect(useCase(tree, { service: 'voting', name: 'vote' })).rejects.toThrow('The use case must look like');
    await expect(useCase(tree, { service: 'nowhere', name: 'do-it' })).rejects.toThrow('nowhere-error.ts is missing');
    await expect(useCase(tree, { service: 'appeals', name: 'lodge-appeal' })).rejects.toThrow(
      'has lodge-appeal already',
    );
    await expect(event(tree, { context: 'evaluation', name: 'sheet-sealed' })).rejects.toThrow(
      'has SheetSealed already',
    );
    await expect(event(tree, { context: 'voting', name: 'vote-paused', topic: 'evaluation.sheet.v1' })).rejects.toThrow(
      'The topic must look like voting.expert.v1',
    );
  });
});
