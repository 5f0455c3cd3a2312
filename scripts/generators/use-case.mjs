import { ONE_WORD, SEVERAL_WORDS, demandFile, demandName, pascal, spaced } from './words.mjs';

/** The files of a new use case. Its spec fails until the use case is written. */
export function planUseCase(files, { service, name }) {
  demandName('The service', service, ONE_WORD, 'evaluation');
  demandName('The use case', name, SEVERAL_WORDS, 'replace-expert');
  const folder = `services/${service}/src`;
  if (files.read(`${folder}/application/${name}.ts`) !== undefined) throw new Error(`${service} has ${name} already`);
  const errorFile = `${folder}/domain/${service}-error.ts`;
  const error = /export type (\w+Error) =/.exec(demandFile(files, errorFile))?.[1];
  if (!error) throw new Error(`${errorFile} exports no union of refusals`);
  const ports = files.read(`${folder}/application/ports.ts`) ?? '';
  const hasUnitOfWork = /export interface UnitOfWork\b/.test(ports);
  const Name = pascal(name);

  const useCase = `import type { Result } from '@wsis/kernel';
import type { ${error} } from '../domain/${service}-error.js';
${hasUnitOfWork ? "import type { UnitOfWork } from './ports.js';\n" : ''}
${
  hasUnitOfWork
    ? ''
    : `import type { Tx } from '@wsis/persistence';

/** One transaction around a command. */
interface UnitOfWork {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}
`
}
export interface ${Name}Input {
  readonly editionId: string;
}

/** Who does what, and what holds afterwards, in one sentence. */
export class ${Name} {
  constructor(private readonly database: UnitOfWork) {}

  /** Events are stored with the commit, wherever in the transaction they are appended. */
  async execute(input: ${Name}Input): Promise<Result<void, ${error}>> {
    return this.database.transaction(async (_tx) => {
      throw new Error(\`${Name} is not written yet, so edition \${input.editionId} stays as it is\`);
    });
  }
}
`;
  const spec = `import type { Tx } from '@wsis/persistence';
import { ${Name} } from './${name}.js';

/** Runs the work at once and counts transactions. */
class FakeUnitOfWork {
  transactions = 0;

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    this.transactions += 1;
    return work({} as Tx);
  }
}

describe('${Name}', () => {
  it('can ${spaced(name)}, in one transaction', async () => {
    const database = new FakeUnitOfWork();
    const done = await new ${Name}(database).execute({ editionId: 'demo-2026' });
    expect(done).toEqual({ ok: true, value: undefined });
    expect(database.transactions).toBe(1);
  });
});
`;
  return {
    changes: [
      { path: `${folder}/application/${name}.ts`, text: useCase },
      { path: `${folder}/application/${name}.spec.ts`, text: spec },
    ],
    next: [
      `write services/${service}/src/application/${name}.ts until its spec passes`,
      `add its refusals to domain/${service}-error.ts and adapters/http/problem-map.ts, their texts with scripts/add-messages.mjs`,
      `give it a provider in ${service}.module.ts and a route with an access rule`,
    ],
  };
}
