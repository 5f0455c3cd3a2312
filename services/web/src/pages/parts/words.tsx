import {
  countryName,
  formatDay,
  formatInstant,
  formatTime,
  languageName,
  translate,
  translateIfPossible,
} from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { Category } from '../../application/ports.js';
import type { TextState } from '../../domain/shown-text.js';
import { usePage } from '../page-context.js';

/** An instant in the edition's own zone, and in UTC where that is another. */
export function Instant({ instant, timeZone }: { instant: Date; timeZone: string }) {
  const { language, say } = usePage();
  const local = formatInstant(language, instant, timeZone);
  const sameDay = formatDay(language, instant, timeZone) === formatDay(language, instant, 'UTC');
  const utc = sameDay ? formatTime(language, instant, 'UTC') : formatInstant(language, instant, 'UTC');
  const isUtc = local === formatInstant(language, instant, 'UTC');
  const shown = isUtc ? local : say('web.instant.both', { local, utc });
  return <time datetime={instant.toISOString()}>{withUtcBesideTime(shown)}</time>;
}

/** A line never ends between a time of day and “UTC”: in a right-to-left line the halves would change places. */
function withUtcBesideTime(text: string): string {
  return text.replace(/ (?=\u2068?UTC(?![+-]))/g, '\u00a0');
}

/** A text that people wrote, set apart so that its direction does not disturb what is around it. */
export function Theirs({ text, language }: { text: string; language?: Language | undefined }) {
  return <bdi {...(language === undefined ? {} : { lang: language })}>{text}</bdi>;
}

/** A category's name in the reader's language, else in English, else its code. */
export function categoryName(language: Language, categories: readonly Category[], code: string): string {
  const names = categories.find((category) => category.code === code)?.names;
  return names?.[language] ?? translateIfPossible(language, `category.${code}`) ?? names?.en ?? code;
}

/** A country's name; a project of no single country says so. */
export function placeName(language: Language, country: string): string {
  return country === 'INT' ? translate(language, 'web.country.international') : countryName(language, country);
}

/** The mark of an entry that nobody submitted. */
export function GeneratedMark() {
  const { say } = usePage();
  return <span class="mark">{say('web.generated')}</span>;
}

/** Says whether a text is the author's, a machine's draft or a checked translation, and in which language it is. */
export function textOrigin(reader: Language, state: TextState, language: Language): string {
  const named = languageName(reader, language);
  switch (state) {
    case 'original':
      return translate(reader, 'web.text.original', { language: named });
    case 'machine-draft':
      return translate(reader, 'web.text.machine-draft', { language: named });
    case 'checked':
      return translate(reader, 'web.text.checked', { language: named });
  }
}
