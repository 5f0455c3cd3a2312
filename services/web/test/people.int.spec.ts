import { eventually } from '@wsis/testing';
import { openDesk } from './open-desk.js';
import { HOLDER, OTHER, callsTo, visitorOf } from './scripted-desk.js';

const HOLDERS = 'identity GET /editions/demo-2026/role-holders';

const { web, secretary } = openDesk();

describe('The people of an edition', () => {
  it('are listed with role, second factor, last visit, and what became of the invitation', async () => {
    const html = await (await secretary.get('/fr/desk/people?edition=demo-2026')).text();
    expect(html).toContain('Amina &lt;i>D.&lt;/i>');
    expect(html).toContain('amina@example.org');
    expect(html).toMatch(/Invitation\s: refusé par le serveur de messagerie/);
    expect(html).toContain('installé');
    expect(html).toContain('jamais');
    expect(html).toContain(
      `/fr/desk/people/${OTHER}/revocation?edition=demo-2026&amp;role=expert&amp;category=C7-egov`,
    );
  });

  it('are filtered and paged by identity, and the next page keeps the filter', async () => {
    web.clients.on('identity', 'GET /editions/demo-2026/role-holders', () => ({ items: [HOLDER], nextCursor: 'more' }));
    const html = await (
      await secretary.get('/en/desk/people?edition=demo-2026&role=expert&search=ami&cursor=first')
    ).text();
    expect(callsTo(web, HOLDERS)[0]?.path.split('?')[1]).toBe('role=expert&search=ami&cursor=first&limit=50');
    const sorted = await (await secretary.get('/en/desk/people?edition=demo-2026&sort=-seen')).text();
    expect(callsTo(web, HOLDERS).at(-1)?.path.split('?')[1]).toBe('sort=-seen&limit=50');
    expect(sorted).toMatch(/aria-sort="descending"[^>]*><a class="sort" href="[^"]*sort=seen">Last seen/);
    expect(html).toContain('edition=demo-2026&amp;role=expert&amp;search=ami&amp;cursor=more');
  });

  it('can be taken along as a table, all pages of it, in which no name acts as a formula', async () => {
    web.clients.on('identity', 'GET /editions/demo-2026/role-holders', ({ path }) =>
      path.includes('cursor=')
        ? { items: [{ ...HOLDER, email: 'b@example.org', displayName: '=cmd(),"x"' }] }
        : { items: [HOLDER], nextCursor: 'more' },
    );
    const answer = await secretary.get('/en/desk/people/file?edition=demo-2026');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="people.csv"');
    expect((await answer.text()).split('\r\n')).toEqual([
      'name,email,role,edition,category,second_factor,invitation,granted_at,last_seen_at',
      'Amina <i>D.</i>,amina@example.org,expert,demo-2026,C7-egov,enrolled,bounced,2026-05-01T08:00:00.000Z,',
      `"'=cmd(),""x""",b@example.org,expert,demo-2026,C7-egov,enrolled,bounced,2026-05-01T08:00:00.000Z,`,
      '',
    ]);
  });

  it('are not for auditors', async () => {
    const auditor = await visitorOf(web, { roles: [{ role: 'auditor', edition: '*' }] });
    expect((await auditor.get('/en/desk/people')).status).toBe(403);
    expect((await auditor.get('/en/desk/people/file')).status).toBe(403);
  });
});

