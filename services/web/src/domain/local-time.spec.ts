import { instantAt, localTimeOf } from './local-time.js';

describe('A time in a zone', () => {
  it.each([
    ['2026-03-16T08:00', 'Europe/Zurich', '2026-03-16T07:00:00.000Z'],
    ['2026-07-16T00:00', 'Europe/Zurich', '2026-07-15T22:00:00.000Z'],
    ['2026-03-16T08:00:30', 'Asia/Kathmandu', '2026-03-16T02:15:00.000Z'],
  ])('%s in %s is %s, and back', (local, zone, instant) => {
    expect(instantAt(local, zone)?.toISOString()).toBe(instant);
    expect(localTimeOf(new Date(instant), zone)).toBe(local.slice(0, 16));
  });

  it.each(['', 'tomorrow', '2026-13-01T08:00', '2026-01-01', '2026-01-01T25:00', '2026-02-31T08:00'])(
    'is not %j',
    (local) => {
      expect(instantAt(local, 'UTC')).toBeUndefined();
    },
  );
});
