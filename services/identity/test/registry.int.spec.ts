import { eventually } from '@wsis/testing';
import { IdentityRig, type Person } from './identity.fixture.js';

describe('The secretariat', () => {
  const rig = new IdentityRig();
  let secretary: Person;

  beforeAll(async () => {
    await rig.start();
    [secretary] = await rig.secretaries();
    await rig.adopt('e-1');
  });
  afterAll(() => rig.stop(), 180_000);

  const list = async (query: string, as = secretary.token) => rig.get(`/registry/organisations?${query}`, as);

  it('finds organisations by name and country, page by page, with their members', async () => {
    const founder = await rig.signIn('founder@registry.example');
    for (const [name, country] of [
      ['Beta Lab', 'CH'],
      ['alpha lab', 'FR'],
      ['Gamma School', 'CH'],
      ['Beta Lab', 'CH'],
    ]) {
      await rig.post('/organisations', { name, country, stakeholderType: 'academia' }, founder.token);
    }
    const all = (await list('limit=200')).body.items as any[];
    expect(all.map((each) => each.name)).toEqual(['alpha lab', 'Beta Lab', 'Beta Lab', 'Gamma School']);
    expect(all[0]).toMatchObject({ country: 'FR', members: 1, createdAt: expect.any(String) });
    const paged: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body } = await list(`limit=1&cursor=${cursor}`);
      paged.push(...body.items.map((each: any) => each.organisationId));
      cursor = body.nextCursor as string | undefined;
    }
    expect(paged).toEqual(all.map((each) => each.organisationId));
    expect((await list('search=LAB&country=CH')).body.items).toHaveLength(2);
    expect((await list('search=%25')).body.items).toEqual([]);
    for (const [sort, first, last] of [
      ['-name', 'Gamma School', 'alpha lab'],
      ['created', 'Beta Lab', 'Beta Lab'],
      ['-created', 'Beta Lab', 'Beta Lab'],
    ]) {
      const names: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const { body } = await list(`limit=3&sort=${sort}&cursor=${cursor}`);
        names.push(...body.items.map((each: any) => each.name));
        cursor = body.nextCursor as string | undefined;
      }
      expect([names.length, names[0], names.at(-1)]).toEqual([4, first, last]);
    }
    const joined = await rig.signIn('joins@registry.example');
    const school = all.at(-1).organisationId;
    await rig.post(`/organisations/${school}/members`, { email: 'joins@registry.example' }, founder.token);
    await rig.post(`/organisations/${school}/membership`, {}, joined.token);
    expect((await list('sort=-members&limit=1')).body.items).toMatchObject([{ organisationId: school, members: 2 }]);
    const members = await rig.get(`/registry/organisations/${all[0].organisationId}/members`, secretary.token);
    expect(members.body.organisation).toMatchObject({ name: 'alpha lab', country: 'FR' });
    expect(members.body.items).toEqual([
      {
        accountId: founder.accountId,
        displayName: '',
        email: 'founder@registry.example',
        state: 'active',
        administers: true,
      },
    ]);

    expect((await list('', founder.token)).body.code).toBe('ACCESS.ROLE_REQUIRED');
    for (const [field, query] of [
      ['cursor', 'cursor=x'],
      ['country', 'country=ch'],
      ['limit', 'limit=0'],
      ['sort', 'sort=country'],
    ] as const) {
      expect((await list(query)).body.errors[0].field).toBe(field);
    }
    const looks = await rig.get('/audit?action=GET%20/registry', secretary.token);
    expect(looks.body.items.length).toBeGreaterThan(4);
  });

  it('mails an invitation once more, to somebody who was invited', async () => {
    const email = 'expert@registry.example';
    const invited = await rig.post(
      '/invitations',
      { invitations: [{ email, role: 'expert', edition: 'e-1' }] },
      secretary.token,
    );
    const { accountId } = invited.body.results[0];
    await rig.mailTo(email);
    const resend = (id: string, as = secretary.token) =>
      rig.post(`/editions/e-1/role-holders/${id}/invitation`, {}, as);
    expect((await resend(accountId)).status).toBe(202);
    await rig.mailTo(email, 1);
    const holder = await eventually('the state of the mail', async () => {
      const { body } = await rig.get('/editions/e-1/role-holders?search=expert@registry', secretary.token);
      return body.items[0].invitation === 'handed-over' ? body.items[0] : false;
    });
    expect(holder).toMatchObject({ accountId, verified: false });
    expect((await resend('0190a0a0-0000-7000-8000-000000000000')).body.code).toBe('IDENTITY.GRANT_UNKNOWN');
    expect((await resend('x')).body.code).toBe('IDENTITY.GRANT_UNKNOWN');
    const nobody = await rig.signIn('nobody@registry.example');
    expect((await resend(accountId, nobody.token)).status).toBe(403);
  });
});
