import { eventually } from '@wsis/testing';
import { IdentityRig, PROFILE, type Person } from './identity.fixture.js';

describe('The support view', () => {
  const rig = new IdentityRig();
  let secretary: Person;
  const look = (email: string, reason = 'she wrote that no mail comes', edition = 'e-1') =>
    rig.post(`/editions/${edition}/support/looks`, { email, reason }, secretary.token);

  beforeAll(async () => {
    await rig.start({ CODES_PER_ADDRESS_PER_HOUR: '1' });
    [secretary] = await rig.secretaries();
    await rig.adopt('e-1');
  });
  afterAll(() => rig.stop(), 180_000);

  it('shows states of a mailbox and never a voter id, and records each look with its reason', async () => {
    expect((await look('nobody@support.example')).body).toEqual({ ballot: 'not-registered', mails: [] });
    const voter = await rig.signIn('voter@support.example');
    const opened = await rig.post('/editions/e-1/voter-session', { profile: PROFILE, consent: true }, voter.token);
    // Voting cannot be reached here, which is said.
    const { body } = await look('Voter+x@support.example');
    expect(body).toMatchObject({ accountId: voter.accountId, ballot: 'unknown', registeredAt: expect.any(String) });
    expect(body.mails).toEqual([expect.objectContaining({ kind: 'code', state: 'handed-over' })]);
    expect(JSON.stringify(body)).not.toContain(opened.body.voterId);
    rig.mailbox.unknown.add('bounced@support.example');
    await rig.post('/codes', { email: 'bounced@support.example' });
    await eventually(
      'the bounce',
      async () => (await look('bounced@support.example')).body.mails[0].state === 'bounced',
    );
    expect((await look('bounced@support.example')).body.mails[0]).toMatchObject({ reason: 'mailbox-unknown' });

    const trail = await rig.get(`/audit?action=support.looked&subjectId=${voter.accountId}`, secretary.token);
    expect(trail.body.items).toEqual([
      expect.objectContaining({ editionId: 'e-1', details: { reason: 'she wrote that no mail comes' } }),
    ]);
    const looked = 'seen by no other look';
    const before = await rig.count('identity.audit_entries');
    await rig.post('/editions/e-1/support/looks', { email: 'voter@support.example', reason: looked }, secretary.token);
    expect((await rig.count('identity.audit_entries')) - before).toBe(1);
    expect(JSON.stringify((await rig.get('/audit', secretary.token)).body)).not.toContain('@support.example');
  });

  it('counts the mails of the last two days, without a word on whose they were', async () => {
    const figures = async () => (await rig.get('/mails/figures', secretary.token)).body;
    const sum = (hours: { sent: number; failed: number }[]) =>
      hours.reduce((all, { sent, failed }) => ({ sent: all.sent + sent, failed: all.failed + failed }), {
        sent: 0,
        failed: 0,
      });
    const before = await figures();
    rig.mailbox.unknown.add('counted@support.example');
    await rig.post('/codes', { email: 'counted@support.example' });
    await rig.signIn('counted-too@support.example');
    await eventually('both to be counted', async () => {
      const [was, is] = [sum(before.hours), sum((await figures()).hours)];
      return is.sent === was.sent + 1 && is.failed === was.failed + 1;
    });
    const after = await figures();
    expect(after.items).toContainEqual({ kind: 'code', state: 'bounced', mails: expect.any(Number) });
    expect(after.waitingSince).toBeNull();
    expect(JSON.stringify(after)).not.toContain('@');
    const stranger = await rig.signIn('curious@support.example');
    expect((await rig.get('/mails/figures', stranger.token)).body.code).toBe('ACCESS.ROLE_REQUIRED');
  });

  it('sends a code to who has spent its own budget', async () => {
    const email = 'spent@support.example';
    await rig.codeFor(email);
    expect((await rig.post('/codes', { email })).status).toBe(429);
    const sent = await rig.post(
      '/editions/e-1/support/codes',
      { email, reason: 'spent', language: 'fr' },
      secretary.token,
    );
    expect(sent.status).toBe(202);
    expect((await rig.mailTo(email, 1)).html).toContain('lang="fr"');
    expect((await rig.post('/codes', { email })).status).toBe(429);
    const unblocked = await rig.post('/editions/e-1/support/unblocking', { email, reason: 'spent' }, secretary.token);
    expect(unblocked.status).toBe(202);
    expect((await rig.post('/codes', { email })).status).toBe(202);
  });

  it('is for the secretariat alone, and wants a reason', async () => {
    const stranger = await rig.signIn('stranger@support.example');
    for (const path of ['looks', 'codes', 'unblocking']) {
      const ask = (body: object, as?: string) => rig.post(`/editions/e-1/support/${path}`, body, as);
      const whole = { email: 'a@support.example', reason: 'why' };
      expect((await ask(whole)).status).toBe(401);
      expect((await ask(whole, stranger.token)).body.code).toBe('ACCESS.ROLE_REQUIRED');
      expect((await ask({ ...whole, reason: ' ' }, secretary.token)).body.errors[0].field).toBe('reason');
      expect((await ask({ email: whole.email }, secretary.token)).body.errors[0].field).toBe('reason');
      expect((await ask({ ...whole, email: 'x' }, secretary.token)).body.errors[0].field).toBe('email');
    }
  });
});
