import { LONGEST_SEARCH, readNomineeSearch, searchParams } from './nominee-search.js';

const read = (query: Readonly<Record<string, string>>) => readNomineeSearch((name) => query[name]);

describe('What an address says of the list of nominees', () => {
  it('is read and written without a change', () => {
    const query = {
      category: 'C7-egov',
      country: 'SN',
      region: 'AFR',
      sdg: '17',
      stakeholderType: 'academia',
      q: 'قرى',
      order: '63',
    };
    expect(searchParams(read(query))).toEqual(query);
  });

  it('is as good as not said where no list could be narrowed by it', () => {
    const nonsense = {
      category: '../x',
      country: '<b>',
      region: 'MARS',
      sdg: '18',
      stakeholderType: 'king',
      order: '64',
      q: ' \u0000 ',
    };
    expect(searchParams(read(nonsense))).toEqual({});
    expect(read({ order: '-1' }).order).toBeUndefined();
  });

  it('is searched for up to a length, whole characters only', () => {
    const long = read({ q: '🙂'.repeat(10_000) });
    expect([long.words, long.cut]).toEqual(['🙂'.repeat(LONGEST_SEARCH), true]);
    expect(read({ q: 'x'.repeat(LONGEST_SEARCH) }).cut).toBe(false);
    // An address that is made of it tells so, too.
    expect(read(searchParams(long))).toEqual(long);
  });

  it('is searched for without marks that would turn a line around', () => {
    expect(read({ q: '\u202egnp.exe\u2069' }).words).toBe('gnp.exe');
  });
});
