import { Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { ContestReads } from '../../application/ports.js';
import { RuleReads } from '../../application/rules/ports.js';
import { Translations } from '../../application/translations/ports.js';
import { RulesPage } from '../../pages/rules/rules-page.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';

const KEEP_SECONDS = 30;
/** What could not be asked is asked again soon. */
const KEEP_UNKNOWN_SECONDS = 2;

@Pages(':language/editions/:edition/rules')
@Access.public()
export class PublicRulesController {
  constructor(
    @Inject(RuleReads) private readonly rules: RuleReads,
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(Translations) private readonly translations: Translations,
  ) {}

  @Get()
  async read(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const asked = visit.query('version');
    if (asked !== undefined && !/^[1-9]\d{0,5}$/.test(asked)) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    const [edition, rules, versions, lowered] = await Promise.all([
      this.contest.edition(editionId),
      this.rules.rules(editionId, asked === undefined ? undefined : Number(asked)),
      this.rules.versions(editionId),
      // The rules are there to read, whoever else is away.
      this.translations.loweredGates(editionId).catch(() => undefined),
    ]);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    if (rules === undefined && asked !== undefined) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    const seconds = lowered === undefined ? KEEP_UNKNOWN_SECONDS : KEEP_SECONDS;
    return visit.showToAll(<RulesPage {...{ edition, rules, versions, lowered }} />, seconds, ['version']);
  }
}
