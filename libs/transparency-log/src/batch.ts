import { commitmentInto, type CommitmentKey, nullifierInto } from './ballot.js';
import { HASH_BYTES } from './bytes.js';
import { leafHashInto } from './leaf.js';

/** One ballot on its way into the ledger. */
export interface BallotToEncode {
  readonly voterId: string;
  /** The version that it becomes, base version + 1. */
  readonly version: number;
  /** The nominee chosen in each category of the batch, 0 where nothing is chosen. */
  readonly places: readonly number[];
  readonly orderNumber: number;
}

export interface BatchToEncode {
  readonly edition: string;
  /** The coarse minute that all leaves of the batch carry. */
  readonly minute: number;
  /** Numbers of the categories, ascending: what the places of every ballot stand for. */
  readonly categories: readonly number[];
  readonly ballots: readonly BallotToEncode[];
}

/** Leaves of ballots in columns: 32 bytes a ballot, laid end to end in the order given. */
export interface EncodedBatch {
  readonly edition: string;
  readonly minute: number;
  readonly versions: readonly number[];
  readonly nullifiers: Buffer;
  readonly commitments: Buffer;
  readonly leafHashes: Buffer;
}

/** Nullifier, commitment and leaf hash of every ballot of a batch, before the database has seen it. */
export function encodeBatch(key: CommitmentKey, batch: BatchToEncode): EncodedBatch {
  const { edition, minute, categories, ballots } = batch;
  const nullifiers = Buffer.allocUnsafe(ballots.length * HASH_BYTES);
  const commitments = Buffer.allocUnsafe(ballots.length * HASH_BYTES);
  const leafHashes = Buffer.allocUnsafe(ballots.length * HASH_BYTES);
  ballots.forEach(({ voterId, version, places, orderNumber }, index) => {
    const at = index * HASH_BYTES;
    const ballot = { edition, voterId, version, categories, places, orderNumber };
    nullifierInto(nullifiers, at, key, ballot);
    commitmentInto(commitments, at, key, ballot);
    const nullifier = rowOf(nullifiers, index);
    leafHashInto(leafHashes, at, {
      kind: 'ballot',
      edition,
      nullifier,
      version,
      minute,
      contentHash: rowOf(commitments, index),
    });
  });
  return { edition, minute, versions: ballots.map(({ version }) => version), nullifiers, commitments, leafHashes };
}

/** The 32 bytes of one row of a column. */
export function rowOf(column: Buffer, index: number): Buffer {
  return column.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}

/** The rows of a batch that stand at some of its places, in their order. */
export function rowsOf(batch: EncodedBatch, places: readonly number[]): EncodedBatch {
  if (places.length === batch.versions.length) return batch;
  const taken = (column: Buffer) => Buffer.concat(places.map((place) => rowOf(column, place)));
  return {
    ...batch,
    versions: places.map((place) => batch.versions[place] as number),
    nullifiers: taken(batch.nullifiers),
    commitments: taken(batch.commitments),
    leafHashes: taken(batch.leafHashes),
  };
}
