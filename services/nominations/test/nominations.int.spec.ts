import { createHash, randomUUID } from 'node:crypto';
import { fromBinary } from '@bufbuild/protobuf';
import {
  AccountErasedSchema,
  NomineeListFrozenSchema,
  NomineeListedSchema,
  NomineeWithdrawnSchema,
  SubmissionReceivedSchema,
} from '@wsis/contracts';
import { event } from '@wsis/messaging';
import { demonstration2026, pastProjects, type RuleBook } from '@wsis/rule-book';
import { testService, type TestService } from '@wsis/testing';
import { nominationsService } from '../src/index.js';
import { Contest, HOUR, OPEN, WHOLE, answers, editionEvents, words } from './contest.js';

let service: TestService;
let contest: Contest;
let author: string;
let screener: string;
let first: string;
let second: string;

beforeAll(async () => {
  service = await testService(nominationsService);
  contest = await Contest.on(service);
  ({ author, screener, first, second } = contest);
});

afterAll(() => service?.stop());

const api = (path: string) => `/api/nominations${path}`;
const get = (path: string, as?: string) => contest.get(path, as);
const post = (path: string, payload: object, as = author) => contest.post(path, payload, as);
const begin = (edition: string, values: object = answers(), rest: object = {}, as = author) =>
  post(`/editions/${edition}/submissions`, { language: 'en', values, ...rest }, as);
const save = (id: string, from: number, values: object, as = author) =>
  service.send({
    method: 'PUT',
    url: api(`/submissions/${id}`),
    payload: { language: 'en', values },
    headers: { 'if-match': `"${from}"` },
    as,
  });
const submit = (id: string, version: number, as = author) =>
  service.send({
    method: 'POST',
    url: api(`/submissions/${id}/submission`),
    headers: { 'if-match': `"${version}"` },
    as,
  });
const screen = (id: string, outcome: string, reason?: string, as = screener) =>
  post(`/submissions/${id}/screening`, { outcome, ...(reason === undefined ? {} : { reason }) }, as);

const approve = (approvalId: string, as = second) => contest.approve(approvalId, as);
const edition = (phases?: Readonly<Record<string, readonly [number, number]>>, ruleBook?: RuleBook) =>
  contest.edition(phases, ruleBook);
const submitted = (editionId: string, change: Record<string, unknown> = {}, as = author) =>
  contest.submitted(editionId, change, { as });
const nominated = (editionId: string, change: Record<string, unknown> = {}) => contest.nominated(editionId, change);
const freeze = (editionId: string) => contest.freeze(editionId);
const release = (editionId: string) => contest.release(editionId);

const withRules = (
  change: Partial<RuleBook['submission']>,
  screening: Partial<RuleBook['screening']> = {},
): RuleBook => ({
  ...demonstration2026,
  submission: { ...demonstration2026.submission, ...change },
  screening: { ...demonstration2026.screening, ...screening },
});

