import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { IdentityRig } from './identity.fixture.js';

interface Demand {
  readonly level: number;
  readonly challenge: Challenge;
  readonly wait: { readonly ticket: string; readonly seconds: number };
}

/** What a device does with a challenge, in the words of the ALTCHA widget. */
async function solve({ challenge }: Demand): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

describe('Asking for a code while very many ask', () => {
  const rig = new IdentityRig();
  let unique = 0;
  const address = () => `p${(unique += 1)}@proof.example`;
  const ask = (email: string, proof?: string, language = 'en') =>
    rig.post('/codes', { email, ...(proof === undefined ? {} : { proof }) }, undefined, {
      'accept-language': language,
    });
  const demanded = async (email: string): Promise<Demand> => {
    let answer = await ask(email);
    // Slow as this machine may be, a unit of the budget may have come back meanwhile.
    if (answer.status === 202) answer = await ask(email);
    const { status, body } = answer;
    expect([status, body.code]).toEqual([428, 'IDENTITY.PROOF_REQUIRED']);
    return body.proof as Demand;
  };

  beforeAll(async () => {
    await rig.start({
      CODES_WITHOUT_PROOF_PER_MINUTE: '1',
      CODES_PER_MINUTE: '60',
      CODES_WAITED_PER_NETWORK_PER_MINUTE: '2',
    });
    await ask(address());
    await ask(address());
  });
  afterAll(() => rig.stop());

  it('is answered with a calculation and a wait, in the language of the reader, and takes nothing yet', async () => {
    const email = address();
    const { status, body, headers } = await ask(email, undefined, 'fr');
    expect(status).toBe(428);
    expect(body).toMatchObject({ code: 'IDENTITY.PROOF_REQUIRED', proof: { level: 1, wait: { seconds: 15 } } });
    expect(body.detail).toContain('15 secondes');
    expect(headers).toMatchObject({ 'retry-after': '15', 'content-language': 'fr' });
    expect(body.proof.challenge).toMatchObject({ parameters: { algorithm: 'PBKDF2/SHA-256', cost: 1_000 } });
    expect(JSON.stringify(body.proof)).not.toContain(email);
    expect(rig.mailbox.of(email)).toEqual([]);
  });

  it('sends the code to whoever did the calculation, once', async () => {
    const email = address();
    const proof = await solve(await demanded(email));
    expect((await ask(email, proof)).status).toBe(202);
    const again = await ask(email, proof);
    expect([again.status, again.body.code, again.body.errors[0].rule]).toEqual([
      428,
      'IDENTITY.PROOF_REFUSED',
      'proofUsed',
    ]);
    // The refusal is no dead end: it holds the next challenge.
    expect((await ask(email, await solve(again.body.proof as Demand))).status).toBe(202);
  });

  it('sends the code to whoever waited instead, once, and tells the rest of the wait to whoever comes early', async () => {
    const email = address();
    const { wait } = await demanded(email);
    const early = await ask(email, wait.ticket);
    expect([early.status, early.body.errors[0].rule]).toEqual([428, 'proofEarly']);
    expect(early.body.proof.wait.ticket).toBe(wait.ticket);
    expect(early.body.proof.wait.seconds).toBeLessThanOrEqual(15);
    rig.clock.advance(15_000);
    expect((await ask(email, wait.ticket)).status).toBe(202);
    expect((await ask(email, wait.ticket)).body.errors[0].rule).toBe('proofUsed');
  });

  it('lets a network wait only so often, and never shuts it out: the calculation is still open', async () => {
    const people = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const email = address();
        return { email, demand: await demanded(email) };
      }),
    );
    rig.clock.advance(15_000);
    const waited = [];
    for (const { email, demand } of people) waited.push((await ask(email, demand.wait.ticket)).status);
    expect(waited).toContain(428);
    const last = people[2]!;
    expect((await ask(last.email, await solve(last.demand))).status).toBe(202);
  });

  it.each([
    '',
    'x',
    'w1.',
    `w1.${'A'.repeat(43)}`,
    'e30=',
    'bnVsbA==',
    Buffer.from('{"challenge":{"parameters":{}},"solution":{}}').toString('base64'),
  ])('takes %j for no proof', async (proof) => {
    const { status, body } = await ask(address(), proof);
    expect(status).toBe(proof === '' ? 422 : 428);
    if (proof !== '') expect(body.errors[0]).toMatchObject({ field: 'proof', rule: 'proofWrong' });
  });

  it('counts neither work nor a wait for another mailbox, nor a challenge that was made easier', async () => {
    const [own, other] = [address(), address()];
    const demand = await demanded(own);
    expect((await ask(other, await solve(demand))).body.errors[0].rule).toBe('proofWrong');
    rig.clock.advance(15_000);
    expect((await ask(other, demand.wait.ticket)).body.errors[0].rule).toBe('proofWrong');
    const { challenge } = demand;
    const easier = { ...demand, challenge: { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '0' } } };
    expect((await ask(own, await solve(easier))).body.errors[0].rule).toBe('proofWrong');
  });

  it('counts nothing that is older than ten minutes', async () => {
    const email = address();
    const demand = await demanded(email);
    const proof = await solve(demand);
    rig.clock.advance(616_000);
    expect((await ask(email, proof)).body.errors[0].rule).toBe('proofExpired');
    expect((await ask(email, demand.wait.ticket)).body.errors[0].rule).toBe('proofExpired');
  });

  it('costs a device at most 400 tries of 1,000 rounds, and more only under more pressure', async () => {
    const levels = new Set<number>();
    for (let i = 0; i < 70; i += 1) {
      const email = address();
      const { status, body } = await ask(email);
      if (status === 429) break;
      if (status === 202) continue;
      expect(status).toBe(428);
      const demand = body.proof as Demand;
      levels.add(demand.level);
      const payload = JSON.parse(Buffer.from(await solve(demand), 'base64').toString()) as {
        solution: { counter: number };
      };
      expect(payload.solution.counter).toBeLessThan(100 * 2 ** (demand.level - 1));
      expect(body.proof.wait.seconds).toBe([15, 30, 60][demand.level - 1]);
      expect((await ask(email, Buffer.from(JSON.stringify(payload)).toString('base64'))).status).toBe(202);
    }
    expect([...levels].sort()).toEqual([1, 2, 3]);
    const full = await ask(address());
    expect([full.status, full.body.code]).toEqual([429, 'HTTP.TOO_MANY_REQUESTS']);
    expect(String(full.headers['ratelimit'])).toContain('"codes-all";r=0');
    expect(full.headers['ratelimit-policy']).toBeDefined();
    expect(Number(full.headers['retry-after'])).toBeGreaterThan(0);
  }, 60_000);
});
