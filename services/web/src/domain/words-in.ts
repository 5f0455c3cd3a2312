/** Without accents and case, so that a name is found however it is typed. */
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Tells whether a text holds every word, each as a part of one. */
export function holdsWords(text: string, words: string): boolean {
  const held = plain(text);
  return plain(words)
    .split(/\s+/)
    .every((word) => held.includes(word));
}
