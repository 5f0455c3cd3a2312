import { sha256Into } from '@wsis/kernel';
import { HASH_BYTES, sha256 } from './bytes.js';

/** Prefixes of RFC 6962, section 2.1: a leaf can never be taken for a node. */
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** Digits of a hash in hexadecimal. */
const HEX_DIGITS = 2 * HASH_BYTES;

const nodeScratch = Buffer.alloc(1 + 2 * HASH_BYTES);
nodeScratch[0] = NODE_PREFIX;

/** The hash of a leaf's bytes: SHA-256(0x00 || bytes), RFC 6962 section 2.1. */
export function hashLeaf(bytes: Uint8Array): Buffer {
  const message = Buffer.allocUnsafe(bytes.length + 1);
  message[0] = LEAF_PREFIX;
  message.set(bytes, 1);
  return sha256(message);
}

/** The hash of two subtrees: SHA-256(0x01 || left || right), RFC 6962 section 2.1. */
export function hashNode(left: Uint8Array, right: Uint8Array): Buffer {
  nodeScratch.set(left, 1);
  nodeScratch.set(right, 1 + HASH_BYTES);
  return sha256(nodeScratch);
}

/** The root of a tree without leaves: SHA-256 of nothing, RFC 6962 section 2.1. */
export const EMPTY_ROOT: Buffer = sha256(Buffer.alloc(0));

/**
 * A finished tree over leaf hashes, kept level by level so that one build serves the root and every path.
 * A node without a right neighbour moves up unchanged, which is the tree of RFC 6962.
 */
export class MerkleTree {
  readonly #levels: readonly Buffer[];
  /** The levels as text, made once for all paths of a batch. */
  #hexLevels: readonly string[] | undefined;

  private constructor(
    readonly size: number,
    levels: readonly Buffer[],
  ) {
    this.#levels = levels;
  }

  /** Builds the tree from leaf hashes laid end to end, 32 bytes each; throws a RangeError on any other length. */
  static of(leafHashes: Uint8Array): MerkleTree {
    if (leafHashes.length % HASH_BYTES !== 0) {
      throw new RangeError(`leafHashes: expected a multiple of ${HASH_BYTES} bytes, got ${leafHashes.length}`);
    }
    const size = leafHashes.length / HASH_BYTES;
    let level: Buffer = Buffer.from(leafHashes);
    const levels = [level];
    for (let width = size; width > 1;) {
      const above = Math.ceil(width / 2);
      const next = Buffer.allocUnsafe(above * HASH_BYTES);
      for (let i = 0; i < above; i += 1) {
        // Two neighbours lie end to end, as a node's message has them.
        const children = level.subarray(2 * i * HASH_BYTES, 2 * (i + 1) * HASH_BYTES);
        if (children.length === HASH_BYTES) {
          next.set(children, i * HASH_BYTES);
        } else {
          nodeScratch.set(children, 1);
          sha256Into(next, i * HASH_BYTES, nodeScratch);
        }
      }
      levels.push(next);
      level = next;
      width = above;
    }
    return new MerkleTree(size, levels);
  }

  /** The Merkle tree hash of all leaves. */
  root(): Buffer {
    return this.size === 0 ? EMPTY_ROOT : Buffer.from(this.#levels[this.#levels.length - 1] as Buffer);
  }

  /** The hash of one leaf; throws a RangeError outside of the tree. */
  leaf(index: number): Buffer {
    this.#mustHold(index);
    return (this.#levels[0] as Buffer).subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }

  /** The audit path of one leaf, from the leaf's neighbour upwards (RFC 6962 section 2.1.1). */
  inclusionPath(index: number): Buffer[] {
    this.#mustHold(index);
    const path: Buffer[] = [];
    let position = index;
    for (const level of this.#levels) {
      const neighbour = position ^ 1;
      if ((neighbour + 1) * HASH_BYTES <= level.length) {
        path.push(level.subarray(neighbour * HASH_BYTES, (neighbour + 1) * HASH_BYTES));
      }
      position >>>= 1;
    }
    return path;
  }

  /** The audit path of one leaf in lower-case hex. */
  inclusionPathHex(index: number): string[] {
    this.#mustHold(index);
    this.#hexLevels ??= this.#levels.map((level) => level.toString('hex'));
    const path: string[] = [];
    let position = index;
    for (const level of this.#hexLevels) {
      const neighbour = position ^ 1;
      const hash = level.slice(neighbour * HEX_DIGITS, (neighbour + 1) * HEX_DIGITS);
      if (hash !== '') path.push(hash);
      position >>>= 1;
    }
    return path;
  }

  #mustHold(index: number): void {
    if (!Number.isInteger(index) || index < 0 || index >= this.size) {
      throw new RangeError(`index: expected a leaf from 0 to ${this.size - 1}, got ${String(index)}`);
    }
  }
}

/** The Merkle tree hash of leaf hashes laid end to end, 32 bytes each (RFC 6962 section 2.1). */
export function treeRoot(leafHashes: Uint8Array): Buffer {
  return MerkleTree.of(leafHashes).root();
}

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/**
 * The root that a path leads to (RFC 9162 section 2.1.3.2), or undefined when no tree of that size has a path of that length there.
 * Sizes up to 2^53 - 1 are read exactly.
 */
export function rootFromPath(claim: InclusionClaim): Buffer | undefined {
  const { index, size, leafHash, path } = claim;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined;
  if (leafHash.length !== HASH_BYTES || path.some((hash) => hash.length !== HASH_BYTES)) return undefined;
  let node = index;
  let last = size - 1;
  let hash: Uint8Array = leafHash;
  // Division instead of shifts: JavaScript shifts cut a number to 32 bits.
  for (const neighbour of path) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = hashNode(neighbour, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = hashNode(hash, neighbour);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? Buffer.from(hash) : undefined;
}

/** Tells whether a leaf is in the tree with this root. */
export function verifyInclusion(claim: InclusionClaim & { readonly root: Uint8Array }): boolean {
  return rootFromPath(claim)?.equals(claim.root) ?? false;
}
