import { LANGUAGES } from '@wsis/kernel';
import {
  countryName,
  coverage,
  direction,
  formatInstant,
  formatList,
  formatNumber,
  isolateWhereMixed,
  languageName,
  localeOf,
  negotiateLanguage,
  problemTexts,
  translate,
  translateLoosely,
  translationTroubles,
} from './index.js';

describe('Translation', () => {
  it('uses the plural form that the language asks for', () => {
    const words = (language: 'ar' | 'ru', max: number) =>
      translate(language, 'rule.maxWords', { field: 'x', max, actual: 9 });
    expect(words('ru', 1)).toContain('1 слова');
    expect(words('ru', 200)).toContain('200 слов,');
    expect(words('ar', 2)).toContain('كلمتان');
    expect(words('ar', 3)).toContain('3 كلمات');
    expect(words('ar', 200)).toContain('200 كلمة');
  });

  it('names the field, the limit and the count', () => {
    expect(translate('en', 'rule.maxWords', { field: 'shortDescription', max: 200, actual: 214 })).toBe(
      'shortDescription: at most 200 words, you wrote 214.',
    );
  });

  it('counts a key that is missing, and gives the key back', () => {
    expect(translateLoosely('fr', 'no.such.key')).toBe('no.such.key');
    expect(translationTroubles().get('missing-key fr no.such.key')).toBe(1);
    expect(translationTroubles().get('missing-key en no.such.key')).toBe(1);
  });

  it('sets a Latin name apart in an Arabic sentence, and takes direction tricks out of any', () => {
    expect(isolateWhereMixed('ar', 'e-Samoa 2.0')).toBe('\u2068e-Samoa 2.0\u2069');
    expect(isolateWhereMixed('ar', 'مشروع')).toBe('مشروع');
    expect(isolateWhereMixed('en', 'مشروع')).toBe('\u2068مشروع\u2069');
    expect(isolateWhereMixed('en', 'evil\u202etxt.exe')).toBe('eviltxt.exe');
    expect(translate('ar', 'mail.voteOpened.subject', { edition: 'WSIS Prizes 2026' })).toContain(
      '\u2068WSIS Prizes 2026\u2069',
    );
  });
});

describe('The texts of problems', () => {
  it('are in the language that the reader asks for', () => {
    expect(problemTexts.language({ headers: { 'accept-language': 'fr-CH, fr;q=0.9' } })).toBe('fr');
    expect(problemTexts.title('fr', 'VOTING.CLOSED')).toBe('Le vote est clos');
  });

  it('name a rule that has no text of its own, or that lacks its figures', () => {
    expect(problemTexts.rule('en', { field: 'phases.0.endsAt', rule: 'somethingNew' })).toBe(
      'phases.0.endsAt: the value breaks the rule “somethingNew”.',
    );
    expect(problemTexts.rule('en', { field: 'title', rule: 'maxWords' })).toBe(
      'title: the value breaks the rule “maxWords”.',
    );
  });

  it('know the names and figures that the rule book uses for the same rules', () => {
    const words = { field: 'shortDescription', rule: 'words-maximum', params: { maximum: 200, actual: 214 } };
    expect(problemTexts.rule('en', words)).toBe('shortDescription: at most 200 words, you wrote 214.');
    expect(problemTexts.rule('en', { field: 'endsOn', rule: 'not-before', params: { field: 'startsOn' } })).toBe(
      'endsOn: the instant must be later than startsOn.',
    );
  });

  it('fall back to the code for a problem without a text', () => {
    expect(problemTexts.title('es', 'VOTING.NEVER_HEARD_OF')).toBe('VOTING.NEVER_HEARD_OF');
    expect(problemTexts.detail('es', 'VOTING.NEVER_HEARD_OF')).toMatch(/^La solicitud/);
  });
});

describe('Language negotiation', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['ar', 'ar'],
    ['zh-Hans-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['de, es;q=0.5, ru;q=0.7', 'ru'],
    ['en;q=0, fr;q=0.1', 'fr'],
    ['*;q=0.5, ar;q=0.4', 'en'],
    ['fr;q=nonsense, es', 'es'],
    ['ES-mx', 'es'],
    [`${'x-,'.repeat(5000)}ru`, 'en'],
  ])('of %j gives %s', (header, language) => {
    expect(negotiateLanguage(header)).toBe(language);
  });
});

describe('Formatting', () => {
  const instant = new Date('2026-05-05T21:00:00Z');

  it('names the instant in its zone, in every language, with the same digits', () => {
    expect(formatInstant('en', instant, 'Europe/Zurich')).toBe('5 May 2026 at 23:00 UTC+2');
    expect(formatInstant('en', instant, 'UTC')).toBe('5 May 2026 at 21:00 UTC');
    for (const language of LANGUAGES) {
      expect(formatInstant(language, instant, 'Europe/Zurich')).toMatch(/2026/);
      expect(formatInstant(language, instant, 'Europe/Zurich')).toMatch(/23:00/);
      expect(formatInstant(language, instant, 'Asia/Kathmandu')).toMatch(/UTC\+5:45/);
    }
  });

  it('refuses a time zone that nobody knows', () => {
    expect(() => formatInstant('en', instant, 'Mars/Olympus')).toThrow(RangeError);
  });

  it('knows countries, languages, lists and numbers', () => {
    expect(countryName('ar', 'ch')).toBe('سويسرا');
    expect(countryName('en', 'not a code')).toBe('not a code');
    expect(languageName('fr', 'ar')).toBe('arabe');
    expect(formatList('es', ['a', 'b', 'c'])).toBe('a, b y c');
    expect(formatNumber('ru', 2_000_000)).toBe('2\u00a0000\u00a0000');
    expect(formatNumber('ar', 360)).toBe('360');
  });

  it('writes Arabic from right to left and the others from left to right', () => {
    expect(LANGUAGES.filter((language) => direction(language) === 'rtl')).toEqual(['ar']);
    expect(LANGUAGES.map(localeOf).every((locale) => new Intl.Locale(locale).language !== undefined)).toBe(true);
  });
});

describe('The report of coverage', () => {
  it('counts the same messages in every language and claims no native check that did not happen', () => {
    for (const area of ['problems', 'mails', 'web', 'certificates', 'terms']) {
      const rows = coverage().filter((row) => row.area === area);
      expect(new Set(rows.map((row) => row.messages)).size).toBe(1);
      expect(rows.filter((row) => row.checked).map((row) => row.language)).toEqual(['en']);
    }
  });
});
