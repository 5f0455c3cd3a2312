import { AuthenticatorTimeCodes } from './time-codes.js';

const codes = new AuthenticatorTimeCodes();
/** RFC 6238, appendix B: the ASCII text 12345678901234567890. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1000);

describe('Codes of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at second %d', (seconds, code) => {
    expect(codes.codeAt(RFC_SECRET, at(seconds))).toBe(code);
    expect(codes.stepOf(RFC_SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('count one step early or late, and no further', () => {
    const code = codes.codeAt(RFC_SECRET, at(3_000));
    expect(codes.stepOf(RFC_SECRET, code, at(2_999))).toBe(100);
    expect(codes.stepOf(RFC_SECRET, code, at(3_059))).toBe(100);
    expect(codes.stepOf(RFC_SECRET, code, at(2_969))).toBeUndefined();
    expect(codes.stepOf(RFC_SECRET, code, at(3_060))).toBeUndefined();
  });

  it.each(['', '12345', '1234567', 'abcdef', '28708２2'])('are six digits, not %j', (text) => {
    expect(codes.stepOf(RFC_SECRET, text, at(59))).toBeUndefined();
  });

  it('may be typed with a space, and with digits of full width', () => {
    expect(codes.stepOf(RFC_SECRET, '287 082', at(59))).toBe(1);
    expect(codes.stepOf(RFC_SECRET, '２８７０８２', at(59))).toBe(1);
  });

  it('have secrets of 160 bits, each its own', () => {
    expect(codes.newSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(codes.newSecret()).not.toBe(codes.newSecret());
  });

  it('name the platform and the mailbox for the app', () => {
    expect(codes.uri(RFC_SECRET, 'a@x.org')).toMatch(
      /^otpauth:\/\/totp\/WSIS%20Prizes:a%40x\.org\?.*secret=GEZDGNBVGY3TQOJQ/,
    );
  });
});
