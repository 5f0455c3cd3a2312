import { Module } from '@nestjs/common';
import { testService, type TestService } from '@wsis/testing';

@Module({})
class NothingModule {}

let office: TestService;
const url = '/api/competition/parked';

beforeAll(async () => {
  office = await testService({ name: 'competition', migrations: [], module: () => NothingModule });
  for (const key of ['bad', 'worse']) {
    await office.database.execute(
      `INSERT INTO competition.parked_keys (consumer, topic, key, reason)
       VALUES ('competition.events', 'voting.window.v1', $1, 'it does not parse')`,
      [key],
    );
  }
});
afterAll(() => office?.stop());

const asked = async () => {
  const rows = await office.database.query<{ key: string }>(
    'SELECT key FROM competition.parked_keys WHERE replay_asked_at IS NOT NULL ORDER BY key',
  );
  return rows.map(({ key }) => key);
};

test('staff see what waits and why, and ask for a replay of one key', async () => {
  const staff = await office.account({ roles: [{ role: 'secretariat', edition: '*' }] });
  const listed = await office.send({ url, as: staff });
  expect(listed.body.items.map((item: { key: string }) => item.key).sort()).toEqual(['bad', 'worse']);
  expect(listed.body.items[0]).toMatchObject({ topic: 'voting.window.v1', reason: 'it does not parse', letters: 0 });
  const replay = await office.send({ method: 'POST', url: `${url}/replay`, as: staff, payload: { key: 'nobody' } });
  expect(replay).toMatchObject({ status: 202, body: { keys: 0 } });
  expect(await asked()).toEqual([]);
  const one = await office.send({ method: 'POST', url: `${url}/replay`, as: staff, payload: { key: 'bad' } });
  expect(one.body).toEqual({ keys: 1 });
});

test('how much waits is told without what it is', async () => {
  await office.database.execute(
    `INSERT INTO competition.dead_letters
       (consumer, event_id, topic, key, position, type, version, source, occurred_at, payload, reason)
     VALUES ('competition.events', gen_random_uuid(), 'voting.window.v1', 'bad', 1, 'voting.v1.VoteClosed', 1, 'voting',
       clock_timestamp(), '', 'it does not parse')`,
  );
  const auditor = await office.account({ roles: [{ role: 'auditor', edition: '*' }] });
  const { body } = await office.send({ url: `${url}/figures`, as: auditor });
  const [oldest] = await office.database.query<{ at: Date }>(
    'SELECT min(parked_at) AS at FROM competition.parked_keys',
  );
  expect(body).toEqual({ keys: 2, letters: 1, oldestAt: oldest?.at.toISOString() });
  expect((await office.send({ url: `${url}/figures`, as: await office.account() })).status).toBe(403);
});

test('a replay wants a fresh second factor and the secretariat', async () => {
  const roles = [{ role: 'secretariat' as const, edition: '*' }];
  const stale = await office.account({ roles, secondFactorAt: new Date(Date.now() - 11 * 60_000) });
  const auditor = await office.account({ roles: [{ role: 'auditor', edition: '*' }] });
  const post = (as: string, payload: object = {}) => office.send({ method: 'POST', url: `${url}/replay`, as, payload });
  expect((await post(stale)).body.code).toBe('ACCESS.SECOND_FACTOR_STALE');
  expect((await post(auditor)).body.code).toBe('ACCESS.ROLE_REQUIRED');
  expect((await office.send({ url, as: auditor })).status).toBe(200);
  expect((await office.send({ url, as: await office.account() })).status).toBe(403);
  const staff = await office.account({ roles });
  expect((await post(staff, { key: 7 })).body.errors[0].field).toBe('key');
});
