import { toBinary, create } from '@bufbuild/protobuf';
import { BallotsSavedSchema } from '@wsis/contracts';
import type { BallotForLedger } from '../../application/ports.js';

/**
 * The event of a batch names ledger numbers, which only the database knows, under its lock. So the message is sent in parts:
 * protobuf fields may stand in any order, and a varint may be padded, so each part has its final length beforehand and ends
 * in the tag of the ledger number that voting.save_ballots appends in five bytes.
 */
const BALLOTS_TAG = 0x22; // field 4 of BallotsSaved, length-delimited
const LEDGER_NUMBER_TAG = 0x10; // field 2 of SavedBallot, varint
const LEDGER_NUMBER_BYTES = 5;

/** The part of BallotsSaved that is known before: the edition. */
export function savedBallotsHead(editionId: string): Buffer {
  return Buffer.from(toBinary(BallotsSavedSchema, create(BallotsSavedSchema, { editionId })));
}

const VOTER_ID_BYTES = 36;
/** Enough for every SavedBallot: 47 bytes at most, and 2 before it. */
export const SAVED_BALLOT_BYTES = 64;

/** Writes one SavedBallot without its ledger number. By hand, because it is written for every ballot. */
export function writeSavedBallot(target: Buffer, offset: number, ballot: BallotForLedger): number {
  let at = offset + 2;
  target[at++] = 0x0a;
  target[at++] = VOTER_ID_BYTES;
  at += target.write(ballot.voterId, at, VOTER_ID_BYTES, 'latin1');
  at = varintField(target, at, 0x18, ballot.version);
  at = varintField(target, at, 0x20, ballot.filled);
  if (ballot.complete) at = varintField(target, at, 0x28, 1);
  target[at++] = LEDGER_NUMBER_TAG;
  target[offset] = BALLOTS_TAG;
  target[offset + 1] = at - offset - 2 + LEDGER_NUMBER_BYTES;
  return at;
}

function varintField(target: Buffer, offset: number, tag: number, value: number): number {
  let at = offset;
  target[at++] = tag;
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) target[at++] = (rest & 0x7f) | 0x80;
  target[at++] = rest;
  return at;
}
