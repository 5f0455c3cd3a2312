import { bounceReason, handoverOf } from './mail-state.js';
import { CODE_MAIL_KEPT_MS, codeRequestText, readCodeRequest, toldState } from './code-request.js';

describe('What a mail server answered', () => {
  it.each([
    [550, 'RCPT TO', '5.1.1', { kind: 'bounced', status: '5.1.1' }],
    [554, 'DATA', undefined, { kind: 'bounced', status: '554' }],
    [450, 'RCPT TO', '4.2.1', { kind: 'later' }],
    [535, 'AUTH PLAIN', undefined, { kind: 'later' }],
    [553, 'MAIL FROM', undefined, { kind: 'later' }],
    [undefined, 'CONN', undefined, { kind: 'later' }],
  ])('is final only about this recipient or message: %s to %s', (responseCode, command, enhanced, expected) => {
    expect(handoverOf({ responseCode, command, enhanced })).toEqual(expected);
  });

  it.each([
    ['5.1.1', 'mailbox-unknown'],
    ['550', 'mailbox-unknown'],
    ['5.1.2', 'domain-unknown'],
    ['5.2.2', 'mailbox-full'],
    ['552', 'mailbox-full'],
    ['5.7.1', 'refused'],
    ['554', 'refused'],
  ])('reads %s as %s', (status, reason) => {
    expect(bounceReason(status)).toBe(reason);
  });
});

describe('A code request', () => {
  it('is read back with an address that has spaces in it', () => {
    const request = { mailId: '0190-1', address: '"a b"@x.example' };
    expect(readCodeRequest(codeRequestText(request))).toEqual(request);
  });

  it('looks the same for a mail that waits and for one that is never sent', () => {
    const now = new Date('2026-05-01T10:00:00Z');
    const asked = (state: 'withheld' | 'bounced', msAgo: number) =>
      toldState({ state, createdAt: new Date(now.getTime() - msAgo) }, now);
    expect(asked('withheld', 60_000)).toBe('waiting');
    expect(asked('withheld', CODE_MAIL_KEPT_MS + 1)).toBe('given-up');
    expect(asked('bounced', 60_000)).toBe('bounced');
  });
});
