import { createPublicKey, KeyObject, sign, verify } from 'node:crypto';
import { err, ok, type Result } from '@wsis/kernel';
import { editionHash, HASH_BYTES, sha256 } from './bytes.js';
import type { ReceiptSigner } from './receipt.js';

/** What a ledger was at an instant: so many leaves, and the root of the tree over all of them (RFC 6962). */
export interface Checkpoint {
  readonly edition: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Database time, in milliseconds. */
  readonly signedAtMs: number;
}

/** The form of C2SP `tlog-checkpoint`, with the instant in a line of its own, so that public tools can read it. */
const NOTE =
  /^wsis-prizes\/ledger\/([a-z0-9-]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/=]{44})\nsigned-at (\S+)\n\n\u2014 (\S+) ([A-Za-z0-9+/=]{92})\n$/;
/** Ed25519, in a signed note. */
const ALGORITHM = 0x01;
const KEY_HASH_BYTES = 4;

/** The first line of an edition's checkpoints, and the name of the key that signs them. */
export const checkpointOrigin = (edition: string) => `wsis-prizes/ledger/${edition}`;

/** Signs a checkpoint as a note (C2SP `signed-note`). Equal checkpoints have equal notes, to the byte. */
export function signCheckpoint(signer: ReceiptSigner, checkpoint: Checkpoint): string {
  const text = textOf(checkpoint);
  const origin = checkpointOrigin(checkpoint.edition);
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  const signed = Buffer.concat([keyHash(origin, signer.publicKey), signature]);
  return `${text}\n\u2014 ${origin} ${signed.toString('base64')}\n`;
}

/** The key of an edition's checkpoints as tools for signed notes take it. */
export function checkpointVerifierKey(edition: string, publicKey: KeyObject): string {
  const origin = checkpointOrigin(edition);
  const key = Buffer.concat([Buffer.of(ALGORITHM), rawKey(publicKey)]);
  return `${origin}+${keyHash(origin, publicKey).toString('hex')}+${key.toString('base64')}`;
}

export interface CheckpointProblem {
  readonly code: 'CHECKPOINT.MALFORMED' | 'CHECKPOINT.WRONG_KEY' | 'CHECKPOINT.BAD_SIGNATURE';
}

/** Checks a note against the public key alone: its one form, its key and its signature. */
export function verifyCheckpoint(note: string, publicKey: KeyObject | string): Result<Checkpoint, CheckpointProblem> {
  const key = publicKey instanceof KeyObject ? publicKey : createPublicKey(publicKey);
  const [, edition = '', size, root = '', at = '', name, signed = ''] = NOTE.exec(note) ?? [];
  const bytes = Buffer.from(signed, 'base64');
  const checkpoint = { edition, size: Number(size), root: Buffer.from(root, 'base64'), signedAtMs: Date.parse(at) };
  if (name === undefined || !isExact(checkpoint, note) || bytes.toString('base64') !== signed) {
    return err({ code: 'CHECKPOINT.MALFORMED' });
  }
  const origin = checkpointOrigin(edition);
  if (name !== origin || !bytes.subarray(0, KEY_HASH_BYTES).equals(keyHash(origin, key))) {
    return err({ code: 'CHECKPOINT.WRONG_KEY' });
  }
  const valid = verify(null, Buffer.from(textOf(checkpoint)), key, bytes.subarray(KEY_HASH_BYTES));
  return valid ? ok(checkpoint) : err({ code: 'CHECKPOINT.BAD_SIGNATURE' });
}

function textOf({ edition, size, root, signedAtMs }: Checkpoint): string {
  // An edition that has no hash has no ledger.
  editionHash(edition);
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`size: expected a whole number, got ${size}`);
  if (root.length !== HASH_BYTES) throw new RangeError(`root: expected ${HASH_BYTES} bytes, got ${root.length}`);
  const at = new Date(signedAtMs).toISOString();
  return `${checkpointOrigin(edition)}\n${size}\n${Buffer.from(root).toString('base64')}\nsigned-at ${at}\n`;
}

/** Tells whether what was read is written in no other way than this one. */
function isExact(checkpoint: Checkpoint, note: string): boolean {
  try {
    return note.startsWith(`${textOf(checkpoint)}\n`);
  } catch {
    return false;
  }
}

/** The first bytes of SHA-256(name, line break, algorithm, public key), as C2SP `signed-note` has it. */
function keyHash(name: string, publicKey: KeyObject): Buffer {
  const key = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ALGORITHM), rawKey(publicKey)]);
  return sha256(key).subarray(0, KEY_HASH_BYTES);
}

function rawKey(publicKey: KeyObject): Buffer {
  const { x } = publicKey.export({ format: 'jwk' });
  if (publicKey.asymmetricKeyType !== 'ed25519' || typeof x !== 'string') {
    throw new TypeError('checkpoint key: expected an Ed25519 key');
  }
  return Buffer.from(x, 'base64url');
}
