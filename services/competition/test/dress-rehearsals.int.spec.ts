import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { demonstration2026 } from '@wsis/rule-book';
import { eventually, testService, type TestService } from '@wsis/testing';
import { competitionService } from '../src/index.js';

const SMALL = {
  ...demonstration2026,
  categories: demonstration2026.categories.slice(0, 2),
  vote: { ...demonstration2026.vote, categoriesRequired: 2 },
};
const PROGRAM = join(import.meta.dirname, '../../../libs/rehearsal/dist/cli.js');
/** A platform is started, played on and thrown away. */
const A_PLAY_MS = 240_000;

let service: TestService;
let secretary: string;

beforeAll(async () => {
  service = await testService(competitionService);
  secretary = await service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
});
afterAll(() => service?.stop());

const send = (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, as = secretary) =>
  service.send({
    method,
    url: `/api/competition${path}`,
    as,
    ...(payload === undefined ? {} : { payload }),
    ...(method === 'PUT' ? { headers: { 'if-match': '"0"' } } : {}),
  });

async function edition(rules?: object): Promise<string> {
  const id = `e-${randomUUID().slice(0, 8)}`;
  await send('POST', '/editions', { id, year: 2026, name: 'WSIS Prizes', timeZone: 'Europe/Zurich' });
  if (rules) expect((await send('PUT', `/editions/${id}/rule-book/draft`, rules)).status).toBe(200);
  return id;
}
const listOf = (id: string) => `/editions/${id}/dress-rehearsals`;
const start = (id: string) => send('POST', listOf(id), {});
async function one(id: string, rehearsal: string) {
  return (await send('GET', `${listOf(id)}/${rehearsal}`)).body;
}

/** A play that takes the stage ends before the next one begins. */
async function cancelled(id: string, rehearsal: string) {
  expect((await send('POST', `${listOf(id)}/${rehearsal}/cancellation`)).status).toBe(202);
  await eventually(
    'the rehearsal is over',
    async () => expect(await one(id, rehearsal)).toMatchObject({ state: 'cancelled', endedAt: expect.any(String) }),
    { timeoutMs: 60_000 },
  );
}

/** Waits for a child of a process, known by a part of its command line. */
function found(what: string, parent: number, program: string): Promise<number> {
  const look = () => {
    const children = readdirSync('/proc').filter((entry) => {
      if (!/^\d+$/.test(entry)) return false;
      const about = (file: string) => readFileSync(`/proc/${entry}/${file}`, 'utf8');
      try {
        return about('status').includes(`PPid:\t${parent}\n`) && about('cmdline').includes(program);
      } catch {
        // It ended meanwhile.
        return false;
      }
    });
    if (children.length === 0) throw new Error('not yet');
    return Number(children[0]);
  };
  return eventually(what, look, { timeoutMs: 60_000 });
}

