import { countWords, type SubmissionDraft } from './index.js';

describe('words are counted as people count them', () => {
  it.each<[string, SubmissionDraft['language'], string, number]>([
    ['plain words', 'en', 'Voters read this text', 4],
    ['nothing', 'en', '  \n ', 0],
    ['compounds and contractions are one word', 'en', "e-government isn't state-of-the-art", 3],
    ['numbers are words, lone marks are not', 'en', '3.5 million – 40 % … “users”', 4],
    ['line breaks, tabs and hard spaces separate', 'fr', 'aujourd’hui\u00a0:\tle\nprojet', 3],
    ['Arabic', 'ar', 'جوائز القمة العالمية لمجتمع المعلومات', 5],
    ['Russian', 'ru', 'Премии ВВУИО — для всех', 4],
    ['Chinese is cut by dictionary, marks left out', 'zh', '信息社会，世界峰会。', 4],
    ['Chinese inside another language counts too', 'en', 'the 信息社会 forum', 4],
    ['a web address is one word', 'es', 'véase https://www.example.org/a/b', 2],
    ['invisible spaces separate', 'en', 'one\u200btwo', 2],
  ])('%s', (_case, language, text, words) => {
    expect(countWords(text, language)).toBe(words);
  });
});
