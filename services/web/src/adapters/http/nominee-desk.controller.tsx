import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { EditionDesk } from '../../application/editions/ports.js';
import { NomineeDesk } from '../../application/nominees/desk.js';
import { ContestReads, type Nominee } from '../../application/ports.js';
import { EVERY_NOMINEE, readNomineeSearch } from '../../domain/nominee-search.js';
import { Form } from '../../pages/forms/form.js';
import {
  NomineeListPage,
  WithdrawNomineePage,
  nomineesPath,
  type VotePhase,
} from '../../pages/editions/nominee-desk-pages.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const LONGEST_REASON = 1_000;

/** The frozen list, and taking a nominee off it after the freeze: by two persons, for a public reason. */
@Pages(':language/desk/editions/:edition/nominees')
@Access.role('secretariat')
export class NomineeDeskController {
  constructor(
    @Inject(NomineeDesk) private readonly nominees: NomineeDesk,
    @Inject(EditionDesk) private readonly editions: EditionDesk,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  @Get()
  async list(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const edition = await this.edition(visit, editionId);
    const path = nomineesPath(editionId);
    const state = readTableState((name) => visit.query(name), { path, filters: ['q', 'category'] });
    const search = { ...readNomineeSearch((name) => visit.query(name)), order: undefined };
    const [categories, page] = await Promise.all([
      this.contest.categories(editionId),
      this.nominees.list(visit, editionId, search, state.cursor),
    ]);
    if (page === undefined) return visit.goTo(path);
    return visit.show(<NomineeListPage {...{ edition, categories, page, state }} />);
  }

  @Get(':nominee/withdrawal')
  @Access.role('secretariat', { fresh: true })
  async ask(@Param('edition') editionId: string, @Param('nominee') id: string, @Res() { visit }: FastifyReply) {
    return visit.show(<WithdrawNomineePage {...await this.opened(visit, editionId, id)} form={reasonForm(visit)} />);
  }

  @Post(':nominee/withdrawal')
  @Access.role('secretariat', { fresh: true })
  async withdraw(@Param('edition') editionId: string, @Param('nominee') id: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, editionId, id);
    const form = reasonForm(visit);
    const missing = form.missing();
    if (missing.length > 0) {
      return visit.show(<WithdrawNomineePage {...opened} form={form.refusedFor(missing)} />, { status: 422 });
    }
    const proposed = await this.nominees.proposeWithdrawal(visit, id, form.text('reason'));
    if (proposed.ok) return visit.goTo(`/desk/approvals/${proposed.value}`, 'proposed');
    return visit.show(<WithdrawNomineePage {...opened} form={form.refusedBy(proposed.error)} />, proposed.error);
  }

  /** What follows from a withdrawal depends on the rules, and on how far the vote is. */
  private async opened(visit: Visit, editionId: string, id: string) {
    const [edition, nominee, categories, calendar, rules] = await Promise.all([
      this.edition(visit, editionId),
      this.nominees.nominee(visit, id),
      this.contest.categories(editionId),
      this.contest.calendar(editionId),
      this.editions.adopted(visit, editionId),
    ]);
    if (nominee?.editionId !== editionId) throw new NothingThere('NOMINATIONS.NOMINEE_UNKNOWN');
    const voting = calendar?.phases.find(({ phase }) => phase === 'voting')?.state;
    const phase: VotePhase = voting === 'open' || voting === 'closed' ? voting : 'ahead';
    return {
      edition,
      nominee,
      categories,
      phase,
      vote: rules?.ruleBook.vote,
      left: await this.leftInCategory(visit, nominee),
    };
  }

  /** How many the category has without this one. */
  private async leftInCategory(visit: Visit, { editionId, category, withdrawn }: Nominee): Promise<number> {
    const counts = await this.nominees.counts(visit, editionId, EVERY_NOMINEE);
    const now = counts?.category.get(category) ?? 0;
    return withdrawn ? now : Math.max(0, now - 1);
  }

  private async edition(visit: Visit, editionId: string) {
    const edition = await this.editions.find(visit, editionId);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }
}

function reasonForm({ language, posted }: Visit): Form<'reason'> {
  return new Form({
    language,
    posted,
    fields: {
      reason: {
        label: translate(language, 'web.approvals.reason'),
        hint: translate(language, 'web.withdrawal.reason.hint'),
        required: true,
        maxCharacters: LONGEST_REASON,
      },
    },
  });
}
