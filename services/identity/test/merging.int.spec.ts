import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromBinary } from '@bufbuild/protobuf';
import { OrganisationMergedSchema, RoleGrantedSchema } from '@wsis/contracts';
import { IdentityRig, PROFILE, type Person } from './identity.fixture.js';

describe('Two organisations that are one', () => {
  const rig = new IdentityRig();
  let nominations: Server;
  /** What nominations says; undefined while it is away. */
  let submissions: number | undefined = 3;
  let first: Person;
  let second: Person;
  let serial = 0;
  const newAddress = () => `person-${(serial += 1)}@merging.example`;

  beforeAll(async () => {
    nominations = createServer((_request, response) => {
      response.writeHead(submissions === undefined ? 503 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ count: submissions }));
    });
    await new Promise<void>((resolve) => nominations.listen(0, '127.0.0.1', resolve));
    rig.urls.nominations = `http://127.0.0.1:${(nominations.address() as AddressInfo).port}`;
    await rig.start({ CODES_PER_CLIENT_PER_MINUTE: '5000' });
    [first, second] = await rig.secretaries();
    await rig.adopt('e-1', (book) => {
      book.vote.ownProjectAllowed = false;
    });
  });
  afterAll(async () => {
    nominations.close();
    await rig.stop();
  }, 180_000);

  const found = async (as: Person, name: string): Promise<string> =>
    (await rig.post('/organisations', { name, country: 'KE', stakeholderType: 'academia' }, as.token)).body
      .organisationId;
  const invite = async (organisation: string, by: Person, email: string) =>
    rig.post(`/organisations/${organisation}/members`, { email }, by.token);
  const join = async (organisation: string, by: Person): Promise<Person> => {
    const email = newAddress();
    await invite(organisation, by, email);
    const member = await rig.signIn(email);
    expect((await rig.post(`/organisations/${organisation}/membership`, {}, member.token)).status).toBe(204);
    return member;
  };
  const propose = (from: string, into: string, as = first, reason = 'Registered twice by mistake') =>
    rig.post(`/registry/organisations/${from}/merging`, { into, reason }, as.token);
  const approve = async (approvalId: string, as = second) => {
    const { payloadHash } = (await rig.get(`/approvals/${approvalId}`, as.token)).body;
    return rig.post(`/approvals/${approvalId}/approval`, { payloadHash }, as.token);
  };
  const merge = async (from: string, into: string) => approve((await propose(from, into)).body.approvalId);
  const membersOf = async (organisation: string) =>
    (await rig.get(`/registry/organisations/${organisation}/members`, first.token)).body.items as any[];
  const mergings = async () =>
    (await rig.service.emitted('identity.organisation-merged.v1')).map(
      (each) => fromBinary(OrganisationMergedSchema, each.payload) as { organisationId: string },
    );

  it('keep all members, the administrator of the one that remains, and one membership a person', async () => {
    const [founder, other] = [await rig.signIn(newAddress()), await rig.signIn(newAddress())];
    // The one that goes is older than the one that remains, and so are its members.
    const from = await found(founder, 'The Lab');
    const both = await join(from, founder);
    await invite(from, founder, newAddress());
    const into = await found(other, 'The Laboratory');
    await rig.service.database.execute(
      `INSERT INTO identity.memberships (organisation_id, account_id, state, since) VALUES ($1, $2, 'invited', now())`,
      [into, both.accountId],
    );
    const seen = await rig.get(`/registry/organisations/${from}/merging?into=${into}`, first.token);
    expect(seen.body).toMatchObject({
      from: { organisationId: from, name: 'The Lab' },
      into: { organisationId: into, name: 'The Laboratory' },
      members: 3,
      membersTogether: 4,
      submissions: 3,
    });
    const { body } = await propose(from, into);
    const shown = (await rig.get(`/approvals/${body.approvalId}`, second.token)).body;
    expect(shown.effect).toEqual({
      key: 'approval.identity.merge-organisations',
      params: expect.objectContaining({ name: 'The Lab', intoName: 'The Laboratory', members: 3, submissions: 3 }),
    });
    expect((await approve(body.approvalId, first)).body.code).toBe('APPROVAL.SAME_PERSON');
    expect(await approve(body.approvalId)).toMatchObject({ status: 200, body: { result: { merged: true } } });

    const members = await membersOf(into);
    expect(members.map(({ accountId, state, administers }) => [accountId, state, administers])).toEqual([
      [other.accountId, 'active', true],
      [founder.accountId, 'active', false],
      [both.accountId, 'active', false],
      [expect.any(String), 'invited', false],
    ]);
    expect(await membersOf(from)).toBeUndefined();
    expect((await rig.get('/organisations', founder.token)).body.items).toMatchObject([
      { organisationId: into, name: 'The Laboratory', state: 'active', administers: false },
    ]);
    const listed = (await rig.get('/registry/organisations?search=the%20lab', first.token)).body.items as any[];
    expect(listed.map((each) => each.organisationId)).toEqual([into]);
    for (const gone of [
      await rig.get(`/organisations/${from}`, founder.token),
      await invite(from, founder, newAddress()),
      await propose(from, into),
      await propose(into, from),
    ]) {
      expect([gone.status, gone.body.code]).toEqual([404, 'IDENTITY.ORGANISATION_UNKNOWN']);
    }
    const deeds = (await rig.get(`/audit?action=approval.approved&subjectId=${body.approvalId}`, first.token)).body;
    expect(deeds.items).toHaveLength(1);
  });

  it('bar their members from voting for what either has submitted, at once', async () => {
    const [one, two] = [await rig.signIn(newAddress()), await rig.signIn(newAddress())];
    const [from, into] = [await found(one, 'North School'), await found(two, 'Northern School')];
    const root = await found(two, 'The School of the North');
    await rig.list('e-1', 41, { organisation: from });
    const open = async (as: Person) =>
      rig.post('/editions/e-1/voter-session', { profile: PROFILE, consent: true }, as.token);
    const barred = async (as: Person): Promise<number[]> => {
      const { status, body } = await open(as);
      expect(status).toBe(201);
      return JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString()).flat(9) as number[];
    };
    expect(await barred(two)).not.toContain(41);
    const before = (await rig.revokedSessions()).length;
    await merge(from, into);
    expect((await rig.revokedSessions()).length).toBeGreaterThan(before);
    expect(await barred(two)).toContain(41);
    // Into a third, and a nominee whose news was under way all the time.
    await merge(into, root);
    await rig.list('e-1', 42, { organisation: from });
    expect(await barred(one)).toEqual(expect.arrayContaining([41, 42]));
    expect((await mergings()).slice(-2)).toMatchObject([
      { organisationId: from, intoOrganisationId: into },
      { organisationId: into, intoOrganisationId: root },
    ]);
  });

  it('are told to the others with the roles of their people', async () => {
    const expert = await rig.staff(first, newAddress(), 'expert', 'e-1');
    const from = await found(expert, 'Twin One');
    const into = await found(await rig.signIn(newAddress()), 'Twin Two');
    await merge(from, into);
    const told = (await rig.service.emitted('identity.role-granted.v1')).filter(({ key }) => key === expert.accountId);
    expect(fromBinary(RoleGrantedSchema, told.at(-1)!.payload)).toMatchObject({ organisationIds: [into] });
  });

  it('stay two when somebody came or went between the two persons, and when nominations cannot be asked', async () => {
    const [one, two] = [await rig.signIn(newAddress()), await rig.signIn(newAddress())];
    const [from, into] = [await found(one, 'Left'), await found(two, 'Right')];
    const { approvalId } = (await propose(from, into)).body;
    await join(into, two);
    expect(await approve(approvalId)).toMatchObject({ status: 409, body: { code: 'IDENTITY.ORGANISATIONS_CHANGED' } });
    expect((await rig.get(`/approvals/${approvalId}`, first.token)).body.state).toBe('failed');
    expect(await membersOf(from)).toHaveLength(1);
    submissions = undefined;
    expect(await propose(from, into)).toMatchObject({ status: 503, body: { code: 'HTTP.UNAVAILABLE' } });
    submissions = 0;
    expect(await propose(from, from)).toMatchObject({
      status: 422,
      body: { code: 'IDENTITY.SAME_ORGANISATION', errors: [{ field: 'into', rule: 'otherOrganisation' }] },
    });
    const short = await propose(from, into, first, 'twice');
    expect(short.body.errors).toMatchObject([{ field: 'reason', rule: 'minLength' }]);
    expect((await propose(from, into, one)).body.code).toBe('ACCESS.ROLE_REQUIRED');
  });

  it('are not merged and joined at the same time', async () => {
    const [one, two] = [await rig.signIn(newAddress()), await rig.signIn(newAddress())];
    const [from, into] = [await found(one, 'Here'), await found(two, 'There')];
    const email = newAddress();
    await invite(from, one, email);
    const guest = await rig.signIn(email);
    const { approvalId } = (await propose(from, into)).body;
    const [joined, merged] = await Promise.all([
      rig.post(`/organisations/${from}/membership`, {}, guest.token),
      approve(approvalId),
    ]);
    expect(merged.status).toBe(200);
    const guests = (await membersOf(into)).filter(({ accountId }) => accountId === guest.accountId);
    expect(guests).toMatchObject([{ state: joined.status === 204 ? 'active' : 'invited' }]);
    expect(await membersOf(from)).toBeUndefined();
  });
});
