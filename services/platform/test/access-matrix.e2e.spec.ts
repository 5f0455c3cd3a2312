import { Agent } from 'node:http';
import { MOMENTS } from '@wsis/rehearsal';
import { askAll, type Cell } from './access/asking.js';
import { assemble, SECRETARIAT, SUBMITTER, VOTER, type Person } from './access/cast.js';
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
    const cells = Object.entries(RULES).flatMap(([service, rules]) =>
      rules
        .filter((rule) => (rule.at ?? ['judging']).includes(moment))
        .flatMap((rule) => callersOf(service, rule, cast).map((person) => ({ service, rule, person, moment }))),
    );
    if (moment === MOMENTS.at(-1)) cells.push(...endings(cast, world.edition));
    wrong.push(...(await askAll(agent, stage.http.url, world, cells)));
    asked.push(...cells);
    await moveOn(stage, world, moment);
  });
  agent.destroy();
}, 180_000);

/** A page that is everybody's is shown to a few. */
function callersOf(service: string, { door, gets }: Rule, cast: readonly Person[]): readonly Person[] {
  if (service !== 'web' || door.to !== 'everybody' || typeof gets !== 'string') return cast;
  return cast.filter(({ name }) => ['nobody', 'a forged session', VOTER, SUBMITTER, SECRETARIAT].includes(name));
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
  expect(asked.filter(({ person }) => person.name === SUBMITTER).length).toBeGreaterThan(250);
});
