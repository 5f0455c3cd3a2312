const SEPARATORS = /[\s,;،；、]+/u;
const NUMBER = /^\d{1,15}$/;

/** The ledger numbers in a text that was typed or pasted, each once; undefined where something else stands there. */
export function ledgerNumbersIn(text: string): readonly number[] | undefined {
  const words = text.split(SEPARATORS).filter((word) => word !== '');
  return words.every((word) => NUMBER.test(word)) ? [...new Set(words.map(Number))] : undefined;
}
