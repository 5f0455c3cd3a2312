import { toBinary, create } from '@bufbuild/protobuf';
import { BallotsSavedSchema, SavedBallotSchema } from '@wsis/contracts';
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

/** One SavedBallot without its ledger number. Written by hand, because it is written for every ballot. */
export function savedBallotPart(ballot: BallotForLedger): Buffer {
  if (ballot.voterId.length !== VOTER_ID_BYTES || ballot.base >= 0x1f_ffff || ballot.filled > 0x3fff) {
    // Outside of what the short form below holds.
    return longPart(ballot);
  }
  const part = Buffer.allocUnsafe(64);
  let at = 2;
  part[at++] = 0x0a;
  part[at++] = VOTER_ID_BYTES;
  at += part.write(ballot.voterId, at, 'latin1');
  at = varintField(part, at, 0x18, ballot.base + 1);
  at = varintField(part, at, 0x20, ballot.filled);
  if (ballot.complete) at = varintField(part, at, 0x28, 1);
  part[at++] = LEDGER_NUMBER_TAG;
  part[0] = BALLOTS_TAG;
  part[1] = at - 2 + LEDGER_NUMBER_BYTES;
  return part.subarray(0, at);
}

function varintField(target: Buffer, offset: number, tag: number, value: number): number {
  let at = offset;
  target[at++] = tag;
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) target[at++] = (rest & 0x7f) | 0x80;
  target[at++] = rest;
  return at;
}

function longPart(ballot: BallotForLedger): Buffer {
  const message = toBinary(
    SavedBallotSchema,
    create(SavedBallotSchema, {
      voterId: ballot.voterId,
      ballotVersion: ballot.base + 1,
      categoriesFilled: ballot.filled,
      complete: ballot.complete,
    }),
  );
  const length = message.length + 1 + LEDGER_NUMBER_BYTES;
  if (length > 0x7f) throw new RangeError(`A saved ballot takes ${length} bytes in its event; 127 are planned for`);
  return Buffer.concat([Buffer.of(BALLOTS_TAG, length), message, Buffer.of(LEDGER_NUMBER_TAG)]);
}
