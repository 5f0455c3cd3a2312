import { hash } from 'node:crypto';

/** Length of every SHA-256 hash, in bytes. */
export const SHA256_BYTES = 32;

/**
 * SHA-256 (FIPS 180-4), written where it belongs. Taken as a text of bytes and written, a hash of a short message costs a
 * third of one that is given out in a Buffer of its own.
 */
export function sha256Into(target: Buffer, at: number, data: Uint8Array | string, bytes = SHA256_BYTES): void {
  target.write(hash('sha256', data, 'binary'), at, bytes, 'latin1');
}

const BLOCK_BYTES = 64;

/** HMAC-SHA-256 (RFC 2104) under one key. The key's two padded blocks are laid out once, not for every message. */
export class KeyedHash {
  readonly #outer = Buffer.alloc(BLOCK_BYTES + SHA256_BYTES);
  /** The inner block and room for a message; calls are synchronous, so one scratch serves all. */
  #inner = Buffer.alloc(BLOCK_BYTES + 1_024);

  /** Throws a RangeError when the key is longer than a block of 64 bytes. */
  constructor(key: Uint8Array) {
    if (key.length > BLOCK_BYTES) throw new RangeError(`key: expected at most ${BLOCK_BYTES} bytes, got ${key.length}`);
    for (let at = 0; at < BLOCK_BYTES; at += 1) {
      const byte = key[at] ?? 0;
      this.#inner[at] = byte ^ 0x36;
      this.#outer[at] = byte ^ 0x5c;
    }
  }

  /** Writes the hash of a message; a text must be of single bytes (ASCII or Latin-1). */
  into(target: Buffer, at: number, message: Uint8Array | string): void {
    const end = BLOCK_BYTES + message.length;
    if (end > this.#inner.length) this.#inner = Buffer.concat([this.#inner], 2 * end);
    if (typeof message === 'string') this.#inner.write(message, BLOCK_BYTES, 'latin1');
    else this.#inner.set(message, BLOCK_BYTES);
    sha256Into(this.#outer, BLOCK_BYTES, this.#inner.subarray(0, end));
    sha256Into(target, at, this.#outer);
  }

  /** The hash of a message, see `into`. */
  of(message: Uint8Array | string): Buffer {
    const target = Buffer.allocUnsafe(SHA256_BYTES);
    this.into(target, 0, message);
    return target;
  }
}
