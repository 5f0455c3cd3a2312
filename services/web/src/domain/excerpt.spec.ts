import { excerpt } from './excerpt.js';

describe('The beginning of a text', () => {
  it('is cut between words, also where no spaces stand between them', () => {
    expect(excerpt('Connects\n villages to the internet.', 'en', 18)).toBe('Connects villages…');
    const chinese = excerpt('信息社会世界峰会奖项表彰利用信息通信技术促进发展的项目', 'zh', 10);
    expect(chinese.length).toBeLessThanOrEqual(11);
    expect(chinese).toMatch(/^信息社会.*…$/);
  });

  it('is the text where it is short', () => {
    expect(excerpt('ربط القرى', 'ar', 20)).toBe('ربط القرى');
  });

  it('never cuts a character apart', () => {
    expect(excerpt('👩‍🚀'.repeat(30), 'en', 12)).toBe(`${'👩‍🚀'.repeat(2)}…`);
  });
});
