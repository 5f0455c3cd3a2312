import { readCsv, writeCsv } from './csv.js';

describe('A table for other programs', () => {
  it.each([
    ['plain words', 'one'],
    ['nothing', ''],
    ['commas and quotes', 'He said "a, b"'],
    ['several lines', 'a\n\nb'],
    ['what a spreadsheet takes for a formula', '=1+1'],
    ['a quote at the beginning', "'tis"],
    ['a quote before what would be a formula', "'=1"],
    ['another script', 'القرى، الرقمية'],
  ])('gives back %s as it was', (_, value) => {
    expect(readCsv(writeCsv([['x', value, 'y']]))).toEqual([['x', value, 'y'], ['']]);
  });

  it('makes a text of what would be a formula', () => {
    expect(writeCsv([['=HYPERLINK("x")']])).toBe('"\'=HYPERLINK(""x"")"\r\n');
  });

  it('is read as spreadsheets write it: with a mark of the encoding, semicolons, and other ends of lines', () => {
    expect(readCsv('\uFEFFa;b\r"1;2";"3"')).toEqual([
      ['a', 'b'],
      ['1;2', '3'],
    ]);
  });

  it('is not read where a quoted cell never ends', () => {
    expect(readCsv('a,"b\r\nc')).toBeUndefined();
  });
});