function gone(...processes: readonly number[]) {
  const look = () => expect(processes.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  return eventually('nothing is left', look, { timeoutMs: 40_000 });
}

describe('A dress rehearsal', () => {
  it('needs an edition that has rules, and is asked for by the secretariat alone', async () => {
    expect(await start('nowhere')).toMatchObject({ status: 404, body: { code: 'COMPETITION.EDITION_UNKNOWN' } });
    const without = await edition();
    expect(await start(without)).toMatchObject({ status: 404, body: { code: 'COMPETITION.NO_RULE_BOOK' } });
    expect((await send('GET', listOf(without))).body).toEqual({ here: true, items: [] });
    for (const unknown of ['not-an-id', randomUUID()]) {
      expect(await send('GET', `${listOf(without)}/${unknown}`)).toMatchObject({
        status: 404,
        body: { code: 'COMPETITION.REHEARSAL_UNKNOWN' },
      });
    }
  });

  it(
    'plays the draft to the winners, tells how far it is, and holds',
    async () => {
      const id = await edition(SMALL);
      const { status, body } = await start(id);
      expect(status).toBe(202);
      expect(await start(id)).toMatchObject({ status: 409, body: { code: 'COMPETITION.REHEARSAL_UNDER_WAY' } });
      const acts = new Set<string>();
      const look = async () => {
        const found = await one(id, body.id);
        if (found.act) acts.add(found.act);
        expect(found.endedAt).not.toBeNull();
        return found;
      };
      const found = await eventually('the rehearsal is over', look, { timeoutMs: A_PLAY_MS });
      expect(found.failure).toBeNull();
      expect(found.report.checks.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
      expect(found).toMatchObject({ state: 'held', rules: 'draft', rulesVersion: 1, act: 'publish' });
      expect(found.report.checks.length).toBeGreaterThan(40);
      expect(found.report.winners.map(({ category }: { category: string }) => category)).toEqual(
        SMALL.categories.map(({ code }) => code),
      );
      expect(acts.size).toBeGreaterThan(2);
      const emitted = await service.emitted('competition.rules-adopted.v1');
      expect(emitted).toEqual([]);
    },
    A_PLAY_MS,
  );

  it(
    'waits for its turn, and ends where it is when it is cancelled',
    async () => {
      const [first, second] = [await edition(SMALL), await edition(SMALL)];
      const played = (await start(first)).body.id as string;
      const begun = async () => expect(await one(first, played)).toMatchObject({ state: 'running' });
      await eventually('it has begun', begun, { timeoutMs: 30_000 });
      const waiting = (await start(second)).body.id as string;
      expect(await one(second, waiting)).toMatchObject({ state: 'waiting' });
      // Whoever looks after all editions sees both; whoever looks after one sees that one.
      const watched = async (as?: string) =>
        (await send('GET', '/dress-rehearsals', undefined, as)).body.items.map(({ id }: { id: string }) => id);
      expect(await watched()).toEqual(expect.arrayContaining([played, waiting]));
      const ofSecond = await service.account({ roles: [{ role: 'auditor', edition: second }] });
      expect(await watched(ofSecond)).toEqual([waiting]);
      await cancelled(second, waiting);
      await cancelled(first, played);
      expect(await send('POST', `${listOf(first)}/${played}/cancellation`)).toMatchObject({
        status: 409,
        body: { code: 'COMPETITION.REHEARSAL_ENDED' },
      });
    },
    A_PLAY_MS,
  );

  it(
    'of a worker that went away is played again, but not for ever',
    async () => {
      const id = await edition(SMALL);
      const rehearsal = (await start(id)).body.id as string;
      await eventually(
        'it has begun',
        async () => expect(await one(id, rehearsal)).toMatchObject({ state: 'running' }),
        {
          timeoutMs: 30_000,
        },
      );
      await cancelled(id, rehearsal);
      const silent = async (attempts: number) => {
        await service.database.execute(
          `UPDATE competition.dress_rehearsals
         SET state = 'running', attempts = $2, cancel_asked = FALSE, ended_at = NULL, beat_at = clock_timestamp() - interval '5 min'
         WHERE id = $1`,
          [rehearsal, attempts],
        );
      };
      await silent(3);
      await eventually('it is given up', async () => expect((await one(id, rehearsal)).state).toBe('failed'), {
        timeoutMs: 30_000,
      });
      await silent(1);
      const again = async () => {
        const [row] = await service.database.query<{ attempts: number }>(
          `SELECT attempts FROM competition.dress_rehearsals WHERE id = $1 AND state = 'running'`,
          [rehearsal],
        );
        expect(row?.attempts).toBe(2);
      };
      await eventually('it is played again', again, { timeoutMs: 30_000 });
      await cancelled(id, rehearsal);
    },
    A_PLAY_MS,
  );

  it(
    'leaves nothing running when its program is killed',
    async () => {
      const id = await edition(SMALL);
      const rehearsal = (await start(id)).body.id as string;
      const program = await found('the program', process.pid, 'libs/rehearsal/dist/cli.js');
      const platform = await found('its platform', program, 'services/platform/dist/main.js');
      const database = await found('the database of that', platform, 'bin/postgres');
      process.kill(program, 'SIGKILL');
      await eventually('it is over', async () => expect((await one(id, rehearsal)).state).toBe('failed'), {
        timeoutMs: 60_000,
      });
      await gone(platform, database);
    },
    A_PLAY_MS,
  );

  it(
    'ends with whoever listens to it',
    async () => {
      const program = spawn(process.execPath, [PROGRAM, '--steps', '--nominees', '2', '--voters', '40'], {
        stdio: ['ignore', 'pipe', 'ignore'],
        // It brings its own parts along, whatever these tests run on.
        env: { ...process.env, DATABASE_URL: '', REDIS_URL: '', KAFKA_BROKERS: '' },
      });
      const platform = await found('its platform', program.pid ?? 0, 'services/platform/dist/main.js');
      const database = await found('the database of that', platform, 'bin/postgres');
      await once(program.stdout, 'data');
      program.stdout.destroy();
      await once(program, 'exit');
      await gone(platform, database);
    },
    A_PLAY_MS,
  );

  it('is not started while a vote is open', async () => {
    const id = await edition(SMALL);
    await service.database.execute(
      `UPDATE competition.phases SET opens_at = clock_timestamp() - interval '1 hour',
         closes_at = clock_timestamp() + interval '1 hour', opened_at = clock_timestamp()
       WHERE edition_id = $1 AND phase = 'voting'`,
      [id],
    );
    expect(await start(id)).toMatchObject({ status: 409, body: { code: 'COMPETITION.REHEARSAL_DURING_VOTE' } });
  });
});
