import { eventually } from '@wsis/testing';
import { codeIn, IdentityRig } from './identity.fixture.js';

describe('A request for a code', () => {
  const rig = new IdentityRig();
  let serial = 0;
  const newAddress = () => `asker-${(serial += 1)}@requests.example`;
  const ask = async (email: string) => (await rig.post('/codes', { email, language: 'en' })).body;
  const follow = async (handle: string) => (await rig.post('/codes/state', { handle })).body;
  const settled = (handle: string) =>
    eventually('the mail is settled', async () => {
      const state = await follow(handle);
      return state.state === 'waiting' ? false : state;
    });

  beforeAll(() => rig.start());
  afterAll(() => rig.stop(), 180_000);

  it('tells its holder how far the mail is, and when to ask again', async () => {
    const email = newAddress();
    rig.mailbox.refusing = true;
    const asked = await ask(email);
    expect(asked).toMatchObject({ accepted: true, handle: expect.any(String) });
    await eventually(
      'a try',
      async () => (await rig.count('identity.mails WHERE attempts > 0 AND address = $1', [email])) === 1,
    );
    expect(await follow(asked.handle)).toEqual({
      state: 'waiting',
      askedAt: expect.any(String),
      resendAt: asked.resendAt,
    });
    rig.mailbox.refusing = false;
    rig.clock.advance(3 * 60_000);
    const handed = await settled(asked.handle);
    expect(handed).toMatchObject({ state: 'handed-over' });
    expect(Date.parse(handed.codeEndsAt) - Date.parse(handed.settledAt)).toBe(10 * 60_000);
    // What is left of the mail names nobody.
    expect(await rig.count('identity.mails WHERE address = $1', [email])).toBe(0);
  });

  it('lets the code be typed with the handle, on a page that has lost the address', async () => {
    const email = newAddress();
    const { handle } = await ask(email);
    const code = codeIn(await rig.mailTo(email));
    const signedIn = await rig.post('/sessions', { handle, code });
    expect(signedIn).toMatchObject({ status: 201, body: { account: { email } } });
    // A later request of the same mailbox reaches the same account by address.
    const again = await rig.signIn(email);
    expect(again.accountId).toBe(signedIn.body.account.accountId);
  });

  it('says why a mailbox took nothing, and tries it no more', async () => {
    const email = newAddress();
    rig.mailbox.unknown.add(email);
    const { handle } = await ask(email);
    expect(await settled(handle)).toMatchObject({ state: 'bounced', reason: 'mailbox-unknown' });
    expect(await rig.count('identity.mails WHERE address = $1', [email])).toBe(0);
    expect(rig.logLines.join('\n')).not.toContain(email);
  });

  it('answers a throw-away mailbox, a known and an unknown one in the same shape', async () => {
    const known = newAddress();
    await rig.signIn(known);
    const shapes = [];
    for (const email of [known, newAddress(), 'x@sub.mailinator.com']) {
      const asked = await ask(email);
      shapes.push({ asked: Object.keys(asked).sort(), kept: asked.handle.length > 60 });
      expect(['waiting', 'handed-over']).toContain((await follow(asked.handle)).state);
    }
    expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
  });

  it('is known by its handle alone, and a handle opens nothing without the code', async () => {
    const { handle } = await ask(newAddress());
    const forged = handle.slice(0, -2) + (handle.endsWith('AA') ? 'BB' : 'AA');
    for (const wrong of [forged, 'x', '..', 'a'.repeat(800)]) {
      const answer = await rig.post('/codes/state', { handle: wrong });
      expect(answer).toMatchObject({ status: 404, body: { code: 'IDENTITY.CODE_REQUEST_UNKNOWN' } });
      expect((await rig.post('/sessions', { handle: wrong, code: 'ABCDEFGH' })).status).toBe(404);
    }
    expect((await rig.post('/sessions', { handle, code: 'ABCDEFGH' })).body.code).toBe('IDENTITY.CODE_WRONG');
    for (const bad of [{}, { handle: '' }, { handle: 7 }, { handle: 'a'.repeat(801) }]) {
      expect((await rig.post('/codes/state', bad)).body.errors[0].field).toBe('handle');
    }
    expect((await rig.post('/sessions', { code: 'ABCDEFGH' })).body.errors[0].field).toBe('email');
    expect((await rig.post('/sessions', { handle: 7, code: 'ABCDEFGH' })).body.errors[0].field).toBe('handle');
  });
});
