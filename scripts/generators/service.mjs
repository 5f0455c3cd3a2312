import { ONE_WORD, changeOnce, demandFile, demandName, pascal } from './words.mjs';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const PLATFORM = 'services/platform/src/platform.ts';

/** A service with every layer and one thread through them: an event comes in, a use case shows what it left. */
export function planService(files, { name }) {
  demandName('The service', name, ONE_WORD, 'appeals');
  if (files.read(`services/${name}/package.json`) !== undefined) throw new Error(`services/${name} is there already`);
  const own = Object.entries(ownFiles(name)).map(([path, text]) => ({ path: `services/${name}/${path}`, text }));
  const registered = changeOnce(files, PLATFORM, /\n {2}webService,\n\];/, `\n  ${name}Service,\n  webService,\n];`);
  const imported = { read: (path) => (path === PLATFORM ? registered.text : files.read(path)) };
  return {
    changes: [
      ...own,
      changeOnce(
        imported,
        PLATFORM,
        /import \{ webService \} from '@wsis\/web';\n/,
        `import { ${name}Service } from '@wsis/${name}';\n$&`,
      ),
      changeOnce(files, 'libs/http/src/clients.ts', /\n {2}'web',\n\] as const/, `\n  '${name}',$&`),
      changeOnce(files, 'jest.config.mjs', /\|web\|platform\)/, `|${name}$&`),
      changeOnce(files, 'eslint.config.mjs', /\n( +)'web',\n *\]\.map\(/, `\n$1'${name}',$&`),
      changeOnce(
        files,
        'scripts/commands/services.mjs',
        /\n {2}\/\/ Pages have no events/,
        `\n  ${name}: { roles: ['api', 'worker'], keys: [] },$&`,
      ),
      ...LANGUAGES.map((language) => texts(files, language, name)),
    ],
    next: [
      'npm install links the new package; npm run build compiles it',
      `deploy/nginx/{nginx,routes}.conf and docker-compose.yml need ${name} (scripts/commands/compose.spec.ts says what is missing)`,
      `node scripts/generate.mjs, then NODE_OPTIONS=--experimental-vm-modules npx jest --selectProjects=int --testPathPatterns services/${name}`,
      'docs/architecture.md and docs/glossary.md: say what it owns, in the words of the contest',
    ],
  };
}

