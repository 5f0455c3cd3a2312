import { randomUUID } from 'node:crypto';
import { SessionRevokedSchema } from '@wsis/contracts';
import { event } from '@wsis/messaging';
import { eventually, testService, type TestService } from '@wsis/testing';
import { verifyReceipt } from '@wsis/transparency-log';
import { votingService } from '../src/definition.js';
import { announceEdition } from './announce-edition.fixture.js';
import { EDITION, nominee } from './vote.fixture.js';

const BALLOT = `/api/voting/editions/${EDITION}/ballot`;

describe('the ballot route', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await testService(votingService, { environment: { VOTING_SCREEN_POLL_MS: '50' } });
    await announceEdition(service);
  });
  afterAll(() => service.stop());

  const save = (as: string | undefined, choices: unknown, headers: Record<string, string> = {}) =>
    service.send({
      method: 'PUT',
      url: BALLOT,
      ...(as === undefined ? {} : { as }),
      headers: { 'if-match': '"0"', 'idempotency-key': randomUUID(), ...headers },
      payload: { choices, orderNumber: 3 } as object,
    });

  it('saves, gives back the ballot and its receipt again', async () => {
    const as = service.voter({ editionId: EDITION });
    const saved = await save(as, { C1: nominee(1, 1), C2: nominee(2, 2) });
    expect(saved.status).toBe(200);
    expect(saved.headers['etag']).toBe('"1"');
    expect(saved.body).toMatchObject({ version: 1, complete: true, categoriesFilled: 2 });
    const key = await service.send({ url: '/api/voting/receipt-key' });
    expect(verifyReceipt(saved.body.receipt, key.body.publicKey)).toMatchObject({ ok: true });
    const ballot = await service.send({ url: BALLOT, as });
    expect(ballot.headers['etag']).toBe('"1"');
    expect(ballot.body).toMatchObject({
      version: 1,
      choices: { C1: nominee(1, 1), C2: nominee(2, 2) },
      orderNumber: 3,
      lostCategories: [],
    });
    const receipt = await service.send({ url: `${BALLOT}/receipt`, as });
    expect(verifyReceipt(receipt.body, key.body.publicKey)).toMatchObject({ ok: true });
    expect(receipt.body.leafHash).toBe(saved.body.receipt.leafHash);
  });

  it('shows version 0 before the first save, and no receipt', async () => {
    const as = service.voter({ editionId: EDITION });
    expect((await service.send({ url: BALLOT, as })).body).toMatchObject({ version: 0, choices: {} });
    expect((await service.send({ url: `${BALLOT}/receipt`, as })).body.code).toBe('VOTING.NO_BALLOT');
  });

  it('gives a stale save the ballot that stands', async () => {
    const as = service.voter({ editionId: EDITION });
    await save(as, { C1: nominee(1, 1) });
    const stale = await save(as, { C1: nominee(1, 2) });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({
      code: 'VOTING.STALE_BALLOT',
      current: { version: 1, choices: { C1: nominee(1, 1) } },
    });
  });

  it.each([
    ['no version', { 'if-match': '' }, 428, 'VOTING.BASE_VERSION_REQUIRED', 'If-Match'],
    ['a short key', { 'idempotency-key': 'x' }, 400, 'VOTING.KEY_REQUIRED', 'Idempotency-Key'],
  ])('refuses %s by name', async (_, headers, status, code, field) => {
    const answer = await save(service.voter({ editionId: EDITION }), { C1: nominee(1, 1) }, headers);
    expect([answer.status, answer.body.code, answer.body.errors[0].field]).toEqual([status, code, field]);
  });

  it.each([
    [{ choices: { C1: '17' } }, 'choices.C1', 'wrongType'],
    [{ choices: { C1: 0 } }, 'choices.C1', 'minimum'],
    [{ choices: { C1: 1.5 } }, 'choices.C1', 'wrongType'],
    [{ choices: [17] }, 'choices', 'wrongType'],
    [{}, 'choices', 'required'],
    [{ choices: {}, votes: 3 }, 'votes', 'unknownField'],
    [{ choices: { C1: 1 }, orderNumber: 70_000 }, 'orderNumber', 'maximum'],
    [[], 'body', 'wrongType'],
  ])('refuses the body %j and names %s and %s', async (payload, field, rule) => {
    const answer = await service.send({
      method: 'PUT',
      url: BALLOT,
      as: service.voter({ editionId: EDITION }),
      headers: { 'if-match': '"0"', 'idempotency-key': randomUUID() },
      payload: payload as object,
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((entry: any) => [entry.field, entry.rule])).toContainEqual([field, rule]);
  });

  it('refuses a ballot that fills a category twice, and names it', async () => {
    const as = service.voter({ editionId: EDITION });
    const answer = await service.send({
      method: 'PUT',
      url: BALLOT,
      as,
      headers: { 'if-match': '"0"', 'idempotency-key': randomUUID(), 'content-type': 'application/json' },
      payload: `{"choices":{"C1":${nominee(1, 1)},"C1":${nominee(1, 2)}}}`,
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'HTTP.VALIDATION_FAILED']);
    expect(answer.body.errors[0]).toMatchObject({ field: 'choices.C1', rule: 'repeatedField' });
    expect((await service.send({ url: BALLOT, as })).body.version).toBe(0);
  });

  it('refuses malformed JSON and a body of 10 MB', async () => {
    const headers = { 'if-match': '"0"', 'idempotency-key': randomUUID(), 'content-type': 'application/json' };
    const as = service.voter({ editionId: EDITION });
    const malformed = await service.send({ method: 'PUT', url: BALLOT, as, headers, payload: '{"choices":' });
    expect([malformed.status, malformed.body.code]).toEqual([400, 'HTTP.MALFORMED_JSON']);
    const huge = await service.send({
      method: 'PUT',
      url: BALLOT,
      as,
      headers,
      payload: `{"choices":{"C1":"${'x'.repeat(10_000_000)}"}}`,
    });
    expect([huge.status, huge.body.code]).toEqual([413, 'HTTP.BODY_TOO_LARGE']);
  });

  it("names the field of a choice that may not be made, in the reader's language", async () => {
    const answer = await save(
      service.voter({ editionId: EDITION, barred: [nominee(3, 1)] }),
      { C1: nominee(2, 1) },
      { 'accept-language': 'fr' },
    );
    expect(answer.status).toBe(422);
    expect(answer.headers['content-language']).toBe('fr');
    expect(answer.body.code).toBe('VOTING.NOMINEE_OTHER_CATEGORY');
    expect(answer.body.errors[0].field).toBe('choices.C1');
    const own = await save(service.voter({ editionId: EDITION, barred: [nominee(3, 1)] }), { C3: nominee(3, 1) });
    expect([own.status, own.body.code]).toEqual([422, 'VOTING.OWN_PROJECT']);
  });

  it('refuses a missing, forged, expired, foreign and account session', async () => {
    const codes = [];
    codes.push((await save(undefined, {})).body.code);
    codes.push((await save(`${service.voter({ editionId: EDITION })}x`, {})).body.code);
    codes.push(
      (await save(service.voter({ editionId: EDITION, expiresAt: new Date(Date.now() - 1_000) }), {})).body.code,
    );
    codes.push((await save(service.voter({ editionId: 'other' }), {})).body.code);
    codes.push((await save(await service.account(), {})).body.code);
    expect(codes).toEqual([
      'SESSION.MISSING',
      'SESSION.FORGED',
      'SESSION.EXPIRED',
      'SESSION.WRONG_KIND',
      'SESSION.WRONG_KIND',
    ]);
  });

  it('refuses a session once its revocation was told', async () => {
    const sessionId = randomUUID();
    const as = service.voter({ editionId: EDITION, sessionId });
    expect((await save(as, { C1: nominee(1, 1) })).status).toBe(200);
    await service.emit([
      event(
        SessionRevokedSchema,
        { sessionId, editionId: EDITION, expiresAtMs: BigInt(Date.now() + 3_600_000) },
        { key: sessionId, version: 1 },
      ),
    ]);
    await service.settled();
    const refused = await save(as, { C1: nominee(1, 2) }, { 'if-match': '"1"' });
    expect([refused.status, refused.body.code]).toEqual([401, 'VOTING.SESSION_REVOKED']);
  });

  it('slows one voter down, and says when to come back', async () => {
    const as = service.voter({ editionId: EDITION });
    const answers = await Promise.all(Array.from({ length: 70 }, () => save(as, { C1: nominee(1, 1) })));
    const slowed = answers.filter((answer) => answer.status === 429);
    expect(slowed.length).toBeGreaterThan(0);
    expect(slowed[0]!.headers['retry-after']).toBeDefined();
  });

  it('shows a ledger that says nothing of choices, in pages', async () => {
    const first = await service.send({ url: `/api/voting/editions/${EDITION}/ledger?from=0&limit=2` });
    expect(first.body.rows.map((row: any) => row.kind)).toEqual(['rules', 'window']);
    const rest = await service.send({ url: `/api/voting/editions/${EDITION}/ledger?from=2` });
    expect(rest.body.rows[0]).toMatchObject({ number: 2, kind: 'ballot', version: 1, payload: null });
    expect(JSON.stringify(rest.body)).not.toContain('choices');
    // All readers share one look at the database a second.
    await eventually('the health of the vote tells of these ballots', async () => {
      const health = await service.send({ url: `/api/voting/editions/${EDITION}/health` });
      expect(health.body.accepted).toBe(rest.body.rows.length);
      expect(health.body.refusals['VOTING.STALE_BALLOT']).toBeGreaterThan(0);
    });
  });

  it('has an access rule for the raw route too', () => {
    expect(service.service.routes).toContainEqual({
      method: 'PUT',
      path: '/api/voting/editions/:edition/ballot',
      rule: { kind: 'voter', edition: 'edition' },
    });
  });

  it('is described in OpenAPI by the schema that it is checked with', async () => {
    const { body } = await service.send({ url: '/api/voting/openapi.json' });
    expect(body.openapi).toBe('3.1.0');
    const put = body.paths['/api/voting/editions/{edition}/ballot'].put;
    expect(Object.keys(body.paths['/api/voting/editions/{edition}/ballot']).sort()).toEqual(['get', 'put']);
    expect(put.requestBody.content['application/json'].schema.$ref).toBe('#/components/schemas/SaveBallotDto');
    expect(body.components.schemas.SaveBallotDto).toMatchObject({ required: ['choices'], additionalProperties: false });
  });
});
