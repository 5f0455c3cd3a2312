import { err, type KeyedHash, ok, type Result, sha256Into } from '@wsis/kernel';
import { domainTag, editionHash, exactBytes, HASH_BYTES, wholeNumber, writeUuid } from './bytes.js';

/** A choice: the category's number and the nominee's number on the frozen list. */
export type Choice = readonly [category: number, nominee: number];

/** What is committed to: nothing in it names a person. */
export interface CanonicalBallot {
  readonly edition: string;
  /** In any order; no category twice. */
  readonly choices: readonly Choice[];
  /** The number of the order in which the nominees were shown. */
  readonly orderNumber: number;
}

/** Who saved it and which version it is: enough to derive the salt and the nullifier again. */
export interface BallotIdentity {
  readonly edition: string;
  readonly voterId: string;
  readonly version: number;
}

/** What salts and nullifiers are derived with: HMAC-SHA-256 under 32 secret bytes. */
export type CommitmentKey = KeyedHash;

const BALLOT_TAG = domainTag('wsis/ballot/v1');
const SALT_TAG = domainTag('wsis/salt/v1');
const NULLIFIER_TAG = domainTag('wsis/nullifier/v1');

const HEAD_BYTES = BALLOT_TAG.length + HASH_BYTES + 2 + 2;
const CHOICE_BYTES = 6;
/** More categories than any edition has; bounds the scratch space. */
export const CHOICES_AT_MOST = 1_000;

const scratch = Buffer.alloc(HEAD_BYTES + CHOICES_AT_MOST * CHOICE_BYTES + HASH_BYTES);
scratch.set(BALLOT_TAG, 0);

/**
 * The canonical bytes of a ballot, big-endian: tag `wsis/ballot/v1` 0x00, edition hash (32), order number u16, number of choices u16,
 * then category u16 and nominee u32 for each choice, by ascending category. Throws a RangeError on a repeated category or a number that does not fit.
 */
export function encodeBallot(ballot: CanonicalBallot): Buffer {
  return Buffer.from(scratch.subarray(0, writeBallot(ballot)));
}

function writeBallot(ballot: CanonicalBallot): number {
  const { choices } = ballot;
  let at = writeHead(ballot, choices.length);
  let before = -1;
  for (const [category, nominee] of inOrder(choices)) {
    if (category === before) throw new RangeError(`choices: category ${category} is there twice`);
    before = category;
    at = writeChoice(at, category, nominee);
  }
  return at;
}

function writeHead(ballot: { readonly edition: string; readonly orderNumber: number }, choices: number): number {
  scratch.set(editionHash(ballot.edition), BALLOT_TAG.length);
  const at = scratch.writeUInt16BE(wholeNumber('orderNumber', ballot.orderNumber, 0, 0xffff), HEAD_BYTES - 4);
  return scratch.writeUInt16BE(wholeNumber('choices.length', choices, 0, CHOICES_AT_MOST), at);
}

function writeChoice(at: number, category: number, nominee: number): number {
  scratch.writeUInt16BE(wholeNumber('choices.category', category, 0, 0xffff), at);
  return scratch.writeUInt32BE(wholeNumber('choices.nominee', nominee, 0, 0xffff_ffff), at + 2);
}

function inOrder(choices: readonly Choice[]): readonly Choice[] {
  for (let i = 1; i < choices.length; i += 1) {
    if ((choices[i] as Choice)[0] < (choices[i - 1] as Choice)[0]) return [...choices].sort((a, b) => a[0] - b[0]);
  }
  return choices;
}

export interface BallotBytesProblem {
  readonly code: 'BALLOT_BYTES.LENGTH' | 'BALLOT_BYTES.TAG' | 'BALLOT_BYTES.EDITION' | 'BALLOT_BYTES.ORDER';
  readonly detail: string;
}

