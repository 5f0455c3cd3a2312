import { Inject, Injectable } from '@nestjs/common';
import { isLanguage, type Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import { ContestReads, type Edition } from '../../application/ports.js';
import { Submissions } from '../../application/submissions/ports.js';
import { Translations, type TranslationOverview } from '../../application/translations/ports.js';
import { holds } from '../../application/visitor.js';
import { NothingThere } from './nothing-there.js';
import type { Visit } from './visit.js';

export const READERS = ['translator', 'secretariat', 'auditor'] as const;
export const WRITERS = ['translator', 'secretariat'] as const;

export interface EditionToTranslate {
  readonly edition: Edition;
  readonly ruleBook: RuleBook;
  readonly overview: TranslationOverview;
  /** Nothing may be changed: by this person, or by anybody any more. */
  readonly readOnly: boolean;
}

/** The editions whose translations a visitor may see, with what every page of them shows. */
@Injectable()
export class EditionsToTranslate {
  constructor(
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(Submissions) private readonly submissions: Submissions,
    @Inject(Translations) private readonly translations: Translations,
  ) {}

  async all(visit: Visit): Promise<readonly Edition[]> {
    return (await this.contest.editions()).filter(({ id }) => holds(visit.account, READERS, id));
  }

  /** The named one, else the first. */
  async find(visit: Visit, editionId?: string): Promise<EditionToTranslate> {
    const editions = await this.all(visit);
    const edition = editionId === undefined ? editions[0] : editions.find(({ id }) => id === editionId);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    const { id } = edition;
    const [ruleBook, overview] = await Promise.all([this.submissions.rules(id), this.translations.overview(visit, id)]);
    if (!ruleBook || !overview) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    return { edition, ruleBook, overview, readOnly: overview.frozen || !holds(visit.account, WRITERS, id) };
  }
}

export function languageOf(name: string): Language {
  if (!isLanguage(name)) throw new NothingThere('HTTP.NOT_FOUND');
  return name;
}
