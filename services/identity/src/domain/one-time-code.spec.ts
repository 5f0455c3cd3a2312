import fc from 'fast-check';
import { CODE_ALPHABET, codeFromBytes, readCode, spellCode } from './one-time-code.js';

describe('One-time codes', () => {
  it('have 40 bits: 32 different characters in 8 places', () => {
    expect(new Set(CODE_ALPHABET).size).toBe(32);
    expect(codeFromBytes(Uint8Array.of(0, 0, 0, 0, 0))).toBe('22222222');
    expect(codeFromBytes(Uint8Array.of(255, 255, 255, 255, 255))).toBe('ZZZZZZZZ');
    expect(codeFromBytes(Uint8Array.of(0, 0, 0, 0, 33))).toBe('22222233');
  });

  it('have no character that is taken for another', () => {
    for (const letter of '01IO') expect(CODE_ALPHABET).not.toContain(letter);
  });

  it('differ when their bytes differ, and are read back as they were spelled', () => {
    const bytes = fc.uint8Array({ minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        expect(codeFromBytes(one) === codeFromBytes(other)).toBe(Buffer.from(one).equals(other));
        expect(readCode(spellCode(codeFromBytes(one)))).toBe(codeFromBytes(one));
      }),
    );
  });

  it.each([
    ['abcd-efgh', 'ABCDEFGH'],
    [' ABCD EFGH ', 'ABCDEFGH'],
    ['abcd–efgh', 'ABCDEFGH'],
    ['ABCDEFG', undefined],
    ['ABCDEFGHJ', undefined],
    ['ABCDEFG0', undefined],
    ['ABCDEFG1', undefined],
    ['', undefined],
    ['A'.repeat(10_000), undefined],
  ])('reads %j as %j', (typed, code) => {
    expect(readCode(typed)).toBe(code);
  });
});