describe('Inviting', () => {
  const typed = {
    emails: 'one@example.org\n\ntwo <at> example\nthree@example.org',
    role: 'expert',
    edition: 'demo-2026',
    category: 'C7-egov',
    language: 'ar',
  };

  it('sends one invitation a line, and knows when a second person is needed', async () => {
    web.clients.on('identity', 'POST /invitations', () => ({
      results: [{ accountId: OTHER, outcome: 'awaiting-approval' }],
    }));
    const fields = { ...typed, emails: 'one@example.org\n\n three@example.org ', category: '' };
    const answer = await secretary.post('/en/desk/people/invitations', fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/desk/people?edition=demo-2026']);
    expect(answer.headers.get('set-cookie')).toContain('people-proposed');
    const shared = { language: 'ar', role: 'expert', edition: 'demo-2026' };
    expect(callsTo(web, 'identity POST /invitations')[0]?.body).toEqual({
      invitations: [
        { email: 'one@example.org', ...shared },
        { email: 'three@example.org', ...shared },
      ],
    });
  });

  it('says which line is wrong and keeps everything that was typed', async () => {
    web.refuse('identity', 'POST /invitations', 422, {
      code: 'IDENTITY.ADDRESS_INVALID',
      errors: [
        { field: 'invitations.1.email', rule: 'email' },
        { field: 'invitations.0.category', rule: 'pattern' },
        { field: 'invitations.1.category', rule: 'pattern' },
      ],
    });
    const answer = await secretary.post('/en/desk/people/invitations', typed);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('(3: two &lt;at> example)');
    expect(html.match(/href="#category"/g)).toHaveLength(1);
    expect(html).toContain('<option value="C7-egov" selected');
    expect(html).toContain('one@example.org\n\ntwo &lt;at> example\nthree@example.org');
    expect(html).toContain('<option value="expert" selected');
  });

  it('offers the categories of the edition that is chosen, and takes one with the roles that may be of one', async () => {
    const editions = ['demo-2026', 'past-2025'].map((id) => ({ id, year: 2026, name: id, timeZone: 'UTC' }));
    web.clients.on('competition', 'GET /editions', () => ({ items: editions }));
    const html = await eventually('the editions of now', async () => {
      const shown = await (await secretary.get('/en/desk/people/invitations?edition=past-2025')).text();
      if (!shown.includes('<option value="past-2025"')) throw new Error('still those of before');
      return shown;
    });
    expect(html).toContain('<option value="past-2025" selected');
    expect(html.match(/<option value="C7-egov"/g)).toHaveLength(1);
    const path = '/en/desk/people/invitations';
    for (const wrong of [{ role: 'translator' }, { role: 'expert', category: 'C99' }]) {
      const answer = await secretary.post(path, { ...typed, emails: 'one@example.org', ...wrong });
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('id="category-error"');
    }
    expect(callsTo(web, 'identity POST /invitations')).toHaveLength(0);
  });

  it('asks identity nothing before there is an address and a role', async () => {
    const answer = await secretary.post('/en/desk/people/invitations', { ...typed, emails: ' ', role: '' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    for (const field of ['emails', 'role']) expect(html).toContain(`id="${field}-error"`);
    expect(callsTo(web, 'identity POST /invitations')).toHaveLength(0);
  });

  it('mails an invitation once more', async () => {
    web.clients.on('identity', `POST /editions/demo-2026/role-holders/${OTHER}/invitation`, () => ({ accepted: true }));
    const answer = await secretary.post(`/en/desk/people/${OTHER}/invitation`, { edition: 'demo-2026' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/desk/people?edition=demo-2026']);
  });

  it('says above the list why a mail cannot go out again', async () => {
    web.refuse('identity', `POST /editions/demo-2026/role-holders/${OTHER}/invitation`, 409, {
      code: 'IDENTITY.GRANT_UNKNOWN',
      title: 'No such role',
    });
    const answer = await secretary.post(`/en/desk/people/${OTHER}/invitation`, { edition: 'demo-2026' });
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('No such role');
    expect(html).toContain('amina@example.org');
  });
});

describe('Taking away', () => {
  const REVOKE = `/en/desk/people/${OTHER}/revocation`;

  it('says whose role ends before it ends', async () => {
    const html = await (await secretary.get(`${REVOKE}?edition=*&role=auditor`)).text();
    expect(html).toContain('Amina &lt;i>D.&lt;/i>');
    expect(html).toContain('Auditor (all editions)');
    expect(html).toContain('name="role" value="auditor"');
  });

  it('ends a role at once, or says why not', async () => {
    web.clients.on('identity', 'POST /roles/revocation', () => ({}));
    const fields = { edition: 'demo-2026', role: 'expert', category: '' };
    expect((await secretary.post(REVOKE, fields)).status).toBe(303);
    const sent = { accountId: OTHER, role: 'expert', edition: 'demo-2026' };
    expect(callsTo(web, 'identity POST /roles/revocation')[0]?.body).toEqual(sent);
    web.refuse('identity', 'POST /roles/revocation', 409, {
      code: 'IDENTITY.LAST_SECRETARIAT',
      title: 'Two must stay',
    });
    const refused = await secretary.post(REVOKE, fields);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Two must stay');
  });

  it('proposes to reset a second factor, with a fresh one of one’s own', async () => {
    const path = `/en/desk/people/${OTHER}/second-factor`;
    const tired = await visitorOf(web, { secondFactorAt: new Date(Date.now() - 11 * 60_000) });
    expect((await tired.get(path)).headers.get('location')).toContain('/en/sign-in/second-factor');
    web.refuse('identity', 'POST /second-factor/resets', 422, {
      code: 'HTTP.VALIDATION_FAILED',
      errors: [{ field: 'reason', rule: 'minLength', params: { min: 10 } }],
    });
    const short = await (await secretary.post(path, { reason: '<lost>' })).text();
    expect(short).toContain('&lt;lost>');
    expect(short).toContain('id="reason-error"');
    web.clients.on('identity', 'POST /second-factor/resets', () => ({ approvalId: OTHER }));
    const reason = 'Seen in person at the office';
    const done = await secretary.post(path, { reason });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/en/desk/approvals']);
    expect(callsTo(web, 'identity POST /second-factor/resets').at(-1)?.body).toEqual({ accountId: OTHER, reason });
  });
});

describe('Support', () => {
  const LOOK = 'POST /editions/demo-2026/support/looks';
  const person = { edition: 'demo-2026', email: 'voter@example.org', reason: 'Phoned: <no code>' };

  it('looks only with a reason, and shows states without choices', async () => {
    web.clients.on('identity', LOOK, () => ({
      accountId: OTHER,
      registeredAt: '2026-05-01T08:00:00.000Z',
      ballot: 'incomplete',
      mails: [{ kind: 'code', state: 'bounced', reason: 'mailbox-full', askedAt: '2026-05-01T09:00:00.000Z' }],
    }));
    const silent = await secretary.post('/en/desk/support', { ...person, reason: ' ' });
    expect(silent.status).toBe(422);
    expect(await silent.text()).toContain('value="voter@example.org"');
    expect(callsTo(web, `identity ${LOOK}`)).toHaveLength(0);

    const answer = await secretary.post('/en/desk/support', person);
    const html = await answer.text();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(callsTo(web, `identity ${LOOK}`)[0]?.body).toEqual({ email: person.email, reason: person.reason });
    expect(html).toContain('not complete');
    expect(html).toContain('The mailbox is full.');
    expect(html).toContain('value="Phoned: &lt;no code>"');
  });

  it.each([
    ['codes', { language: 'ru' }],
    ['unblocking', {}],
  ])('helps by %s, with the reason that was given', async (what, more) => {
    const call = `POST /editions/demo-2026/support/${what}`;
    web.clients.on('identity', call, () => ({ accepted: true }));
    const answer = await secretary.post(`/en/desk/support/${what}`, { ...person, ...more });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/desk/support']);
    const body = { email: person.email, reason: person.reason, ...more };
    expect(callsTo(web, `identity ${call}`)[0]?.body).toEqual(body);
  });

  it('keeps what was typed when identity refuses the address', async () => {
    web.refuse('identity', LOOK, 422, {
      code: 'IDENTITY.ADDRESS_INVALID',
      errors: [{ field: 'email', rule: 'email' }],
    });
    const html = await (await secretary.post('/en/desk/support', { ...person, email: 'voter@' })).text();
    expect(html).toContain('value="voter@"');
    expect(html).toContain('id="email-error"');
    expect(html).not.toContain('mailbox is full');
  });
});
