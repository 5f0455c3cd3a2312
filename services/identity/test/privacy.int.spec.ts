import { eventually } from '@wsis/testing';
import { IdentityRig, PROFILE, wrong } from './identity.fixture.js';

describe('After a life of an account', () => {
  const rig = new IdentityRig();
  afterAll(() => rig.stop(), 180_000);

  it('logs, events, approvals and audit entries hold no address, code, token or name', async () => {
    await rig.start({ LOG_LEVEL: 'debug' });
    const address = 'quentin.unique@privacy.example';
    const invited = 'rosalind.unique@privacy.example';
    const [first, second] = await rig.secretaries();
    await rig.adopt('e-1');

    const code = await rig.codeFor(address);
    await rig.post('/sessions', { email: address, code: wrong(code) });
    const { body } = await rig.post('/sessions', { email: address, code });
    const person = { token: body.token as string, accountId: body.account.accountId as string };
    const { body: enrolment } = await rig.post('/second-factor/enrolment', {}, person.token);
    await rig.post('/second-factor/enrolment/confirmation', { code: '000000' }, person.token);
    await rig.send({ method: 'PATCH', url: '/me', payload: { displayName: 'Quentin Unique' }, as: person.token });
    const opened = await rig.post('/editions/e-1/voter-session', { profile: PROFILE, consent: true }, person.token);
    await rig.post('/organisations', { name: 'Lab', country: 'CH', stakeholderType: 'other' }, person.token);
    await rig.post('/invitations', { invitations: [{ email: invited, role: 'expert', edition: 'e-1' }] }, first.token);
    const proposed = await rig.post(
      '/invitations',
      { invitations: [{ email: invited, role: 'auditor', edition: 'e-1' }] },
      first.token,
    );
    const { approvalId } = proposed.body.results[0];
    const { payloadHash } = (await rig.get(`/approvals/${approvalId}`, second.token)).body;
    await rig.post(`/approvals/${approvalId}/approval`, { payloadHash }, second.token);
    await rig.mailTo(invited, 1);
    // A mail server that quotes the address in its refusal must not bring it into the log.
    rig.mailbox.refusing = true;
    await rig.post('/codes', { email: address });
    await eventually('the refusal to be logged', () =>
      rig.logLines.some((line) => line.includes('Mails could not be handed over')),
    );
    rig.mailbox.refusing = false;
    await rig.send({ method: 'DELETE', url: '/me', as: person.token });

    const secrets = [
      'unique@privacy',
      'Quentin',
      'secretariat.example',
      code,
      code.replace('-', ''),
      person.token.split('.')[2] as string,
      opened.body.token.split('.')[2] as string,
      enrolment.secret as string,
      'A School',
    ];
    const places: Record<string, string> = { log: rig.logLines.join('\n') };
    for (const table of ['event_log', 'approvals', 'audit_entries']) {
      const rows = await rig.service.database.query<Record<string, unknown>>(`SELECT * FROM identity.${table}`);
      expect(rows.length).toBeGreaterThan(0);
      places[table] = JSON.stringify(rows, (_, value: unknown) =>
        value !== null && typeof value === 'object' && (value as { type?: string }).type === 'Buffer'
          ? Buffer.from((value as { data: number[] }).data).toString('latin1')
          : value,
      );
    }
    for (const [place, text] of Object.entries(places)) {
      for (const secret of secrets) {
        if (text.includes(secret)) throw new Error(`${place} holds ${secret}`);
      }
    }
    expect(places['event_log']).toContain(person.accountId);
  });
});
