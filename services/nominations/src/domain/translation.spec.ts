import { decideTranslation, wordsOf } from './translation.js';

describe('wordsOf', () => {
  it('counts every answer, those by goal among them, and nothing that is no text', () => {
    expect(wordsOf({ title: 'Libraries on wheels', sdgLinks: { 4: 'More readers', 9: '' }, sdgs: [4, 9] }, 'en')).toBe(
      5,
    );
  });

  it('counts a language without spaces by its words', () => {
    expect(wordsOf({ title: '流动图书馆' }, 'zh')).toBeGreaterThan(1);
    expect(wordsOf({ title: '流动图书馆' }, 'zh')).toBeLessThan(5);
  });

  it('knows no words where nothing is written', () => {
    expect(wordsOf({}, 'ar')).toBe(0);
  });
});

describe('decideTranslation', () => {
  it('takes what was made of what stands, or of nothing', () => {
    expect(decideTranslation('fr', undefined, 0)).toMatchObject({ ok: true });
    expect(decideTranslation('fr', { state: 'checked', version: 4 }, 4)).toMatchObject({ ok: true });
  });

  it.each([
    ['somebody was faster', { state: 'machine-draft', version: 1 } as const, 0, 1],
    ['another version stands', { state: 'checked', version: 5 } as const, 4, 5],
    ['nothing stands any more', undefined, 2, 0],
  ])('refuses a translation where %s', (_, standing, fromVersion, version) => {
    expect(decideTranslation('fr', standing, fromVersion)).toEqual({
      ok: false,
      error: { code: 'NOMINATIONS.STALE_TRANSLATION', version },
    });
  });

  it('leaves the author’s own text alone', () => {
    expect(decideTranslation('fr', { state: 'original', version: 2 }, 2)).toMatchObject({
      error: { code: 'NOMINATIONS.ORIGINAL_LANGUAGE', language: 'fr' },
    });
  });
});
