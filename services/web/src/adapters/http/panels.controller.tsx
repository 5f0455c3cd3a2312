import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { Colleagues } from '../../application/colleagues.js';
import { Judging } from '../../application/judging/ports.js';
import { ContestReads } from '../../application/ports.js';
import { Submissions } from '../../application/submissions/ports.js';
import { holds } from '../../application/visitor.js';
import { Form } from '../../pages/forms/form.js';
import {
  DecisionPage,
  NO_WINNER,
  PanelsPage,
  RankingPage,
  panelPath,
  panelsPath,
  type DecisionField,
} from '../../pages/judging/panels-pages.js';
import { PANEL_SORTS, panelsCsv, withoutPanel } from '../../pages/judging/panels-list.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { csvFile } from './csv-file.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const LONGEST_STATEMENT = 4_000;

/** The panels: how far they are, what their sealed sheets say, and what is decided from that. */
@Pages(':language/desk/panels')
export class PanelsController {
  constructor(
    @Inject(Judging) private readonly judging: Judging,
    @Inject(Submissions) private readonly submissions: Submissions,
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(Colleagues) private readonly colleagues: Colleagues,
  ) {}

  @Get()
  @Access.role('panel-chair', 'secretariat', 'auditor')
  async progress(@Res() { visit }: FastifyReply) {
    const roles = ['panel-chair', 'secretariat', 'auditor'] as const;
    const editions = (await this.contest.editions()).filter(({ id }) => holds(visit.account, roles, id));
    const wanted = visit.query('edition');
    const edition = wanted === undefined ? editions[0] : editions.find(({ id }) => id === wanted);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    const [ruleBook, calendar, panels] = await Promise.all([
      this.rules(edition.id),
      this.contest.calendar(edition.id),
      this.judging.panels(visit, edition.id),
    ]);
    const state = readTableState((name) => visit.query(name), {
      path: '/desk/panels',
      sorts: PANEL_SORTS,
      filters: ['edition'],
    });
    return visit.show(<PanelsPage {...{ editions, edition, ruleBook, calendar, panels, state }} />);
  }

  @Get(':edition/panels.csv')
  @Access.role('panel-chair', 'secretariat', 'auditor')
  async file(@Param('edition') edition: string, @Res() reply: FastifyReply) {
    const [ruleBook, panels] = await Promise.all([this.rules(edition), this.judging.panels(reply.visit, edition)]);
    const seesAll = holds(reply.visit.account, ['secretariat'], edition);
    return csvFile(reply, 'panels.csv', panelsCsv(seesAll ? withoutPanel(ruleBook, panels) : panels));
  }

  @Get(':edition/:category')
  @Access.role('panel-chair', 'secretariat')
  async ranking(
    @Param('edition') editionId: string,
    @Param('category') category: string,
    @Res() { visit }: FastifyReply,
  ) {
    const [ruleBook, ranking, panels] = await Promise.all([
      this.rules(editionId),
      this.judging.ranking(visit, editionId, category),
      this.judging.panels(visit, editionId),
    ]);
    const panel = panels.find((each) => each.category === category);
    const names = await this.colleagues.names(visit, panel?.members ?? []);
    const members = (panel?.members ?? []).map((accountId) => ({
      accountId,
      name: names.get(accountId),
      chairs: accountId === panel?.chair,
    }));
    const state = readTableState(() => undefined, { path: panelPath(editionId, category) });
    const shown = ranking.ok ? ranking.value : ranking.error;
    const decided = panel?.decided ?? false;
    return visit.show(<RankingPage {...{ editionId, category, ruleBook, members, decided, state }} ranking={shown} />);
  }

  @Get(':edition/:category/decision')
  @Access.role('panel-chair', 'secretariat', { fresh: true })
  async ask(@Param('edition') editionId: string, @Param('category') category: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, editionId, category);
    if (opened === undefined) return visit.goTo(panelPath(editionId, category));
    return visit.show(<DecisionPage {...opened} form={decisionForm(visit)} />);
  }

  @Post(':edition/:category/decision')
  @Access.role('panel-chair', 'secretariat', { fresh: true })
  async propose(
    @Param('edition') editionId: string,
    @Param('category') category: string,
    @Res() { visit }: FastifyReply,
  ) {
    const opened = await this.opened(visit, editionId, category);
    if (opened === undefined) return visit.goTo(panelPath(editionId, category));
    const form = decisionForm(visit);
    const outcome = form.text('outcome');
    if (outcome === '') {
      return visit.show(<DecisionPage {...opened} form={form.refusedFor(form.missing())} />, { status: 422 });
    }
    const proposed = await this.judging.propose(visit, editionId, {
      category,
      outcome: outcome === NO_WINNER ? NO_WINNER : 'winner',
      winnerNomineeId: outcome === NO_WINNER ? undefined : outcome,
      specialRecognition: form.texts('specialRecognition').filter((each) => each !== ''),
      statement: form.text('statement'),
    });
    if (proposed.ok) return visit.goTo(panelsPath(editionId), 'proposed');
    const refused = form.refusedBy(proposed.error, {
      winnerNomineeId: 'outcome',
      'decisions.0.winnerNomineeId': 'outcome',
    });
    return visit.show(<DecisionPage {...opened} form={refused} />, proposed.error);
  }

  /** Nothing where the sheets are not revealed yet. */
  private async opened(visit: Visit, editionId: string, category: string) {
    const [ruleBook, ranking] = await Promise.all([
      this.rules(editionId),
      this.judging.ranking(visit, editionId, category),
    ]);
    return ranking.ok ? { editionId, category, ruleBook, ranking: ranking.value } : undefined;
  }

  private async rules(editionId: string) {
    const ruleBook = await this.submissions.rules(editionId);
    if (!ruleBook) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    return ruleBook;
  }
}

function decisionForm({ language, posted }: Visit): Form<DecisionField> {
  return new Form<DecisionField>({
    language,
    posted,
    fields: {
      outcome: { label: translate(language, 'web.panels.outcome'), required: true },
      specialRecognition: { label: translate(language, 'web.panels.recognition') },
      statement: {
        label: translate(language, 'web.panels.statement'),
        hint: translate(language, 'web.panels.statement.hint'),
        maxCharacters: LONGEST_STATEMENT,
      },
    },
  });
}
