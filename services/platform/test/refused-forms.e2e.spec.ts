import { assemble, type Person } from './access/cast.js';
import { playedContest } from './access/played-contest.js';
import { lookAround, moveOn, setTheScene, type World } from './access/world.js';
import { tryAddresses } from './refused-forms/rubbish.js';
import { beginRules, tryInput } from './refused-forms/sending.js';
import { BAD_INPUTS } from './refused-forms/tables/index.js';

const LANGUAGES = ['fr', 'ar'] as const;
const wrong: string[] = [];
const wrongAddresses: string[] = [];
let tried = 0;

/** One edition is played up to its decisions; at its moments everything that can be typed wrong is typed. */
beforeAll(async () => {
  let world: World | undefined;
  let cast: readonly Person[] = [];
  await playedContest(async (moment, stage, secrets) => {
    const { url } = stage.http;
    const rows = BAD_INPUTS.filter(({ at }) => at === moment);
    // Sessions anew where they are used: a second factor is fresh for ten minutes.
    if (rows.length > 0) cast = await assemble(stage, secrets);
    if (world === undefined) {
      world = await setTheScene(stage, cast);
      await beginRules(url, cast);
    }
    await lookAround(stage, world, moment);
    for (const row of rows) {
      for (const language of LANGUAGES) {
        const found = await tryInput(url, world, personOf(cast, row.who), row, language);
        wrong.push(...found.map((each) => `${language} ${row.page(world as World)}, ${row.about}: ${each}`));
        tried += 1;
      }
    }
    if (moment === 'judged') wrongAddresses.push(...(await tryAddresses(url, world, cast, moment)));
    await moveOn(stage, world, moment);
    return moment === 'judged' ? 'enough' : undefined;
  });
}, 300_000);

function personOf(cast: readonly Person[], name: string): Person {
  const person = cast.find((each) => each.name === name);
  if (person === undefined) throw new Error(`Nobody is called ${name}`);
  return person;
}

it('tells what is wrong at its field, in the reader’s language, and keeps what was typed', () => {
  expect(wrong).toEqual([]);
  expect(tried).toBe(BAD_INPUTS.length * LANGUAGES.length);
});

it('answers rubbish in an address with a page', () => {
  expect(wrongAddresses).toEqual([]);
});
