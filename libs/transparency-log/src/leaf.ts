import { err, ok, type Result, sha256Into } from '@wsis/kernel';
import { domainTag, editionHash, exactBytes, HASH_BYTES, sha256, wholeNumber } from './bytes.js';

/** Kinds of ledger rows and their numbers in the leaf. Append only: a number, once given, never changes its meaning. */
export const LEAF_KINDS = {
  ballot: 1,
  review: 2,
  restoration: 3,
  removal: 4,
  withdrawal: 5,
  rules: 6,
  window: 7,
  'privileged-read': 8,
  close: 9,
} as const;

export type LeafKind = keyof typeof LEAF_KINDS;

/**
 * One row of the ledger as the public log shows it. The ledger number is not in it: it is the leaf's index,
 * so the hash can be made before the database has given the number.
 */
export interface LedgerLeaf {
  readonly kind: LeafKind;
  readonly edition: string;
  /** The voter's nullifier on a ballot row; 32 zero bytes (`NO_VOTER`) on every other kind. */
  readonly nullifier: Uint8Array;
  /** The ballot's version on a ballot row; the version of what the row records (rule book, calendar) or 0 on others. */
  readonly version: number;
  /** Minutes since 1970-01-01 UTC, see `coarseMinute`. */
  readonly minute: number;
  /** The commitment on a ballot row, `payloadHash` on every other kind. */
  readonly contentHash: Uint8Array;
}

/** The nullifier of rows that belong to no single voter. */
export const NO_VOTER: Buffer = Buffer.alloc(HASH_BYTES);

const LEAF_TAG = domainTag('wsis/leaf/v1');
const KIND_AT = LEAF_TAG.length;
const EDITION_AT = KIND_AT + 1;
const NULLIFIER_AT = EDITION_AT + HASH_BYTES;
const VERSION_AT = NULLIFIER_AT + HASH_BYTES;
const MINUTE_AT = VERSION_AT + 4;
const CONTENT_AT = MINUTE_AT + 4;

/** Every leaf has this many bytes. With the prefix of RFC 6962 and SHA-256's padding that is exactly two blocks. */
export const LEAF_BYTES = CONTENT_AT + HASH_BYTES;

/** Room for the prefix 0x00 and one leaf; calls are synchronous, so one scratch serves all. */
const scratch = Buffer.alloc(1 + LEAF_BYTES);
scratch.set(LEAF_TAG, 1);

/**
 * Writes a leaf, big-endian: tag `wsis/leaf/v1` 0x00, kind u8, edition hash (32), nullifier (32), version u32, minute u32, content hash (32).
 * Throws a RangeError when a field does not fit, or when a row other than a ballot names a voter.
 */
export function writeLeaf(target: Buffer, leaf: LedgerLeaf, offset: number): number {
  const number = LEAF_KINDS[leaf.kind] as number | undefined;
  if (number === undefined) throw new RangeError(`kind: ${JSON.stringify(leaf.kind)} is not a kind of ledger row`);
  exactBytes('nullifier', leaf.nullifier, HASH_BYTES);
  exactBytes('contentHash', leaf.contentHash, HASH_BYTES);
  if (leaf.kind !== 'ballot' && !NO_VOTER.equals(leaf.nullifier)) {
    throw new RangeError(`nullifier: a row of kind ${leaf.kind} names no voter`);
  }
  target.set(LEAF_TAG, offset);
  target[offset + KIND_AT] = number;
  target.set(editionHash(leaf.edition), offset + EDITION_AT);
  target.set(leaf.nullifier, offset + NULLIFIER_AT);
  target.writeUInt32BE(wholeNumber('version', leaf.version, 0, 0xffff_ffff), offset + VERSION_AT);
  target.writeUInt32BE(wholeNumber('minute', leaf.minute, 0, 0xffff_ffff), offset + MINUTE_AT);
  target.set(leaf.contentHash, offset + CONTENT_AT);
  return offset + LEAF_BYTES;
}

