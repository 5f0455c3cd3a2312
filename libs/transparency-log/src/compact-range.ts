import { HASH_BYTES } from './bytes.js';
import { EMPTY_ROOT, hashNode } from './merkle.js';

/**
 * A tree of RFC 6962 as far as it is needed to grow: the roots of its whole subtrees, from the largest to the smallest,
 * one for each bit of its size. So the root after more leaves is found without those of before.
 */
export class CompactRange {
  private constructor(
    private leaves: number,
    private readonly subtrees: Buffer[],
  ) {}

  static empty(): CompactRange {
    return new CompactRange(0, []);
  }

  /** Of a size, from the bytes that `toBytes` gave; throws a RangeError where they are not as many as such a tree has. */
  static of(size: number, bytes: Uint8Array): CompactRange {
    if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`size: expected a whole number, got ${size}`);
    const count = size.toString(2).replaceAll('0', '').length;
    if (bytes.length !== count * HASH_BYTES) {
      throw new RangeError(`bytes: a tree of ${size} leaves has ${count} whole subtrees, got ${bytes.length} bytes`);
    }
    const subtrees = Array.from({ length: count }, (_, index) =>
      Buffer.from(bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)),
    );
    return new CompactRange(size, subtrees);
  }

  get size(): number {
    return this.leaves;
  }

  /** Adds leaves, whose hashes lie end to end. */
  append(leafHashes: Uint8Array): void {
    for (let at = 0; at < leafHashes.length; at += HASH_BYTES) {
      let node: Buffer = Buffer.from(leafHashes.subarray(at, at + HASH_BYTES));
      if (node.length < HASH_BYTES) throw new RangeError(`leafHashes: expected a multiple of ${HASH_BYTES} bytes`);
      for (let size = this.leaves; size % 2 === 1; size = Math.floor(size / 2)) {
        node = hashNode(this.subtrees.pop() as Buffer, node);
      }
      this.subtrees.push(node);
      this.leaves += 1;
    }
  }

  root(): Buffer {
    return (
      this.subtrees.reduceRight<Buffer | undefined>(
        (right, left) => (right === undefined ? left : hashNode(left, right)),
        undefined,
      ) ?? EMPTY_ROOT
    );
  }

  toBytes(): Buffer {
    return Buffer.concat(this.subtrees);
  }
}
