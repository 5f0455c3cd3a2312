/** 32 characters that no one takes for another when read aloud or typed: no 0, 1, I, O. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const CODE_LENGTH = 8;
/** 8 characters of 5 bits. */
export const CODE_BYTES = 5;
export const CODE_LIFETIME_MS = 10 * 60_000;
export const CODE_TRIES = 5;
/** Codes of one address that may be good at the same time: a late mail must not make an earlier one worthless. */
export const LIVE_CODES = 3;

/** Spells five random bytes as a code: 40 bits, each pattern equally likely. */
export function codeFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== CODE_BYTES) throw new Error(`A code is made of ${CODE_BYTES} bytes, not ${bytes.length}`);
  let bits = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let code = '';
  for (let place = 0; place < CODE_LENGTH; place += 1) {
    code = (CODE_ALPHABET[Number(bits & 31n)] ?? '') + code;
    bits >>= 5n;
  }
  return code;
}

/** What was typed, as a code: case, spaces and hyphens do not matter. Undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  if (typed.length > 64) return undefined;
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/gu, '');
  return code.length === CODE_LENGTH && [...code].every((letter) => CODE_ALPHABET.includes(letter)) ? code : undefined;
}

/** How a code stands in a mail: two groups of four. */
export function spellCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
