import { SHA256_BYTES, sha256Into } from '@wsis/kernel';

/** Length of every hash, salt, nullifier and commitment, in bytes. */
export const HASH_BYTES = SHA256_BYTES;

/** SHA-256 (FIPS 180-4) in a Buffer of its own. */
export function sha256(data: Uint8Array): Buffer {
  const target = Buffer.allocUnsafe(HASH_BYTES);
  sha256Into(target, 0, data);
  return target;
}

/** A domain tag: its ASCII text and one zero byte, so that no tag is the beginning of another. */
export function domainTag(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'ascii');
}

const EDITION_TAG = domainTag('wsis/edition/v1');
const EDITION_PATTERN = /^[a-z0-9][a-z0-9-]{0,63}$/;
const editionHashes = new Map<string, Buffer>();
/** Far more editions than one process ever serves; the bound only keeps hostile input from growing the map. */
const EDITIONS_REMEMBERED = 256;

/**
 * The 32 bytes that stand for an edition in every layout: SHA-256(`wsis/edition/v1` 0x00 || edition id in ASCII).
 * Throws a RangeError when the id is not a slug of 1 to 64 characters. The buffer is shared: do not write into it.
 */
export function editionHash(edition: string): Buffer {
  const known = editionHashes.get(edition);
  if (known) return known;
  if (!EDITION_PATTERN.test(edition)) {
    throw new RangeError(
      `edition: expected a slug of 1 to 64 lower-case letters, digits and hyphens, got ${JSON.stringify(edition)}`,
    );
  }
  const digest = sha256(Buffer.concat([EDITION_TAG, Buffer.from(edition, 'ascii')]));
  if (editionHashes.size >= EDITIONS_REMEMBERED) editionHashes.clear();
  editionHashes.set(edition, digest);
  return digest;
}

/** Throws a RangeError unless the value is a whole number between the bounds. */
export function wholeNumber(field: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${field}: expected a whole number from ${least} to ${most}, got ${String(value)}`);
  }
  return value;
}

/** Throws a RangeError unless the value is exactly so many bytes. */
export function exactBytes(field: string, value: Uint8Array, length: number): Uint8Array {
  if (!(value instanceof Uint8Array) || value.length !== length) {
    throw new RangeError(
      `${field}: expected ${length} bytes, got ${value instanceof Uint8Array ? value.length : typeof value}`,
    );
  }
  return value;
}

/** Writes a whole number as eight big-endian bytes; it must be a safe integer. */
export function writeU64(target: Buffer, value: number, offset: number): number {
  target.writeUInt32BE(Math.floor(value / 0x1_0000_0000), offset);
  return target.writeUInt32BE(value % 0x1_0000_0000, offset + 4);
}

/** Where the 32 digits of a UUID in canonical form stand, two for each byte. */
const UUID_DIGITS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const UUID_HYPHENS = [8, 13, 18, 23];
const UUID_LENGTH = 36;

/** The value of a lower-case hexadecimal digit's character code; anything else is above 255. */
const digit = (code: number) => (code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : 0x100);

/** Writes a UUID as its sixteen bytes (RFC 9562, network order); throws a RangeError unless it is in lower-case canonical form. */
export function writeUuid(target: Buffer, value: string, offset: number): number {
  let wrong = value.length === UUID_LENGTH ? 0 : 0x100;
  for (const at of UUID_HYPHENS) wrong |= value.charCodeAt(at) === 45 ? 0 : 0x100;
  for (let byte = 0; byte < 16; byte += 1) {
    const at = UUID_DIGITS[byte] as number;
    const high = digit(value.charCodeAt(at));
    const low = digit(value.charCodeAt(at + 1));
    wrong |= high | low;
    target[offset + byte] = (high << 4) | low;
  }
  if (wrong > 0xff) throw new RangeError('voterId: expected a UUID in lower-case canonical form');
  return offset + 16;
}
