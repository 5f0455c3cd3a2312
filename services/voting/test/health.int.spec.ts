import { randomUUID } from 'node:crypto';
import { eventually, testDatabase, testService, type TestDatabase, type TestService } from '@wsis/testing';
import { votingService } from '../src/definition.js';
import { announceEdition } from './announce-edition.fixture.js';
import { EDITION, nominee } from './vote.fixture.js';

const BASE = `/api/voting/editions/${EDITION}`;

describe('the health of a vote that two processes take', () => {
  let database: TestDatabase;
  let one: TestService;
  let other: TestService;
  beforeAll(async () => {
    database = await testDatabase();
    const environment = { VOTING_SCREEN_POLL_MS: '50' };
    one = await testService(votingService, { environment, database });
    other = await testService(votingService, { environment, database, secrets: one.secrets });
    await announceEdition(one);
  });
  afterAll(async () => {
    await other.stop();
    await one.stop();
    await database.drop();
  });

  const save = async (at: TestService, place: number) => {
    const { status } = await at.send({
      method: 'PUT',
      url: `${BASE}/ballot`,
      as: one.voter({ editionId: EDITION }),
      headers: { 'if-match': '"0"', 'idempotency-key': randomUUID() },
      payload: { choices: { C1: nominee(1, place) } } as object,
    });
    return status;
  };

  it('is the same wherever one asks: what was accepted and refused anywhere, and never who is ahead', async () => {
    const nobody = 9;
    expect([await save(one, 1), await save(other, 2)]).toEqual([200, 200]);
    expect([await save(one, nobody), await save(other, nobody), await save(other, nobody)]).toEqual([422, 422, 422]);
    for (const at of [one, other]) {
      const { body } = await eventually('both processes to tell of each other', async () => {
        const health = await at.send({ url: `${BASE}/health` });
        expect(health.body).toMatchObject({ accepted: 2, waiting: 0, refusals: { 'VOTING.NOMINEE_UNKNOWN': 3 } });
        return health;
      });
      expect(body.lastBatch.size).toBe(1);
      expect(JSON.stringify(body)).not.toMatch(/nominee"|categor|choice|votes/i);
    }
  });
});
