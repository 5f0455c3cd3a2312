import { indexGrams, queryGrams, searchText, searchWords } from './search-text.js';

it.each([
  ['Arabic without its vowel marks', 'مُكَتَبَةٌ', 'مكتبة'],
  ['Arabic without tatweel', 'مـــكتبة', 'مكتبة'],
  ['every form of alef', 'أحمد إلى آفاق ٱلعالم', 'احمد الي افاق العالم'],
  ['the forms of yeh and kaf that keyboards differ in', 'فارسی کتاب', 'فارسي كتاب'],
  ['teh marbuta typed as heh', 'مكتبة', 'مكتبه'],
  ['digits of Arabic keyboards', '٢٠٢٦ ۲۰۲۶', '2026 2026'],
  ['accents', 'Éducation à Zürich, señor, Łódź', 'education a zurich senor lodz'],
  ['accents apart from their letters', 'E\u0301ducation', 'éducation'],
  ['Russian with and without the dots of io', 'Ёлка Планшёт', 'елка планшет'],
  ['letters of several', 'Straße Œuvre Ærø', 'strasse oeuvre aero'],
  ['wide forms', 'ＷＳＩＳ２０２６', 'wsis2026'],
  ['case that one language folds in its own way', 'İstanbul', 'istanbul'],
  ['signs that nobody sees', 'lib\u200brary\u202e', 'library'],
])('takes two ways of writing for one: %s', (_, one, other) => {
  expect(searchText(one)).toBe(searchText(other));
});

it.each([
  ['قَاعِدة بيانات المكتبات', 'مكتبات'],
  ['农村数字图书馆网络', '图书'],
  ['农村数字图书馆网络', '馆'],
  ['Сельские цифровые библиотеки', 'библиотек'],
  ['Bibliothèques numériques', 'bibliotheques NUMER'],
  ['Mobile library', 'libr'],
])('finds in %s what was typed as %s', (text, query) => {
  const stored = searchText(text);
  const words = searchWords(query);
  expect(indexGrams(stored)).toEqual(expect.arrayContaining([...queryGrams(words)]));
  expect(words.every((word) => stored.includes(word))).toBe(true);
});

it('finds nothing for a query without a letter', () => {
  const index = indexGrams(searchText('Library 🙂'));
  expect(queryGrams(searchWords(' 🙂 … '))).toEqual(['']);
  expect(index).not.toContain('');
});
