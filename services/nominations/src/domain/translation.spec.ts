import { wordsOf } from './translation.js';

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
