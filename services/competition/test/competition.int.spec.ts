import { randomUUID } from 'node:crypto';
import { fromBinary } from '@bufbuild/protobuf';
import { CalendarChangedSchema, PhaseClosedSchema, PhaseOpenedSchema, RulesAdoptedSchema } from '@wsis/contracts';
import { demonstration2026, hashRuleBook } from '@wsis/rule-book';
import { eventually, testService, type TestService } from '@wsis/testing';
import { LoggedAnnouncements } from '../src/adapters/messaging/announcements.js';
import { PostgresCalendarStore } from '../src/adapters/postgres/calendar.store.js';
import { RunDuePhases } from '../src/application/run-due-phases.js';
import { competitionService } from '../src/index.js';
import { EventLog } from '@wsis/messaging';

let service: TestService;
let first: string;
let second: string;

beforeAll(async () => {
  service = await testService(competitionService);
  first = await service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
  second = await service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
});

afterAll(() => service?.stop());

const api = (path: string) => `/api/competition${path}`;
const get = (path: string, as?: string) =>
  service.send({ method: 'GET', url: api(path), ...(as === undefined ? {} : { as }) });
const post = (path: string, payload: object, as = first) =>
  service.send({ method: 'POST', url: api(path), payload, as });
const putDraft = (edition: string, payload: object, from = 0, as = first) =>
  service.send({
    method: 'PUT',
    url: api(`/editions/${edition}/rule-book/draft`),
    payload,
    headers: { 'if-match': `"${from}"` },
    as,
  });

async function approve(approvalId: string, as = second) {
  const { body } = await get(`/approvals/${approvalId}`, as);
  return post(`/approvals/${approvalId}/approval`, { payloadHash: body.payloadHash }, as);
}

async function newEdition(options: { copyFrom?: string; year?: number } = {}): Promise<string> {
  const id = `e-${randomUUID().slice(0, 8)}`;
  const { status } = await post('/editions', {
    id,
    year: options.year ?? 2026,
    name: 'WSIS Prizes',
    timeZone: 'Europe/Zurich',
    ...(options.copyFrom === undefined ? {} : { copyFrom: options.copyFrom }),
  });
  expect(status).toBe(201);
  return id;
}

async function editionWithRules(): Promise<string> {
  const edition = await newEdition();
  expect((await putDraft(edition, demonstration2026)).status).toBe(200);
  const proposed = await post(`/editions/${edition}/rule-book/adoption`, { draftVersion: 1 });
  expect(proposed.status).toBe(202);
  expect((await approve(proposed.body.approvalId)).status).toBe(200);
  return edition;
}

async function changeCalendar(edition: string, fromVersion: number, phases: object[]) {
  const proposed = await post(`/editions/${edition}/calendar/changes`, { fromVersion, phases, reason: 'the plan' });
  expect(proposed).toMatchObject({ status: 202 });
  return approve(proposed.body.approvalId);
}

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const HOUR = 3_600_000;

async function events(edition: string, type: string) {
  return (await service.emitted(type)).filter((one) => one.key === edition);
}

