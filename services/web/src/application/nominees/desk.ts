import type { Result } from '@wsis/kernel';
import type { NomineeSearch } from '../../domain/nominee-search.js';
import type { Nominee, Page } from '../ports.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';
import type { NomineeCounts } from './ports.js';

/** The frozen list as the staff read it, before its release too; and taking a nominee off it. */
export abstract class NomineeDesk {
  abstract counts(visitor: Visitor, editionId: string, search: NomineeSearch): Promise<NomineeCounts | undefined>;
  /** One page of the list; undefined where the cursor names no place in it. */
  abstract list(
    visitor: Visitor,
    editionId: string,
    search: NomineeSearch,
    cursor: string | undefined,
  ): Promise<Page<Nominee> | undefined>;
  abstract nominee(visitor: Visitor, nomineeId: string): Promise<Nominee | undefined>;
  abstract pictureFile(
    visitor: Visitor,
    nomineeId: string,
    file: string,
  ): Promise<{ readonly type: string; readonly bytes: Buffer } | undefined>;
  /** Proposes that a second person withdraws a nominee for good; gives the place of the approval. */
  abstract proposeWithdrawal(visitor: Visitor, nomineeId: string, reason: string): Promise<Result<string, Refused>>;
}
