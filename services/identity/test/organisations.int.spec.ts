import { fromBinary } from '@bufbuild/protobuf';
import { RoleGrantedSchema } from '@wsis/contracts';
import { IdentityRig, type Person } from './identity.fixture.js';

describe('Organisations', () => {
  const rig = new IdentityRig();
  let secretary: Person;
  let serial = 0;
  const newAddress = () => `person-${(serial += 1)}@organisations.example`;
  const found = (as: Person, country = 'KE') =>
    rig.post('/organisations', { name: ' The Lab ', country, stakeholderType: 'academia' }, as.token);
  const membersOf = (id: string, as: Person) => rig.get(`/organisations/${id}`, as.token);

  beforeAll(async () => {
    await rig.start({
      CODES_PER_CLIENT_PER_MINUTE: '5000',
      MEMBER_INVITATIONS_PER_HOUR: '3',
      ORGANISATIONS_PER_HOUR: '4',
    });
    [secretary] = await rig.secretaries();
  });
  afterAll(() => rig.stop(), 180_000);

  it('are registered by their first member, and read by members only', async () => {
    const founder = await rig.signIn(newAddress());
    const { status, body } = await found(founder);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'The Lab', country: 'KE', stakeholderType: 'academia' });
    const seen = await membersOf(body.organisationId, founder);
    expect(seen.body.members).toEqual([
      { accountId: founder.accountId, displayName: '', state: 'active', administers: true },
    ]);
    const stranger = await rig.signIn(newAddress());
    expect(await membersOf(body.organisationId, stranger)).toMatchObject({
      status: 403,
      body: { code: 'IDENTITY.NOT_A_MEMBER' },
    });
    for (const id of ['x', crypto.randomUUID()]) {
      expect(await membersOf(id, founder)).toMatchObject({
        status: 404,
        body: { code: 'IDENTITY.ORGANISATION_UNKNOWN' },
      });
    }
    const intruder = await rig.post(
      `/organisations/${body.organisationId}/members`,
      { email: newAddress() },
      stranger.token,
    );
    expect(intruder).toMatchObject({ status: 403, body: { code: 'IDENTITY.NOT_A_MEMBER' } });
    expect(await rig.post(`/organisations/${body.organisationId}/membership`, {}, stranger.token)).toMatchObject({
      status: 403,
      body: { code: 'IDENTITY.NOT_A_MEMBER' },
    });
  });

  it('gain a member when the invited person accepts, not before', async () => {
    const founder = await rig.signIn(newAddress());
    const { organisationId } = (await found(founder)).body;
    const email = newAddress();
    const invited = await rig.post(
      `/organisations/${organisationId}/members`,
      { email, language: 'ru' },
      founder.token,
    );
    expect(invited).toMatchObject({ status: 202, body: { accepted: true } });
    expect((await rig.mailTo(email)).html).toContain('<html lang="ru"');
    const member = await rig.signIn(email);
    expect((await rig.get('/organisations', member.token)).body.items).toMatchObject([
      { organisationId, state: 'invited' },
    ]);
    expect((await membersOf(organisationId, member)).status).toBe(403);
    const memberships = () =>
      rig.post('/internal/memberships', { accountId: member.accountId }, rig.service.internalToken());
    expect((await memberships()).body).toEqual({ items: [] });
    expect((await rig.post(`/organisations/${organisationId}/membership`, {}, member.token)).status).toBe(204);
    expect((await membersOf(organisationId, member)).body.members).toHaveLength(2);
    expect((await memberships()).body.items).toMatchObject([{ organisationId, name: 'The Lab', country: 'KE' }]);
    await rig.send({ method: 'DELETE', url: `/organisations/${organisationId}/membership`, as: member.token });
    expect((await memberships()).body).toEqual({ items: [] });
  });

  it('are spoken for by who has belonged to them the longest', async () => {
    const founder = await rig.signIn(newAddress());
    const { organisationId } = (await found(founder)).body;
    const email = newAddress();
    await rig.post(`/organisations/${organisationId}/members`, { email }, founder.token);
    const member = await rig.signIn(email);
    const administers = async (who: Person) => {
      const [own] = (await rig.get('/organisations', who.token)).body.items;
      const token = rig.service.internalToken();
      const [told] = (await rig.post('/internal/memberships', { accountId: who.accountId }, token)).body.items;
      return [own.administers, told?.administers];
    };
    expect(await administers(member)).toEqual([false, undefined]);
    await rig.post(`/organisations/${organisationId}/membership`, {}, member.token);
    expect([await administers(founder), await administers(member)]).toEqual([
      [true, true],
      [false, false],
    ]);
    const listed = (await membersOf(organisationId, member)).body.members;
    expect(listed.map((each: { administers: boolean }) => each.administers)).toEqual([true, false]);
    await rig.send({ method: 'DELETE', url: `/organisations/${organisationId}/membership`, as: founder.token });
    expect(await administers(member)).toEqual([true, true]);
  });

  it('lose a member, or an invitation, by their administrator or the secretariat alone', async () => {
    const founder = await rig.signIn(newAddress());
    const { organisationId } = (await found(founder)).body;
    const [memberAddress, guestAddress] = [newAddress(), newAddress()];
    await rig.post(`/organisations/${organisationId}/members`, { email: memberAddress }, founder.token);
    await rig.post(`/organisations/${organisationId}/members`, { email: guestAddress }, founder.token);
    const [member, guest] = [await rig.signIn(memberAddress), await rig.signIn(guestAddress)];
    await rig.post(`/organisations/${organisationId}/membership`, {}, member.token);
    const remove = (whom: string, as: Person, id = organisationId) =>
      rig.send({ method: 'DELETE', url: `/organisations/${id}/members/${whom}`, as: as.token });
    expect((await remove(founder.accountId, member)).body.code).toBe('IDENTITY.ADMINISTRATOR_REQUIRED');
    expect((await remove(founder.accountId, guest)).body.code).toBe('IDENTITY.NOT_A_MEMBER');
    for (const whom of ['x', crypto.randomUUID()]) {
      expect(await remove(whom, founder)).toMatchObject({ status: 404, body: { code: 'IDENTITY.MEMBER_UNKNOWN' } });
    }
    expect((await remove(member.accountId, founder, crypto.randomUUID())).status).toBe(404);
    expect((await membersOf(organisationId, founder)).body.members).toHaveLength(3);

    expect((await remove(member.accountId, founder)).status).toBe(204);
    expect((await remove(guest.accountId, founder)).status).toBe(204);
    expect((await membersOf(organisationId, founder)).body.members).toHaveLength(1);
    expect((await membersOf(organisationId, member)).status).toBe(403);
    expect((await rig.post(`/organisations/${organisationId}/membership`, {}, guest.token)).status).toBe(403);

    const byStaff = (as: Person) =>
      rig.post(`/registry/organisations/${organisationId}/members/${founder.accountId}/removal`, {}, as.token);
    expect((await byStaff(member)).status).toBe(403);
    expect((await byStaff(secretary)).status).toBe(204);
    expect((await membersOf(organisationId, founder)).status).toBe(403);
    const { items } = (await rig.get(`/audit?subjectId=${organisationId}&kind=change`, secretary.token)).body;
    expect(items).toMatchObject([{ action: expect.stringContaining('/removal'), actor: secretary.accountId }]);
  });

  it('send so many invitations an hour', async () => {
    const founder = await rig.signIn(newAddress());
    const { organisationId } = (await found(founder)).body;
    const statuses = [];
    for (let n = 0; n < 4; n += 1) {
      statuses.push(
        (await rig.post(`/organisations/${organisationId}/members`, { email: newAddress() }, founder.token)).status,
      );
    }
    expect(statuses).toEqual([202, 202, 202, 429]);
  });

  it('name the field and rule of what is wrong', async () => {
    const founder = await rig.signIn(newAddress());
    expect((await found(founder, 'ZZ')).body.errors).toEqual([
      expect.objectContaining({ field: 'country', rule: 'isCountry' }),
    ]);
    const answer = await rig.post('/organisations', { name: '  ', country: 7, stakeholderType: 'A B' }, founder.token);
    expect(new Set(answer.body.errors.map((each: { field: string }) => each.field))).toEqual(
      new Set(['name', 'country', 'stakeholderType']),
    );
    for (const name of ['The Lab\r\nBcc: all@lab.example', 'The \u202Ebal', 'The\u2028Lab', '\t', '   ']) {
      const odd = await rig.post('/organisations', { name, country: 'KE', stakeholderType: 'academia' }, founder.token);
      expect(odd).toMatchObject({ status: 422, body: { errors: [{ field: 'name', rule: 'pattern' }] } });
      const payload = { displayName: name === '   ' ? '\u0007' : name };
      expect((await rig.send({ method: 'PATCH', url: '/me', payload, as: founder.token })).status).toBe(422);
    }
    for (const name of ['مؤسسة می\u200Cخواهم', '图书馆', "L'Atelier «Étoile» — & <Co>"]) {
      const good = await rig.post(
        '/organisations',
        { name, country: 'KE', stakeholderType: 'academia' },
        founder.token,
      );
      expect(good).toMatchObject({ status: 201, body: { name } });
    }
    expect(
      (await rig.send({ method: 'PATCH', url: '/me', payload: { country: 'zz' }, as: founder.token })).body.errors,
    ).toEqual([expect.objectContaining({ field: 'country', rule: 'isCountry' })]);
  });

  it('are registered by one account only so often an hour', async () => {
    const founder = await rig.signIn(newAddress());
    const answers = await Promise.all(Array.from({ length: 6 }, () => found(founder)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 429, 429]);
    expect((await found(await rig.signIn(newAddress()))).status).toBe(201);
  });

  it('stay visible to their member, whoever else invites', async () => {
    const member = await rig.signIn(newAddress());
    await rig.service.database.execute(
      `WITH made AS (
         INSERT INTO identity.organisations (organisation_id, name, country, stakeholder_type, created_at)
         SELECT gen_random_uuid(), 'Flood', 'KE', 'academia', now() FROM generate_series(1, 250)
         RETURNING organisation_id)
       INSERT INTO identity.memberships (organisation_id, account_id, state, since)
       SELECT organisation_id, $1, 'invited', now() - interval '1 day' FROM made`,
      [member.accountId],
    );
    const { organisationId } = (await found(member)).body;
    const { items } = (await rig.get('/organisations', member.token)).body;
    expect(items).toHaveLength(200);
    expect(items[0]).toMatchObject({ organisationId, state: 'active' });
  });

  it('and countries are told to the others with the roles of their people, for conflicts of interest', async () => {
    const expert = await rig.staff(secretary, newAddress(), 'expert', 'e-1');
    const told = async () =>
      (await rig.service.emitted('identity.role-granted.v1'))
        .filter((each) => each.key === expert.accountId)
        .map((each) => ({ version: Number(each.version), ...fromBinary(RoleGrantedSchema, each.payload) }));
    expect((await told()).at(-1)).toMatchObject({ role: 'expert', country: '', organisationId: '' });
    const { organisationId } = (await found(expert)).body;
    expect((await told()).at(-1)).toMatchObject({ role: 'expert', country: 'KE', organisationId });
    await rig.send({ method: 'PATCH', url: '/me', payload: { country: 'CH' }, as: expert.token });
    expect((await told()).at(-1)).toMatchObject({ role: 'expert', country: 'CH', organisationId });
    const second = (await found(expert)).body.organisationId;
    expect((await told()).at(-1)).toMatchObject({ organisationId, organisationIds: [organisationId, second] });
    await rig.send({ method: 'DELETE', url: `/organisations/${organisationId}/membership`, as: expert.token });
    expect((await told()).at(-1)).toMatchObject({ organisationId: second, organisationIds: [second] });
    const versions = (await told()).map((each) => each.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });
});
