import { createPrivateKey, createPublicKey, KeyObject, sign, verify } from 'node:crypto';
import { err, ok, type Result } from '@wsis/kernel';
import type { EncodedBatch } from './batch.js';
import { domainTag, editionHash, HASH_BYTES, sha256, wholeNumber, writeU64 } from './bytes.js';
import { leafHash } from './leaf.js';
import { MerkleTree, rootFromPath } from './merkle.js';

/**
 * A voter's proof that a ballot was recorded; it says nothing about the choices. Hashes and the signature are lower-case hex.
 * Everything of the leaf is in it, so that the leaf hash can be made again from the receipt alone.
 */
export interface Receipt {
  readonly edition: string;
  readonly ledgerNumber: number;
  readonly ballotVersion: number;
  readonly commitment: string;
  readonly nullifier: string;
  readonly minute: number;
  readonly leafHash: string;
  readonly index: number;
  readonly path: readonly string[];
  readonly batchFirst: number;
  readonly batchLast: number;
  readonly root: string;
  /** Database time of the batch, ISO 8601 in UTC with milliseconds. */
  readonly signedAt: string;
  readonly keyId: string;
  readonly signature: string;
}

/** An Ed25519 key that signs batches, with the id that receipts name. */
export interface ReceiptSigner {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A batch whose root is signed; receipts are cut from it. Hashes are in lower-case hex, a column in one text. */
export interface SignedBatch {
  readonly edition: string;
  readonly minute: number;
  readonly first: number;
  readonly last: number;
  readonly versions: readonly number[];
  readonly nullifiers: string;
  readonly commitments: string;
  readonly leafHashes: string;
  readonly tree: MerkleTree;
  readonly root: string;
  readonly signedAt: string;
  readonly keyId: string;
  readonly signature: string;
}

const RECEIPT_TAG = domainTag('wsis/receipt/v1');
const KEY_TAG = domainTag('wsis/receipt-key/v1');
const LARGEST_INSTANT_MS = 8_640_000_000_000_000;

/** The id of a receipt key: the first 8 bytes, in hex, of SHA-256(tag `wsis/receipt-key/v1` 0x00 || the 32 bytes of the public key). */
export function receiptKeyId(publicKey: KeyObject): string {
  const { x } = publicKey.export({ format: 'jwk' });
  if (publicKey.asymmetricKeyType !== 'ed25519' || typeof x !== 'string')
    throw new TypeError('receipt key: expected an Ed25519 key');
  return sha256(Buffer.concat([KEY_TAG, Buffer.from(x, 'base64url')]))
    .subarray(0, 8)
    .toString('hex');
}

/** Makes a signer from a PKCS #8 PEM or a key object; throws a TypeError unless the key is Ed25519. */
export function receiptSigner(privateKey: string | KeyObject): ReceiptSigner {
  const key = privateKey instanceof KeyObject ? privateKey : createPrivateKey(privateKey);
  const publicKey = createPublicKey(key);
  return { keyId: receiptKeyId(publicKey), privateKey: key, publicKey };
}

/**
 * The bytes that are signed, big-endian: tag `wsis/receipt/v1` 0x00, edition hash (32), first ledger number u64, last u64,
 * root of the batch's leaf hashes (32), database time in milliseconds u64.
 */
export function batchMessage(batch: {
  readonly edition: string;
  readonly first: number;
  readonly last: number;
  readonly root: Uint8Array;
  readonly signedAtMs: number;
}): Buffer {
  const message = Buffer.alloc(RECEIPT_TAG.length + HASH_BYTES + 8 + 8 + HASH_BYTES + 8);
  message.set(RECEIPT_TAG, 0);
  message.set(editionHash(batch.edition), RECEIPT_TAG.length);
  let at = RECEIPT_TAG.length + HASH_BYTES;
  at = writeU64(message, wholeNumber('first', batch.first, 0, Number.MAX_SAFE_INTEGER), at);
  at = writeU64(message, wholeNumber('last', batch.last, batch.first, Number.MAX_SAFE_INTEGER), at);
  message.set(batch.root, at);
  writeU64(message, wholeNumber('signedAtMs', batch.signedAtMs, 0, LARGEST_INSTANT_MS), at + HASH_BYTES);
  return message;
}

/**
 * Signs a committed batch once (Ed25519, RFC 8032). Its leaves have the ledger numbers from `first` on, without a gap.
 * A receipt lost by a voter is made again from the row alone, as a batch of one.
 */
export function signBatch(
  signer: ReceiptSigner,
  batch: EncodedBatch,
  at: { readonly first: number; readonly signedAtMs: number },
): SignedBatch {
  const { edition, minute, versions } = batch;
  const { first, signedAtMs } = at;
  if (versions.length === 0) throw new RangeError('leaves: expected at least one');
  const tree = MerkleTree.of(batch.leafHashes);
  const root = tree.root();
  const last = first + versions.length - 1;
  const signature = sign(null, batchMessage({ edition, first, last, root, signedAtMs }), signer.privateKey);
  return {
    edition,
    minute,
    first,
    last,
    versions,
    nullifiers: batch.nullifiers.toString('hex'),
    commitments: batch.commitments.toString('hex'),
    leafHashes: batch.leafHashes.toString('hex'),
    tree,
    root: root.toString('hex'),
    signedAt: new Date(signedAtMs).toISOString(),
    keyId: signer.keyId,
    signature: signature.toString('hex'),
  };
}

/** The receipt of the leaf at a place of the batch, counted from 0; throws a RangeError outside of it. */
export function receiptFor(batch: SignedBatch, index: number): Receipt {
  const path = batch.tree.inclusionPathHex(index);
  return {
    edition: batch.edition,
    ledgerNumber: batch.first + index,
    ballotVersion: batch.versions[index] as number,
    commitment: hexRow(batch.commitments, index),
    nullifier: hexRow(batch.nullifiers, index),
    minute: batch.minute,
    leafHash: hexRow(batch.leafHashes, index),
    index,
    path,
    batchFirst: batch.first,
    batchLast: batch.last,
    root: batch.root,
    signedAt: batch.signedAt,
    keyId: batch.keyId,
    signature: batch.signature,
  };
}

function hexRow(column: string, index: number): string {
  return column.slice(index * 2 * HASH_BYTES, (index + 1) * 2 * HASH_BYTES);
}

/**
 * The JSON text of a receipt. Nothing in one needs escaping, so it is put together at a fifth of the cost of JSON.stringify;
 * every voter of the last hour waits for one.
 */
export function receiptJson(receipt: Receipt): string {
  const { path } = receipt;
  return (
    `{"edition":"${receipt.edition}","ledgerNumber":${receipt.ledgerNumber},"ballotVersion":${receipt.ballotVersion}` +
    `,"commitment":"${receipt.commitment}","nullifier":"${receipt.nullifier}","minute":${receipt.minute}` +
    `,"leafHash":"${receipt.leafHash}","index":${receipt.index},"path":[${path.length === 0 ? '' : `"${path.join('","')}"`}]` +
    `,"batchFirst":${receipt.batchFirst},"batchLast":${receipt.batchLast},"root":"${receipt.root}"` +
    `,"signedAt":"${receipt.signedAt}","keyId":"${receipt.keyId}","signature":"${receipt.signature}"}`
  );
}

export interface ReceiptProblem {
  readonly code:
    | 'RECEIPT.MALFORMED'
    | 'RECEIPT.WRONG_KEY'
    | 'RECEIPT.WRONG_PLACE'
    | 'RECEIPT.WRONG_LEAF'
    | 'RECEIPT.NOT_IN_BATCH'
    | 'RECEIPT.BAD_SIGNATURE';
  /** The field that is wrong. */
  readonly field: string;
  readonly rule: string;
}

const HEX_FIELDS = { commitment: 64, nullifier: 64, leafHash: 64, root: 64, keyId: 16, signature: 128 } as const;
const NUMBER_FIELDS = {
  ledgerNumber: Number.MAX_SAFE_INTEGER,
  ballotVersion: 0xffff_ffff,
  minute: 0xffff_ffff,
  index: Number.MAX_SAFE_INTEGER,
  batchFirst: Number.MAX_SAFE_INTEGER,
  batchLast: Number.MAX_SAFE_INTEGER,
} as const;
const FIELDS = new Set<string>([
  ...Object.keys(HEX_FIELDS),
  ...Object.keys(NUMBER_FIELDS),
  'edition',
  'path',
  'signedAt',
]);

const malformed = (field: string, rule: string) => err<ReceiptProblem>({ code: 'RECEIPT.MALFORMED', field, rule });

function isHex(value: unknown, length: number): value is string {
  return typeof value === 'string' && value.length === length && /^[0-9a-f]*$/.test(value);
}

/** Reads a receipt strictly: each field there, none other, each in its one form. */
export function parseReceipt(value: unknown): Result<Receipt, ReceiptProblem> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return malformed('', 'is an object');
  const receipt = value as Record<string, unknown>;
  for (const field of Object.keys(receipt))
    if (!FIELDS.has(field)) return malformed(field, 'is not a field of a receipt');
  for (const [field, length] of Object.entries(HEX_FIELDS)) {
    if (!isHex(receipt[field], length)) return malformed(field, `is ${length} lower-case hex digits`);
  }
  for (const [field, most] of Object.entries(NUMBER_FIELDS)) {
    const number = receipt[field];
    if (!Number.isInteger(number) || Object.is(number, -0) || (number as number) < 0 || (number as number) > most) {
      return malformed(field, `is a whole number from 0 to ${most}`);
    }
  }
  if (typeof receipt['edition'] !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(receipt['edition'])) {
    return malformed('edition', 'is a slug of 1 to 64 characters');
  }
  const path = receipt['path'];
  // 53 levels hold more leaves than a number can count.
  if (!Array.isArray(path) || path.length > 53 || !path.every((hash) => isHex(hash, 64))) {
    return malformed('path', 'is a list of hashes in lower-case hex');
  }
  const at = receipt['signedAt'];
  const instant = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (!(instant >= 0) || new Date(instant).toISOString() !== at) {
    return malformed('signedAt', 'is an instant in UTC with milliseconds, for example 2026-03-01T12:00:00.000Z');
  }
  return ok(value as Receipt);
}

