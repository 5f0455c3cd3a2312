import { generateKeyPairSync } from 'node:crypto';
import { jest } from '@jest/globals';
import { AccountSessions, InternalTokens } from './sessions.js';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const pem = { type: 'spki', format: 'pem' } as const;
const sessions = new AccountSessions({
  publicKeyPem: publicKey.export(pem).toString(),
  signingKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});
const NOW = 1_800_000_000_000;

describe('sessions of accounts', () => {
  afterEach(() => jest.restoreAllMocks());
  const at = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(ms);
  const issue = () =>
    sessions.issue({
      accountId: 'account',
      sessionId: 'session',
      roles: [{ role: 'expert', edition: 'demo' }],
      language: 'ar',
      expiresAt: new Date(NOW + 60_000),
    });

  it('are read the same the first time and from memory', async () => {
    at(NOW);
    const token = await issue();
    const first = await sessions.verify(token);
    expect(first).toMatchObject({ accountId: 'account', language: 'ar', roles: [{ role: 'expert', edition: 'demo' }] });
    expect(await sessions.verify(token)).toEqual(first);
  });

  it('end at their time, remembered or not', async () => {
    const [remembered, unread] = [await issue(), await issue()];
    at(NOW);
    await sessions.verify(remembered);
    at(NOW + 60_000);
    jest.useFakeTimers({ now: NOW + 60_000 });
    try {
      for (const token of [remembered, unread, remembered]) expect(await sessions.verify(token)).toBe('expired');
    } finally {
      jest.useRealTimers();
    }
  });

  it('are told from a forgery that differs in one character', async () => {
    at(NOW);
    const token = await issue();
    await sessions.verify(token);
    const place = token.length - 10;
    const other = token[place] === 'A' ? 'B' : 'A';
    expect(await sessions.verify(token.slice(0, place) + other + token.slice(place + 1))).toBe('forged');
  });
});

describe('tokens between services', () => {
  const tokens = new InternalTokens('a5'.repeat(32));

  it('hold for a minute, and for the words that were signed only', () => {
    const token = tokens.issue('voting', NOW);
    expect(tokens.verify(token, NOW + 59_000)).toBe(true);
    expect(tokens.verify(token, NOW + 61_000)).toBe(false);
    expect(tokens.verify(token.replace('voting', 'identity'), NOW)).toBe(false);
    expect(tokens.verify(tokens.issue('identity', NOW), NOW)).toBe(true);
    expect(tokens.verify(token, NOW)).toBe(true);
  });
});
