import type { Tx } from '@wsis/persistence';
import type { IdentityWork } from '../../application/ports.js';

/** Injection token of what works inside of transactions that others began. */
export const TRANSACTIONS = Symbol('identity:transactions');

export interface ForeignTransactions {
  within<T>(tx: Tx, work: (tx: IdentityWork) => Promise<T>): Promise<T>;
}
