import { err, ok, type Result } from '@wsis/kernel';
import { hashRuleBook, type RuleBook } from '@wsis/rule-book';
import type { CompetitionError } from '../domain/competition-error.js';
import { editionProblems, templateFrom, type Edition } from '../domain/edition.js';
import type { Announcements, CalendarStore, EditionStore, RuleBookStore, UnitOfWork } from './ports.js';

export interface CreateEditionInput {
  readonly id: string;
  readonly year: number;
  readonly name: string;
  readonly timeZone: string;
  /** An earlier edition whose rules become the draft and whose dates become the template. */
  readonly copyFrom: string | undefined;
  readonly createdBy: string;
}

/** Creates an edition; nothing is open in it. */
export class CreateEdition {
  constructor(
    private readonly database: UnitOfWork,
    private readonly editions: EditionStore,
    private readonly ruleBooks: RuleBookStore,
    private readonly calendars: CalendarStore,
    private readonly announcements: Announcements,
  ) {}

  async execute(input: CreateEditionInput): Promise<Result<Edition, CompetitionError>> {
    const problems = editionProblems(input);
    if (problems.length > 0) return err({ code: 'COMPETITION.EDITION_INVALID', problems });
    return this.database.transaction(async (tx) => {
      let draft: RuleBook | undefined;
      let template: Edition['calendarTemplate'] = [];
      if (input.copyFrom !== undefined) {
        const source = await this.editions.find(tx, input.copyFrom);
        const seen = (await this.calendars.look(tx, [input.copyFrom])).get(input.copyFrom);
        if (!source || !seen) return err({ code: 'COMPETITION.EDITION_UNKNOWN', edition: input.copyFrom });
        const rules =
          (await this.ruleBooks.latest(tx, source.id))?.ruleBook ??
          (await this.ruleBooks.draft(tx, source.id))?.ruleBook;
        draft = rules && { ...rules, name: input.name, year: input.year };
        template = templateFrom(seen.calendar, input.year - source.year, input.timeZone);
      }
      const edition: Edition = {
        id: input.id,
        year: input.year,
        name: input.name,
        timeZone: input.timeZone,
        copiedFrom: input.copyFrom ?? null,
        calendarTemplate: template,
      };
      if (!(await this.editions.create(tx, edition, input.createdBy))) {
        return err({ code: 'COMPETITION.EDITION_EXISTS', edition: edition.id });
      }
      if (draft) {
        await this.ruleBooks.saveDraft(
          tx,
          edition.id,
          0,
          { ruleBook: draft, hash: hashRuleBook(draft) },
          input.createdBy,
        );
      }
      await this.announcements.editionCreated(tx, edition);
      return ok(edition);
    });
  }
}