describe('a draft', () => {
  it('keeps everything typed, also over the word limit, and names field and rule', async () => {
    const editionId = await edition();
    const values = { title: 'Half an idea', shortDescription: words(250) };
    const begun = await begin(editionId, values);
    expect(begun).toMatchObject({
      status: 201,
      body: { problems: [{ field: 'shortDescription', rule: 'words-maximum', params: { maximum: 200, actual: 250 } }] },
    });
    expect((await get(`/submissions/${begun.body.id}`, author)).body).toMatchObject({ state: 'draft', values });
    expect(await submit(begun.body.id, 1)).toMatchObject({ status: 422, body: { code: 'NOMINATIONS.INCOMPLETE' } });
    const refused = await submit(begun.body.id, 1);
    expect(refused.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          field: 'shortDescription',
          rule: 'words-maximum',
          message: expect.stringContaining('shortDescription'),
        }),
        expect.objectContaining({ field: 'organisationName', rule: 'required' }),
      ]),
    );
    expect((await get(`/submissions/${begun.body.id}`, author)).body.values).toEqual(values);
  });

  it('is saved from a version, and a stale save overwrites nothing', async () => {
    const editionId = await edition();
    const { body } = await begin(editionId, { title: 'One' });
    expect(await save(body.id, 1, { title: 'Two' })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await save(body.id, 1, { title: 'Three' })).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.STALE_DRAFT', currentVersion: 2 },
    });
    const both = await Promise.all([save(body.id, 2, { title: 'Four' }), save(body.id, 2, { title: 'Five' })]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  it('refuses what no form could have sent: unknown fields, wrong types, broken characters', async () => {
    const editionId = await edition();
    const wrong = await begin(editionId, { title: 7, mood: 'good', sdgs: ['4'] });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'NOMINATIONS.DRAFT_INVALID' } });
    expect(wrong.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'title', rule: 'type' }),
        expect.objectContaining({ field: 'mood', rule: 'unknown' }),
        expect.objectContaining({ field: 'sdgs.0', rule: 'one-of' }),
      ]),
    );
    expect(await begin(editionId, { goals: 'a\u0000b' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'values.goals', rule: 'pattern' }] },
    });
    expect(await begin(editionId, { contactEmail: 'half@' })).toMatchObject({
      status: 201,
      body: { problems: [{ field: 'contactEmail' }] },
    });
    expect(
      await post(`/editions/${editionId}/submissions`, { language: 'xx', values: [], colour: 'blue' }),
    ).toMatchObject({ status: 422 });
  });

  it('refuses malformed JSON, a body of 10 MB and an address that is no id', async () => {
    const editionId = await edition();
    const malformed = await service.send({
      method: 'POST',
      url: api(`/editions/${editionId}/submissions`),
      payload: '{"language":',
      headers: { 'content-type': 'application/json' },
      as: author,
    });
    expect(malformed).toMatchObject({ status: 400, body: { code: 'HTTP.MALFORMED_JSON' } });
    expect(await begin(editionId, { goals: 'x'.repeat(10_485_760) })).toMatchObject({ status: 413 });
    const deep = `{"language":"en","values":{"goals":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`;
    const nested = await service.send({
      method: 'POST',
      url: api(`/editions/${editionId}/submissions`),
      payload: deep,
      headers: { 'content-type': 'application/json' },
      as: author,
    });
    expect(nested).toMatchObject({ status: 422 });
    expect(await get('/editions/%00/nominees')).toMatchObject({ status: 404 });
    expect(await get('/submissions/not-an-id', author)).toMatchObject({ status: 404 });
    expect(await get(`/nominees/${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: 'NOMINATIONS.NOMINEE_UNKNOWN' },
    });
    expect(await begin('nowhere')).toMatchObject({ status: 404, body: { code: 'NOMINATIONS.EDITION_UNKNOWN' } });
  });

  it('is its author’s alone', async () => {
    const editionId = await edition();
    const { body } = await begin(editionId);
    const other = await service.account();
    for (const as of [other, screener, first])
      expect(await get(`/submissions/${body.id}`, as)).toMatchObject({ status: 404 });
    expect(await save(body.id, 1, { title: 'Mine' }, other)).toMatchObject({ status: 404 });
    expect(await submit(body.id, 1, other)).toMatchObject({ status: 404 });
    expect(await service.send({ method: 'GET', url: api(`/submissions/${body.id}`) })).toMatchObject({ status: 401 });
  });

  it('speaks for an organisation only by one of its members', async () => {
    const editionId = await edition();
    const organisationId = randomUUID();
    service.clients.on('identity', 'POST /internal/memberships', () => ({ items: [{ organisationId }] }));
    expect(await begin(editionId, answers(), { organisationId })).toMatchObject({ status: 201 });
    expect(await begin(editionId, answers(), { organisationId: randomUUID() })).toMatchObject({
      status: 403,
      body: { code: 'NOMINATIONS.NOT_A_MEMBER' },
    });
  });
});

describe('a submission', () => {
  it('is received once, with its facts, and announced without a word of its text', async () => {
    const editionId = await edition();
    const values = answers({ country: 'TD', stakeholderType: 'technical-community' });
    const { body } = await begin(editionId, values, {
      generated: true,
      pastProject: { year: 2015, category: 'C3', title: 'An earlier one' },
    });
    expect(await submit(body.id, 1)).toMatchObject({ status: 200 });
    expect(await submit(body.id, 2)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.ALREADY_SUBMITTED' } });
    const stored = await service.database.query(
      `SELECT state, country, region, sdgs, gdc_objectives, stakeholder_type, generated, past_project
       FROM nominations.submissions WHERE id = $1`,
      [body.id],
    );
    expect(stored).toEqual([
      {
        state: 'submitted',
        country: 'TD',
        region: 'AFR',
        sdgs: [4, 9],
        gdc_objectives: ['gdc-1'],
        stakeholder_type: 'technical-community',
        generated: true,
        past_project: { year: 2015, category: 'C3', title: 'An earlier one', source: null },
      },
    ]);
    const texts = await service.database.query(
      `SELECT language, state, title, answers -> 'sdgLinks' AS links FROM nominations.submission_texts WHERE submission_id = $1`,
      [body.id],
    );
    expect(texts).toEqual([{ language: 'en', state: 'original', title: values['title'], links: values['sdgLinks'] }]);
    const [logged] = (await service.emitted('nominations.submission-received.v1')).filter((one) => one.key === body.id);
    expect(fromBinary(SubmissionReceivedSchema, logged!.payload)).toMatchObject({
      editionId,
      category: 'C3',
      country: 'TD',
      title: values['title'],
      language: 'en',
    });
    expect(logged!.payload.toString()).not.toContain('word1');
    const { history } = (await get(`/submissions/${body.id}`, author)).body;
    expect(history.map((entry: { what: string }) => entry.what)).toEqual(['begun', 'submitted']);
  });

  it('is refused one second after the close by the database clock, and one before the opening', async () => {
    const late = await edition({ submission: [-HOUR, 600] });
    const { body } = await begin(late);
    await service.database.execute(
      `UPDATE nominations.phases SET closes_at = clock_timestamp() - interval '1 second' WHERE edition_id = $1`,
      [late],
    );
    expect(await submit(body.id, 1)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.PHASE_CLOSED' } });
    expect(await begin(late)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.PHASE_CLOSED' } });
    expect((await get(`/submissions/${body.id}`, author)).body.state).toBe('draft');

    const early = await edition({ submission: [HOUR, 2 * HOUR] });
    const draft = await begin(early);
    expect(await submit(draft.body.id, 1)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.PHASE_CLOSED' } });
  });

  it('follows an extension that the competition announces', async () => {
    const editionId = await edition({ submission: [-HOUR, -1_000] });
    expect(await begin(editionId)).toMatchObject({ status: 409 });
    await service.emit(editionEvents(editionId, { submission: [-HOUR, HOUR] }, { calendarVersion: 2 }));
    await service.settled();
    await submitted(editionId);
  });

  it('is refused where the same project stands already, however it is spelt, until that is withdrawn', async () => {
    const editionId = await edition();
    const same = { title: 'Éclair of Light', organisationName: 'The Lamp' };
    const standing = await submitted(editionId, same);
    const { body } = await begin(
      editionId,
      answers({ title: 'ECLAIR  of light!', organisationName: 'the lamp', category: 'C7-egov' }),
    );
    expect(await submit(body.id, 1)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.DUPLICATE_PROJECT' } });
    expect(await post(`/submissions/${standing}/withdrawal`, { reason: 'sent twice' })).toMatchObject({ status: 200 });
    expect(await submit(body.id, 1)).toMatchObject({ status: 200 });
  });

  it('of one project comes in once when two are handed in at the same time', async () => {
    const editionId = await edition();
    const same = { title: `Twins ${randomUUID()}`, organisationName: 'Castor' };
    const drafts = await Promise.all([1, 2, 3, 4].map(() => begin(editionId, answers(same))));
    const answersOf = await Promise.all(drafts.map(({ body }) => submit(body.id, 1)));
    expect(answersOf.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
  });

  it('keeps to the limit of its entity, also when several are handed in at the same time', async () => {
    const editionId = await edition(OPEN, withRules({ entityLimit: { perCategory: 1, perEdition: 2 } }));
    const organisationName = 'One Ministry';
    const inC1 = await Promise.all(
      [1, 2, 3].map(() => begin(editionId, answers({ organisationName, category: 'C1' }))),
    );
    const statuses = (await Promise.all(inC1.map(({ body }) => submit(body.id, 1)))).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 409, 409]);
    await submitted(editionId, { organisationName, category: 'C2' });
    const third = await begin(editionId, answers({ organisationName, category: 'C4' }));
    expect(await submit(third.body.id, 1)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.ENTITY_LIMIT' } });
  });

  it('of one entity comes in once a category, however many are handed in at the same time', async () => {
    const editionId = await edition(OPEN, withRules({ entityLimit: { perCategory: 1, perEdition: null } }));
    const wishes = ['C1', 'C2', 'C4', 'C5'].flatMap((category) => [1, 2, 3, 4, 5, 6].map(() => category));
    const drafts = await Promise.all(
      wishes.map((category) => begin(editionId, answers({ organisationName: 'Everywhere', category }))),
    );
    const received = await Promise.all(drafts.map(({ body }) => submit(body.id, 1)));
    const inside = wishes.filter((_, index) => received[index]?.status === 200);
    expect(inside.sort()).toEqual(['C1', 'C2', 'C4', 'C5']);
  });

  it('of a project that won before is refused', async () => {
    const winner = pastProjects.find(
      (each) => each.status === 'winner' && each.title && each.country && each.year < 2026,
    )!;
    const editionId = await edition();
    const values = answers({
      title: winner.title,
      organisationName: winner.organisation ?? 'Somebody',
      country: winner.country,
    });
    const { body } = await begin(editionId, values);
    expect(await submit(body.id, 1)).toMatchObject({
      status: 422,
      body: { code: 'NOMINATIONS.PAST_WINNER', errors: [{ field: 'title', rule: 'eligible' }] },
    });
  });

  it('of somebody else’s project needs the owner’s consent where the rules ask for it', async () => {
    const editionId = await edition();
    const { body } = await begin(editionId, answers({ submitterRole: 'third-party' }));
    expect(await submit(body.id, 1)).toMatchObject({
      status: 422,
      body: { errors: [expect.objectContaining({ field: 'ownerConsent' })] },
    });
    await submitted(editionId, { submitterRole: 'third-party', ownerConsent: true });
  });
});

describe('screening', () => {
  it('nominates, declines with a reason and returns for revision', async () => {
    const editionId = await edition();
    const [one, two, three] = [await submitted(editionId), await submitted(editionId), await submitted(editionId)];
    expect(await screen(one, 'nominate')).toMatchObject({ status: 200, body: { state: 'nominated' } });
    expect(await screen(two, 'decline')).toMatchObject({
      status: 422,
      body: { code: 'NOMINATIONS.REASON_REQUIRED', errors: [{ field: 'reason', rule: 'required' }] },
    });
    expect(await screen(two, 'decline', 'No results yet')).toMatchObject({ status: 200 });
    expect(await screen(three, 'return', 'Say what changed for people')).toMatchObject({ body: { state: 'returned' } });
    expect(await screen(one, 'decline', 'After all')).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.NOT_SCREENABLE' },
    });
    const reread = await get(`/submissions/${three}`, author);
    expect(reread.body.history.at(-1)).toMatchObject({ what: 'screened', reason: 'Say what changed for people' });
    expect(await save(three, reread.body.version, answers())).toMatchObject({ status: 200 });
    expect(await submit(three, reread.body.version + 1)).toMatchObject({ status: 200 });
    const outcomes = (await service.emitted('nominations.submission-screened.v1')).filter((event) =>
      [one, two, three].includes(event.key),
    );
    expect(outcomes).toHaveLength(3);
  });

  it('belongs to screeners and secretariat of that edition, and never to the author', async () => {
    const editionId = await edition();
    const both = await service.account({ roles: [{ role: 'screener', edition: editionId }] });
    const own = await submitted(editionId, {}, both);
    expect(await screen(own, 'nominate', undefined, both)).toMatchObject({
      status: 403,
      body: { code: 'NOMINATIONS.OWN_SUBMISSION' },
    });
    const elsewhere = await service.account({ roles: [{ role: 'screener', edition: 'another' }] });
    expect(await screen(own, 'nominate', undefined, elsewhere)).toMatchObject({ status: 403 });
    expect(await screen(own, 'nominate', undefined, author)).toMatchObject({
      status: 403,
      body: { code: 'ACCESS.ROLE_REQUIRED' },
    });
    const voter = service.voter({ editionId });
    expect(await screen(own, 'nominate', undefined, voter)).toMatchObject({
      status: 403,
      body: { code: 'SESSION.WRONG_KIND' },
    });
    const expert = await service.account({ roles: [{ role: 'expert', edition: editionId }] });
    expect(await screen(own, 'nominate', undefined, expert)).toMatchObject({ status: 403 });
  });

  it('shows judges what was nominated, without its author and what screeners said of it', async () => {
    const editionId = await edition();
    const expert = await service.account({ roles: [{ role: 'expert', edition: editionId }] });
    const chair = await service.account({ roles: [{ role: 'panel-chair', edition: editionId }] });
    const plain = await service.account({
      roles: [{ role: 'expert', edition: editionId }],
      secondFactorAt: undefined as never,
    });
    const elsewhere = await service.account({ roles: [{ role: 'expert', edition: 'another' }] });
    const waiting = await submitted(editionId);
    const declined = await submitted(editionId);
    await screen(declined, 'decline', 'The screeners doubt its figures');
    const chosen = await nominated(editionId);
    for (const judge of [expert, chair]) {
      for (const id of [waiting, declined]) expect((await get(`/submissions/${id}`, judge)).status).toBe(404);
      const { status, body } = await get(`/submissions/${chosen}`, judge);
      expect([status, body.submitterAccountId, body.history, body.values.contactEmail]).toEqual([
        200,
        undefined,
        undefined,
        undefined,
      ]);
    }
    for (const nobody of [plain, elsewhere]) expect((await get(`/submissions/${chosen}`, nobody)).status).toBe(404);
    expect((await get(`/submissions/${declined}`, screener)).body.history.at(-1).reason).toMatch(/figures/);
  });

  it('shows contacts to author and secretariat only', async () => {
    const editionId = await edition();
    const id = await submitted(editionId);
    expect((await get(`/submissions/${id}`, first)).body.values.contactEmail).toBe('person@example.org');
    const reviewed = (await get(`/submissions/${id}`, screener)).body;
    expect(reviewed.values.goals).toBeDefined();
    expect(reviewed.values.contactEmail).toBeUndefined();
    expect(JSON.stringify((await get(`/editions/${editionId}/submissions`, screener)).body)).not.toContain('person@');
  });

  it('takes up to 200 decisions a call, each for itself, and keeps to the shortlist', async () => {
    const editionId = await edition(OPEN, withRules({}, { shortlistSize: 2 }));
    const ids = await Promise.all([1, 2, 3].map(() => submitted(editionId)));
    const other = await submitted(editionId, { category: 'C1' });
    const decisions = [...ids, other, randomUUID()].map((submissionId) => ({ submissionId, outcome: 'nominate' }));
    const { status, body } = await post(`/editions/${editionId}/screenings`, { decisions }, first);
    expect(status).toBe(200);
    expect(body.results.map((result: any) => result.state ?? result.refusal.code)).toEqual([
      'nominated',
      'nominated',
      'NOMINATIONS.SHORTLIST_FULL',
      'nominated',
      'NOMINATIONS.SUBMISSION_UNKNOWN',
    ]);
    const tooMany = Array.from({ length: 201 }, () => ({ submissionId: randomUUID(), outcome: 'nominate' }));
    expect(await post(`/editions/${editionId}/screenings`, { decisions: tooMany }, first)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'decisions', rule: 'arrayMaxSize' }] },
    });
    const progress = await get(`/editions/${editionId}/screening-progress`, screener);
    expect(progress.body.items).toContainEqual({ category: 'C3', state: 'nominated', count: 2 });
    // The secretariat makes room: a nominee is declined, and the next one fits.
    expect(await screen(ids[0]!, 'decline', 'Not finished', first)).toMatchObject({ status: 200 });
    expect(await screen(ids[2]!, 'nominate')).toMatchObject({ status: 200 });
  });

  it('never fills a shortlist above its size when many decide at once', async () => {
    const editionId = await edition(OPEN, withRules({}, { shortlistSize: 2 }));
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => submitted(editionId)));
    const statuses = (await Promise.all(ids.map((id) => screen(id, 'nominate')))).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 200, 409, 409, 409]);
  });

  it('waits for its phase', async () => {
    const editionId = await edition({ submission: [-HOUR, HOUR], screening: [HOUR, 2 * HOUR] });
    const id = await submitted(editionId);
    expect(await screen(id, 'nominate')).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.PHASE_CLOSED' } });
  });

  it('moves a submission to another category where the rules allow it', async () => {
    const editionId = await edition();
    const id = await nominated(editionId);
    expect(
      await post(`/submissions/${id}/category`, { category: 'C99', reason: 'a better place' }, first),
    ).toMatchObject({ status: 422 });
    expect(
      await post(`/submissions/${id}/category`, { category: 'C7-egov', reason: 'a better place' }, first),
    ).toMatchObject({ status: 200 });
    expect(await post(`/submissions/${id}/category`, { category: 'C1', reason: 'mine' }, screener)).toMatchObject({
      status: 403,
    });
    expect((await get(`/submissions/${id}`, author)).body.category).toBe('C7-egov');
    const fixed = await edition(OPEN, withRules({}, { mayMoveCategory: false }));
    const stays = await nominated(fixed);
    expect(await post(`/submissions/${stays}/category`, { category: 'C1', reason: 'no way' }, first)).toMatchObject({
      status: 409,
    });
  });
});

describe('a contest of usual size', () => {
  it('takes 400 submissions over HTTP, screens them in batches and freezes 360 nominees', async () => {
    const editionId = await edition();
    const codes = demonstration2026.categories.map((category) => category.code);
    const started = Date.now();
    const ids: string[] = [];
    const queue = Array.from({ length: 400 }, (_, index) => answers({ category: codes[index % 18] }));
    const person = async () => {
      for (let values = queue.pop(); values; values = queue.pop()) {
        const { body } = await begin(editionId, values);
        expect(await submit(body.id, 1)).toMatchObject({ status: 200 });
        ids.push(body.id);
      }
    };
    await Promise.all(Array.from({ length: 8 }, person));
    const tookMs = Date.now() - started;
    expect(ids).toHaveLength(400);
    const states: Record<string, number> = {};
    for (const part of [ids.slice(0, 200), ids.slice(200)]) {
      const decisions = part.map((submissionId) => ({ submissionId, outcome: 'nominate' }));
      const { body } = await post(`/editions/${editionId}/screenings`, { decisions }, first);
      const full = body.results.filter((result: any) => result.refusal?.code === 'NOMINATIONS.SHORTLIST_FULL');
      const declined = full.map(({ submissionId }: any) => ({
        submissionId,
        outcome: 'decline',
        reason: 'Twenty a category',
      }));
      if (declined.length > 0) {
        const { body: rest } = await post(`/editions/${editionId}/screenings`, { decisions: declined }, first);
        body.results = [...body.results.filter((result: any) => result.state), ...rest.results];
      }
      for (const { state } of body.results) states[state] = (states[state] ?? 0) + 1;
    }
    expect(states).toEqual({ nominated: 360, declined: 40 });
    expect(await freeze(editionId)).toMatchObject({ status: 200, body: { result: { nomineeCount: 360 } } });
    const numbers: number[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/editions/${editionId}/nominees?limit=200${cursor && `&cursor=${cursor}`}`);
      numbers.push(...body.items.map((item: { number: number }) => item.number));
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    expect(numbers).toEqual(Array.from({ length: 360 }, (_, index) => index + 1));
    // A rehearsal has a minute for this, beside everything else that runs on the machine.
    expect(tookMs).toBeLessThan(60_000);
  });
});

