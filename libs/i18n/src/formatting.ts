import type { Language } from '@wsis/kernel';
import { direction, isolate } from './bidi.js';
import { localeOf } from './locale.js';

function cached<T>(make: (...words: string[]) => T): (...words: string[]) => T {
  const made = new Map<string, T>();
  return (...words) => {
    const name = words.join('|');
    const before = made.get(name);
    if (before !== undefined) return before;
    const fresh = make(...words);
    made.set(name, fresh);
    return fresh;
  };
}

const instants = cached(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: timeZone ?? 'UTC',
    }),
);
const times = cached(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: timeZone ?? 'UTC',
    }),
);
const offsets = cached(
  (timeZone) => new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'UTC', timeZoneName: 'shortOffset' }),
);
const days = cached(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: timeZone ?? 'UTC' }),
);
const numbers = cached((locale) => new Intl.NumberFormat(locale));
const lists = cached((locale) => new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }));
const regions = cached((locale) => new Intl.DisplayNames(locale ?? 'en', { type: 'region', fallback: 'code' }));
const languageNames = cached((locale, named) =>
  new Intl.DisplayNames(locale ?? 'en', { type: 'language', fallback: 'code' }).of(named ?? 'en'),
);

/** An instant in a time zone with the zone's distance from UTC ("23:00 UTC+2"); an IANA zone that nobody knows throws RangeError. */
export function formatInstant(language: Language, instant: Date, timeZone: string): string {
  return `${instants(localeOf(language), timeZone).format(instant)} ${zoneLabel(language, instant, timeZone)}`;
}

/** The time of day of an instant in a time zone, with the zone's distance from UTC. */
export function formatTime(language: Language, instant: Date, timeZone: string): string {
  const time = `${times(localeOf(language), timeZone).format(instant)} ${offsetLabel(instant, timeZone)}`;
  return direction(language) === 'rtl' ? isolate(time) : time;
}

/** The same label in all languages: names of zones are ambiguous ("CST") and many languages have none. */
function zoneLabel(language: Language, instant: Date, timeZone: string): string {
  const label = offsetLabel(instant, timeZone);
  return direction(language) === 'rtl' ? isolate(label) : label;
}

function offsetLabel(instant: Date, timeZone: string): string {
  return offsetOf(timeZone, Math.floor(instant.getTime() / QUARTER_MS));
}

/** Zones change their distance from UTC at full quarters of an hour only. */
const QUARTER_MS = 900_000;
const OFFSETS_KEPT = 1_000;
const offsetsSeen = new Map<string, string>();

function offsetOf(timeZone: string, quarter: number): string {
  const name = `${timeZone} ${quarter}`;
  const before = offsetsSeen.get(name);
  if (before !== undefined) return before;
  const part = offsets(timeZone)
    .formatToParts(quarter * QUARTER_MS)
    .find((entry) => entry.type === 'timeZoneName');
  const offset = (part?.value ?? 'UTC').replace('GMT', 'UTC').replace(/\+0$/, '');
  if (offsetsSeen.size >= OFFSETS_KEPT) offsetsSeen.clear();
  offsetsSeen.set(name, offset);
  return offset;
}

/** The day of an instant in a time zone. */
export function formatDay(language: Language, instant: Date, timeZone: string): string {
  return days(localeOf(language), timeZone).format(instant);
}

/** A number with the language's own separators. */
export function formatNumber(language: Language, value: number): string {
  return numbers(localeOf(language)).format(value);
}

/** Several things in one sentence: "a, b and c". */
export function formatList(language: Language, items: readonly string[]): string {
  return lists(localeOf(language)).format(items);
}

/** A country's name by its two-letter code (ISO 3166-1); an unknown code is given back as it is. */
export function countryName(language: Language, code: string): string {
  const upper = code.toUpperCase();
  return /^[A-Z]{2}$/.test(upper) ? (regions(localeOf(language)).of(upper) ?? code) : code;
}

/** A language's name in another language: `languageName('fr', 'ar')` is "arabe". */
export function languageName(language: Language, named: Language): string {
  return languageNames(localeOf(language), named) ?? named;
}
