import { holdsWords } from './words-in.js';

describe('A text', () => {
  it.each([
    ['Règles et calendrier', 'regles', true],
    ['Règles et calendrier', 'CALEND reg', true],
    ['Règles et calendrier', 'regles vote', false],
    ['قَوَاعِد المسابقة', 'قواعد', true],
    ['规则和日历', '日历', true],
  ])('%s holds the words %s: %s', (text, words, holds) => {
    expect(holdsWords(text, words)).toBe(holds);
  });
});
