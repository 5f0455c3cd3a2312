import { deliveryOf, waitAfter, type SmtpFailure } from './delivery.js';

const failure = (changes: Partial<SmtpFailure>): SmtpFailure => ({
  responseCode: undefined,
  command: undefined,
  enhanced: undefined,
  handedOver: false,
  ...changes,
});

describe('An attempt to deliver', () => {
  it.each([
    [
      'an unknown mailbox',
      { responseCode: 550, command: 'RCPT TO', enhanced: '5.1.1' },
      { kind: 'refused', status: '5.1.1' },
    ],
    ['a message that is refused', { responseCode: 554, command: 'DATA' }, { kind: 'refused', status: '554' }],
    [
      'a full mailbox',
      { responseCode: 452, command: 'RCPT TO', enhanced: '4.2.2' },
      { kind: 'later', status: '4.2.2' },
    ],
    [
      'a password that is wrong, which is our fault',
      { responseCode: 535, command: 'AUTH PLAIN' },
      { kind: 'later', status: '535' },
    ],
    [
      'a sender that is refused, which is our fault',
      { responseCode: 550, command: 'MAIL FROM' },
      { kind: 'later', status: '550' },
    ],
    ['a server that is away', {}, { kind: 'later', status: '' }],
    ['a connection lost after the message went out', { handedOver: true }, { kind: 'unknown', status: '' }],
  ] as const)('reads %s', (_, changes, expected) => {
    expect(deliveryOf(failure(changes))).toEqual(expected);
  });

  it('waits twice as long after each try, at most an hour', () => {
    expect([1, 2, 3, 12].map((attempts) => waitAfter(attempts, 30))).toEqual([30, 60, 120, 3600]);
  });
});
