import { AccountSessions, VoterSessions } from '@wsis/http';
import { makeSecrets } from '@wsis/service';
import { AuthenticatorTimeCodes } from '../src/adapters/crypto/time-codes.js';
import { IdentityRig } from './identity.fixture.js';

describe('Sessions and second factors', () => {
  const rig = new IdentityRig();
  const timeCodes = new AuthenticatorTimeCodes();
  let serial = 0;
  const newAddress = () => `person-${(serial += 1)}@sessions.example`;

  beforeAll(() => rig.start({ CODES_PER_CLIENT_PER_MINUTE: '5000', SECOND_FACTOR_CHECKS_PER_HOUR: '12' }));
  afterAll(() => rig.stop(), 180_000);

  it('refuses a session at once after signing out, for reads and for commands', async () => {
    const { token } = await rig.signIn(newAddress());
    const other = await rig.signIn(newAddress());
    expect((await rig.get('/me', token)).status).toBe(200);
    expect((await rig.send({ method: 'DELETE', url: '/sessions/current', as: token })).status).toBe(204);
    for (const answer of [
      await rig.get('/me', token),
      await rig.get('/me/export', token),
      await rig.post('/sessions/renewal', {}, token),
      await rig.post('/organisations', { name: 'X', country: 'CH', stakeholderType: 'other' }, token),
      await rig.send({ method: 'DELETE', url: '/sessions/current', as: token }),
    ]) {
      expect(answer).toMatchObject({ status: 401, body: { code: 'SESSION.REVOKED' } });
    }
    expect((await rig.get('/me', other.token)).status).toBe(200);
    expect(await rig.revokedSessions()).toHaveLength(1);
  });

  it('refuses forged, expired and missing sessions by name', async () => {
    const person = await rig.signIn(newAddress());
    const otherKeys = makeSecrets();
    const forger = new AccountSessions({
      publicKeyPem: otherKeys.identityPublicKey,
      signingKeyPem: otherKeys.identitySigningKey,
    });
    const claims = { accountId: person.accountId, sessionId: person.accountId, roles: [], language: 'en' as const };
    const forged = await forger.issue({ ...claims, expiresAt: new Date(Date.now() + 3_600_000) });
    const expired = await rig.service.account({ ...claims, expiresAt: new Date(Date.now() - 60_000) });
    const [head, , signature] = person.token.split('.');
    const raised = Buffer.from(
      JSON.stringify({ sub: person.accountId, roles: [{ role: 'secretariat', edition: '*' }] }),
    );
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${raised.toString('base64url')}.`;
    for (const [token, code] of [
      [forged, 'SESSION.FORGED'],
      [`${head}.${raised.toString('base64url')}.${signature}`, 'SESSION.FORGED'],
      [unsigned, 'SESSION.FORGED'],
      ['nonsense', 'SESSION.FORGED'],
      [expired, 'SESSION.EXPIRED'],
    ] as const) {
      expect(await rig.get('/me', token)).toMatchObject({ status: 401, body: { code } });
    }
    expect(await rig.get('/me')).toMatchObject({ status: 401, body: { code: 'SESSION.MISSING' } });
  });

  it('refuses a well-signed session that identity never opened', async () => {
    const ghost = await rig.service.account({ accountId: '018f0000-0000-7000-8000-000000000000' });
    expect(await rig.get('/me', ghost)).toMatchObject({ status: 401, body: { code: 'SESSION.REVOKED' } });
  });

  it('refuses a ballot session on every account route, and an account session as a ballot session', async () => {
    const { token } = await rig.signIn(newAddress());
    const voter = rig.service.voter({ editionId: 'e-1' });
    for (const answer of [
      await rig.get('/me', voter),
      await rig.post('/invitations', { invitations: [] }, voter),
      await rig.post('/sessions/renewal', {}, voter),
      await rig.get('/editions/e-1/role-holders', voter),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'SESSION.WRONG_KIND' } });
    }
    expect(new VoterSessions(rig.service.secrets.voterSessionKey).verify(token, Date.now())).toBe('forged');
  });

  it('tells other services whether a session stands, and tells nobody else', async () => {
    const person = await rig.signIn(newAddress());
    const signedIn = await rig.post('/sessions/renewal', {}, person.token);
    const sessionId = JSON.parse(Buffer.from(signedIn.body.token.split('.')[1], 'base64url').toString()).sid as string;
    const ask = (body: object, as: string) => rig.post('/internal/introspection', body, as);
    const question = { sessionId, accountId: person.accountId };
    const internal = rig.service.internalToken();
    expect(await ask(question, internal)).toMatchObject({ status: 200, body: { active: true } });
    const otherAccount = { sessionId, accountId: '018f0000-0000-7000-8000-000000000000' };
    expect(await ask(otherAccount, internal)).toMatchObject({ body: { active: false } });
    expect((await ask(question, person.token)).status).toBe(404);
    expect(await ask({ sessionId: 'x', accountId: person.accountId }, internal)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'sessionId', rule: 'isUuid' }] },
    });
    await rig.send({ method: 'DELETE', url: '/sessions/current', as: person.token });
    expect(await ask(question, internal)).toMatchObject({ body: { active: false } });
  });

  it('takes each code of a second factor once ever', async () => {
    const person = await rig.signIn(newAddress());
    const { body: enrolment } = await rig.post('/second-factor/enrolment', {}, person.token);
    expect(enrolment.uri).toMatch(/^otpauth:\/\/totp\//);
    const early = await rig.post('/sessions/second-factor', { code: '000000' }, person.token);
    expect(early).toMatchObject({ status: 409, body: { code: 'IDENTITY.SECOND_FACTOR_NOT_ENROLLED' } });

    const now = rig.clock.now().getTime();
    const code = timeCodes.codeAt(enrolment.secret, new Date(now));
    const confirmed = await rig.post('/second-factor/enrolment/confirmation', { code }, person.token);
    expect(confirmed.status).toBe(200);
    expect(confirmed.body.account.secondFactor).toBe('enrolled');

    const again = await rig.post('/sessions/second-factor', { code }, person.token);
    expect(again).toMatchObject({ status: 403, body: { code: 'IDENTITY.SECOND_FACTOR_USED' } });
    const next = timeCodes.codeAt(enrolment.secret, new Date(now + 30_000));
    const answers = await Promise.all(
      [1, 2, 3].map(() => rig.post('/sessions/second-factor', { code: next }, person.token)),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 403, 403]);
    const earlier = timeCodes.codeAt(enrolment.secret, new Date(now - 30_000));
    expect((await rig.post('/sessions/second-factor', { code: earlier }, person.token)).status).toBe(403);
    expect(await rig.post('/sessions/second-factor', { code: '12345x' }, person.token)).toMatchObject({
      status: 403,
      body: { code: 'IDENTITY.SECOND_FACTOR_WRONG' },
    });
  });

  it('never replaces a confirmed second factor, and stores its secret sealed', async () => {
    const person = await rig.enrol(await rig.signIn(newAddress()));
    expect(await rig.post('/second-factor/enrolment', {}, person.token)).toMatchObject({
      status: 409,
      body: { code: 'IDENTITY.ALREADY_ENROLLED' },
    });
    const twice = await rig.signIn(newAddress());
    const first = await rig.post('/second-factor/enrolment', {}, twice.token);
    const second = await rig.post('/second-factor/enrolment', {}, twice.token);
    const stale = timeCodes.codeAt(first.body.secret, rig.clock.now());
    expect((await rig.post('/second-factor/enrolment/confirmation', { code: stale }, twice.token)).status).toBe(403);
    const good = timeCodes.codeAt(second.body.secret, rig.clock.now());
    expect((await rig.post('/second-factor/enrolment/confirmation', { code: good }, twice.token)).status).toBe(200);
    const rows = await rig.service.database.query<{ sealed_secret: Buffer }>('SELECT * FROM identity.second_factors');
    for (const row of rows) expect(row.sealed_secret.toString('latin1')).not.toContain(second.body.secret);
  });

  it('limits how often the codes of a second factor may be guessed', async () => {
    const person = await rig.enrol(await rig.signIn(newAddress()));
    const answers = [];
    for (let n = 0; n < 13; n += 1) {
      answers.push((await rig.post('/sessions/second-factor', { code: '00000x' }, person.token)).status);
    }
    expect(answers).toEqual([...Array(11).fill(403), 429, 429]);
  });

  it('renews a token with its second factor for twelve hours after the sign-in, no longer', async () => {
    const person = await rig.enrol(await rig.signIn(newAddress()));
    const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());
    const renewed = await rig.post('/sessions/renewal', {}, person.token);
    expect(claimsOf(renewed.body.token).sfa).toBe(claimsOf(person.token).sfa);
    const session = claimsOf(person.token).sid as string;
    await rig.service.database.execute(
      "UPDATE identity.sessions SET signed_in_at = signed_in_at - interval '11 hours 30 minutes' WHERE session_id = $1",
      [session],
    );
    const late = await rig.post('/sessions/renewal', {}, person.token);
    const left = new Date(late.body.expiresAt).getTime() - rig.clock.now().getTime();
    expect(left).toBeGreaterThan(25 * 60_000);
    expect(left).toBeLessThanOrEqual(30 * 60_000);
    await rig.service.database.execute(
      "UPDATE identity.sessions SET signed_in_at = signed_in_at - interval '1 hour', expires_at = now() - interval '1 second' WHERE session_id = $1",
      [session],
    );
    expect(await rig.post('/sessions/renewal', {}, person.token)).toMatchObject({
      status: 401,
      body: { code: 'SESSION.REVOKED' },
    });
  });

  it('publishes the key that sessions are verified with, and no private part of it', async () => {
    const { body } = await rig.get('/keys');
    expect(body.keys).toHaveLength(1);
    expect(body.keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
    expect(body.keys[0].d).toBeUndefined();
  });

  it('describes every route of its own in OpenAPI 3.1, with bodies and answers', async () => {
    const { body: api } = await rig.get('/openapi.json');
    expect(api.openapi).toMatch(/^3\.1/);
    const described = Object.entries<Record<string, object>>(api.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const own = rig.service.service.routes
      .filter(({ path }) => !/\/(internal|health|metrics)(\/|$)/.test(path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual(own.sort());
    expect(api.components.schemas.AskForCodeDto).toMatchObject({
      required: ['email'],
      properties: { email: { type: 'string' }, language: { enum: ['ar', 'zh', 'en', 'fr', 'ru', 'es'] } },
    });
    expect(api.paths['/api/identity/sessions'].post.responses['201'].content['application/json'].schema.$ref).toContain(
      'SignedInAnswer',
    );
  });
});
