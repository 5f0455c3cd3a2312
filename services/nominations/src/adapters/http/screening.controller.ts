import { Body, Controller, HttpCode, Inject, Param, Post, UseInterceptors } from '@nestjs/common';
import { Access, Actor, type AccountClaims } from '@wsis/http';
import { Authors } from '../../application/authors.js';
import { MoveSubmission } from '../../application/move-submission.js';
import { ScreenSubmissions, type ScreeningResult } from '../../application/screen-submissions.js';
import { StepBack } from '../../application/step-back.js';
import type { Author } from '../../domain/author.js';
import type { Decision } from '../../domain/screening.js';
import type { SubmissionState } from '../../domain/submission.js';
import { EditionOfRecord } from './edition-of-record.interceptor.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { SubmissionIdPipe } from './record-id.js';
import { MoveDto, ScreenDto, ScreenManyDto, StepBackDto } from './screening.dto.js';

interface ScreeningAnswer {
  readonly submissionId: string;
  readonly state?: SubmissionState;
  /** Why this one decision was refused; the others stand. */
  readonly refusal?: { readonly code: string; readonly errors: readonly unknown[] };
}

@Controller()
export class ScreeningController {
  constructor(
    @Inject(ScreenSubmissions) private readonly screenSubmissions: ScreenSubmissions,
    @Inject(MoveSubmission) private readonly moveSubmission: MoveSubmission,
    @Inject(StepBack) private readonly stepBack: StepBack,
    @Inject(Authors) private readonly authors: Authors,
  ) {}

  @Post('submissions/:id/screening')
  @UseInterceptors(EditionOfRecord)
  @HttpCode(200)
  @Access.role('screener', 'secretariat')
  async screen(
    @Param('id', SubmissionIdPipe) id: string,
    @Body() body: ScreenDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ state: SubmissionState }> {
    const decision = { submissionId: id, ...decisionOf(body) };
    return { state: valueOrThrow(await this.screenSubmissions.screenOne(decision, await this.reviewer(actor))) };
  }

  /** Up to 200 decisions; each stands or falls by itself. */
  @Post('editions/:edition/screenings')
  @HttpCode(200)
  @Access.role('screener', 'secretariat')
  async screenMany(
    @Param('edition') edition: string,
    @Body() body: ScreenManyDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ results: readonly ScreeningAnswer[] }> {
    const decisions = body.decisions.map((decision) => ({
      submissionId: decision.submissionId.toLowerCase(),
      ...decisionOf(decision),
    }));
    const results = valueOrThrow(await this.screenSubmissions.execute(edition, decisions, await this.reviewer(actor)));
    return { results: results.map(toAnswer) };
  }

  /** Declares an interest in a submission: whoever does neither reads it any more nor decides on it. */
  @Post('submissions/:id/conflict')
  @UseInterceptors(EditionOfRecord)
  @HttpCode(204)
  @Access.role('screener', 'secretariat')
  async declareInterest(
    @Param('id', SubmissionIdPipe) id: string,
    @Body() body: StepBackDto,
    @Actor() actor: AccountClaims,
  ): Promise<void> {
    valueOrThrow(await this.stepBack.execute(id, body.reason.trim(), await this.reviewer(actor)));
  }

  /** Moves a submission to another category, where the rules allow it and the list is not frozen. */
  @Post('submissions/:id/category')
  @UseInterceptors(EditionOfRecord)
  @HttpCode(200)
  @Access.role('secretariat')
  async move(
    @Param('id', SubmissionIdPipe) id: string,
    @Body() body: MoveDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ category: string }> {
    return valueOrThrow(await this.moveSubmission.execute(id, body, actor));
  }

  /** With their organisations: nobody decides on what they may have written themselves. */
  private async reviewer(actor: AccountClaims): Promise<AccountClaims & Author> {
    return { ...actor, ...(await this.authors.withAll(actor.accountId)) };
  }
}

function decisionOf({ outcome, reason = '', version }: ScreenDto): Decision {
  return { outcome, reason, version };
}

function toAnswer(result: ScreeningResult): ScreeningAnswer {
  if ('state' in result) return result;
  const { code, errors } = toProblem(result.refusal);
  return { submissionId: result.submissionId, refusal: { code, errors } };
}
