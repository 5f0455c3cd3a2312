import { Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { EditionDesk } from '../../application/editions/ports.js';
import { ContestReads } from '../../application/ports.js';
import { RuleReads } from '../../application/rules/ports.js';
import { Translations } from '../../application/translations/ports.js';
import { RulesPage } from '../../pages/rules/rules-page.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';

/** The very page of the rules that everybody will read once the draft is adopted, under a banner that says so. */
@Pages(':language/desk/editions/:edition/rules/preview')
@Access.role('secretariat')
export class RulesPreviewController {
  constructor(
    @Inject(EditionDesk) private readonly desk: EditionDesk,
    @Inject(RuleReads) private readonly rules: RuleReads,
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(Translations) private readonly translations: Translations,
  ) {}

  @Get()
  async preview(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const [edition, draft, versions, lowered] = await Promise.all([
      this.contest.edition(editionId),
      this.desk.draft(visit, editionId),
      this.rules.versions(editionId),
      this.translations.loweredGates(editionId).catch(() => undefined),
    ]);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    if (draft === undefined) throw new NothingThere('COMPETITION.NO_DRAFT');
    const version = (versions[0]?.version ?? 0) + 1;
    const rules = { version, hash: draft.hash, draft: draft.version, ruleBook: draft.ruleBook };
    return visit.show(<RulesPage {...{ edition, rules, versions, lowered }} />);
  }
}
