import { eventually } from '@wsis/testing';
import { IdentityRig, codeIn, wrong } from './identity.fixture.js';

describe('Signing in by mail', () => {
  const rig = new IdentityRig();
  let serial = 0;
  const newAddress = () => `person-${(serial += 1)}@sign-in.example`;

  beforeAll(async () => {
    await rig.start({
      CODES_PER_ADDRESS_PER_HOUR: '12',
      CODE_CHECKS_PER_ADDRESS_PER_HOUR: '40',
      CODES_PER_CLIENT_PER_MINUTE: '5000',
    });
  });
  afterAll(() => rig.stop(), 180_000);

  it('mails a code in the wanted language, and trades it for a session', async () => {
    const email = newAddress();
    const asked = await rig.post('/codes', { email, language: 'fr' });
    expect(asked).toMatchObject({ status: 202, body: { accepted: true } });
    const mail = await rig.mailTo(email);
    expect(mail.html).toContain('<html lang="fr"');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    const signedIn = await rig.post('/sessions', {
      email,
      code: codeIn(mail).toLowerCase().replace('-', ' '),
      language: 'fr',
    });
    expect(signedIn.status).toBe(201);
    expect(signedIn.body.account).toMatchObject({
      email,
      language: 'fr',
      secondFactor: 'none',
      roles: [
        { role: 'nominator', edition: '*' },
        { role: 'voter', edition: '*' },
      ],
    });
    expect(await rig.get('/me', signedIn.body.token)).toMatchObject({ status: 200, body: { email } });
    expect(await rig.service.emitted('identity.account-verified.v1')).toHaveLength(1);
  });

  it('takes the right code at the fifth try, and refuses it at the sixth', async () => {
    for (const [tries, status] of [
      [4, 201],
      [5, 401],
    ] as const) {
      const email = newAddress();
      const code = await rig.codeFor(email);
      for (let n = 0; n < tries; n += 1) {
        expect(await rig.post('/sessions', { email, code: wrong(code) })).toMatchObject({
          status: 401,
          body: { code: 'IDENTITY.CODE_WRONG' },
        });
      }
      const last = await rig.post('/sessions', { email, code });
      expect(last.status).toBe(status);
      if (status === 401) expect(last.body.code).toBe('IDENTITY.CODE_TRIES_EXHAUSTED');
    }
  });

  it('counts the tries of many at once: of twenty checks at once five are made', async () => {
    const email = newAddress();
    const code = await rig.codeFor(email);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => rig.post('/sessions', { email, code: wrong(code) })),
    );
    expect(answers.filter((each) => each.body.code === 'IDENTITY.CODE_WRONG')).toHaveLength(5);
    expect((await rig.post('/sessions', { email, code })).status).toBe(401);
    expect(await rig.count('identity.codes WHERE tries_left < 0')).toBe(0);
  });

  it('takes a code once, also when it comes twice at the same instant', async () => {
    const email = newAddress();
    const code = await rig.codeFor(email);
    const answers = await Promise.all([1, 2, 3].map(() => rig.post('/sessions', { email, code })));
    expect(answers.map((each) => each.status).sort()).toEqual([201, 401, 401]);
    expect((await rig.post('/sessions', { email, code })).status).toBe(401);
  });

  it('takes an earlier code while a later one is on its way, and then neither', async () => {
    const email = newAddress();
    const first = await rig.codeFor(email);
    const second = await rig.codeFor(email);
    expect(second).not.toBe(first);
    expect((await rig.post('/sessions', { email, code: first })).status).toBe(201);
    expect((await rig.post('/sessions', { email, code: second })).status).toBe(401);
  });

  it('refuses a code of another mailbox', async () => {
    const [mine, other] = [newAddress(), newAddress()];
    const code = await rig.codeFor(mine);
    await rig.codeFor(other);
    expect((await rig.post('/sessions', { email: other, code })).status).toBe(401);
    expect((await rig.post('/sessions', { email: mine, code })).status).toBe(201);
  });

  it('sends the codes of an account where it was made, however the address is spelled', async () => {
    await rig.signIn('keeper@spelling.example');
    await rig.codeFor('keeper+other@spelling.example', 'keeper@spelling.example');
    expect(rig.mailbox.of('keeper+other@spelling.example')).toHaveLength(0);
  });

  it('uses up no code by any GET', async () => {
    const email = newAddress();
    const code = await rig.codeFor(email);
    const query = `email=${encodeURIComponent(email)}&code=${code}`;
    const gets = rig.service.service.routes.filter((route) => route.method === 'GET').map((route) => route.path);
    expect(gets.length).toBeGreaterThan(5);
    for (const path of [...gets, '/api/identity/sessions', '/api/identity/codes']) {
      for (const method of ['GET', 'HEAD'] as const) {
        await rig.service.send({ method, url: `${path.replace(/:\w+/g, 'x')}?${query}` });
      }
    }
    expect((await rig.post('/sessions', { email, code })).status).toBe(201);
  });

  it('stores neither code nor address in the row of a code', async () => {
    const email = newAddress();
    const code = (await rig.codeFor(email)).replace('-', '');
    const rows = await rig.service.database.query('SELECT * FROM identity.codes');
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(JSON.stringify(rows)).not.toContain(email);
    await eventually(
      'the row of the sent mail to go',
      async () => (await rig.count('identity.mails WHERE address = $1', [email])) === 0,
    );
  });

  it.each([
    ['nobody', 'address.oneAt'],
    ['"a b"@x.org', 'address.quoted'],
    ['a..b@x.org', 'address.dots'],
    ['a@localhost', 'address.domain'],
    ['', 'address.required'],
  ])('names field and rule for the address %j', async (email, rule) => {
    for (const answer of [
      await rig.post('/codes', { email }),
      await rig.post('/sessions', { email, code: 'ABCDEFGH' }),
    ]) {
      expect(answer).toMatchObject({
        status: 422,
        body: { code: 'IDENTITY.ADDRESS_INVALID', errors: [{ field: 'email', rule }] },
      });
    }
  });

  it('refuses unknown fields and wrong types by name', async () => {
    const answer = await rig.post('/codes', { email: 7, admin: true });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'email', rule: 'wrongType' }),
        expect.objectContaining({ field: 'admin', rule: 'unknownField' }),
      ]),
    );
  });

  it('answers a throw-away mailbox like every other, and mails nothing there', async () => {
    const asked = await rig.post('/codes', { email: 'x@sub.mailinator.com' });
    const probe = newAddress();
    await rig.codeFor(probe);
    expect(asked).toMatchObject({ status: 202, body: { accepted: true } });
    expect(rig.mailbox.of('x@sub.mailinator.com')).toHaveLength(0);
    expect(await rig.count("identity.mails WHERE address LIKE '%mailinator%'")).toBe(0);
  });

  it('tries again when the mail server refuses, with a code that works', async () => {
    const email = newAddress();
    rig.mailbox.refusing = true;
    await rig.post('/codes', { email });
    await eventually(
      'a refused attempt',
      async () =>
        (await rig.count('identity.mails WHERE attempts >= 1 AND due_at > created_at AND address = $1', [email])) === 1,
    );
    rig.mailbox.refusing = false;
    rig.clock.advance(3 * 60_000);
    const mail = await rig.mailTo(email);
    expect((await rig.post('/sessions', { email, code: codeIn(mail) })).status).toBe(201);
  });

  it('refuses a code after ten minutes, and says so to its holder only', async () => {
    const email = newAddress();
    const code = await rig.codeFor(email);
    rig.clock.advance(10 * 60_000 + 1_000);
    expect(await rig.post('/sessions', { email, code: wrong(code) })).toMatchObject({
      body: { code: 'IDENTITY.CODE_WRONG' },
    });
    expect(await rig.post('/sessions', { email, code })).toMatchObject({
      status: 401,
      body: { code: 'IDENTITY.CODE_EXPIRED' },
    });
  });

  it('limits codes by mailbox, however it is spelled, and says when to come back', async () => {
    const spellings = ['limit@gmail.com', 'l.imit@gmail.com', 'limit+1@gmail.com', 'LIMIT@googlemail.com'];
    const answers = [];
    for (let n = 0; n < 16; n += 1) answers.push(await rig.post('/codes', { email: spellings[n % 4] as string }));
    expect(answers.map((each) => each.status)).toEqual([...Array(12).fill(202), ...Array(4).fill(429)]);
    expect(Number(answers[12]?.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('answers a known and an unknown address alike, in words and in time', async () => {
    const known = newAddress();
    await rig.signIn(known);
    const headersOf = (headers: Record<string, unknown>) => Object.keys(headers).sort();
    const timed = async (email: string) => {
      const before = process.hrtime.bigint();
      const asked = await rig.post('/codes', { email });
      const between = process.hrtime.bigint();
      const checked = await rig.post('/sessions', { email, code: 'ABCDEFGH' });
      const after = process.hrtime.bigint();
      return { asked, checked, ms: [Number(between - before) / 1e6, Number(after - between) / 1e6] as const };
    };
    const [first, second] = [await timed(known), await timed(newAddress())];
    // A handle is sealed anew each time; it tells nothing but by being asked.
    const alike = { accepted: true, handle: expect.any(String), resendAt: expect.any(String) };
    expect([first.asked.body, second.asked.body]).toEqual([alike, alike]);
    expect(headersOf(second.asked.headers)).toEqual(headersOf(first.asked.headers));
    const { instance: _one, ...refusedKnown } = first.checked.body;
    const { instance: _other, ...refusedUnknown } = second.checked.body;
    expect(refusedUnknown).toEqual(refusedKnown);

    // Interleaved, each known mailbox asked anew, so that load on the machine falls on both alike.
    const people: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const email = newAddress();
      await rig.signIn(email);
      people.push(email);
    }
    const times = { known: [[], []] as [number[], number[]], unknown: [[], []] as [number[], number[]] };
    for (const email of people) {
      for (const [kind, address] of [
        ['known', email],
        ['unknown', newAddress()],
      ] as const) {
        const { ms } = await timed(address);
        times[kind][0].push(ms[0]);
        times[kind][1].push(ms[1]);
      }
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    for (const step of [0, 1] as const) {
      const [a, b] = [median(times.known[step]), median(times.unknown[step])];
      expect(Math.abs(a - b)).toBeLessThan(Math.max(3, 0.5 * Math.max(a, b)));
    }
  });
});
