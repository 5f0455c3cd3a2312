import { ledgerNumbersIn } from './ledger-numbers.js';

describe('Ledger numbers in a pasted text', () => {
  it('may stand in lines, with commas or semicolons of any script, and count once', () => {
    expect(ledgerNumbersIn(' 7\r\n12, 7;\t0، 15；')).toEqual([7, 12, 0, 15]);
    expect(ledgerNumbersIn(' \n')).toEqual([]);
  });

  it.each(['7, eight', '-3', '1.5', '12 34x', '9999999999999999'])('are not guessed from %s', (text) => {
    expect(ledgerNumbersIn(text)).toBeUndefined();
  });
});
