import { instantOf } from '@wsis/rule-book';

/** Tells whether a text is an IANA time zone that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/.test(name);
  } catch {
    return false;
  }
}

/** Moves an instant by whole years and keeps the minute that the clocks of the zone show. */
export function yearsLater(instant: Date, years: number, timeZone: string): Date {
  const [day = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(instant)
    .split(' ');
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCFullYear(moved.getUTCFullYear() + years);
  return instantOf(moved.toISOString().slice(0, 10), time, timeZone);
}
