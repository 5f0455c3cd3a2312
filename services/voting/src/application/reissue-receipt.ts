import { receiptFor, signBatch, type Receipt, type ReceiptSigner } from '@wsis/transparency-log';
import type { LedgerBallot } from './ports.js';

/** Makes a receipt anew from the ledger row alone, as a batch of one: same number, commitment and leaf as the first. */
export function reissueReceipt(signer: ReceiptSigner, editionId: string, row: LedgerBallot): Receipt {
  const batch = {
    edition: editionId,
    minute: row.minute,
    versions: [row.version],
    nullifiers: row.nullifier,
    commitments: row.commitment,
    leafHashes: row.leafHash,
  };
  return receiptFor(signBatch(signer, batch, { first: row.ledgerNumber, signedAtMs: row.savedAtMs }), 0);
}