/**
 * Checks a receipt against the public key of the platform, offline: its form, key, place in the batch, leaf, path and signature.
 * Returns the receipt, or the first thing that is wrong.
 */
export function verifyReceipt(value: unknown, publicKey: KeyObject | string): Result<Receipt, ReceiptProblem> {
  const parsed = parseReceipt(value);
  if (!parsed.ok) return parsed;
  const receipt = parsed.value;
  const refuse = (code: ReceiptProblem['code'], field: string, rule: string) =>
    err<ReceiptProblem>({ code, field, rule });
  const key = publicKey instanceof KeyObject ? publicKey : createPublicKey(publicKey);
  if (receiptKeyId(key) !== receipt.keyId)
    return refuse('RECEIPT.WRONG_KEY', 'keyId', 'names the key it is checked with');
  const size = receipt.batchLast - receipt.batchFirst + 1;
  if (size < 1) return refuse('RECEIPT.WRONG_PLACE', 'batchLast', 'is not before batchFirst');
  if (receipt.index >= size) return refuse('RECEIPT.WRONG_PLACE', 'index', 'is inside the batch');
  if (receipt.ledgerNumber !== receipt.batchFirst + receipt.index) {
    return refuse('RECEIPT.WRONG_PLACE', 'ledgerNumber', 'is batchFirst plus index');
  }
  const leaf = leafHash({
    kind: 'ballot',
    edition: receipt.edition,
    nullifier: Buffer.from(receipt.nullifier, 'hex'),
    version: receipt.ballotVersion,
    minute: receipt.minute,
    contentHash: Buffer.from(receipt.commitment, 'hex'),
  });
  if (leaf.toString('hex') !== receipt.leafHash) {
    return refuse(
      'RECEIPT.WRONG_LEAF',
      'leafHash',
      'is the hash of edition, nullifier, version, minute and commitment',
    );
  }
  const path = receipt.path.map((hash) => Buffer.from(hash, 'hex'));
  const root = rootFromPath({ index: receipt.index, size, leafHash: leaf, path });
  if (root?.toString('hex') !== receipt.root)
    return refuse('RECEIPT.NOT_IN_BATCH', 'path', 'leads from the leaf to the root');
  const message = batchMessage({
    edition: receipt.edition,
    first: receipt.batchFirst,
    last: receipt.batchLast,
    root,
    signedAtMs: Date.parse(receipt.signedAt),
  });
  if (!verify(null, message, key, Buffer.from(receipt.signature, 'hex'))) {
    return refuse('RECEIPT.BAD_SIGNATURE', 'signature', 'is the signature of edition, batch, root and signedAt');
  }
  return ok(receipt);
}
