import type { Role } from '@wsis/kernel';
import { holds, type VisitingAccount } from './visitor.js';

/** One thing that a desk offers, and to whom. */
export interface DeskEntry {
  /** Without the language, for example `/desk/approvals`. */
  readonly path: string;
  /** Keys of messages: the name, and one sentence that says what is done there. */
  readonly label: string;
  readonly explained: string;
  readonly roles: readonly Role[];
}

/** What an account's roles offer, in the order in which the areas name it. */
export function offeredTo(account: VisitingAccount, entries: readonly DeskEntry[]): readonly DeskEntry[] {
  return entries.filter((entry) => holds(account, entry.roles));
}
