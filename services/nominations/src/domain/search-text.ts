/** Letters that Unicode does not take apart, and that people type in more than one way. */
const ONE_WAY_TO_WRITE: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  // Arabic: alef wasla, the two forms of yeh, teh marbuta, and the Persian letters that keyboards give for Arabic ones.
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
};

/** Tatweel stretches a word, and format characters are not seen: neither is part of what is written. */
const NOT_WRITTEN = /[\u0640\p{Cf}]/gu;
const MARKS = /\p{M}/gu;
const WRITTEN_IN_SEVERAL_WAYS = new RegExp(`[${Object.keys(ONE_WAY_TO_WRITE).join('')}]`, 'gu');
const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/gu;

/**
 * A text as it is searched: lower case, words apart by one space, without accents, vowel marks and tatweel, and with
 * one form for letters that are written in several. The hamza of an alef is a mark too, so all forms of alef are one.
 */
export function searchText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(NOT_WRITTEN, '')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(WRITTEN_IN_SEVERAL_WAYS, (letter) => ONE_WAY_TO_WRITE[letter] ?? letter)
    .replace(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words to look for, each at most once. Chinese writes no spaces: what was typed together is one word. */
export function searchWords(query: string): readonly string[] {
  return [...new Set(searchText(query).split(' '))];
}

/**
 * What the index of a text holds: each of its characters and each pair of neighbours within a word. A part of a word
 * is found in every script, also where words are not kept apart.
 */
export function indexGrams(text: string): readonly string[] {
  const grams = new Set<string>();
  for (const word of text.split(' ')) {
    const characters = [...word];
    characters.forEach((character, at) => {
      grams.add(character);
      if (at > 0) grams.add(`${characters[at - 1]}${character}`);
    });
  }
  return [...grams];
}

/**
 * What the index must hold for the words: the pairs of each, or the one character of a short one. A query without a
 * letter or digit asks for the empty gram, which no text has.
 */
export function queryGrams(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => {
    const characters = [...word];
    return characters.length < 2 ? [word] : characters.slice(1).map((character, at) => `${characters[at]}${character}`);
  });
}
