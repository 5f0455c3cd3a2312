import type { Result } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

export interface DeskEdition {
  readonly id: string;
  readonly year: number;
  readonly name: string;
  readonly timeZone: string;
  readonly copiedFrom: string | undefined;
  /** The version of the rules in force; absent where none are adopted. */
  readonly rulesVersion: number | undefined;
  readonly openPhases: readonly string[];
}

export interface NewEdition {
  readonly id: string;
  readonly year: number | string;
  readonly name: string;
  readonly timeZone: string;
  readonly copyFrom: string | undefined;
}

/** A rule book with its version: a draft, or the rules in force. */
export interface Rules {
  readonly version: number;
  readonly hash: string;
  readonly at: Date | undefined;
  readonly ruleBook: RuleBook;
}

/** What the secretariat sees and does of editions and their rules. */
export abstract class EditionDesk {
  /** The latest year first; at most 200. */
  abstract list(visitor: Visitor): Promise<readonly DeskEdition[]>;
  abstract find(visitor: Visitor, editionId: string): Promise<DeskEdition | undefined>;
  abstract create(visitor: Visitor, edition: NewEdition): Promise<Result<void, Refused>>;
  abstract draft(visitor: Visitor, editionId: string): Promise<Rules | undefined>;
  abstract adopted(visitor: Visitor, editionId: string): Promise<Rules | undefined>;
  /** Version 0 begins a draft. Gives the version that was made. */
  abstract saveDraft(
    visitor: Visitor,
    editionId: string,
    ruleBook: unknown,
    fromVersion: number,
  ): Promise<Result<number, Refused>>;
  abstract proposeAdoption(
    visitor: Visitor,
    editionId: string,
    draft: { readonly version: number; readonly hash: string },
  ): Promise<Result<void, Refused>>;
}
