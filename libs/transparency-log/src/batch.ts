import { HASH_BYTES } from './bytes.js';
import { ballotCommitment, ballotSalt, type Choice, type CommitmentKey, voterNullifier } from './ballot.js';
import { leafHash } from './leaf.js';

/** One ballot on its way into the ledger. */
export interface BallotToEncode {
  readonly voterId: string;
  /** The version that it becomes, base version + 1. */
  readonly version: number;
  readonly choices: readonly Choice[];
  readonly orderNumber: number;
  /** The voter's nullifier when the caller still has it from an earlier save; made from the key when absent. */
  readonly nullifier?: Uint8Array;
}

/** Columns of a batch: 32 bytes a ballot, laid end to end in the order given. */
export interface EncodedBatch {
  readonly edition: string;
  readonly minute: number;
  readonly size: number;
  readonly nullifiers: Buffer;
  readonly commitments: Buffer;
  readonly leafHashes: Buffer;
}

/**
 * Nullifier, commitment and leaf hash of every ballot of a batch, before the database has seen it.
 * All ballots of the batch carry the same coarse minute.
 */
export function encodeBatch(
  key: CommitmentKey,
  edition: string,
  minute: number,
  ballots: readonly BallotToEncode[],
): EncodedBatch {
  const length = ballots.length * HASH_BYTES;
  const nullifiers = Buffer.allocUnsafe(length);
  const commitments = Buffer.allocUnsafe(length);
  const leafHashes = Buffer.allocUnsafe(length);
  let at = 0;
  for (const ballot of ballots) {
    const { voterId, version, choices, orderNumber } = ballot;
    const nullifier = ballot.nullifier ?? voterNullifier(key, edition, voterId);
    const salt = ballotSalt(key, { edition, voterId, version });
    const contentHash = ballotCommitment({ edition, choices, orderNumber }, salt);
    nullifiers.set(nullifier, at);
    commitments.set(contentHash, at);
    leafHashes.set(leafHash({ kind: 'ballot', edition, nullifier, version, minute, contentHash }), at);
    at += HASH_BYTES;
  }
  return { edition, minute, size: ballots.length, nullifiers, commitments, leafHashes };
}

/** The 32 bytes of one row of a column. */
export function rowOf(column: Buffer, index: number): Buffer {
  return column.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}
