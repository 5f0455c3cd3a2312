import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Actor, holdsRole, type AccountClaims } from '@wsis/http';
import { CertifyDecisions, type Asker } from '../../application/certify-decisions.js';
import { FormPanels } from '../../application/form-panels.js';
import type { EvaluationReadModel } from '../../application/read-model.js';
import { DecisionsDto, FormPanelsDto } from './evaluation.dto.js';
import { toProblem } from './problem-map.js';

export const READ_MODEL = Symbol('evaluation:read-model');

/** Panels and what they decide. */
@ApiTags('panels')
@Controller('editions/:edition')
export class PanelsController {
  constructor(
    @Inject(FormPanels) private readonly formPanels: FormPanels,
    @Inject(CertifyDecisions) private readonly certifyDecisions: CertifyDecisions,
    @Inject(READ_MODEL) private readonly screens: EvaluationReadModel,
  ) {}

  /** Proposes the panels of one or more categories; a second person approves. */
  @Post('panels')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  async propose(@Param('edition') edition: string, @Body() body: FormPanelsDto, @Actor() actor: AccountClaims) {
    const panels = body.panels.map(({ category, members, chair }) => ({ category, members, chair }));
    const done = await this.formPanels.propose(edition, { panels }, actor);
    if (!done.ok) throw toProblem(done.error);
    return done.value;
  }

  /** How far each panel is: entries, members, sealed sheets. No score. */
  @Get('panels')
  @Access.role('secretariat', 'panel-chair', 'auditor')
  panels(@Param('edition') edition: string) {
    return this.screens.progress(edition);
  }

  /**
   * The ranking of a category, once its panel has sealed enough sheets, with what its entries are called and what became
   * of the newest proposal to decide; a chair sees the own panel's, after sealing.
   */
  @Get('panels/:category/ranking')
  @Access.role('secretariat', 'panel-chair', { audited: true })
  async ranking(@Param('edition') edition: string, @Param('category') category: string, @Actor() actor: AccountClaims) {
    const judged = await this.certifyDecisions.preview(edition, category, askerOf(actor, edition));
    if (!judged.ok) throw toProblem(judged.error);
    const [entries, proposal] = await Promise.all([
      this.screens.entries(edition, category),
      this.screens.proposal(edition, category),
    ]);
    return { ...judged.value, entries, proposal: proposal ?? null };
  }

  /** Proposes what the panels decided; a second person approves. */
  @Post('decisions')
  @HttpCode(202)
  @Access.role('secretariat', 'panel-chair', { fresh: true })
  async decide(@Param('edition') edition: string, @Body() body: DecisionsDto, @Actor() actor: AccountClaims) {
    const done = await this.certifyDecisions.propose(
      edition,
      body.decisions.map((one) => ({
        category: one.category,
        outcome: one.outcome,
        winnerNomineeId: one.winnerNomineeId ?? null,
        specialRecognition: one.specialRecognition ?? [],
        statement: one.statement ?? '',
      })),
      { ...actor, ...askerOf(actor, edition) },
    );
    if (!done.ok) throw toProblem(done.error);
    return done.value;
  }

  /** Certified decisions, with the readings of the scores behind them; a chair sees the own panel's. */
  @Get('decisions')
  @Access.role('secretariat', 'auditor', 'panel-chair', { audited: true })
  decisions(@Param('edition') edition: string, @Actor() actor: AccountClaims) {
    const seesAll = holdsRole(actor, ['secretariat', 'auditor'], edition);
    return this.screens.decisions(edition, seesAll ? undefined : actor.accountId);
  }
}

function askerOf(actor: AccountClaims, edition: string): Asker {
  return { accountId: actor.accountId, secretariat: holdsRole(actor, ['secretariat'], edition) };
}
