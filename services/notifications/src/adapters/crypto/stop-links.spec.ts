import { randomBytes, randomUUID } from 'node:crypto';
import { SignedStopLinks } from './stop-links.js';

const links = new SignedStopLinks(randomBytes(32).toString('hex'));
const link = { accountId: randomUUID(), notice: 'ballotReminder' as const };

describe('The word that stops a notice', () => {
  it('names its account and notice, and nothing else opens it', () => {
    const token = links.tokenFor(link);
    expect(links.read(token)).toEqual(link);
    expect(new SignedStopLinks(randomBytes(32).toString('hex')).read(token)).toBeUndefined();
  });

  it('is refused when any byte of it was changed', () => {
    const bytes = Buffer.from(links.tokenFor(link), 'base64url');
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] as number) ^ 1;
      expect(links.read(changed.toString('base64url'))).toBeUndefined();
    }
    for (const nothing of ['', 'x', '....', bytes.subarray(0, 16).toString('base64url')]) {
      expect(links.read(nothing)).toBeUndefined();
    }
  });

  it('is not made for a notice that answers something the person did', () => {
    const wrong = { ...link, notice: 'submissionReceived' } as never;
    expect(links.read(links.tokenFor(wrong))).toBeUndefined();
  });
});
