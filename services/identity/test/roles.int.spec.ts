import { fromBinary } from '@bufbuild/protobuf';
import { EditionCreatedSchema, RoleGrantedSchema, RoleRevokedSchema } from '@wsis/contracts';
import { event } from '@wsis/messaging';
import { BootstrapRefused, bootstrapSecretariat, totpNow } from '../src/index.js';
import { eventually } from '@wsis/testing';
import { IdentityRig, type Person } from './identity.fixture.js';

describe('Roles', () => {
  const rig = new IdentityRig();
  let serial = 0;
  const newAddress = () => `person-${(serial += 1)}@roles.example`;
  let first: Person;
  let second: Person;

  const invite = (invitations: readonly object[], as: Person) => rig.post('/invitations', { invitations }, as.token);
  const granted = async () =>
    (await rig.service.emitted('identity.role-granted.v1')).map((each) => fromBinary(RoleGrantedSchema, each.payload));
  const rolesOf = async (person: Person) => (await rig.get('/me', person.token)).body.roles as { role: string }[];

  beforeAll(async () => {
    await rig.start({ CODES_PER_CLIENT_PER_MINUTE: '5000' });
    [first, second] = await rig.secretaries();
  });
  afterAll(() => rig.stop(), 180_000);

  it('begin with two secretaries, made once and only in an empty installation', async () => {
    const { database, secrets } = rig.service;
    await expect(bootstrapSecretariat(database, secrets, ['a@x.org', 'b@x.org'])).rejects.toThrow(BootstrapRefused);
    await expect(bootstrapSecretariat(database, secrets, ['a@x.org', 'b@x.org'])).rejects.toThrow(
      'This installation has a secretariat already',
    );
    expect(await totpNow(database, secrets, 'FIRST@secretariat.example', rig.clock)).toMatch(/^\d{6}$/);
    expect(await totpNow(database, secrets, 'nobody@secretariat.example')).toBeUndefined();
    expect(await rolesOf(first)).toContainEqual({ role: 'secretariat', edition: '*' });
  });

  it('are given by invitation, told to the others without an address, and mailed in the language asked for', async () => {
    const email = newAddress();
    const answer = await invite([{ email, role: 'expert', edition: 'e-1', category: 'C1', language: 'es' }], first);
    expect(answer).toMatchObject({ status: 200, body: { results: [{ outcome: 'granted' }] } });
    const { accountId } = answer.body.results[0];
    expect((await rig.mailTo(email)).html).toContain('<html lang="es"');
    expect(await granted()).toContainEqual(
      expect.objectContaining({ accountId, role: 'expert', editionId: 'e-1', category: 'C1' }),
    );
    const again = await invite([{ email: email.toUpperCase(), role: 'expert', edition: 'e-1', category: 'C1' }], first);
    expect(again.body.results).toEqual([{ accountId, outcome: 'already-held' }]);
    const expert = await rig.signIn(email);
    expect(expert.accountId).toBe(accountId);
    expect(await rolesOf(expert)).toContainEqual({ role: 'expert', edition: 'e-1', category: 'C1' });
  });

  it('are mailed with the name of the edition, or its id while nobody has told what it is called', async () => {
    const [early, late] = [newAddress(), newAddress()];
    await invite([{ email: early, role: 'expert', edition: 'e-7' }], first);
    expect((await rig.mailTo(early)).text).toContain('e-7');
    const edition = { editionId: 'e-7', year: 2027, name: 'The seventh edition', timeZone: 'UTC' };
    await rig.service.emit([event(EditionCreatedSchema, edition, { key: 'e-7', version: 1 })]);
    await rig.service.settled();
    await invite([{ email: late, role: 'expert', edition: 'e-7' }], first);
    const { text } = await rig.mailTo(late);
    expect(text).toContain('The seventh edition');
    expect(text).not.toContain('e-7');
  });

  it('are for one category only where people screen or judge', async () => {
    const wrong = await invite([{ email: newAddress(), role: 'translator', edition: 'e-1', category: 'C1' }], first);
    expect(wrong.body.errors).toEqual([
      expect.objectContaining({ field: 'invitations.0.category', rule: 'notAllowed' }),
    ]);
  });

  it('come from a batch as a whole or not at all, in the order of the list', async () => {
    const [one, two] = [newAddress(), newAddress()];
    const before = await rig.count('identity.accounts');
    const broken = await invite(
      [
        { email: one, role: 'screener', edition: 'e-1' },
        { email: 'no address', role: 'screener', edition: 'e-1' },
      ],
      first,
    );
    expect(broken).toMatchObject({
      status: 422,
      body: { code: 'IDENTITY.ADDRESS_INVALID', errors: [{ field: 'invitations.1.email', rule: 'address.oneAt' }] },
    });
    expect(await rig.count('identity.accounts')).toBe(before);
    const good = await invite(
      [
        { email: two, role: 'screener', edition: 'e-1' },
        { email: one, role: 'translator', edition: 'e-1' },
        { email: `+x${two}`.replace('+x', ''), role: 'translator', edition: 'e-1' },
      ],
      first,
    );
    const ids = good.body.results.map((each: { accountId: string }) => each.accountId);
    expect(ids[0]).toBe(ids[2]);
    expect(ids[1]).not.toBe(ids[0]);
    expect((await rig.signIn(two)).accountId).toBe(ids[0]);
  });

  it('name the field and rule of what is wrong with an invitation', async () => {
    const bad = { email: 'a@x.org', role: 'king', edition: 'E 1', category: '', language: 'de', admin: true };
    const answer = await invite([bad], first);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'invitations.0.role', rule: 'isIn' }),
        expect.objectContaining({ field: 'invitations.0.edition', rule: 'pattern' }),
        expect.objectContaining({ field: 'invitations.0.category', rule: 'pattern' }),
        expect.objectContaining({ field: 'invitations.0.language', rule: 'isIn' }),
        expect.objectContaining({ field: 'invitations.0.admin', rule: 'unknownField' }),
      ]),
    );
    const many = Array.from({ length: 201 }, (_, n) => ({ email: `m${n}@x.org`, role: 'expert', edition: 'e-1' }));
    expect((await invite(many, first)).body.errors).toEqual([
      expect.objectContaining({ field: 'invitations', rule: 'arrayMaxSize' }),
    ]);
    const everywhere = await invite([{ email: 'a@x.org', role: 'expert', edition: '*' }], first);
    expect(everywhere.body.errors).toEqual([
      expect.objectContaining({ field: 'invitations.0.edition', rule: 'pattern' }),
    ]);
  });

  it('need the secretariat, and its second factor', async () => {
    const nobody = await rig.signIn(newAddress());
    expect(await invite([], nobody)).toMatchObject({ status: 403, body: { code: 'ACCESS.ROLE_REQUIRED' } });
    const expert = await rig.staff(first, newAddress(), 'expert', 'e-1');
    for (const [method, url] of [
      ['POST', '/invitations'],
      ['POST', '/roles/revocation'],
      ['GET', '/editions/e-1/role-holders'],
    ] as const) {
      expect(await rig.send({ method, url, as: expert.token, payload: {} })).toMatchObject({
        status: 403,
        body: { code: 'ACCESS.ROLE_REQUIRED' },
      });
    }
    const withoutFactor = await rig.signIn('first@secretariat.example');
    expect(await invite([], withoutFactor)).toMatchObject({
      status: 403,
      body: { code: 'ACCESS.SECOND_FACTOR_REQUIRED' },
    });
  });

  it('that oversee others are given by two persons, never by one', async () => {
    const email = newAddress();
    const proposed = await invite([{ email, role: 'secretariat', edition: 'e-1' }], first);
    expect(proposed).toMatchObject({ status: 200, body: { results: [{ outcome: 'awaiting-approval' }] } });
    const { accountId, approvalId } = proposed.body.results[0];
    const person = await rig.signIn(email);
    expect(await rolesOf(person)).not.toContainEqual({ role: 'secretariat', edition: 'e-1' });

    const approval = await rig.get(`/approvals/${approvalId}`, second.token);
    expect(JSON.stringify(approval.body)).not.toContain('@');
    const { payloadHash } = approval.body;
    const approve = (as: Person) => rig.post(`/approvals/${approvalId}/approval`, { payloadHash }, as.token);
    expect(await approve(first)).toMatchObject({ status: 403, body: { code: 'APPROVAL.SAME_PERSON' } });
    expect((await approve(person)).status).toBe(403);
    expect(await rolesOf(person)).not.toContainEqual({ role: 'secretariat', edition: 'e-1' });

    expect(await approve(second)).toMatchObject({ status: 200, body: { result: { granted: true } } });
    expect(await rolesOf(person)).toContainEqual({ role: 'secretariat', edition: 'e-1' });
    expect(await granted()).toContainEqual(
      expect.objectContaining({ accountId, role: 'secretariat', editionId: 'e-1' }),
    );
    expect((await approve(second)).status).toBe(409);
    // A live session has the role from its next token on.
    expect((await invite([], person)).body.code).toBe('ACCESS.ROLE_REQUIRED');
    const renewed = await rig.post('/sessions/renewal', {}, person.token);
    expect((await invite([], { ...person, token: renewed.body.token })).body.code).toBe(
      'ACCESS.SECOND_FACTOR_REQUIRED',
    );
  });

  it('of one edition administer that one only', async () => {
    const email = newAddress();
    const { body } = await invite([{ email, role: 'secretariat', edition: 'e-2' }], first);
    const { payloadHash } = (await rig.get(`/approvals/${body.results[0].approvalId}`, second.token)).body;
    await rig.post(`/approvals/${body.results[0].approvalId}/approval`, { payloadHash }, second.token);
    const local = await rig.enrol(await rig.signIn(email));
    const of = (edition: string) => invite([{ email: newAddress(), role: 'expert', edition }], local);
    expect((await of('e-2')).status).toBe(200);
    expect(await of('e-1')).toMatchObject({ status: 403, body: { code: 'IDENTITY.ROLE_OUT_OF_SCOPE' } });
    const all = await invite([{ email: newAddress(), role: 'auditor', edition: '*' }], local);
    expect(all).toMatchObject({ status: 403, body: { code: 'IDENTITY.ROLE_OUT_OF_SCOPE' } });
    const takeAway = { accountId: first.accountId, role: 'secretariat', edition: '*' };
    expect((await rig.post('/roles/revocation', takeAway, local.token)).body.code).toBe('IDENTITY.ROLE_OUT_OF_SCOPE');
  });

  it('are taken away at once, with every session that states them', async () => {
    const email = newAddress();
    const expert = await rig.staff(first, email, 'expert', 'e-1');
    const elsewhere = await rig.signIn(email);
    const revocation = { accountId: expert.accountId, role: 'expert', edition: 'e-1' };
    expect((await rig.post('/roles/revocation', revocation, first.token)).status).toBe(204);
    for (const { token } of [expert, elsewhere]) {
      expect(await rig.get('/me', token)).toMatchObject({ status: 401, body: { code: 'SESSION.REVOKED' } });
    }
    const events = await rig.service.emitted('identity.role-revoked.v1');
    expect(events.map((each) => fromBinary(RoleRevokedSchema, each.payload))).toContainEqual(
      expect.objectContaining({ accountId: expert.accountId, role: 'expert', editionId: 'e-1' }),
    );
    expect(await rolesOf(await rig.signIn(email))).toHaveLength(2);
    expect(await rig.post('/roles/revocation', revocation, first.token)).toMatchObject({
      status: 404,
      body: { code: 'IDENTITY.GRANT_UNKNOWN' },
    });
  });

  it('leave at least two people who can agree to each other’s proposals', async () => {
    const revoke = (person: Person, as: Person) =>
      rig.post('/roles/revocation', { accountId: person.accountId, role: 'secretariat', edition: '*' }, as.token);
    expect(await revoke(second, first)).toMatchObject({ status: 409, body: { code: 'IDENTITY.LAST_SECRETARIAT' } });
    const erased = await rig.send({ method: 'DELETE', url: '/me', as: first.token });
    expect(erased).toMatchObject({ status: 409, body: { code: 'IDENTITY.LAST_SECRETARIAT' } });
  });

  it('come back to somebody who lost the second factor when two others of the secretariat agree', async () => {
    const email = newAddress();
    const expert = await rig.staff(first, email, 'expert', 'e-1');
    const reason = 'The expert lost the telephone and was recognised in a video call';
    const propose = (as: Person, accountId: string) =>
      rig.post('/second-factor/resets', { accountId, reason }, as.token);
    expect((await propose(expert, expert.accountId)).body.code).toBe('ACCESS.ROLE_REQUIRED');
    expect((await propose(first, first.accountId)).body.code).toBe('IDENTITY.OWN_SECOND_FACTOR');
    expect((await propose(first, crypto.randomUUID())).body.code).toBe('IDENTITY.ACCOUNT_UNKNOWN');
    const short = await rig.post('/second-factor/resets', { accountId: expert.accountId, reason: 'lost' }, first.token);
    expect(short.body.errors).toEqual([expect.objectContaining({ field: 'reason', rule: 'minLength' })]);

    const { approvalId } = (await propose(first, expert.accountId)).body;
    const { payloadHash } = (await rig.get(`/approvals/${approvalId}`, second.token)).body;
    const approve = (as: Person) => rig.post(`/approvals/${approvalId}/approval`, { payloadHash }, as.token);
    expect((await approve(first)).body.code).toBe('APPROVAL.SAME_PERSON');
    expect((await rig.get('/me', expert.token)).status).toBe(200);
    expect((await approve(second)).body.result).toEqual({ reset: true });

    expect((await rig.get('/me', expert.token)).body.code).toBe('SESSION.REVOKED');
    const subjects = await eventually('the mail that says so', () => {
      const mails = rig.mailbox.of(email).map((mail) => mail.subject);
      return mails.includes('Your second factor was reset') ? mails : false;
    });
    expect(subjects).toContain('Your second factor was reset');
    expect(
      await rig.count('identity.audit_entries WHERE actor = $1 AND subject_id = $2', [second.accountId, approvalId]),
    ).toBeGreaterThan(0);

    const again = await rig.enrol(await rig.signIn(email));
    expect((await rig.get('/me', again.token)).status).toBe(200);
    expect((await approve(second)).status).toBe(409);
    // Nor does the one concerned approve what another proposes.
    const { approvalId: forSecond } = (await propose(first, second.accountId)).body;
    const own = await rig.get(`/approvals/${forSecond}`, second.token);
    const refused = await rig.post(
      `/approvals/${forSecond}/approval`,
      { payloadHash: own.body.payloadHash },
      second.token,
    );
    expect(refused).toMatchObject({ status: 403, body: { code: 'IDENTITY.OWN_SECOND_FACTOR' } });
    const nobody = await rig.signIn(newAddress());
    expect((await propose(first, nobody.accountId)).body.code).toBe('IDENTITY.NO_SECOND_FACTOR');
  });

  it('name colleagues to each other, and nobody who only votes or nominates', async () => {
    const address = newAddress();
    const nobody = await rig.signIn(address);
    const ask = (ids: string, as: Person) => rig.get(`/colleagues?ids=${encodeURIComponent(ids)}`, as.token);
    const told = await ask([second.accountId, nobody.accountId].join(','), first);
    expect(told).toMatchObject({ status: 200, body: { items: [{ accountId: second.accountId }] } });
    expect(told.body.items[0].name).toBe('second@secretariat.example');
    const called = (name: string) => rig.get(`/colleagues?search=${encodeURIComponent(name)}`, first.token);
    expect((await called('OND@Secret')).body.items).toEqual(told.body.items);
    expect((await called(address)).body.items).toEqual([]);
    expect((await called('%')).body.errors).toEqual([expect.objectContaining({ field: 'search' })]);
    expect((await ask(second.accountId, nobody)).body.code).toBe('ACCESS.ROLE_REQUIRED');
    // A chair is told what the members of the panel call themselves, and no address.
    const chair = await rig.staff(first, newAddress(), 'panel-chair', 'e-1');
    await rig.send({ method: 'PATCH', url: '/me', payload: { displayName: 'Awa' }, as: chair.token });
    const toldAChair = await ask([second.accountId, chair.accountId].join(','), chair);
    expect(toldAChair.body.items).toEqual([{ accountId: chair.accountId, name: 'Awa' }]);
    expect((await rig.get('/colleagues?search=awa', chair.token)).body.items).toEqual([]);
    // Who agrees to a role for somebody is told for whom.
    const wanted = newAddress();
    const invitation = { email: wanted, role: 'auditor', edition: 'e-1' };
    const invited = await rig.post('/invitations', { invitations: [invitation] }, first.token);
    const [{ accountId }] = invited.body.results;
    expect((await ask(accountId as string, second)).body.items).toEqual([{ accountId, name: wanted }]);
    expect((await ask("1' OR '1'='1", first)).body.errors).toEqual([
      expect.objectContaining({ field: 'ids', rule: 'pattern' }),
    ]);
  });

  it('are found in the audit trail by the edition that an invitation or a revocation concerned, once in each', async () => {
    await rig.adopt('e-9');
    const [one, two] = [newAddress(), newAddress()];
    const invited = await rig.post(
      '/invitations',
      {
        invitations: [
          { email: one, role: 'expert', edition: 'e-1' },
          { email: two, role: 'screener', edition: 'e-9' },
          { email: two, role: 'expert', edition: 'e-9' },
        ],
      },
      first.token,
    );
    const held = { accountId: invited.body.results[1].accountId, role: 'screener', edition: 'e-9' };
    expect((await rig.post('/roles/revocation', held, first.token)).status).toBe(204);
    const deedsOf = async (edition: string) => {
      const { body } = await rig.get(`/audit?edition=${edition}&kind=change&actor=${first.accountId}`, first.token);
      return body.items.map(({ action }: { action: string }) => action);
    };
    expect(await deedsOf('e-9')).toEqual(['POST /roles/revocation', 'POST /invitations']);
    expect(await deedsOf('e-1')).toContain('POST /invitations');
  });

  it('are listed for the secretariat in pages, and each look is in the audit trail', async () => {
    const page = await rig.get('/editions/e-1/role-holders?limit=2', first.token);
    expect(page.body.items).toHaveLength(2);
    const rest = await rig.get(`/editions/e-1/role-holders?limit=200&cursor=${page.body.nextCursor}`, first.token);
    const [someone] = page.body.items;
    const found = await rig.get(
      `/editions/e-1/role-holders?search=${encodeURIComponent(someone.email.slice(0, 8).toUpperCase())}`,
      first.token,
    );
    expect(found.body.items.map((each: any) => each.accountId)).toContain(someone.accountId);
    expect((await rig.get('/editions/e-1/role-holders?search=no-such-person', first.token)).body.items).toEqual([]);
    expect(someone).toMatchObject({ grantedAt: expect.any(String) });
    const total = await rig.count("identity.roles WHERE edition_id IN ('e-1', '*')");
    expect(rest.body.items).toHaveLength(total - 2);
    const audited = await rig.count(
      "identity.audit_entries WHERE action = 'GET /editions/:edition/role-holders' AND actor = $1",
      [first.accountId],
    );
    expect(audited).toBe(4);
    const made = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');
    const id = '01a2051d-3110-70e6-b02e-24e5aab81a0c';
    for (const cursor of [
      'x',
      made([]),
      made([id]),
      made([id, '\u0000', '']),
      made([id, {}, {}]),
      made(['a', 'b', 'c']),
    ]) {
      expect((await rig.get(`/editions/e-1/role-holders?cursor=${cursor}`, first.token)).status).toBe(422);
    }
  });

  it('are counted for each edition, each person once, with how many have a second factor', async () => {
    const edition = 'e-counted';
    const figures = async () =>
      (await rig.get(`/editions/${edition}/role-figures`, first.token)).body.items as {
        role: string;
        people: number;
        able: number;
      }[];
    const secretaries = await rig.count(
      "(SELECT DISTINCT account_id FROM identity.roles WHERE role = 'secretariat' AND edition_id = '*') s",
    );
    expect(await figures()).toContainEqual({ role: 'secretariat', people: secretaries, able: expect.any(Number) });
    const email = newAddress();
    for (const category of ['C1', 'C2']) await invite([{ email, role: 'expert', edition, category }], first);
    await invite([{ email: 'second@secretariat.example', role: 'expert', edition, category: 'C1' }], first);
    expect(await figures()).toContainEqual({ role: 'expert', people: 2, able: 1 });
    const stranger = await rig.signIn(newAddress());
    expect((await rig.get(`/editions/${edition}/role-figures`, stranger.token)).body.code).toBe('ACCESS.ROLE_REQUIRED');
  });

  it('are found by the service that mails notices, with addresses at the moment of sending only', async () => {
    const internal = rig.service.internalToken();
    const found = await rig.post(
      '/internal/accounts-by-role',
      { edition: 'e-1', role: 'secretariat', limit: 200 },
      internal,
    );
    expect(found.body.accountIds).toEqual(expect.arrayContaining([first.accountId, second.accountId]));
    const { body } = await rig.post(
      '/internal/addresses',
      { accountIds: [first.accountId, crypto.randomUUID()] },
      internal,
    );
    expect(body).toEqual([{ accountId: first.accountId, address: 'first@secretariat.example', language: 'en' }]);
    const tooMany = Array.from({ length: 201 }, () => crypto.randomUUID());
    expect((await rig.post('/internal/addresses', { accountIds: tooMany }, internal)).status).toBe(422);
    expect((await rig.post('/internal/addresses', { accountIds: [] }, first.token)).status).toBe(404);
  });
});

describe('The first two accounts', () => {
  it.each([
    [['a@x.org', 'A+2@X.org'], 'addresses.1 breaks duplicate'],
    [['a@x.org', 'nobody'], 'addresses.1 breaks address.oneAt'],
  ] as const)('are not made of %j, and nothing of them is kept', async (addresses, reason) => {
    const rig = await new IdentityRig().start();
    try {
      const { database, secrets } = rig.service;
      await expect(bootstrapSecretariat(database, secrets, addresses)).rejects.toThrow(reason);
      expect(await rig.count('identity.accounts')).toBe(0);
      const attempts = [1, 2, 3].map(() => bootstrapSecretariat(database, secrets, ['a@x.org', 'b@x.org']));
      const outcomes = await Promise.allSettled(attempts);
      expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
      expect(await rig.count("identity.roles WHERE role = 'secretariat'")).toBe(2);
    } finally {
      await rig.stop();
    }
  });
});
