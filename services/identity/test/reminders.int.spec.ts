import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IdentityRig, PROFILE } from './identity.fixture.js';

describe('Finding whom to remind', () => {
  const rig = new IdentityRig();
  /** Voting, as far as identity asks it: it is shown voter ids and nothing else. */
  let voting: Server;
  const finished = new Set<string>();
  const asked: any[] = [];

  beforeAll(async () => {
    await rig.start();
    voting = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString());
        asked.push(body);
        const voterIds = body.voterIds.filter((id: string) => !finished.has(id));
        response.end(JSON.stringify({ voterIds }));
      });
    });
    await new Promise<void>((resolve) => voting.listen(0, '127.0.0.1', resolve));
    rig.urls.voting = `http://127.0.0.1:${(voting.address() as AddressInfo).port}`;
    await rig.adopt('e-1');
  });
  afterAll(async () => {
    voting.close();
    await rig.stop();
  }, 180_000);

  const internal = (path: string, body: object) => rig.post(`/internal/${path}`, body, rig.service.internalToken());

  it('names those who agreed and have not finished, by page, and gives addresses of those alone', async () => {
    const people = [];
    for (const [name, reminders] of [
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', undefined],
      ['e', false],
    ] as const) {
      const person = await rig.signIn(`${name}@remind.example`);
      const opened = await rig.post(
        '/editions/e-1/voter-session',
        { profile: PROFILE, consent: true, ...(reminders === undefined ? {} : { reminders }) },
        person.token,
      );
      people.push({ ...person, voterId: opened.body.voterId as string });
    }
    const agreed = people.slice(0, 3).sort((one, other) => (one.accountId < other.accountId ? -1 : 1));
    finished.add(agreed[1]!.voterId);
    const { body: first } = await internal('unfinished-voters', { edition: 'e-1', limit: 2 });
    expect(first).toEqual({ accountIds: [agreed[0]!.accountId], next: agreed[1]!.accountId });
    const { body: second } = await internal('unfinished-voters', { edition: 'e-1', after: first.next, limit: 2 });
    expect(second).toEqual({ accountIds: [agreed[2]!.accountId] });

    const accountIds = people.map((each) => each.accountId);
    const { body: addresses } = await internal('reminder-addresses', { edition: 'e-1', accountIds });
    expect(addresses.map((each: any) => each.accountId).sort()).toEqual([agreed[0]!.accountId, agreed[2]!.accountId]);
    expect(addresses[0]).toEqual({ accountId: expect.any(String), address: expect.any(String), language: 'en' });

    // The secretariat is told how many agreed, and nobody who.
    const [secretary] = await rig.secretaries();
    const figures = (token: string) => rig.get('/editions/e-1/reminder-figures', token);
    expect((await figures(secretary.token)).body).toEqual({ agreed: 3 });
    expect((await figures(people[0]!.token)).body.code).toBe('ACCESS.ROLE_REQUIRED');

    // Voting is told an edition and voter ids, never an account or an address.
    const told = JSON.stringify(asked);
    expect(asked.length).toBeGreaterThan(2);
    for (const { accountId } of people) expect(told).not.toContain(accountId);
    expect(told).not.toContain('@');

    // Whoever changes its mind gets none.
    await rig.post('/editions/e-1/voter-session', { reminders: false }, agreed[0]!.token);
    const { body: later } = await internal('reminder-addresses', { edition: 'e-1', accountIds });
    expect(later.map((each: any) => each.accountId)).toEqual([agreed[2]!.accountId]);
    expect((await internal('unfinished-voters', { edition: 'e-1', limit: 0 })).body.errors[0].field).toBe('limit');
    expect(
      (await rig.post('/internal/reminder-addresses', { edition: 'e-1', accountIds }, people[0]!.token)).status,
    ).toBe(404);
  });
});
