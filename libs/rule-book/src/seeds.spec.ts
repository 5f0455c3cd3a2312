import { LANGUAGES } from '@wsis/kernel';
import {
  demonstration2026,
  demonstration2026Calendar,
  edition2015,
  edition2015Calendar,
  instantOf,
  isCleanText,
  isCountryCode,
  languageGateProblems,
  type LoweredGate,
  pastProjects,
  PHASES,
  planCalendar,
  referenceData,
  regionOf,
  STAKEHOLDER_TYPES,
  type LocalizedText,
} from './index.js';

describe('reference data', () => {
  it('has what the contest has', () => {
    expect(referenceData.categories.map((each) => each.number)).toEqual(Array.from({ length: 18 }, (_, at) => at + 1));
    expect(referenceData.actionLines).toHaveLength(11);
    expect(referenceData.sdgs.map((each) => each.number)).toEqual(Array.from({ length: 17 }, (_, at) => at + 1));
    for (const { colour } of referenceData.sdgs) expect(colour).toMatch(/^#[0-9A-F]{6}$/);
    expect(referenceData.countries).toHaveLength(249);
    expect(new Set(referenceData.countries.map((each) => each.code)).size).toBe(249);
    expect(referenceData.regions).toHaveLength(7);
    expect(referenceData.gdcObjectives).toHaveLength(5);
    expect(referenceData.stakeholderTypes.map((each) => each.id).sort()).toEqual([...STAKEHOLDER_TYPES].sort());
  });

  it('counts the groups of countries as the United Nations lists do', () => {
    const count = (group: 'ldc' | 'lldc' | 'sids') => referenceData.countries.filter((each) => each[group]).length;
    expect([count('ldc'), count('lldc')]).toEqual([44, 32]);
    const islands = referenceData.countries.filter((each) => each.sids);
    expect(islands.filter((each) => !each.sidsAssociate)).toHaveLength(39);
    expect(islands.filter((each) => each.sidsAssociate)).toHaveLength(18);
  });

  it('links every category to goals', () => {
    expect(Object.keys(referenceData.wsisSdgMatrix)).toEqual(referenceData.categories.map((each) => each.code));
    for (const goals of Object.values(referenceData.wsisSdgMatrix)) {
      for (const goal of goals) expect(goal >= 1 && goal <= 17).toBe(true);
    }
  });

  it('knows countries and their regions', () => {
    expect([isCountryCode('TD'), isCountryCode('td'), isCountryCode('INT'), isCountryCode(3)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([regionOf('TD'), regionOf('INT'), regionOf('XX')]).toEqual(['AFR', 'INT', null]);
  });

  it('says everything in six languages, in clean text', () => {
    const texts: LocalizedText[] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('ar' in value && 'en' in value) texts.push(value as LocalizedText);
      else Object.values(value).forEach(collect);
    };
    collect([referenceData, demonstration2026, edition2015]);
    expect(texts.length).toBeGreaterThan(200);
    for (const each of texts) {
      for (const language of LANGUAGES) {
        expect(each[language].text.trim()).not.toBe('');
        expect(isCleanText(each[language].text)).toBe(true);
      }
      expect(each.ar.text).toMatch(/\p{Script=Arabic}/u);
      expect(each.zh.text).toMatch(/\p{Script=Han}/u);
      expect(each.ru.text).toMatch(/\p{Script=Cyrillic}/u);
    }
  });
});

describe('past projects', () => {
  it('hold the 614 known entries, and all 302 of 2015 with a title and a category', () => {
    expect(pastProjects).toHaveLength(614);
    const of2015 = pastProjects.filter((each) => each.year === 2015);
    expect(of2015).toHaveLength(302);
    expect(of2015.filter((each) => each.title === null || each.category === null)).toEqual([]);
    expect(of2015.filter((each) => each.status === 'winner')).toHaveLength(14);
  });

  it('name only known categories, countries and a source', () => {
    const codes = referenceData.categories.map((each) => each.code);
    for (const each of pastProjects) {
      if (each.category !== null) expect(codes).toContain(each.category);
      if (each.country !== null && each.country !== 'INT') expect(isCountryCode(each.country)).toBe(true);
      expect(each.source).toMatch(/^https?:\/\//);
      expect(each.year >= 2012 && each.year <= 2026).toBe(true);
    }
  });

  it('spread over the categories of 2015 as the published list did', () => {
    const counts = referenceData.categories.map(
      ({ code }) => pastProjects.filter((each) => each.year === 2015 && each.category === code).length,
    );
    expect(counts).toEqual([15, 22, 46, 30, 17, 10, 43, 7, 23, 21, 12, 9, 15, 4, 10, 5, 7, 6]);
  });
});

describe('calendars', () => {
  it.each([
    ['the demonstration', demonstration2026Calendar],
    ['2015', edition2015Calendar],
  ])('of %s hold all phases in order, none overlapping', (_name, template) => {
    const phases = planCalendar(template, '2026-01-05');
    expect(phases.map((each) => each.phase)).toEqual(PHASES);
    phases.forEach(({ opensAt, closesAt }, index) => {
      expect(opensAt.getTime()).toBeLessThan(closesAt.getTime());
      if (index > 0) expect(phases[index - 1]!.closesAt.getTime()).toBeLessThanOrEqual(opensAt.getTime());
    });
  });

  it('of 2015 fall on the published days when laid on its first day', () => {
    const [submission, , voting, evaluation] = planCalendar(edition2015Calendar, '2014-12-15');
    expect(submission!.closesAt.toISOString()).toBe('2015-02-25T22:00:00.000Z');
    expect(voting!.opensAt.toISOString()).toBe('2015-03-12T23:00:00.000Z');
    // Summer time by then: 23:00 in Geneva is 21:00 UTC.
    expect(voting!.closesAt.toISOString()).toBe('2015-05-01T21:00:00.000Z');
    expect(evaluation!.closesAt.toISOString()).toBe('2015-05-05T21:00:00.000Z');
  });

  it('turn local times into instants on both sides of a clock change', () => {
    expect(instantOf('2026-03-29', '01:59', 'Europe/Zurich').toISOString()).toBe('2026-03-29T00:59:00.000Z');
    expect(instantOf('2026-03-29', '03:00', 'Europe/Zurich').toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(instantOf('2026-10-25', '23:00', 'Europe/Zurich').toISOString()).toBe('2026-10-25T22:00:00.000Z');
    expect(instantOf('2026-07-01', '00:00', 'Asia/Kathmandu').toISOString()).toBe('2026-06-30T18:15:00.000Z');
    expect(() => instantOf('tomorrow', '09:00', 'Europe/Zurich')).toThrow('local time');
    expect(() => planCalendar(edition2015Calendar, '1.1.2026')).toThrow('YYYY-MM-DD');
  });
});

describe('the language gate', () => {
  const book = (nomineeTexts: 'original' | 'machine-draft' | 'checked') => ({
    ...demonstration2026,
    languages: {
      ...demonstration2026.languages,
      interface: ['en', 'fr', 'ar'] as const,
      gate: { categoryNames: 'any' as const, nomineeTexts },
    },
  });
  const nominees = [{ number: 7, category: 'C1', states: { en: 'original', fr: 'machine-draft' } as const }];

  it('names the language and state that each nominee still lacks', () => {
    expect(languageGateProblems(book('original'), nominees)).toEqual([]);
    expect(languageGateProblems(book('machine-draft'), nominees)).toEqual([
      { field: 'nominees.7.texts.ar', rule: 'required', params: {} },
    ]);
    expect(languageGateProblems(book('checked'), nominees).map(({ field, rule }) => `${field}: ${rule}`)).toEqual([
      'nominees.7.texts.fr: checked',
      'nominees.7.texts.ar: required',
    ]);
  });

  it('asks for less where it was lowered, and for more nowhere', () => {
    const lacking = (...lowered: LoweredGate[]) =>
      languageGateProblems(book('checked'), nominees, lowered).map(({ field }) => field);
    const all = ['nominees.7.texts.fr', 'nominees.7.texts.ar'];
    expect(lacking({ categories: ['C2'], languages: ['fr', 'ar'], level: 'original' })).toEqual(all);
    expect(lacking({ categories: ['C1'], languages: ['ar'], level: 'machine-draft' })).toEqual(all);
    expect(lacking({ categories: ['C1'], languages: ['ar'], level: 'original' })).toEqual(['nominees.7.texts.fr']);
    expect(lacking({ categories: [], languages: ['fr', 'ar'], level: 'machine-draft' })).toEqual([
      'nominees.7.texts.ar',
    ]);
    const open = { categories: [], languages: ['fr', 'ar'], level: 'checked' } as const;
    expect(languageGateProblems(book('original'), nominees, [open])).toEqual([]);
  });
});
