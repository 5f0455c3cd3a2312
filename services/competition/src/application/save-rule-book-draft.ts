import { err, ok, type Result } from '@wsis/kernel';
import { hashRuleBook, parseRuleBook } from '@wsis/rule-book';
import type { CompetitionError } from '../domain/competition-error.js';
import type { EditionStore, RuleBookStore, UnitOfWork } from './ports.js';

export interface SaveRuleBookDraftInput {
  readonly editionId: string;
  /** The version that the change was made from; 0 for a first draft. */
  readonly fromVersion: number;
  readonly ruleBook: unknown;
  readonly savedBy: string;
}

/** Stores a sound rule book as the edition's draft. */
export class SaveRuleBookDraft {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly ruleBooks: RuleBookStore,
  ) {}

  async execute(input: SaveRuleBookDraftInput): Promise<Result<{ version: number; hash: string }, CompetitionError>> {
    const parsed = parseRuleBook(input.ruleBook);
    if (!parsed.ok) return err({ code: 'COMPETITION.RULE_BOOK_INVALID', problems: parsed.error });
    const ruleBook = parsed.value;
    const hash = hashRuleBook(ruleBook);
    return this.database.transaction(async (tx) => {
      if (!(await this.editions.find(tx, input.editionId))) {
        return err({ code: 'COMPETITION.EDITION_UNKNOWN', edition: input.editionId });
      }
      const version = await this.ruleBooks.saveDraft(
        tx,
        input.editionId,
        input.fromVersion,
        { ruleBook, hash },
        input.savedBy,
      );
      if (version === undefined) {
        const current = await this.ruleBooks.draft(tx, input.editionId);
        return err({ code: 'COMPETITION.DRAFT_STALE', version: current?.version ?? 0 });
      }
      return ok({ version, hash });
    });
  }
}
