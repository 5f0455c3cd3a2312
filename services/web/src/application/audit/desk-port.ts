import type { Readable } from 'node:stream';
import type { Result } from '@wsis/kernel';
import type { PhaseDates } from '../editions/ports.js';
import type { Page } from '../ports.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

/** The two behind something, where it is still told: who asked for it and who agreed. */
export interface TwoPersons {
  readonly approvalId: string;
  /** Account ids. */
  readonly proposedBy: string | undefined;
  readonly decidedBy: string | undefined;
}

export interface RulesAdoption {
  readonly version: number;
  readonly hash: string;
  readonly adoptedAt: Date | undefined;
  /** Absent for rules that came with the platform. */
  readonly agreed: TwoPersons | undefined;
}

export interface CalendarMove {
  readonly version: number;
  readonly change: string;
  readonly reason: string;
  /** The phases whose dates changed, before and after. */
  readonly moved: readonly { readonly before: PhaseDates | undefined; readonly after: PhaseDates }[];
  readonly changedAt: Date | undefined;
  readonly agreed: TwoPersons;
}

/** Where every accepted ballot went. */
export interface LedgerBalance {
  readonly accepted: number;
  readonly counted: number;
  readonly superseded: number;
  readonly incomplete: number;
  readonly removed: number;
  readonly underReview: number;
}

/** Size and root of the whole ledger, with what they are checked by. */
export interface SignedLedger {
  readonly size: number;
  readonly root: string;
  readonly signedAt: Date | undefined;
  readonly keyId: string;
  readonly signature: string;
  readonly verifierKey: string;
}

/** What the ledger says of itself, with the hashes by which anybody recognises it. */
export interface LedgerStatement {
  readonly state: string;
  readonly opensAt: Date | undefined;
  readonly closesAt: Date | undefined;
  readonly accepted: number;
  readonly rows: number;
  readonly finalNumber: number | undefined;
  readonly rules: { readonly version: number; readonly hash: string | undefined };
  /** The last row and the hash of its leaf. */
  readonly head: { readonly number: number; readonly leafHash: string } | undefined;
  /** The whole ledger as it is signed; absent until there is one. */
  readonly checkpoint: SignedLedger | undefined;
  /** Names the key that receipts are signed with. */
  readonly keyId: string | undefined;
  /** Absent until the close. */
  readonly balance: LedgerBalance | undefined;
  readonly certified: (TwoPersons & { readonly resultHash: string | undefined }) | undefined;
}

export interface BallotsDecided {
  readonly ledgerNumber: number;
  readonly action: string;
  readonly ballots: readonly number[];
  readonly rule: string;
  readonly evidenceHash: string;
  readonly decidedAt: Date | undefined;
  readonly agreed: TwoPersons | undefined;
}

export interface Evidence {
  readonly evidence: string;
  /** With it the hash in the ledger is made again; decisions of long ago have none. */
  readonly salt: string | undefined;
}

/** The openings of all ballots, which two persons let auditors read for a time. */
export interface OpeningsExport {
  readonly id: string;
  readonly reason: string;
  readonly grantedAt: Date | undefined;
  readonly expiresAt: Date | undefined;
  readonly open: boolean;
}

/** What an auditor checks of an edition. */
export abstract class AuditDesk {
  /** The latest first. */
  abstract rules(visitor: Visitor, editionId: string): Promise<readonly RulesAdoption[]>;
  /** The latest first. */
  abstract calendar(visitor: Visitor, editionId: string, cursor: string | undefined): Promise<Page<CalendarMove>>;
  /** Absent until the vote of the edition is prepared. */
  abstract ledger(visitor: Visitor, editionId: string): Promise<LedgerStatement | undefined>;
  /** In the order of the ledger. */
  abstract decisions(visitor: Visitor, editionId: string, cursor: string | undefined): Promise<Page<BallotsDecided>>;
  /** What a decision rests on. Who reads it is on record. */
  abstract evidence(visitor: Visitor, editionId: string, ledgerNumber: number): Promise<Evidence | undefined>;
  /** The latest first; at most 50. */
  abstract exports(visitor: Visitor, editionId: string): Promise<readonly OpeningsExport[]>;
  /** The openings of an export, one a line, while they come. Absent where it ended or never was. Who reads is on record. */
  abstract openings(visitor: Visitor, editionId: string, exportId: string): Promise<Readable | undefined>;
  /** Answers with the place of its approval. */
  abstract proposeExport(visitor: Visitor, editionId: string, reason: string): Promise<Result<string, Refused>>;
}
