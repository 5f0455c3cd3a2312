import { isTimeZone, yearsLater } from './time-zone.js';

describe('time zones', () => {
  it('knows zones by their IANA name', () => {
    expect(isTimeZone('Europe/Zurich')).toBe(true);
    expect(isTimeZone('UTC')).toBe(true);
    expect(isTimeZone('Europe/Atlantis')).toBe(false);
    expect(isTimeZone('+02:00')).toBe(false);
  });

  it('keeps 23:00 in Geneva when the clocks change on another day of the later year', () => {
    // 28 March 2026 is still winter time in Geneva; 28 March 2027 is the day on which summer time begins.
    expect(yearsLater(new Date('2026-03-28T22:00:00Z'), 1, 'Europe/Zurich').toISOString()).toBe(
      '2027-03-28T21:00:00.000Z',
    );
    expect(yearsLater(new Date('2026-05-05T21:00:00Z'), 1, 'Europe/Zurich').toISOString()).toBe(
      '2027-05-05T21:00:00.000Z',
    );
  });
});
