import { IdentityRig, PROFILE } from './identity.fixture.js';

describe('What somebody sees of its own data', () => {
  const rig = new IdentityRig();
  beforeAll(() => rig.start());
  afterAll(() => rig.stop(), 180_000);

  const remove = (url: string, as: string) => rig.send({ method: 'DELETE', url, as });

  it('lists where it is signed in, ends one session or all others, and the ballot sessions with them', async () => {
    await rig.adopt('e-1');
    const [here, there, elsewhere] = [
      await rig.signIn('one@data.example'),
      await rig.signIn('one@data.example'),
      await rig.signIn('one@data.example'),
    ];
    const stranger = await rig.signIn('two@data.example');
    const vote = await rig.post('/editions/e-1/voter-session', { profile: PROFILE, consent: true }, there.token);
    const sessions = async () => (await rig.get('/me/sessions', here.token)).body.items as any[];
    rig.clock.advance(6 * 60_000);
    await rig.post('/sessions/renewal', {}, elsewhere.token);
    const listed = await sessions();
    expect(listed).toHaveLength(3);
    expect(listed.filter((each) => each.current)).toHaveLength(1);
    const [latest] = listed.filter((each) => !each.current);
    expect(Date.parse(latest.lastSeenAt) - Date.parse(latest.signedInAt)).toBeGreaterThanOrEqual(5 * 60_000);

    const idOf = async (person: { token: string }) =>
      (await rig.get('/me/sessions', person.token)).body.items.find((each: any) => each.current).sessionId as string;
    const ending = await idOf(there);
    expect((await remove(`/me/sessions/${ending}`, stranger.token)).body.code).toBe('IDENTITY.SESSION_UNKNOWN');
    expect((await remove(`/me/sessions/${ending}`, here.token)).status).toBe(204);
    expect((await rig.get('/me', there.token)).body.code).toBe('SESSION.REVOKED');
    const revoked = await rig.revokedSessions();
    expect(revoked.map((each) => each.sessionId)).toContain(ending);
    expect(revoked.map((each) => each.voterId)).toContain(vote.body.voterId);

    expect((await remove('/me/sessions?except=current', here.token)).status).toBe(204);
    expect(await sessions()).toHaveLength(1);
    expect((await rig.get('/me', elsewhere.token)).body.code).toBe('SESSION.REVOKED');
    expect((await remove('/me/sessions?except=mine', here.token)).body.errors[0].field).toBe('except');
    expect((await remove('/me/sessions/x', here.token)).body.code).toBe('IDENTITY.SESSION_UNKNOWN');
    expect((await remove('/me/sessions', here.token)).status).toBe(204);
    expect((await rig.get('/me', here.token)).body.code).toBe('SESSION.REVOKED');
    expect((await rig.get('/me', stranger.token)).status).toBe(200);
  });

  it('shows what it said at registration, what it agreed to, and the mails it was sent', async () => {
    await rig.adopt('e-2');
    const person = await rig.signIn('three@data.example');
    const open = (body: object) => rig.post('/editions/e-2/voter-session', body, person.token);
    const mine = async () => (await rig.get('/me/registrations', person.token)).body.items;
    expect(await mine()).toEqual([]);
    await open({ profile: PROFILE, consent: true });
    expect(await mine()).toEqual([{ edition: 'e-2', profile: PROFILE, consentedAt: expect.any(String) }]);
    await open({ reminders: true });
    const [agreed] = await mine();
    await open({});
    await open({ reminders: true });
    expect((await mine())[0].remindersAgreedAt).toBe(agreed.remindersAgreedAt);
    await open({ reminders: false });
    expect((await mine())[0]).not.toHaveProperty('remindersAgreedAt');
    expect((await open({ reminders: 'yes' })).body.errors[0].field).toBe('reminders');

    const { body } = await rig.get('/me/mails', person.token);
    expect(body.items).toEqual([
      { kind: 'code', state: 'handed-over', askedAt: expect.any(String), settledAt: expect.any(String) },
    ]);
    for (const path of ['/me/sessions', '/me/registrations', '/me/mails']) {
      expect((await rig.get(path)).body.code).toBe('SESSION.MISSING');
    }
  });
});