describe('editions', () => {
  it('are created by the secretariat and listed for everybody, the latest year first', async () => {
    const edition = await newEdition();
    const { body } = await get('/editions?limit=200');
    expect(body.items.map((item: { id: string }) => item.id)).toContain(edition);
    expect((await get(`/editions/${edition}`)).body).toMatchObject({ id: edition, rulesVersion: null, openPhases: [] });
    expect(await events(edition, 'competition.edition-created.v1')).toHaveLength(1);
  });

  it('are listed by pages without a gap', async () => {
    const ids = new Set([await newEdition(), await newEdition(), await newEdition()]);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/editions?limit=2${cursor && `&cursor=${cursor}`}`);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of ids) expect(seen).toContain(id);
  });

  it('refuse a taken id, an unknown zone, wrong types and unknown fields, each by name', async () => {
    const edition = await newEdition();
    const body = { id: edition, year: 2026, name: 'Again', timeZone: 'UTC' };
    expect(await post('/editions', body)).toMatchObject({ status: 409, body: { code: 'COMPETITION.EDITION_EXISTS' } });
    expect(await post('/editions', { ...body, id: 'zone-2026', timeZone: 'Europe/Atlantis' })).toMatchObject({
      status: 422,
      body: { code: 'COMPETITION.EDITION_INVALID', errors: [{ field: 'timeZone', rule: 'timeZone' }] },
    });
    const wrong = await post('/editions', { ...body, year: 'soon', colour: 'blue' });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'year', rule: 'wrongType' }),
        expect.objectContaining({ field: 'colour', rule: 'unknownField' }),
      ]),
    );
    expect(await get('/editions/nowhere')).toMatchObject({
      status: 404,
      body: { code: 'COMPETITION.EDITION_UNKNOWN' },
    });
  });

  it('refuse versions, cursors and limits that nobody gave', async () => {
    const edition = await editionWithRules();
    expect(await get(`/editions/${edition}/rule-book/versions/2147483648`)).toMatchObject({ status: 404 });
    expect(await get(`/editions/${edition}/rule-book/versions/one`)).toMatchObject({ status: 404 });
    expect(await get('/editions?cursor=WyJ4Il0')).toMatchObject({ status: 422 });
    expect(await get('/editions?limit=1000')).toMatchObject({ status: 422 });
    expect(await get(`/editions/${edition}/calendar/changes?cursor=WzFlOTld`)).toMatchObject({ status: 422 });
    expect(await get('/editions/%00')).toMatchObject({ status: 404 });
    const name = 'zero\u0000byte';
    expect(await post('/editions', { id: 'zero-2026', year: 2026, name, timeZone: 'UTC' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'name', rule: 'pattern' }] },
    });
  });

  it('refuse whoever is not of the secretariat', async () => {
    const payload = { id: 'mine-2026', year: 2026, name: 'Mine', timeZone: 'UTC' };
    const screener = await service.account({ roles: [{ role: 'screener', edition: '*' }] });
    expect(await post('/editions', payload, screener)).toMatchObject({
      status: 403,
      body: { code: 'ACCESS.ROLE_REQUIRED' },
    });
    expect(await service.send({ method: 'POST', url: api('/editions'), payload })).toMatchObject({ status: 401 });
    const voter = service.voter({ editionId: 'demo-2026' });
    expect(await post('/editions', payload, voter)).toMatchObject({
      status: 403,
      body: { code: 'SESSION.WRONG_KIND' },
    });
  });

  it('refuse malformed JSON and a body of 10 MB', async () => {
    const malformed = await service.send({
      method: 'POST',
      url: api('/editions'),
      payload: '{"id": ',
      headers: { 'content-type': 'application/json' },
      as: first,
    });
    expect(malformed).toMatchObject({ status: 400, body: { code: 'HTTP.MALFORMED_JSON' } });
    const large = await post('/editions', { id: 'x'.repeat(10_485_760) });
    expect(large).toMatchObject({ status: 413, body: { code: 'HTTP.BODY_TOO_LARGE' } });
  });

  it('are copied: the rules become a draft, the dates a template in the later year', async () => {
    const source = await editionWithRules();
    await changeCalendar(source, 0, [
      { phase: 'voting', opensAt: '2126-03-28T22:00:00Z', closesAt: '2126-04-28T21:00:00Z' },
    ]);
    const copy = await newEdition({ copyFrom: source, year: 2027 });
    const draft = await get(`/editions/${copy}/rule-book/draft`, first);
    expect(draft.body).toMatchObject({ version: 1, ruleBook: { year: 2027, vote: demonstration2026.vote } });
    const { body } = await get(`/editions/${copy}/calendar`);
    expect(body.template).toHaveLength(1);
    expect(body.template[0]).toMatchObject({ phase: 'voting', closesAt: '2127-04-28T21:00:00.000Z' });
    expect(body.phases.every((phase: { state: string }) => phase.state === 'unplanned')).toBe(true);
  });
});

describe('the rule book', () => {
  it('is drafted from a version, and a stale draft loses nothing of the newer one', async () => {
    const edition = await newEdition();
    expect((await putDraft(edition, demonstration2026)).body).toMatchObject({ version: 1 });
    expect(await putDraft(edition, demonstration2026)).toMatchObject({
      status: 409,
      body: { code: 'COMPETITION.DRAFT_STALE', currentVersion: 1 },
    });
    expect((await putDraft(edition, demonstration2026, 1)).body).toMatchObject({ version: 2 });
    const without = await service.send({
      method: 'PUT',
      url: api(`/editions/${edition}/rule-book/draft`),
      payload: demonstration2026 as object,
      as: first,
    });
    expect(without).toMatchObject({ status: 428 });
  });

  it('refuses a negative quorum and an unknown rule, and names field and rule', async () => {
    const edition = await newEdition();
    const negative = { ...demonstration2026, evaluation: { ...demonstration2026.evaluation, quorum: -1 } };
    const refused = await putDraft(edition, negative);
    expect(refused).toMatchObject({ status: 422, body: { code: 'COMPETITION.RULE_BOOK_INVALID' } });
    expect(refused.body.errors).toEqual([expect.objectContaining({ field: 'evaluation.quorum', rule: 'minimum' })]);
    const unknown = await putDraft(edition, { ...demonstration2026, mood: 'good' });
    expect(unknown.body.errors).toEqual([expect.objectContaining({ field: 'mood', rule: 'unknown' })]);
    expect(await putDraft(edition, [])).toMatchObject({ status: 422 });
    expect(await get(`/editions/${edition}/rule-book/draft`, first)).toMatchObject({ status: 404 });
  });

  it('is adopted by two persons, and becomes public with its hash, its bytes and its assumptions', async () => {
    const edition = await newEdition();
    await putDraft(edition, demonstration2026);
    const proposed = await post(`/editions/${edition}/rule-book/adoption`, { draftVersion: 1 });
    expect(proposed.body.payload).toEqual({ draftVersion: 1, ruleBookHash: hashRuleBook(demonstration2026) });
    expect(await get(`/editions/${edition}/rule-book`)).toMatchObject({ status: 404 });

    // One person cannot be both.
    expect(await approve(proposed.body.approvalId, first)).toMatchObject({
      status: 403,
      body: { code: 'APPROVAL.SAME_PERSON' },
    });
    expect(await approve(proposed.body.approvalId)).toMatchObject({ status: 200, body: { result: { version: 1 } } });

    const adopted = await get(`/editions/${edition}/rule-book`);
    expect(adopted.body).toMatchObject({ version: 1, hash: hashRuleBook(demonstration2026) });
    expect(adopted.body.assumptions.length).toBeGreaterThan(0);
    expect(hashRuleBook((await get(`/editions/${edition}/rule-book/canonical`)).body)).toBe(adopted.body.hash);
    const again = await service.send({
      method: 'GET',
      url: api(`/editions/${edition}/rule-book`),
      headers: { 'if-none-match': String(adopted.headers['etag']) },
    });
    expect(again.status).toBe(304);

    const [event] = await events(edition, 'competition.rules-adopted.v1');
    const payload = fromBinary(RulesAdoptedSchema, event!.payload);
    expect(payload).toMatchObject({ editionId: edition, rulesVersion: 1, ruleBookHash: adopted.body.hash });
    expect(hashRuleBook(JSON.parse(Buffer.from(payload.ruleBookJson).toString()))).toBe(adopted.body.hash);
  });

  it('is not adopted when the draft was changed after the proposal', async () => {
    const edition = await newEdition();
    await putDraft(edition, demonstration2026);
    const proposed = await post(`/editions/${edition}/rule-book/adoption`, { draftVersion: 1 });
    const waiting = async () => (await get(`/approvals?state=proposed&edition=${edition}`, first)).body.items;
    expect(await waiting()).not.toContainEqual(expect.objectContaining({ obstacle: expect.anything() }));
    await putDraft(edition, { ...demonstration2026, name: 'Another name' }, 1);
    expect(await waiting()).toEqual([
      expect.objectContaining({ obstacle: { code: 'COMPETITION.DRAFT_CHANGED', params: { version: 2 } } }),
    ]);
    expect(await approve(proposed.body.approvalId)).toMatchObject({
      status: 409,
      body: { code: 'COMPETITION.DRAFT_CHANGED' },
    });
    expect(await get(`/editions/${edition}/rule-book`)).toMatchObject({ status: 404 });
  });

  it('needs a second factor of the last ten minutes on both sides', async () => {
    const edition = await newEdition();
    await putDraft(edition, demonstration2026);
    const roles = [{ role: 'secretariat', edition: '*' }] as const;
    const stale = await service.account({ roles, secondFactorAt: new Date(Date.now() - 11 * 60_000) });
    expect(await post(`/editions/${edition}/rule-book/adoption`, { draftVersion: 1 }, stale)).toMatchObject({
      status: 403,
      body: { code: 'ACCESS.SECOND_FACTOR_STALE' },
    });
  });

  it('becomes version 2 before submission opens, keeps what entrants rely on after, and is fixed once voting opened', async () => {
    const edition = await editionWithRules();
    const adopt = async (draftVersion: number) => {
      const proposed = await post(`/editions/${edition}/rule-book/adoption`, { draftVersion });
      return proposed.status === 202 ? approve(proposed.body.approvalId) : proposed;
    };
    const withCount = (minimumVotes: number, name: string = demonstration2026.name) => ({
      ...demonstration2026,
      name,
      count: { ...demonstration2026.count, minimumVotes },
    });
    expect(await adopt(1)).toMatchObject({ status: 409, body: { code: 'COMPETITION.RULES_UNCHANGED' } });
    await putDraft(edition, withCount(2), 1);
    expect(await adopt(2)).toMatchObject({ status: 200, body: { result: { version: 2 } } });
    expect((await get(`/editions/${edition}/rule-book/versions`)).body.items).toHaveLength(2);
    expect((await get(`/editions/${edition}/rule-book/versions/1`)).body.hash).toBe(hashRuleBook(demonstration2026));

    const open = async (phase: string) => {
      const proposed = await post(`/editions/${edition}/phases/${phase}/opening`, {
        closesAt: inMs(HOUR),
        reason: 'ready',
      });
      expect(await approve(proposed.body.approvalId)).toMatchObject({ status: 200 });
    };
    await open('submission');
    const submission = {
      ...demonstration2026.submission,
      pastChampionsEligible: !demonstration2026.submission.pastChampionsEligible,
    };
    await putDraft(edition, { ...withCount(3), submission }, 2);
    expect(await adopt(3)).toMatchObject({
      status: 409,
      body: { code: 'COMPETITION.RULES_FIXED', errors: [{ field: 'submission', rule: 'unchanged' }] },
    });
    await putDraft(edition, withCount(3), 3);
    expect(await adopt(4)).toMatchObject({ status: 200, body: { result: { version: 3 } } });
    await open('screening');
    await open('voting');
    await putDraft(edition, withCount(4), 4);
    expect(await adopt(5)).toMatchObject({ status: 409, body: { code: 'COMPETITION.RULES_FIXED' } });
  });

  it('cannot be edited in the database once adopted', async () => {
    const edition = await editionWithRules();
    await expect(
      service.database.execute(`UPDATE competition.rule_books SET hash = repeat('0', 64) WHERE edition_id = $1`, [
        edition,
      ]),
    ).rejects.toThrow('cannot be changed');
  });
});

describe('the calendar', () => {
  it('waits for the rules', async () => {
    const edition = await newEdition();
    const phases = [{ phase: 'submission', opensAt: inMs(HOUR), closesAt: inMs(2 * HOUR) }];
    expect(
      await post(`/editions/${edition}/calendar/changes`, { fromVersion: 0, phases, reason: 'the plan' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'COMPETITION.RULES_NOT_ADOPTED' },
    });
  });

  it('refuses a phase that ends before it starts, by field and rule', async () => {
    const edition = await editionWithRules();
    const phases = [{ phase: 'submission', opensAt: inMs(2 * HOUR), closesAt: inMs(HOUR) }];
    const refused = await post(`/editions/${edition}/calendar/changes`, { fromVersion: 0, phases, reason: 'the plan' });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'COMPETITION.CALENDAR_INVALID',
        errors: [{ field: 'phases.0.closesAt', rule: 'mustBeAfter' }],
      },
    });
  });

  it('refuses an instant without an offset and a phase that does not exist', async () => {
    const edition = await editionWithRules();
    const phases = [{ phase: 'party', opensAt: '2126-01-01T00:00:00', closesAt: null }];
    const refused = await post(`/editions/${edition}/calendar/changes`, { fromVersion: 0, phases, reason: 'the plan' });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'phases.0.phase', rule: 'isIn' }),
        expect.objectContaining({ field: 'phases.0.opensAt', rule: 'pattern' }),
      ]),
    );
    expect(await post(`/editions/${edition}/phases/party/opening`, { reason: 'dance' })).toMatchObject({ status: 404 });
  });

  it('changes by two persons, keeps the old dates with the reason, and announces the whole plan', async () => {
    const edition = await editionWithRules();
    const [opensAt, closesAt, later] = [inMs(HOUR), inMs(2 * HOUR), inMs(3 * HOUR)];
    await changeCalendar(edition, 0, [{ phase: 'submission', opensAt, closesAt }]);
    expect(await changeCalendar(edition, 1, [{ phase: 'submission', opensAt, closesAt: later }])).toMatchObject({
      status: 200,
    });
    const { body } = await get(`/editions/${edition}/calendar`);
    expect(body).toMatchObject({ version: 2, timeZone: 'Europe/Zurich' });
    expect(body.phases[0]).toMatchObject({ phase: 'submission', closesAt: later, state: 'planned' });
    expect(Math.abs(Date.parse(body.now) - Date.now())).toBeLessThan(10_000);
    const log = (await get(`/editions/${edition}/calendar/changes`)).body.items;
    expect(log).toHaveLength(2);
    expect(log[0]).toMatchObject({ version: 2, change: 'adopted', reason: 'the plan' });
    expect(log[0].before[0]).toMatchObject({ phase: 'submission', closesAt });
    const changed = await events(edition, 'competition.calendar-changed.v1');
    expect(fromBinary(CalendarChangedSchema, changed[1]!.payload)).toMatchObject({
      calendarVersion: 2,
      change: 'adopted',
      phases: expect.arrayContaining([
        expect.objectContaining({ phase: 'submission', closesAtMs: BigInt(Date.parse(later)) }),
        expect.objectContaining({ phase: 'voting', opensAtMs: 0n }),
      ]),
    });
    expect(
      await post(`/editions/${edition}/calendar/changes`, {
        fromVersion: 1,
        phases: [{ phase: 'submission', opensAt, closesAt }],
        reason: 'late',
      }),
    ).toMatchObject({
      status: 409,
      body: { code: 'COMPETITION.CALENDAR_CHANGED', currentVersion: 2 },
    });
  });

  it('shows what a command would do, refuses as the command would be, and changes nothing', async () => {
    const edition = await editionWithRules();
    const effect = (body: object, as = first) =>
      post(`/editions/${edition}/calendar/effect`, { reason: 'ready', ...body }, as);
    const [opensAt, closesAt] = [inMs(HOUR), inMs(2 * HOUR)];
    const phases = [{ phase: 'submission', opensAt, closesAt }];
    expect(await effect({ type: 'change-calendar', fromVersion: 0, phases })).toMatchObject({
      status: 200,
      body: {
        changes: [
          {
            phase: 'submission',
            before: { opensAt: null, closesAt: null },
            after: { opensAt, closesAt },
          },
        ],
        opens: null,
        closes: null,
      },
    });
    expect((await get(`/editions/${edition}/calendar`)).body.version).toBe(0);
    await changeCalendar(edition, 0, phases);
    expect((await effect({ type: 'open-phase', phase: 'submission' })).body).toMatchObject({
      changes: [{ phase: 'submission', before: { opensAt, closesAt }, after: { closesAt } }],
      opens: 'submission',
    });
    expect((await effect({ type: 'extend-phase', phase: 'submission', closesAt: inMs(3 * HOUR) })).body.code).toBe(
      'COMPETITION.PHASE_NOT_OPEN',
    );
    expect(await effect({ type: 'change-calendar', fromVersion: 0, phases })).toMatchObject({
      status: 409,
      body: { code: 'COMPETITION.CALENDAR_CHANGED' },
    });
    expect((await effect({ type: 'change-calendar', fromVersion: 1, phases: [] })).body.errors).toEqual([
      expect.objectContaining({ field: 'phases' }),
    ]);
    expect((await effect({ type: 'open-phase', phase: 'submission', reason: '' })).body.errors).toEqual([
      expect.objectContaining({ field: 'reason' }),
    ]);
    const auditor = await service.account({ roles: [{ role: 'auditor', edition }] });
    expect((await effect({ type: 'open-phase', phase: 'submission' }, auditor)).status).toBe(200);
  });

  it('says of proposals that wait which of them things have overtaken', async () => {
    const edition = await editionWithRules();
    const dates = (fromVersion: number, hours: number) =>
      post(`/editions/${edition}/calendar/changes`, {
        fromVersion,
        phases: [{ phase: 'submission', opensAt: inMs(hours * HOUR), closesAt: inMs(9 * HOUR) }],
        reason: 'the plan',
      });
    const ids = [await dates(0, 1), await dates(0, 2)].map(({ body }) => body.approvalId as string);
    expect((await approve(ids[0]!)).status).toBe(200);
    const opening = (await post(`/editions/${edition}/phases/submission/opening`, { reason: 'ready' })).body.approvalId;
    const { items } = (await get(`/approvals?state=proposed&edition=${edition}`, second)).body;
    expect(items.map(({ id, obstacle }: { id: string; obstacle?: { code: string } }) => [id, obstacle?.code])).toEqual([
      [opening, undefined],
      [ids[1], 'COMPETITION.CALENDAR_CHANGED'],
    ]);
    expect((await get(`/approvals/${ids[1]}`, second)).body.obstacle.code).toBe('COMPETITION.CALENDAR_CHANGED');
    expect((await approve(ids[1]!)).body.code).toBe('COMPETITION.CALENDAR_CHANGED');
    expect((await post(`/approvals/${ids[1]}/refusal`, { reason: 'overtaken' })).status).toBe(200);
    const { body } = await get(`/approvals/${ids[1]}`, second);
    expect([body.state, body.obstacle]).toEqual(['refused', undefined]);
  });

  it('opens, extends and closes a phase by command', async () => {
    const edition = await editionWithRules();
    const move = async (what: string, body: object) => {
      const proposed = await post(`/editions/${edition}/phases/submission/${what}`, { reason: 'as agreed', ...body });
      return proposed.status === 202 ? approve(proposed.body.approvalId) : proposed;
    };
    expect(await move('closing', {})).toMatchObject({ status: 409, body: { code: 'COMPETITION.PHASE_NOT_OPEN' } });
    expect(await move('opening', {})).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'closesAt', rule: 'required' }] },
    });
    const end = inMs(HOUR);
    expect(await move('opening', { closesAt: end })).toMatchObject({ status: 200 });
    expect(await move('opening', { closesAt: end })).toMatchObject({
      status: 409,
      body: { code: 'COMPETITION.PHASE_ALREADY_OPENED' },
    });
    expect((await get(`/editions/${edition}`)).body.openPhases).toEqual(['submission']);
    expect(await move('extension', { closesAt: end })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'closesAt', rule: 'mustBeAfter' }] },
    });
    expect(await move('extension', { closesAt: inMs(2 * HOUR) })).toMatchObject({ status: 200 });
    expect(await move('closing', {})).toMatchObject({ status: 200 });
    expect(await move('extension', { closesAt: inMs(9 * HOUR) })).toMatchObject({
      status: 409,
      body: { code: 'COMPETITION.PHASE_CLOSED' },
    });

    const types = (await service.emitted()).filter((one) => one.key === edition).map((one) => one.type);
    expect(types).toEqual([
      'competition.edition-created.v1',
      'competition.rules-adopted.v1',
      'competition.calendar-changed.v1',
      'competition.phase-opened.v1',
      'competition.calendar-changed.v1',
      'competition.calendar-changed.v1',
      'competition.phase-closed.v1',
    ]);
    const [closed] = await events(edition, 'competition.phase-closed.v1');
    const phase = (await get(`/editions/${edition}/calendar`)).body.phases[0];
    expect(Number(fromBinary(PhaseClosedSchema, closed!.payload).closedAtMs)).toBe(Date.parse(phase.closedAt));
    expect(phase.closesAt).toBe(phase.closedAt);
  });

  it('opens and closes by itself, at the planned instants', async () => {
    const edition = await editionWithRules();
    const [opensAt, closesAt] = [inMs(400), inMs(1_200)];
    await changeCalendar(edition, 0, [{ phase: 'submission', opensAt, closesAt }]);
    await eventually('the submission to be opened and closed by the calendar', async () => {
      expect(await events(edition, 'competition.phase-closed.v1')).toHaveLength(1);
    });
    const [opened] = await events(edition, 'competition.phase-opened.v1');
    expect(Number(fromBinary(PhaseOpenedSchema, opened!.payload).openedAtMs)).toBe(Date.parse(opensAt));
    const { body } = await get(`/editions/${edition}/calendar`);
    expect(body.phases[0]).toMatchObject({ openedAt: opensAt, closedAt: closesAt, state: 'closed' });
  });

  it('opens and closes exactly once when many workers look at the same instant', async () => {
    const workers = Array.from({ length: 4 }, () => {
      const store = new PostgresCalendarStore(service.database);
      return new RunDuePhases(
        service.database,
        store,
        new LoggedAnnouncements(new EventLog({ schema: 'competition' })),
      );
    });
    const race = () => Promise.all(workers.map((worker) => worker.execute()));
    for (let round = 0; round < 5; round += 1) {
      const edition = await editionWithRules();
      await changeCalendar(edition, 0, [{ phase: 'submission', opensAt: inMs(HOUR), closesAt: inMs(2 * HOUR) }]);
      const due = (column: string) =>
        service.database.execute(
          `UPDATE competition.phases SET ${column} = clock_timestamp() - interval '1 ms'
           WHERE edition_id = $1 AND phase = 'submission'`,
          [edition],
        );
      await due('opens_at');
      // The service sweeps too: it may be the one, but nobody else then is, and nobody stumbles.
      await race();
      expect(await events(edition, 'competition.phase-opened.v1')).toHaveLength(1);
      await due('closes_at');
      await race();
      expect(await events(edition, 'competition.phase-closed.v1')).toHaveLength(1);
    }
  });

  it('refuses an extension one second after the end by the database clock, before any sweep has seen it', async () => {
    const edition = await editionWithRules();
    const proposed = await post(`/editions/${edition}/phases/submission/opening`, {
      closesAt: inMs(HOUR),
      reason: 'ready',
    });
    await approve(proposed.body.approvalId);
    const extension = await post(`/editions/${edition}/phases/submission/extension`, {
      closesAt: inMs(2 * HOUR),
      reason: 'a storm',
    });
    expect(extension.status).toBe(202);
    await service.database.execute(
      `UPDATE competition.phases SET opens_at = clock_timestamp() - interval '9 s', closes_at = clock_timestamp() - interval '1 s'
       WHERE edition_id = $1 AND phase = 'submission'`,
      [edition],
    );
    expect(await approve(extension.body.approvalId)).toMatchObject({
      status: 409,
      body: { code: 'COMPETITION.PHASE_CLOSED' },
    });
  });
});

describe('reference data', () => {
  it.each([
    'categories',
    'countries',
    'sdgs',
    'stakeholder-types',
    'matrix',
    'regions',
    'gdc-objectives',
    'action-lines',
  ])('gives %s to everybody, cacheable', async (list) => {
    const found = await get(`/reference/${list}`);
    expect(found).toMatchObject({ status: 200 });
    const etag = String(found.headers['etag']);
    const again = await service.send({
      method: 'GET',
      url: api(`/reference/${list}`),
      headers: { 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
  });

  it('knows no other list', async () => {
    expect(await get('/reference/secrets')).toMatchObject({ status: 404 });
  });
});

it('writes an audit entry for each command of the staff, which names what the command made', async () => {
  const edition = await newEdition();
  const rows = await service.database.query<{ action: string }>(
    `SELECT action FROM competition.audit_entries
     WHERE action = 'POST /editions' AND subject_id = $1 AND edition_id = $1`,
    [edition],
  );
  expect(rows).toHaveLength(1);
});

it('describes itself as OpenAPI 3.1', async () => {
  const { status, body } = await get('/openapi.json');
  expect(status).toBe(200);
  expect(body.openapi).toBe('3.1.0');
  expect(Object.keys(body.paths)).toContain('/api/competition/editions/{edition}/calendar/changes');
});
