import { createHash } from 'node:crypto';

export const EVIDENCE_SALT_BYTES = 32;

/**
 * What the public ledger shows of the evidence of a decision, lower-case hex. Layout: docs/adr/0003-leaf-layout.md.
 * Salted, because evidence may name people and a short text could be guessed from its hash.
 */
export function evidenceHash(evidence: string, salt: Buffer): string {
  if (salt.length !== EVIDENCE_SALT_BYTES) throw new RangeError(`A salt has ${EVIDENCE_SALT_BYTES} bytes`);
  return createHash('sha256').update('wsis/evidence/v1\0').update(salt).update(evidence, 'utf8').digest('hex');
}
