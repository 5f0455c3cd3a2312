import { createHash } from 'node:crypto';

/**
 * A nominee's lot: SHA-256 over `wsis-prizes lot v1`, the public seed, the category and the nominee's number, one a
 * line. Lots are compared as lower-case hex; the lowest comes first. Anyone can draw it again with `sha256sum`.
 */
export function drawLot(seed: string, category: string, nominee: number): string {
  if (!/^[0-9a-f]{64}$/.test(seed)) throw new RangeError('A lot needs a public seed of 64 lower-case hex digits');
  return createHash('sha256').update(`wsis-prizes lot v1\n${seed}\n${category}\n${nominee}\n`).digest('hex');
}
