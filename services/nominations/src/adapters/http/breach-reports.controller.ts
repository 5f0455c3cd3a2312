import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Access, Actor, decodePlace, pageSize, problem, type AccountClaims, MaxCharacters, IsFilled } from '@wsis/http';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { BreachScreens, type BreachReportLine } from '../../application/breach-screens.js';
import { Budgets } from '../../application/ports.js';
import { ReportBreach } from '../../application/report-breach.js';
import {
  BREACH_REASONS,
  BREACH_REPORT_STATES,
  type BreachReason,
  type BreachReportState,
} from '../../domain/breach-report.js';
import { PageQueryDto, answerPage, type PageAnswer } from './page.dto.js';
import { valueOrThrow } from './problem-map.js';
import { BreachReportIdPipe, NomineeIdPipe } from './record-id.js';

export class ReportBreachDto {
  @ApiProperty({ enum: BREACH_REASONS })
  @IsIn(BREACH_REASONS)
  reason!: BreachReason;

  /** What was seen, and where. */
  @IsString()
  @IsFilled()
  @MaxCharacters(2_000)
  words!: string;

  /** The language of the words. */
  @ApiProperty({ enum: LANGUAGES })
  @IsIn(LANGUAGES)
  language!: Language;
}

export class LookedAtDto {
  /** What the secretariat found. */
  @IsString()
  @IsFilled()
  @MaxCharacters(2_000)
  note!: string;
}

export class BreachReportListQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: BREACH_REPORT_STATES })
  @IsOptional()
  @IsIn(BREACH_REPORT_STATES)
  state?: BreachReportState;
}

@Controller()
export class BreachReportsController {
  constructor(
    @Inject(ReportBreach) private readonly reportBreach: ReportBreach,
    @Inject(BreachScreens) private readonly screens: BreachScreens,
    @Inject(Budgets) private readonly budgets: Budgets,
  ) {}

  /** Reports that a nominee's page breaks the rules. Nobody is asked who they are; the secretariat looks at each report. */
  @Post('nominees/:id/breach-reports')
  @Access.public()
  async report(
    @Param('id', NomineeIdPipe) nomineeId: string,
    @Body() body: ReportBreachDto,
    @Req() request: FastifyRequest,
  ): Promise<{ id: string }> {
    const refusal = await this.budgets.mayReport(request.ip);
    if (refusal) throw problem('HTTP.TOO_MANY_REQUESTS', {}, [], {}, refusal.headers);
    const { reason, words, language } = body;
    return valueOrThrow(await this.reportBreach.report({ nomineeId, reason, words: words.trim(), language }));
  }

  @Get('editions/:edition/breach-reports')
  @Access.role('secretariat', 'auditor', { audited: true })
  async list(
    @Param('edition') edition: string,
    @Query() query: BreachReportListQueryDto,
  ): Promise<PageAnswer<BreachReportLine>> {
    const after = decodePlace(query.cursor, ['uuid']);
    return answerPage(await this.screens.reports(edition, query.state, after, pageSize(query.limit)));
  }

  /** Notes what the secretariat found. Whatever follows from it goes the way of two persons. */
  @Put('editions/:edition/breach-reports/:id/note')
  @HttpCode(204)
  @Access.role('secretariat')
  async lookAt(
    @Param('edition') edition: string,
    @Param('id', BreachReportIdPipe) id: string,
    @Body() body: LookedAtDto,
    @Actor() actor: AccountClaims,
  ): Promise<void> {
    valueOrThrow(await this.reportBreach.lookAt(edition, id, body.note.trim(), actor.accountId));
  }
}
