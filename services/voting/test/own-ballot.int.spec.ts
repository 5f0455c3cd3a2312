import { randomUUID } from 'node:crypto';
import { CalendarChangedSchema, NomineeWithdrawnSchema } from '@wsis/contracts';
import { event } from '@wsis/messaging';
import { eventually, testService, type TestService } from '@wsis/testing';
import { votingService } from '../src/definition.js';
import { announceEdition } from './announce-edition.fixture.js';
import { EDITION, nominee, ruleBookWith } from './vote.fixture.js';

const BASE = `/api/voting/editions/${EDITION}`;
const RULE = 'one person, one ballot';

describe('What a voter is told of its own ballot', () => {
  let service: TestService;
  const roles = [{ role: 'secretariat' as const, edition: '*' }];
  const ids: string[] = Array.from({ length: 5 }, () => randomUUID());
  const tokens: string[] = [];

  beforeAll(async () => {
    service = await testService(votingService, { environment: { VOTING_SCREEN_POLL_MS: '50' } });
    await announceEdition(
      service,
      ruleBookWith({ vote: { categoriesRequired: 2, lostChoiceFillsCategory: false, mayChange: true } }),
    );
    tokens.push(...ids.map((voterId) => service.voter({ editionId: EDITION, voterId })));
  });
  afterAll(() => service.stop());

  const save = (index: number, choices: object, base = 0) =>
    service.send({
      method: 'PUT',
      url: `${BASE}/ballot`,
      as: tokens[index] as string,
      payload: { choices } as object,
      headers: { 'if-match': `"${base}"`, 'idempotency-key': randomUUID() },
    });
  const get = (index: number, path: string) => service.send({ url: `${BASE}/ballot/${path}`, as: tokens[index]! });
  const unfinished = async () => {
    const answer = await service.send({
      method: 'POST',
      url: '/api/voting/internal/unfinished-voters',
      as: service.internalToken(),
      payload: { edition: EDITION, voterIds: ids },
    });
    return (answer.body.voterIds as string[]).map((id) => ids.indexOf(id));
  };

  it('says before the close what is missing, after it what was decided, and shows every version with its receipt', async () => {
    const both = { C1: nominee(1, 1), C2: nominee(2, 1) };
    await eventually('the process knows the list', async () => (await get(0, 'verdict')).status === 200);
    expect((await get(0, 'verdict')).body).toMatchObject({
      counts: false,
      why: 'no-ballot',
      categoriesToGo: 2,
      version: 0,
    });
    await save(0, { C1: nominee(1, 1) });
    expect((await get(0, 'verdict')).body).toMatchObject({ counts: false, why: 'incomplete', categoriesToGo: 1 });
    const { body: saved } = await save(0, both, 1);
    const { body: verdict } = await get(0, 'verdict');
    expect(verdict).toMatchObject({ counts: true, closed: false, certified: false, version: 2, categoriesToGo: 0 });
    expect(verdict).not.toHaveProperty('why');
    expect(verdict.ledgerNumber).toBe(saved.receipt.ledgerNumber);
    const { body: ballot } = await service.send({ url: `${BASE}/ballot`, as: tokens[0]! });
    expect(verdict).toMatchObject({ choices: ballot.choices, savedAt: ballot.savedAt });

    await save(1, { C1: nominee(1, 2), C2: nominee(2, 1) });
    const { body: third } = await save(2, both);
    await save(3, { C1: nominee(1, 3) });
    expect(await unfinished()).toEqual([3, 4]);

    // A nominee withdraws under the ballot of the second voter.
    await service.emit([
      event(
        NomineeWithdrawnSchema,
        { editionId: EDITION, nomineeId: randomUUID(), number: nominee(1, 2), category: 'C1', listVersion: 2 },
        { key: EDITION, version: 2_000 },
      ),
    ]);
    await eventually('the withdrawal is known', async () => (await get(1, 'verdict')).body.counts === false);
    expect((await get(1, 'verdict')).body).toMatchObject({
      why: 'incomplete',
      categoriesToGo: 1,
      lostCategories: ['C1'],
    });
    await eventually('the withdrawal is in force for reminders', async () => (await unfinished()).length === 3);
    expect(await unfinished()).toEqual([1, 3, 4]);

    // Two persons remove the ballot of the third voter: it is told by which rule, and is not asked to finish anything.
    const [first, second] = [await service.account({ roles }), await service.account({ roles })];
    const proposed = await service.send({
      method: 'POST',
      url: `${BASE}/removals`,
      as: first,
      payload: { ledgerNumbers: [third.receipt.ledgerNumber], rule: RULE, evidence: 'one device' },
    });
    const approval = `/api/voting/approvals/${proposed.body.approvalId}`;
    const { payloadHash } = (await service.send({ url: approval, as: second })).body;
    await service.send({ method: 'POST', url: `${approval}/approval`, as: second, payload: { payloadHash } });
    const { body: removed } = await get(2, 'verdict');
    expect(removed).toMatchObject({ counts: false, why: 'removed', categoriesToGo: 0 });
    expect(removed.decision).toMatchObject({ rule: RULE, ballot: third.receipt.ledgerNumber });
    const register = await service.send({ url: `${BASE}/removals` });
    expect(register.body.items.map((each: any) => each.ledgerNumber)).toContain(removed.decision.ledgerNumber);
    expect(await unfinished()).toEqual([1, 3, 4]);

    const { body: versions } = await get(0, 'versions?limit=1');
    expect(versions.items).toEqual([expect.objectContaining({ version: 2, choices: both, complete: true })]);
    const { body: older } = await get(0, `versions?cursor=${versions.nextCursor}`);
    expect(older).toEqual({ items: [expect.objectContaining({ version: 1, choices: { C1: nominee(1, 1) } })] });
    expect(versions.items[0].supersedes).toBe(older.items[0].ledgerNumber);
    const { body: receipt } = await get(0, 'versions/2/receipt');
    expect(receipt.commitment).toBe(saved.receipt.commitment);
    expect(versions.receipt).toEqual(receipt);
    expect((await get(0, 'versions/1/receipt')).body.ledgerNumber).toBe(older.items[0].ledgerNumber);
    for (const unknown of ['3', '0', '-1', 'x', '99999999999']) {
      expect((await get(0, `versions/${unknown}/receipt`)).body.code).toBe('VOTING.NO_BALLOT');
    }

    await service.emit([
      event(
        CalendarChangedSchema,
        {
          editionId: EDITION,
          calendarVersion: 2,
          change: 'closed',
          reason: 'closing',
          phases: [{ phase: 'voting', opensAtMs: BigInt(Date.now() - 60_000), closesAtMs: BigInt(Date.now()) }],
        },
        { key: EDITION, version: 2 },
      ),
    ]);
    await eventually('the close is told', async () => (await get(0, 'verdict')).body.closed);
    expect((await get(0, 'verdict')).body).toMatchObject({ counts: true, closed: true });
    expect((await get(3, 'verdict')).body).toMatchObject({
      counts: false,
      why: 'incomplete',
      closed: true,
      emptyCategories: expect.arrayContaining(['C2']),
    });
  });

  it('refuses other sessions, editions it does not know, and bad pages', async () => {
    const account = await service.account({ roles });
    expect((await service.send({ url: `${BASE}/ballot/verdict`, as: account })).body.code).toBe('SESSION.WRONG_KIND');
    expect((await service.send({ url: `${BASE}/ballot/versions` })).body.code).toBe('SESSION.MISSING');
    const elsewhere = service.voter({ editionId: 'nowhere' });
    for (const path of ['verdict', 'versions']) {
      const answer = await service.send({ url: `/api/voting/editions/nowhere/ballot/${path}`, as: elsewhere });
      expect(answer.body.code).toBe('VOTING.EDITION_UNKNOWN');
    }
    expect((await get(0, 'versions?cursor=nonsense')).body.errors[0].field).toBe('cursor');
    const asked = { edition: EDITION, voterIds: ids };
    const url = '/api/voting/internal/unfinished-voters';
    expect((await service.send({ method: 'POST', url, as: account, payload: asked })).status).toBeGreaterThanOrEqual(
      401,
    );
    const bad = await service.send({
      method: 'POST',
      url,
      as: service.internalToken(),
      payload: { edition: EDITION, voterIds: ['x'] },
    });
    expect(bad.body.errors[0]).toMatchObject({ field: 'voterIds', rule: 'isUuid' });
  });
});
