import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startEmbeddedPostgres } from '@wsis/embedded';
import { connect, storeDeeds, storeExperts, storeOrganisations, storeSubmissions } from '@wsis/testing/full-house';
import { send } from './access/asking.js';
import { assemble, type Person } from './access/cast.js';
import { playedContest } from './access/played-contest.js';
import { expectedOf, type Rule } from './access/rule.js';
import { RULES } from './access/tables/index.js';
import { lookAround, moveOn, setTheScene, type World } from './access/world.js';

const MANY_MORE = 45;
/** Pages show 25 lines and more, and had 8 before: a statement a line is more than what workers do beside. */
const BESIDE = 15;
const ROUNDS = 2;
/** The dearest page, readiness, asks seven services some twenty questions; what workers do beside is counted with them. */
const MOST_STATEMENTS = 50;
const MOST_BYTES = 150_000;
const FULL = { submissions: 1_500, experts: 300, deeds: 2_000 };

interface Cost {
  readonly statements: number;
  readonly bytes: number;
}

let few: ReadonlyMap<string, Cost>;
let many: ReadonlyMap<string, Cost>;
let full: ReadonlyMap<string, Cost>;

/** A contest whose panels judge, on a PostgreSQL that writes down every statement. */
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wsis-statements-'));
  const settings = { log_statement: 'all', log_line_prefix: '', fsync: 'off' };
  const server = await startEmbeddedPostgres({ dataDir: folder, settings });
  const databaseUrl = await server.ensureDatabase('wsis');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let world: World | undefined;
  let cast: readonly Person[] = [];
  try {
    await playedContest(async (moment, stage, secrets) => {
      if (moment === 'submission') {
        cast = await assemble(stage, secrets);
        world = await setTheScene(stage, cast);
      }
      if (!world) throw new Error('The scene is not set');
      await lookAround(stage, world, moment);
      if (moment === 'judging') {
        const scene = { agent, url: stage.http.url, world, cast, log: join(folder, 'postgres.log') };
        const database = await connect(databaseUrl);
        few = await costs(scene, ROUNDS);
        await storeSubmissions(database, world.edition, MANY_MORE);
        await storeExperts(database, world.edition, MANY_MORE);
        await storeOrganisations(database, MANY_MORE);
        await storeDeeds(database, world.edition, MANY_MORE);
        many = await costs(scene, ROUNDS);
        await storeSubmissions(database, world.edition, FULL.submissions);
        await storeExperts(database, world.edition, FULL.experts);
        await storeOrganisations(database, FULL.submissions);
        await storeDeeds(database, world.edition, FULL.deeds);
        full = await costs(scene, 1);
        await database.close();
      }
      await moveOn(stage, world, moment);
    }, databaseUrl);
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 420_000);

interface Scene {
  readonly agent: Agent;
  readonly url: string;
  readonly world: World;
  readonly cast: readonly Person[];
  readonly log: string;
}

/** What each page of the desks costs who may open it; the least of some rounds, for workers have statements of their own. */
async function costs(scene: Scene, rounds: number): Promise<ReadonlyMap<string, Cost>> {
  const { agent, url, world, cast, log } = scene;
  const found = new Map<string, Cost>();
  for (const rule of (RULES.web ?? []).filter(({ route }) => route.startsWith('GET /:language/desk'))) {
    const person = cast.find((one) => expectedOf(rule, one, world.edition, true) === 'ok');
    if (!person) continue;
    let least = Number.POSITIVE_INFINITY;
    let bytes = 0;
    // Once before it is counted: what is read for the first time is remembered for a while.
    const opened = await send(agent, url, { service: 'web', rule, person }, world);
    // A step that is done already leads on to another page.
    if (opened.status === 303) continue;
    for (let round = 0; round < rounds; round += 1) {
      const before = statSync(log).size;
      const { status, text } = await send(agent, url, { service: 'web', rule, person }, world);
      if (status !== 200) throw new Error(`${rule.route} answered ${status}`);
      least = Math.min(least, statementsAfter(log, before));
      // A file that is taken away is no page.
      bytes = text.startsWith('<!') ? gzipSync(text).length + (await styleSheets(url, text)) : 0;
    }
    found.set(nameOf(rule), { statements: least, bytes });
  }
  return found;
}

/** How many statements PostgreSQL has written down since its log was so long. */
function statementsAfter(log: string, before: number): number {
  const written = Buffer.alloc(statSync(log).size - before);
  const file = openSync(log, 'r');
  readSync(file, written, 0, written.length, before);
  closeSync(file);
  return (written.toString('utf8').match(/LOG: {2}(?:execute|statement)/g) ?? []).length;
}

const sheets = new Map<string, number>();

/** What the style sheets weigh that a page is shown with. */
async function styleSheets(url: string, text: string): Promise<number> {
  let bytes = 0;
  for (const [, href = ''] of text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)) {
    const known = sheets.get(href) ?? gzipSync(Buffer.from(await (await fetch(`${url}${href}`)).arrayBuffer())).length;
    sheets.set(href, known);
    bytes += known;
  }
  return bytes;
}

const nameOf = ({ route, of }: Rule) => `${route.slice('GET /:language'.length)}${of ? ` (${of})` : ''}`;

it('asks the database as often with fifty things as with five, whatever page of a desk is opened', () => {
  const more = [...few]
    .map(([name, { statements }]) => [name, statements, many.get(name)?.statements ?? 0] as const)
    .filter(([, before, after]) => after > before + BESIDE);
  expect(more.map(([name, before, after]) => `${name}: ${before} statements became ${after}`)).toEqual([]);
  expect(few.size).toBeGreaterThan(60);
  // Had the statements not been seen, none would have been counted.
  expect(few.get('/desk/people')?.statements).toBeGreaterThan(0);
});

it('asks the database a bounded number of times, whatever page of a desk is opened and however much is stored', () => {
  const dear = [...many].filter(([, { statements }]) => statements > MOST_STATEMENTS);
  expect(dear.map(([name, { statements }]) => `${name}: ${statements} statements`)).toEqual([]);
});

it('weighs at most 150 kB on a first load, whatever page of a desk is opened and however much is stored', () => {
  const heavy = [...full].filter(([, { bytes }]) => bytes > MOST_BYTES);
  expect(heavy.map(([name, { bytes }]) => `${name}: ${bytes} bytes`)).toEqual([]);
  expect(full.size).toBe(few.size);
});