describe('the nominee list', () => {
  it('is frozen by two persons, numbered without a gap by category, and announced in one piece', async () => {
    const editionId = await edition();
    const ids = [];
    for (const category of ['C7-egov', 'C1', 'C1', 'C11', 'C3']) ids.push(await nominated(editionId, { category }));
    const declined = await submitted(editionId);
    expect(await freeze(editionId)).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.LIST_INCOMPLETE', errors: [{ field: 'submissions', rule: 'undecided' }] },
    });
    await screen(declined, 'decline', 'Not yet');
    expect((await get(`/editions/${editionId}/nominees`)).body).toMatchObject({ frozen: false, items: [] });

    const proposed = await post(`/editions/${editionId}/nominee-list/freeze`, {}, first);
    expect(proposed.body.payload.nomineeCount).toBe(5);
    expect(await approve(proposed.body.approvalId, first)).toMatchObject({
      status: 403,
      body: { code: 'APPROVAL.SAME_PERSON' },
    });
    const done = await approve(proposed.body.approvalId);
    expect(done).toMatchObject({ status: 200, body: { result: { nomineeCount: 5, listVersion: 1 } } });

    // Embargoed until promotion releases it: the staff see it, nobody else learns even its length.
    const early = await get(`/editions/${editionId}/nominees`, first);
    expect(early.body.items).toHaveLength(5);
    expect(early.headers['cache-control']).toBe('no-store');
    expect(await get(`/nominees/${early.body.items[0].id}`)).toMatchObject({ status: 404 });
    expect((await get(`/editions/${editionId}/nominees`)).body).toMatchObject({ frozen: false, items: [] });
    expect((await get(`/editions/${editionId}/nominee-list`)).body).toMatchObject({ nomineeCount: 0, listHash: null });
    await release(editionId);

    const { body } = await get(`/editions/${editionId}/nominees`);
    expect(body).toMatchObject({ frozen: true, listVersion: 1 });
    expect(body.items.map((item: any) => [item.number, item.category])).toEqual([
      [1, 'C1'],
      [2, 'C1'],
      [3, 'C3'],
      [4, 'C7-egov'],
      [5, 'C11'],
    ]);
    expect(body.items[0].texts[0]).toMatchObject({ language: 'en', state: 'original', shortDescription: words(160) });
    expect(JSON.stringify(body)).not.toContain('person@');
    const lines = body.items.map((item: any) => `${item.number}\t${item.id}\t${item.category}\n`).join('');
    expect(createHash('sha256').update(lines).digest('hex')).toBe(body.listHash);

    const log = (await service.emitted()).filter((event) => event.key === editionId);
    expect(log.map((event) => event.type)).toEqual([
      ...Array.from({ length: 5 }, () => 'nominations.nominee-listed.v1'),
      'nominations.nominee-list-frozen.v1',
    ]);
    expect(fromBinary(NomineeListedSchema, log[0]!.payload)).toMatchObject({
      number: 1,
      category: 'C1',
      country: 'SN',
      region: 'AFR',
    });
    expect(fromBinary(NomineeListFrozenSchema, log[5]!.payload)).toMatchObject({
      nomineeCount: 5,
      listHash: body.listHash,
    });

    // Frozen is frozen.
    expect(await freeze(editionId)).toMatchObject({ status: 409, body: { code: 'NOMINATIONS.LIST_FROZEN' } });
    expect(await screen(declined, 'nominate', undefined, first)).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.LIST_FROZEN' },
    });
    expect(await post(`/submissions/${ids[0]}/withdrawal`, {})).toMatchObject({ status: 409 });
    expect(await begin(editionId)).toMatchObject({ status: 409 });
  });

  it('is not frozen when it changed after the proposal', async () => {
    const editionId = await edition();
    await nominated(editionId);
    const proposed = await post(`/editions/${editionId}/nominee-list/freeze`, {}, first);
    await nominated(editionId);
    expect(await approve(proposed.body.approvalId)).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.LIST_CHANGED' },
    });
  });

  it('is not frozen with fewer categories than a ballot must fill', async () => {
    const rules = { ...demonstration2026, vote: { ...demonstration2026.vote, categoriesRequired: 18 } };
    const editionId = await edition(OPEN, rules);
    await nominated(editionId);
    expect(await freeze(editionId)).toMatchObject({
      status: 409,
      body: { errors: [{ field: 'categories', rule: 'minimum' }] },
    });
  });

  it('is shown by category and page, and cached until it changes', async () => {
    const editionId = await edition();
    for (const category of ['C1', 'C1', 'C1', 'C2']) await nominated(editionId, { category });
    expect(await freeze(editionId)).toMatchObject({ status: 200 });
    const page = await get(`/editions/${editionId}/nominees?category=C1&limit=2`);
    expect(page.body.items).toHaveLength(2);
    const rest = await get(`/editions/${editionId}/nominees?category=C1&limit=2&cursor=${page.body.nextCursor}`);
    expect(rest.body.items).toHaveLength(1);
    expect(rest.body.nextCursor).toBeUndefined();
    const etag = String(page.headers['etag']);
    const url = api(`/editions/${editionId}/nominees?category=C1&limit=2`);
    expect(await service.send({ method: 'GET', url, headers: { 'if-none-match': etag } })).toMatchObject({
      status: 304,
    });

    // A withdrawal by two persons changes the list, and the number stays taken.
    const leaving = page.body.items[0];
    const proposed = await post(`/nominees/${leaving.id}/withdrawal`, { reason: 'The project was given up' }, first);
    expect(proposed).toMatchObject({ status: 202, body: { payload: { number: leaving.number } } });
    expect(await approve(proposed.body.approvalId)).toMatchObject({
      status: 200,
      body: { result: { listVersion: 2 } },
    });
    const changed = await service.send({ method: 'GET', url, headers: { 'if-none-match': etag } });
    expect(changed).toMatchObject({ status: 200, body: { listVersion: 2 } });
    expect(changed.body.items[0]).toMatchObject({
      number: leaving.number,
      withdrawn: true,
      withdrawalReason: 'The project was given up',
    });
    const [logged] = (await service.emitted('nominations.nominee-withdrawn.v1')).filter((one) => one.key === editionId);
    expect(fromBinary(NomineeWithdrawnSchema, logged!.payload)).toMatchObject({
      number: leaving.number,
      listVersion: 2,
    });
    expect(await post(`/nominees/${leaving.id}/withdrawal`, { reason: 'again' }, first)).toMatchObject({ status: 409 });
    expect((await get(`/nominees/${leaving.id}`)).body).toMatchObject({ id: leaving.id, withdrawn: true });
  });

  it('refuses cursors and limits that it did not give', async () => {
    const editionId = await edition();
    await nominated(editionId);
    await freeze(editionId);
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'cursor=%7B', 'cursor=WyJ4Il0', 'cursor=W3t9XQ']) {
      expect(await get(`/editions/${editionId}/nominees?${query}`)).toMatchObject({ status: 422 });
    }
  });
});

