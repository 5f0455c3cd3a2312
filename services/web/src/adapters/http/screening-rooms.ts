import { Inject, Injectable } from '@nestjs/common';
import type { RuleBook } from '@wsis/rule-book';
import { ContestReads, type Edition } from '../../application/ports.js';
import { Screening } from '../../application/screening/ports.js';
import { Submissions } from '../../application/submissions/ports.js';
import { holds } from '../../application/visitor.js';
import type { ScreenedEntry } from '../../pages/screening/entry-page.js';
import { besideOf } from '../../pages/submissions/translations.js';
import { NothingThere } from './nothing-there.js';
import type { Visit } from './visit.js';

/** Who reads what was handed in, and who may decide on it; the rules narrow that. */
export const READERS = ['screener', 'secretariat', 'auditor'] as const;
export const DECIDERS = ['screener', 'secretariat'] as const;

/** What every page of the screeners begins with. */
@Injectable()
export class ScreeningRooms {
  constructor(
    @Inject(Screening) private readonly screening: Screening,
    @Inject(Submissions) private readonly submissions: Submissions,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  async editions(visit: Visit): Promise<readonly Edition[]> {
    return (await this.contest.editions()).filter(({ id }) => holds(visit.account, READERS, id));
  }

  /** One edition with its rules, its dates and how far the screening is. */
  async edition(visit: Visit, editionId: string) {
    const [editions, ruleBook, calendar, standings] = await Promise.all([
      this.editions(visit),
      this.rules(editionId),
      this.contest.calendar(editionId),
      this.screening.standings(visit, editionId),
    ]);
    const edition = editions.find(({ id }) => id === editionId);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    visit.edition = editionId;
    return { editions, edition, ruleBook, calendar, standings };
  }

  async entry(visit: Visit, editionId: string, id: string): Promise<ScreenedEntry> {
    const [room, submission] = await Promise.all([this.edition(visit, editionId), this.submissions.find(visit, id)]);
    if (submission?.editionId !== editionId) throw new NothingThere('NOMINATIONS.SUBMISSION_UNKNOWN');
    return { ...room, submission, beside: besideOf(submission, visit.query('beside'), visit.language) };
  }

  private async rules(editionId: string): Promise<RuleBook> {
    const ruleBook = await this.submissions.rules(editionId);
    if (!ruleBook) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    return ruleBook;
  }
}
