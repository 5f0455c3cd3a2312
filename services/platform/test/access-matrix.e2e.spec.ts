import { Agent } from 'node:http';
import { MOMENTS } from '@wsis/rehearsal';
import { askAll, type Cell } from './access/asking.js';
import {
  assemble,
  AUDITOR,
  EXPERT,
  SCREENER,
  SECRETARIAT,
  STRANGER,
  SUBMITTER,
  VOTER,
  type Person,
} from './access/cast.js';
import { playedContest } from './access/played-contest.js';
import { stoppedAtDoor, type Rule } from './access/rule.js';
import { ENDINGS, RULES } from './access/tables/index.js';
import { lookAround, moveOn, setTheScene, type World } from './access/world.js';

const wrong: string[] = [];
const asked: Cell[] = [];

/** One edition is played once; at each of its moments everybody asks for everything that the moment decides about. */
beforeAll(async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let world: World | undefined;
  let cast: readonly Person[] = [];
  await playedContest(async (moment, stage, secrets) => {
    if (moment === MOMENTS[0]) {
      cast = await assemble(stage, secrets);
      world = await setTheScene(stage, cast);
    }
    if (!world) throw new Error('The scene is not set');
    await lookAround(stage, world, moment);
    const { edition } = world;
    const cells = Object.entries(RULES).flatMap(([service, rules]) =>
      rules
        .filter((rule) => (rule.at ?? ['judging']).includes(moment))
        .flatMap((rule) =>
          callersOf(service, rule, cast, edition).map((person) => ({ service, rule, person, moment })),
        ),
    );
    if (moment === MOMENTS.at(-1)) cells.push(...endings(cast, edition));
    wrong.push(...(await askAll(agent, stage.http.url, world, cells)));
    asked.push(...cells);
    await moveOn(stage, world, moment);
  });
  agent.destroy();
}, 300_000);

/** At the doors of pages, which are one and the same, a few of each kind are stopped. */
const AT_THE_DOOR = [
  'nobody',
  'a forged session',
  'an expired session',
  VOTER,
  STRANGER,
  SUBMITTER,
  EXPERT,
  SCREENER,
  AUDITOR,
  'secretariat without a second factor',
  'secretariat with an old second factor',
  'secretariat of another edition',
];

/** A page that is everybody's is shown to a few; a form is sent by all who come through its door, and by a few others. */
function callersOf(service: string, { route, door, gets }: Rule, cast: readonly Person[], edition: string) {
  if (service !== 'web') return cast;
  if (door.to === 'everybody' && typeof gets === 'string') {
    return cast.filter(({ name }) => ['nobody', 'a forged session', VOTER, SUBMITTER, SECRETARIAT].includes(name));
  }
  if (route.startsWith('GET ')) return cast;
  return cast.filter(
    (person) => AT_THE_DOOR.includes(person.name) || stoppedAtDoor(door, person, edition) === undefined,
  );
}

/** What ends a session is asked by those only whom the door stops: the others are in other tables still. */
function endings(cast: readonly Person[], edition: string): Cell[] {
  return Object.entries(ENDINGS).flatMap(([service, rules]) =>
    rules.flatMap((rule) =>
      cast
        .filter((person) => stoppedAtDoor(rule.door, person, edition) !== undefined)
        .map((person) => ({ service, rule, person, moment: 'announced' as const })),
    ),
  );
}

it('answers everybody as its rules say, at every moment of an edition', () => {
  expect(wrong).toEqual([]);
  expect(new Set(asked.map(({ moment }) => moment))).toEqual(new Set(MOMENTS));
  expect(asked.filter(({ person }) => person.name === SUBMITTER).length).toBeGreaterThan(300);
});