/** Reads canonical ballot bytes back for a recount; any form but the one that `encodeBallot` writes is refused. */
export function decodeBallot(bytes: Uint8Array, edition: string): Result<CanonicalBallot, BallotBytesProblem> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (data.length < HEAD_BYTES)
    return err({ code: 'BALLOT_BYTES.LENGTH', detail: `expected at least ${HEAD_BYTES} bytes, got ${data.length}` });
  if (!data.subarray(0, BALLOT_TAG.length).equals(BALLOT_TAG))
    return err({ code: 'BALLOT_BYTES.TAG', detail: 'expected the tag wsis/ballot/v1' });
  if (!data.subarray(BALLOT_TAG.length, BALLOT_TAG.length + HASH_BYTES).equals(editionHash(edition))) {
    return err({ code: 'BALLOT_BYTES.EDITION', detail: `the ballot is not of edition ${edition}` });
  }
  const orderNumber = data.readUInt16BE(HEAD_BYTES - 4);
  const count = data.readUInt16BE(HEAD_BYTES - 2);
  if (data.length !== HEAD_BYTES + count * CHOICE_BYTES) {
    return err({
      code: 'BALLOT_BYTES.LENGTH',
      detail: `expected ${HEAD_BYTES + count * CHOICE_BYTES} bytes for ${count} choices, got ${data.length}`,
    });
  }
  const choices: Choice[] = [];
  for (let at = HEAD_BYTES; at < data.length; at += CHOICE_BYTES) {
    const category = data.readUInt16BE(at);
    if (category <= (choices.at(-1)?.[0] ?? -1))
      return err({ code: 'BALLOT_BYTES.ORDER', detail: `category ${category} is not above the one before it` });
    choices.push([category, data.readUInt32BE(at + 2)]);
  }
  return ok({ edition, choices, orderNumber });
}

/**
 * The commitment to a ballot: SHA-256(canonical ballot || 32-byte salt).
 * Without the salt it says nothing about the choices, though there are few possible ones.
 */
export function ballotCommitment(ballot: CanonicalBallot, salt: Uint8Array): Buffer {
  const length = writeBallot(ballot);
  scratch.set(exactBytes('salt', salt, HASH_BYTES), length);
  const target = Buffer.allocUnsafe(HASH_BYTES);
  sha256Into(target, 0, scratch.subarray(0, length + HASH_BYTES));
  return target;
}

/** A ballot laid out: the nominee chosen in each category, 0 where nothing is chosen. */
export interface LaidOut extends BallotIdentity {
  /** Numbers of the categories, ascending. */
  readonly categories: readonly number[];
  readonly places: readonly number[];
  readonly orderNumber: number;
}

/** Writes the commitment to a ballot under its derived salt, see `ballotCommitment` and `ballotSalt`. */
export function commitmentInto(target: Buffer, offset: number, key: CommitmentKey, ballot: LaidOut): void {
  const { categories, places } = ballot;
  let chosen = 0;
  let at = HEAD_BYTES;
  for (let place = 0; place < places.length; place += 1) {
    const nominee = places[place] as number;
    if (nominee === 0) continue;
    at = writeChoice(at, categories[place] as number, nominee);
    chosen += 1;
  }
  writeHead(ballot, chosen);
  key.into(scratch, at, saltMessage(ballot));
  sha256Into(target, offset, scratch.subarray(0, at + HASH_BYTES));
}

const saltScratch = Buffer.alloc(SALT_TAG.length + HASH_BYTES + 16 + 4);
saltScratch.set(SALT_TAG, 0);

function saltMessage(ballot: BallotIdentity): Buffer {
  saltScratch.set(editionHash(ballot.edition), SALT_TAG.length);
  const at = writeUuid(saltScratch, ballot.voterId, SALT_TAG.length + HASH_BYTES);
  saltScratch.writeUInt32BE(wholeNumber('version', ballot.version, 0, 0xffff_ffff), at);
  return saltScratch;
}

/**
 * The salt of one version of one voter's ballot: HMAC-SHA-256(key, tag `wsis/salt/v1` 0x00 || edition hash || voter id (16) || version u32).
 * Derived, so that openings can be made again from the rows as long as the key exists.
 */
export function ballotSalt(key: CommitmentKey, ballot: BallotIdentity): Buffer {
  return key.of(saltMessage(ballot));
}

const nullifierScratch = Buffer.alloc(NULLIFIER_TAG.length + HASH_BYTES + 16);
nullifierScratch.set(NULLIFIER_TAG, 0);

function nullifierMessage(edition: string, voterId: string): Buffer {
  nullifierScratch.set(editionHash(edition), NULLIFIER_TAG.length);
  writeUuid(nullifierScratch, voterId, NULLIFIER_TAG.length + HASH_BYTES);
  return nullifierScratch;
}

/**
 * What stands for a voter in the public log: HMAC-SHA-256(key, tag `wsis/nullifier/v1` 0x00 || edition hash || voter id (16)).
 * Equal for all versions of one voter's ballot, so that anyone sees which version supersedes which; different in every edition.
 */
export function voterNullifier(key: CommitmentKey, edition: string, voterId: string): Buffer {
  return key.of(nullifierMessage(edition, voterId));
}

/** Writes a voter's nullifier, see `voterNullifier`. */
export function nullifierInto(target: Buffer, at: number, key: CommitmentKey, ballot: BallotIdentity): void {
  key.into(target, at, nullifierMessage(ballot.edition, ballot.voterId));
}
