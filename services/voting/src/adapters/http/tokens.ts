/** Injection tokens of what voting makes from its keys. */
export const RECEIPT_SIGNER = Symbol('voting:receipt-signer');
export const COMMITMENT_KEY = Symbol('voting:commitment-key');