/** Its one refusal, in the words that the competition uses for the same. */
function texts(files, language, name) {
  const path = `libs/i18n/src/catalogues/${language}/problems.json`;
  const before = JSON.parse(demandFile(files, path));
  for (const part of ['title', 'detail']) {
    const code = `EDITION_UNKNOWN.${part}`;
    before[`problem.${name.toUpperCase()}.${code}`] = before[`problem.COMPETITION.${code}`];
  }
  const sorted = Object.fromEntries(Object.entries(before).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { path, text: `${JSON.stringify(sorted, null, 2)}\n` };
}

function ownFiles(name) {
  const Name = pascal(name);
  const CODE = name.toUpperCase();
  return {
    'package.json': `${JSON.stringify(
      {
        name: `@wsis/${name}`,
        version: '0.1.0',
        private: true,
        type: 'module',
        exports: { '.': { types: './src/index.ts', default: './dist/index.js' } },
        nx: { tags: ['type:service', `scope:${name}`], targets: { build: {} } },
      },
      null,
      2,
    )}\n`,
    'README.md': `# ${name}

Say in one sentence what people do here.

## Owns

Schema \`${name}\`: the editions it has heard of.

## Promises

- An edition that the competition has created is known here once its event has been handled.

## If it dies

| at                  | what is lost                                                             |
| ------------------- | ------------------------------------------------------------------------ |
| while handling events | nothing: effect and inbox row are one transaction, the event comes again |

## Start reading

\`src/application/show-edition.ts\`, then \`src/${name}.module.ts\`.

## Events

Emits nothing. Reads \`competition.edition-created\`.
`,
    'src/index.ts': `export { ${name}Service } from './definition.js';\n`,
    'src/main.ts': `import 'reflect-metadata';
import { runService } from '@wsis/service';
import { ${name}Service } from './definition.js';

await runService(${name}Service);
`,
    'src/definition.ts': `import type { ServiceDefinition } from '@wsis/service';
import { ${name}Migrations } from './adapters/postgres/migrations/index.js';
import { ${Name}Module } from './${name}.module.js';

/** Say in one sentence what the context is about. */
export const ${name}Service: ServiceDefinition = {
  name: '${name}',
  migrations: ${name}Migrations,
  module: () => ${Name}Module,
};
`,
    [`src/${name}.module.ts`]: `import { Module } from '@nestjs/common';
import { Database } from '@wsis/persistence';
import { EditionsController } from './adapters/http/editions.controller.js';
import { EDITIONS, EditionsHandler } from './adapters/messaging/editions.handler.js';
import { PostgresEditionStore } from './adapters/postgres/edition.store.js';
import { ShowEdition } from './application/show-edition.js';

const editions = new PostgresEditionStore();

/** The composition root of ${name}. */
@Module({
  controllers: [EditionsController, EditionsHandler],
  providers: [
    { provide: EDITIONS, useValue: editions },
    {
      provide: ShowEdition,
      inject: [Database],
      useFactory: (database: Database) => new ShowEdition(database, editions),
    },
  ],
})
export class ${Name}Module {}
`,
    [`src/domain/${name}-error.ts`]: `/** Everything that ${name} refuses, by code. */
export type ${Name}Error = { readonly code: '${CODE}.EDITION_UNKNOWN'; readonly edition: string };
`,
    'src/application/ports.ts': `import type { Tx } from '@wsis/persistence';

/** One transaction around a command. */
export interface UnitOfWork {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface EditionStore {
  isKnown(tx: Tx, editionId: string): Promise<boolean>;
  add(tx: Tx, editionId: string): Promise<void>;
}
`,
    'src/application/show-edition.ts': `import { err, ok, type Result } from '@wsis/kernel';
import type { ${Name}Error } from '../domain/${name}-error.js';
import type { EditionStore, UnitOfWork } from './ports.js';

/** Shows an edition that ${name} has heard of. */
export class ShowEdition {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
  ) {}

  async execute(editionId: string): Promise<Result<{ editionId: string }, ${Name}Error>> {
    return this.database.transaction(async (tx) => {
      if (!(await this.editions.isKnown(tx, editionId))) {
        return err({ code: '${CODE}.EDITION_UNKNOWN', edition: editionId });
      }
      return ok({ editionId });
    });
  }
}
`,
    'src/application/show-edition.spec.ts': `import type { Tx } from '@wsis/persistence';
import type { EditionStore, UnitOfWork } from './ports.js';
import { ShowEdition } from './show-edition.js';

class FakeEditionStore implements EditionStore {
  private readonly known = new Set<string>();

  async isKnown(_tx: Tx, editionId: string): Promise<boolean> {
    return this.known.has(editionId);
  }

  async add(_tx: Tx, editionId: string): Promise<void> {
    this.known.add(editionId);
  }
}

const tx = {} as Tx;
const database: UnitOfWork = { transaction: (work) => work(tx) };

describe('ShowEdition', () => {
  it('shows an edition once it is known, and refuses it before', async () => {
    const editions = new FakeEditionStore();
    const show = new ShowEdition(database, editions);
    expect(await show.execute('demo-2026')).toEqual({
      ok: false,
      error: { code: '${CODE}.EDITION_UNKNOWN', edition: 'demo-2026' },
    });
    await editions.add(tx, 'demo-2026');
    expect(await show.execute('demo-2026')).toEqual({ ok: true, value: { editionId: 'demo-2026' } });
  });
});
`,
    'src/adapters/http/problem-map.ts': `import { problem, registerProblems, type ProblemException } from '@wsis/http';
import type { ${Name}Error } from '../../domain/${name}-error.js';

/** The HTTP status of everything that ${name} refuses. */
export const ${CODE}_PROBLEMS = {
  '${CODE}.EDITION_UNKNOWN': 404,
} as const satisfies Record<${Name}Error['code'], number>;

registerProblems(${CODE}_PROBLEMS);

/** Words for a refusal. */
export function toProblem(error: ${Name}Error): ProblemException {
  const { code, ...params } = error;
  return problem(code, params);
}
`,
    'src/adapters/http/editions.controller.ts': `import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '@wsis/http';
import { ShowEdition } from '../../application/show-edition.js';
import { toProblem } from './problem-map.js';

@ApiTags('editions')
@Controller('editions')
export class EditionsController {
  constructor(@Inject(ShowEdition) private readonly showEdition: ShowEdition) {}

  /** An edition that ${name} has heard of. */
  @Get(':edition')
  @Access.public()
  async edition(@Param('edition') editionId: string) {
    const shown = await this.showEdition.execute(editionId);
    if (!shown.ok) throw toProblem(shown.error);
    return shown.value;
  }
}
`,
    'src/adapters/messaging/editions.handler.ts': `import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { EditionCreated } from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';
import type { EditionStore } from '../../application/ports.js';

export const EDITIONS = Symbol('${name}:editions');

/** Writes down which editions there are. */
@Controller()
export class EditionsHandler {
  constructor(@Inject(EDITIONS) private readonly editions: EditionStore) {}

  @OnEvent('competition.edition-created.v1')
  editionCreated(@Payload() event: ReceivedEvent<EditionCreated>, @Ctx() context: EventContext): Promise<void> {
    return this.editions.add(context.tx, event.payload.editionId);
  }
}
`,
    'src/adapters/postgres/edition.store.ts': `import type { Tx } from '@wsis/persistence';
import type { EditionStore } from '../../application/ports.js';

export class PostgresEditionStore implements EditionStore {
  async isKnown(tx: Tx, editionId: string): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM ${name}.editions WHERE edition_id = $1', [editionId]);
    return rows.length > 0;
  }

  async add(tx: Tx, editionId: string): Promise<void> {
    await tx.execute('INSERT INTO ${name}.editions (edition_id) VALUES ($1) ON CONFLICT DO NOTHING', [editionId]);
  }
}
`,
    'src/adapters/postgres/migrations/index.ts': `import type { Migration } from '@wsis/persistence';

export const ${name}Migrations: readonly Migration[] = [
  {
    name: '0001-${name}',
    up: [\`CREATE TABLE ${name}.editions (edition_id TEXT PRIMARY KEY)\`],
  },
];
`,
    [`test/${name}.int.spec.ts`]: `import { EditionCreatedSchema } from '@wsis/contracts';
import { event } from '@wsis/messaging';
import { testService, type TestService } from '@wsis/testing';
import { ${name}Service } from '../src/index.js';

let service: TestService;

beforeAll(async () => {
  service = await testService(${name}Service);
});

afterAll(() => service.stop());

it('knows an edition once the competition has told of it', async () => {
  const url = '/api/${name}/editions/demo-2026';
  const before = await service.send({ method: 'GET', url });
  expect(before.status).toBe(404);
  expect(before.body).toMatchObject({ code: '${CODE}.EDITION_UNKNOWN', title: 'There is no such edition' });

  await service.emit([event(EditionCreatedSchema, { editionId: 'demo-2026' }, { key: 'demo-2026', version: 1 })]);
  await service.settled();

  const after = await service.send({ method: 'GET', url });
  expect(after.status).toBe(200);
  expect(after.body).toEqual({ editionId: 'demo-2026' });
});
`,
  };
}
