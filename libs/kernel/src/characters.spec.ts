import { countCharacters, isLongerThan } from './characters.js';

describe('counting characters', () => {
  it.each([
    ['nothing', '', 0],
    ['letters', 'école', 5],
    ['a letter and its accent, typed one after the other', 'e\u0301cole', 5],
    ['a family', '👨‍👩‍👧‍👦', 1],
    ['flags', '🇸🇳🏴󠁧󠁢󠁥󠁮󠁧󠁿', 2],
    ['vowel signs of Arabic', 'مَدْرَسَة', 5],
    ['syllables of Hindi', 'नमस्ते', 3],
    ['a line break of two', 'a\r\nb', 3],
  ])('takes %s as people do', (_, text, count) => {
    expect(countCharacters(text)).toBe(count);
  });

  it('does not take a letter below a tower of accents for one', () => {
    expect(countCharacters(`a${'\u0301'.repeat(1_000)}`)).toBeGreaterThan(50);
  });

  it('tells whether a text is longer than what fits', () => {
    expect(isLongerThan('👨‍👩‍👧‍👦'.repeat(300), 300)).toBe(false);
    expect(isLongerThan('👨‍👩‍👧‍👦'.repeat(301), 300)).toBe(true);
    expect(isLongerThan('x'.repeat(300), 300)).toBe(false);
    expect(isLongerThan('x'.repeat(301), 300)).toBe(true);
  });
});
