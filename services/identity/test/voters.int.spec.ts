import { VoterSessions, type VoterClaims } from '@wsis/http';
import { IdentityRig, PROFILE, type Person } from './identity.fixture.js';

describe('Ballot sessions', () => {
  const rig = new IdentityRig();
  let serial = 0;
  const newAddress = () => `person-${(serial += 1)}@voters.example`;
  const newEdition = () => `edition-${(serial += 1)}`;

  const ask = (edition: string, person: Person, body: object = {}) =>
    rig.post(`/editions/${edition}/voter-session`, body, person.token);
  const open = async (edition: string, person: Person, body: object = { profile: PROFILE, consent: true }) => {
    const answer = await ask(edition, person, body);
    if (answer.status !== 201) throw new Error(`Opening answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const claims = new VoterSessions(rig.service.secrets.voterSessionKey).verify(answer.body.token, Date.now());
    return claims as VoterClaims;
  };
  const erase = (person: Person) => rig.send({ method: 'DELETE', url: '/me', as: person.token });

  beforeAll(() => rig.start({ CODES_PER_CLIENT_PER_MINUTE: '5000' }));
  afterAll(() => rig.stop(), 180_000);

  it('state a random voter and coarse facts, and nothing that names the person', async () => {
    const edition = newEdition();
    await rig.adopt(edition);
    const email = newAddress();
    const person = await rig.signIn(email);
    const answer = await ask(edition, person, { profile: PROFILE, consent: true });
    const claims = await open(edition, person);
    expect(claims).toMatchObject({ editionId: edition, country: 'CH', stakeholderType: 'academia', barred: [] });
    expect(claims.voterId).toBe(answer.body.voterId);
    expect(claims.voterId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    const body = Buffer.from(answer.body.token.split('.')[1], 'base64url').toString();
    for (const secret of [person.accountId, email, 'A Voter', 'A School']) expect(body).not.toContain(secret);
  });

  it('carry only the facts that the rule book counts', async () => {
    const edition = newEdition();
    await rig.adopt(edition, (book) => {
      book.vote.facts = [];
      book.count.tieBreakers = ['include-all-tied'];
    });
    expect(await open(edition, await rig.signIn(newAddress()))).toMatchObject({ country: '', stakeholderType: '' });
  });

  it.each([
    ['upper and lower case', 'Casey@spell-a.example', ['casey@SPELL-A.example', 'CASEY@spell-a.example']],
    ['plus tags', 'tag@spell-b.example', ['tag+1@spell-b.example', 'tag+prize@spell-b.example']],
    ['a domain in its own script', 'a@bücher.example', ['A@BÜCHER.example', 'a@xn--bcher-kva.example']],
    ['dots where the provider ignores them', 'jo.hn@gmail.com', ['john@gmail.com', 'j.o.h.n+x@googlemail.com']],
  ])('are of one voter for all spellings of a mailbox: %s', async (_, first, others) => {
    const edition = newEdition();
    await rig.adopt(edition);
    const voters = new Set<string>();
    for (const email of [first, ...others]) {
      voters.add((await open(edition, await rig.signIn(email, first))).voterId);
    }
    expect(voters.size).toBe(1);
    const another = newEdition();
    await rig.adopt(another);
    const elsewhere = await open(another, await rig.signIn(first));
    expect(voters).not.toContain(elsewhere.voterId);
  });

  it('are of one voter when ten are asked for at once', async () => {
    const edition = newEdition();
    await rig.adopt(edition);
    const person = await rig.signIn(newAddress());
    const opened = await Promise.all(Array.from({ length: 10 }, () => open(edition, person)));
    expect(new Set(opened.map((each) => each.voterId)).size).toBe(1);
    expect(await rig.count('identity.voters WHERE edition_id = $1', [edition])).toBe(1);
  });

  it('ask for what the rule book asks, by field and rule, and for consent', async () => {
    const edition = newEdition();
    const person = await rig.signIn(newAddress());
    expect(await ask(edition, person, { profile: PROFILE, consent: true })).toMatchObject({
      status: 404,
      body: { code: 'IDENTITY.EDITION_UNKNOWN' },
    });
    await rig.adopt(edition);
    for (const consent of [undefined, false]) {
      expect(
        await ask(edition, person, { profile: PROFILE, ...(consent === undefined ? {} : { consent }) }),
      ).toMatchObject({
        status: 422,
        body: { code: 'IDENTITY.CONSENT_REQUIRED', errors: [{ field: 'consent', rule: 'required' }] },
      });
    }
    const wrong = await ask(edition, person, {
      profile: { ...PROFILE, country: 'Utopia', userName: ' ', age: '7' },
      consent: true,
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.code).toBe('IDENTITY.PROFILE_INCOMPLETE');
    expect(wrong.body.errors).toEqual([
      expect.objectContaining({ field: 'profile.age', rule: 'unknownField' }),
      expect.objectContaining({ field: 'profile.userName', rule: 'required' }),
      expect.objectContaining({ field: 'profile.country', rule: 'isCountry' }),
    ]);
    expect((await ask(edition, person, { profile: PROFILE, consent: 'yes' })).body.errors).toEqual([
      expect.objectContaining({ field: 'consent', rule: 'wrongType' }),
    ]);
    const { body } = await rig.get(`/editions/${edition}/voter-registration`);
    expect(body.profile.map((field: { id: string }) => field.id)).toEqual(Object.keys(PROFILE));
  });

  it('need only the account’s session when they are asked for again', async () => {
    const edition = newEdition();
    await rig.adopt(edition);
    const person = await rig.signIn(newAddress());
    const first = await open(edition, person);
    const again = await open(edition, person, {});
    expect(again).toMatchObject({ voterId: first.voterId, country: 'CH', stakeholderType: 'academia' });
    expect(again.sessionId).not.toBe(first.sessionId);
    await rig.send({ method: 'DELETE', url: '/sessions/current', as: person.token });
    expect(await ask(edition, person)).toMatchObject({ status: 401, body: { code: 'SESSION.REVOKED' } });
    const ended = (await rig.revokedSessions()).filter((each) => each.voterId === first.voterId);
    expect(ended.map((each) => each.sessionId).sort()).toEqual([first.sessionId, again.sessionId].sort());
  });

  it('bar what the account or its organisation submitted, where own projects are barred', async () => {
    const [strict, open2] = [newEdition(), newEdition()];
    await rig.adopt(strict);
    await rig.adopt(open2, (book) => (book.vote.ownProjectAllowed = true));
    const person = await rig.signIn(newAddress());
    const founded = await rig.post(
      '/organisations',
      { name: 'Lab', country: 'KE', stakeholderType: 'academia' },
      person.token,
    );
    const organisation = founded.body.organisationId as string;
    for (const edition of [strict, open2]) {
      await rig.list(edition, 7, { account: person.accountId });
      await rig.list(edition, 9, { organisation });
      await rig.list(edition, 11, { account: 'somebody else', organisation: 'elsewhere' });
    }
    expect((await open(strict, person)).barred).toEqual([7, 9]);
    expect((await open(open2, person)).barred).toEqual([]);
  });

  it('end when the list or a membership changes what they bar; the next one bars it', async () => {
    const edition = newEdition();
    await rig.adopt(edition);
    const founder = await rig.signIn(newAddress());
    const memberAddress = newAddress();
    const member = await rig.signIn(memberAddress);
    const stranger = await open(edition, await rig.signIn(newAddress()));
    const founded = await rig.post(
      '/organisations',
      { name: 'Lab', country: 'KE', stakeholderType: 'academia' },
      founder.token,
    );
    const organisation = founded.body.organisationId as string;
    const ended = async () => (await rig.revokedSessions()).map((each) => each.sessionId);

    const one = await open(edition, founder);
    await rig.list(edition, 3, { organisation });
    expect(await ended()).toContain(one.sessionId);
    const two = await open(edition, founder, {});
    expect(two.barred).toEqual([3]);

    const three = await open(edition, member);
    expect(three.barred).toEqual([]);
    expect(
      (await rig.post(`/organisations/${organisation}/members`, { email: memberAddress }, founder.token)).status,
    ).toBe(202);
    expect((await open(edition, member, {})).barred).toEqual([]);
    expect((await rig.post(`/organisations/${organisation}/membership`, {}, member.token)).status).toBe(204);
    expect(await ended()).toContain(three.sessionId);
    const four = await open(edition, member, {});
    expect(four.barred).toEqual([3]);

    expect(
      (await rig.send({ method: 'DELETE', url: `/organisations/${organisation}/membership`, as: member.token })).status,
    ).toBe(204);
    expect(await ended()).toContain(four.sessionId);
    expect((await open(edition, member, {})).barred).toEqual([]);
    expect(await ended()).not.toContain(stranger.sessionId);
  });

  it('learn a rule book and a list in any order', async () => {
    const edition = newEdition();
    const person = await rig.signIn(newAddress());
    await rig.list(edition, 5, { account: person.accountId });
    await rig.adopt(edition, undefined, 2);
    await rig.adopt(edition, (book) => (book.vote.ownProjectAllowed = true), 1);
    expect((await open(edition, person)).barred).toEqual([5]);
  });

  it('reach the same voter after an erasure, with the own project still barred', async () => {
    const edition = newEdition();
    await rig.adopt(edition);
    const email = newAddress();
    const person = await rig.signIn(email);
    await rig.list(edition, 21, { account: person.accountId });
    const before = await open(edition, person);
    expect((await erase(person)).status).toBe(204);
    expect((await rig.revokedSessions()).map((each) => each.sessionId)).toContain(before.sessionId);
    expect(await rig.get('/me', person.token)).toMatchObject({ status: 401, body: { code: 'SESSION.REVOKED' } });

    const again = await rig.signIn(email);
    expect(again.accountId).not.toBe(person.accountId);
    expect(await ask(edition, again)).toMatchObject({ body: { code: 'IDENTITY.CONSENT_REQUIRED' } });
    const after = await open(edition, again);
    expect(after.voterId).toBe(before.voterId);
    expect(after.barred).toEqual([21]);
  });

  it('leave nothing of an erased person but keyed hashes and voter ids', async () => {
    const edition = newEdition();
    await rig.adopt(edition);
    const email = `erika.${newAddress()}`;
    const person = await rig.signIn(email);
    const change = { displayName: 'Erika Mustermann', country: 'DE', stakeholderType: 'academia' };
    await rig.send({ method: 'PATCH', url: '/me', payload: change, as: person.token });
    await rig.enrol(person);
    await rig.post('/organisations', { name: 'Erikas Lab', country: 'DE', stakeholderType: 'academia' }, person.token);
    await rig.list(edition, 33, { account: person.accountId });
    await open(edition, person, { profile: { ...PROFILE, userName: 'Erika Mustermann' }, consent: true });
    await rig.post('/codes', { email });

    const tables = await rig.service.database.query<{ table_name: string }>(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'identity' AND table_type = 'BASE TABLE'",
    );
    const mentions = async () => {
      const found: Record<string, number> = {};
      for (const { table_name: table } of tables) {
        const n = await rig.count(
          `identity.${table} AS t WHERE to_jsonb(t)::text ILIKE ANY (ARRAY['%' || $1 || '%', '%erika%', '%mustermann%'])`,
          [person.accountId],
        );
        if (n > 0) found[table] = n;
      }
      return found;
    };
    const before = await mentions();
    for (const table of ['accounts', 'sessions', 'voter_sessions', 'voter_profiles', 'memberships', 'second_factors']) {
      expect(before[table]).toBeGreaterThan(0);
    }
    expect((await erase(person)).status).toBe(204);
    // The organisation keeps its name; the nominee keeps the number of an account that is gone.
    expect(Object.keys(await mentions()).sort()).toEqual(['event_log', 'nominees', 'organisations']);
    expect(await rig.count("identity.nominees WHERE number = 33 AND submitter_hash ~ '^[0-9a-f]{64}$'")).toBe(1);
    expect(await rig.service.emitted('identity.account-erased.v1')).toContainEqual(
      expect.objectContaining({ key: person.accountId }),
    );
  });

  it('give everything that is held, and no secret, to its owner', async () => {
    const edition = newEdition();
    await rig.adopt(edition);
    const email = newAddress();
    const person = await rig.enrol(await rig.signIn(email));
    const { voterId } = await open(edition, person);
    const { body } = await rig.get('/me/export', person.token);
    expect(body.account[0]).toMatchObject({ address: email, account_id: person.accountId });
    expect(body.voterProfiles[0]).toMatchObject({ edition_id: edition, profile: PROFILE });
    expect(body.voters[0]).toMatchObject({ edition_id: edition, voter_id: voterId });
    expect(body.sessions).toHaveLength(1);
    expect(body.voterSessions).toHaveLength(1);
    expect(body.secondFactor).toHaveLength(1);
    expect(JSON.stringify(body)).not.toMatch(/sealed_secret|code_hash/);
    // Whatever table mentions accounts is in the export, so that a new one is not forgotten.
    const columns = await rig.service.database.query<{ table_name: string }>(
      `SELECT DISTINCT table_name FROM information_schema.columns
       WHERE table_schema = 'identity' AND column_name IN ('account_id', 'address_hash', 'submitter_hash')`,
    );
    expect(columns.map((each) => each.table_name).sort()).toEqual([
      'accounts',
      'codes',
      'mails',
      'memberships',
      'nominees',
      'roles',
      'second_factors',
      'sessions',
      'voter_profiles',
      'voter_sessions',
      'voters',
    ]);
    expect(Object.keys(body).sort()).toEqual([
      'account',
      'codes',
      'mails',
      'memberships',
      'nominees',
      'roles',
      'secondFactor',
      'sessions',
      'voterProfiles',
      'voterSessions',
      'voters',
    ]);
  });

  it('lose the link to their mailbox on the published date, for good', async () => {
    const [due, later] = [newEdition(), newEdition()];
    await rig.adopt(due);
    await rig.adopt(later);
    const person = await rig.signIn(newAddress());
    await open(due, person);
    await open(later, person);
    const closed = new Date(rig.clock.now().getTime() - 91 * 86_400_000);
    await rig.plan(due, 1, closed);
    await rig.plan(later, 2, new Date());
    await rig.plan(later, 1, closed);
    const { DestroyDueVoterLinks } = await import('../src/application/destroy-due-voter-links.js');
    await rig.service.service.app.get(DestroyDueVoterLinks).run();
    for (const table of ['voters', 'voter_sessions', 'voter_profiles']) {
      expect(await rig.count(`identity.${table} WHERE edition_id = $1`, [due])).toBe(0);
      expect(await rig.count(`identity.${table} WHERE edition_id = $1`, [later])).toBe(1);
    }
    expect(await ask(due, person, { profile: PROFILE, consent: true })).toMatchObject({
      status: 410,
      body: { code: 'IDENTITY.VOTER_LINKS_DESTROYED' },
    });
    const { body } = await rig.get(`/editions/${later}/voter-registration`);
    expect(body.linksDestroyedOn).toBe(new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10));
  });
});
