import { receiptFor, signBatch, type Receipt, type ReceiptSigner } from '@wsis/transparency-log';
import type { LedgerBallot } from './ports.js';

/** Makes a receipt anew from the ledger row alone, as a batch of one: same number, commitment and leaf as the first. */
export function reissueReceipt(signer: ReceiptSigner, editionId: string, row: LedgerBallot): Receipt {
  const batch = signBatch(signer, {
    edition: editionId,
    first: row.ledgerNumber,
    signedAtMs: row.savedAtMs,
    leaves: [row],
  });
  return receiptFor(batch, 0);
}
