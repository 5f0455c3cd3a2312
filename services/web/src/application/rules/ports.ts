import type { RuleBook } from '@wsis/rule-book';

/** One adopted version of an edition's rules. */
export interface AdoptedRules {
  readonly version: number;
  /** SHA-256 of its canonical JSON. */
  readonly hash: string;
  readonly adoptedAt: Date;
  readonly ruleBook: RuleBook;
}

/** Rules in the making, with the version that they would be in force as. */
export type DraftedRules = Omit<AdoptedRules, 'adoptedAt'> & {
  /** The version of the draft. */
  readonly draft: number;
};

export type RulesVersion = Omit<AdoptedRules, 'ruleBook'>;

/** The rules of an edition, as two people adopted them. */
export abstract class RuleReads {
  /** The version in force unless another is named; undefined where there is none. */
  abstract rules(editionId: string, version?: number): Promise<AdoptedRules | undefined>;
  /** All of them, the latest first. */
  abstract versions(editionId: string): Promise<readonly RulesVersion[]>;
}
