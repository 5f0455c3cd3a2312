import { createHash } from 'node:crypto';

/** In so many random orders the nominees of a category are shown, so that no place on a page favours anybody. */
export const NOMINEE_ORDERS = 64;

/**
 * The order, 0 to 63, in which a voter always meets the nominees: the first byte of SHA-256 over
 * `wsis-prizes order of voter v1` and the voter's id, one a line, modulo 64. Ballots carry the number.
 * Who has no voter id yet keeps any number from 0 to 63.
 */
export function orderOfVoter(voterId: string): number {
  const [byte = 0] = createHash('sha256').update(`wsis-prizes order of voter v1\n${voterId}\n`).digest();
  return byte % NOMINEE_ORDERS;
}

/**
 * A nominee's place in one order: SHA-256 over `wsis-prizes order v1`, the hash of the frozen list, the category, the
 * order and the nominee's number, one a line, in lower-case hex; the lowest stands first. Nobody knows the list's hash
 * before the freeze, a withdrawal does not change it, and anybody can repeat the shuffle with `sha256sum`.
 */
export function placeInOrder(listHash: string, category: string, order: number, nominee: number): string {
  const lines = ['wsis-prizes order v1', listHash, category, order, nominee, ''];
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
