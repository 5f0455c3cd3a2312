import { instantOf } from '@wsis/rule-book';

/** An instant as clocks in a time zone show it: `2026-03-16T08:00`, what a field for date and time holds. */
export function localTimeOf(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** The instant at which clocks in a time zone show that; undefined where it is no date and time. */
export function instantAt(local: string, timeZone: string): Date | undefined {
  const [, day = '', time = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(local) ?? [];
  const read = Date.parse(`${day}T${time}:00Z`);
  // JavaScript takes the 31st of February for the 3rd of March.
  if (day === '' || Number.isNaN(read) || !new Date(read).toISOString().startsWith(day)) return undefined;
  return instantOf(day, time, timeZone);
}