/** The bytes of one leaf, see `writeLeaf`. */
export function encodeLeaf(leaf: LedgerLeaf): Buffer {
  const bytes = Buffer.allocUnsafe(LEAF_BYTES);
  writeLeaf(bytes, leaf, 0);
  return bytes;
}

/** The leaf hash of a ledger row: SHA-256(0x00 || leaf bytes), RFC 6962 section 2.1. */
export function leafHash(leaf: LedgerLeaf): Buffer {
  writeLeaf(scratch, leaf, 1);
  return sha256(scratch);
}

/** Writes the leaf hash of a ledger row, see `leafHash`. */
export function leafHashInto(target: Buffer, at: number, leaf: LedgerLeaf): void {
  writeLeaf(scratch, leaf, 1);
  sha256Into(target, at, scratch);
}

export interface LeafBytesProblem {
  readonly code: 'LEAF_BYTES.LENGTH' | 'LEAF_BYTES.TAG' | 'LEAF_BYTES.KIND' | 'LEAF_BYTES.EDITION' | 'LEAF_BYTES.VOTER';
  readonly detail: string;
}

const KIND_OF_NUMBER = new Map<number, LeafKind>(
  Object.entries(LEAF_KINDS).map(([kind, number]) => [number, kind as LeafKind]),
);

/** Reads leaf bytes back; any form but the one that `encodeLeaf` writes is refused. */
export function decodeLeaf(bytes: Uint8Array, edition: string): Result<LedgerLeaf, LeafBytesProblem> {
  const data = Buffer.from(bytes);
  if (data.length !== LEAF_BYTES)
    return err({ code: 'LEAF_BYTES.LENGTH', detail: `expected ${LEAF_BYTES} bytes, got ${data.length}` });
  if (!data.subarray(0, KIND_AT).equals(LEAF_TAG))
    return err({ code: 'LEAF_BYTES.TAG', detail: 'expected the tag wsis/leaf/v1' });
  const kind = KIND_OF_NUMBER.get(data[KIND_AT] as number);
  if (!kind) return err({ code: 'LEAF_BYTES.KIND', detail: `no kind has the number ${data[KIND_AT]}` });
  if (!data.subarray(EDITION_AT, NULLIFIER_AT).equals(editionHash(edition))) {
    return err({ code: 'LEAF_BYTES.EDITION', detail: `the leaf is not of edition ${edition}` });
  }
  const nullifier = data.subarray(NULLIFIER_AT, VERSION_AT);
  if (kind !== 'ballot' && !NO_VOTER.equals(nullifier)) {
    return err({ code: 'LEAF_BYTES.VOTER', detail: `a row of kind ${kind} names no voter` });
  }
  return ok({
    kind,
    edition,
    nullifier,
    version: data.readUInt32BE(VERSION_AT),
    minute: data.readUInt32BE(MINUTE_AT),
    contentHash: data.subarray(CONTENT_AT),
  });
}

/** The time in a leaf: whole minutes since 1970-01-01 UTC of an instant in milliseconds, coarse so that it tells little about a person. */
export function coarseMinute(instantMs: number): number {
  return wholeNumber('minute', Math.floor(instantMs / 60_000), 0, 0xffff_ffff);
}

const PAYLOAD_TAG = domainTag('wsis/payload/v1');

/**
 * The content hash of a row that is not a ballot: SHA-256(tag `wsis/payload/v1` 0x00 || kind u8 || payload).
 * The payload is RFC 8785 canonical JSON, which the caller makes.
 */
export function payloadHash(kind: Exclude<LeafKind, 'ballot'>, payload: Uint8Array | string): Buffer {
  const bytes = typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload;
  return sha256(Buffer.concat([PAYLOAD_TAG, Buffer.of(LEAF_KINDS[kind]), bytes]));
}
