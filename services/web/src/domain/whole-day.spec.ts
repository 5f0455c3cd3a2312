import { wholeDay } from './whole-day.js';

describe('A day', () => {
  it('lasts from midnight to midnight, in UTC', () => {
    expect(wholeDay('2026-12-31')).toEqual({
      begins: new Date('2026-12-31T00:00:00Z'),
      ends: new Date('2027-01-01T00:00:00Z'),
    });
  });

  it.each([undefined, '', 'yesterday', '2026-02-30', '2026-13-01', '2026-1-1', '2026-05-05T10:00:00Z'])(
    'is none in %j',
    (text) => {
      expect(wholeDay(text)).toBeUndefined();
    },
  );
});