it('describes itself as OpenAPI 3.1', async () => {
  const { status, body } = await get('/openapi.json');
  expect(status).toBe(200);
  expect(Object.keys(body.paths)).toContain('/api/nominations/editions/{edition}/screenings');
});

describe('translations', () => {
  it('stand beside the original with their state, go on the list, and leave the original alone', async () => {
    const editionId = await edition();
    const id = await nominated(editionId);
    const translator = await service.account({ roles: [{ role: 'translator', edition: editionId }] });
    const put = (language: string, payload: object, as = translator, from = 0) => {
      const headers = { 'if-match': `"${from}"` };
      return service.send({ method: 'PUT', url: api(`/submissions/${id}/texts/${language}`), payload, as, headers });
    };
    const values = { ...WHOLE, title: 'Bibliothèques roulantes', shortDescription: words(160) };
    expect(await put('fr', { state: 'machine-draft', values })).toMatchObject({ status: 200 });
    expect(await put('fr', { state: 'checked', values }, translator, 1)).toMatchObject({
      status: 200,
      body: { state: 'checked', version: 2 },
    });
    expect(await put('en', { state: 'checked', values })).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.ORIGINAL_LANGUAGE' },
    });
    expect(await put('fr', { state: 'checked', values: { country: 'FR' } }, translator, 2)).toMatchObject({
      status: 422,
    });
    expect(await put('xx', { state: 'checked', values })).toMatchObject({ status: 404 });
    expect(await put('fr', { state: 'checked', values }, author)).toMatchObject({ status: 403 });
    expect(await freeze(editionId)).toMatchObject({ status: 200 });
    const { body } = await get(`/editions/${editionId}/nominees`);
    expect(body.items[0].texts.map((text: any) => [text.language, text.state])).toEqual([
      ['en', 'original'],
      ['fr', 'checked'],
    ]);
    expect(await put('fr', { state: 'checked', values })).toMatchObject({
      status: 409,
      body: { code: 'NOMINATIONS.LIST_FROZEN' },
    });
  });
});

it('keeps no contact and no draft of an erased account, and what it handed in stays', async () => {
  const editionId = await edition();
  const accountId = randomUUID();
  const leaving = await service.account({ accountId });
  const draft = (await begin(editionId, answers(), {}, leaving)).body.id;
  const kept = await submitted(editionId, {}, leaving);
  await service.emit([event(AccountErasedSchema, { accountId }, { key: accountId, version: 1 })]);
  await service.settled();
  expect(await get(`/submissions/${draft}`, leaving)).toMatchObject({ status: 404 });
  const { body } = await get(`/submissions/${kept}`, first);
  expect(body.values.title).toBeDefined();
  expect(body.values.contactEmail).toBeUndefined();
  expect(body.values.contactName).toBeUndefined();
  const [row] = await service.database.query<{ all: string }>(
    `SELECT string_agg(row_to_json(submission)::text, '') AS all FROM nominations.submissions AS submission WHERE submitter_account_id = $1`,
    [accountId],
  );
  expect(row?.all).not.toContain('person@example.org');
});
