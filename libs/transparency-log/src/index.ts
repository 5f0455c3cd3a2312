export {
  EMPTY_ROOT,
  hashLeaf,
  hashNode,
  type InclusionClaim,
  MerkleTree,
  rootFromPath,
  treeRoot,
  verifyInclusion,
} from './merkle.js';
export {
  ballotCommitment,
  type BallotBytesProblem,
  type BallotIdentity,
  ballotSalt,
  type CanonicalBallot,
  type Choice,
  CHOICES_AT_MOST,
  type CommitmentKey,
  decodeBallot,
  encodeBallot,
  voterNullifier,
} from './ballot.js';
export {
  coarseMinute,
  decodeLeaf,
  encodeLeaf,
  LEAF_BYTES,
  LEAF_KINDS,
  type LeafBytesProblem,
  leafHash,
  type LeafKind,
  type LedgerLeaf,
  NO_VOTER,
  payloadHash,
  writeLeaf,
} from './leaf.js';
export { type BallotToEncode, type BatchToEncode, encodeBatch, type EncodedBatch, rowOf, rowsOf } from './batch.js';
export {
  batchMessage,
  parseReceipt,
  type Receipt,
  receiptFor,
  receiptJson,
  receiptKeyId,
  type ReceiptProblem,
  receiptSigner,
  type ReceiptSigner,
  signBatch,
  type SignedBatch,
  verifyReceipt,
} from './receipt.js';
export {
  type Checkpoint,
  checkpointOrigin,
  type CheckpointProblem,
  checkpointVerifierKey,
  signCheckpoint,
  verifyCheckpoint,
} from './checkpoint.js';
export { CompactRange } from './compact-range.js';
export { editionHash, HASH_BYTES, writeUuid } from './bytes.js';
