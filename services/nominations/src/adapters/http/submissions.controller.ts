import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Actor, IfMatch, decodePlace, holdsRole, pageSize, type AccountClaims } from '@wsis/http';
import { NominationsScreens, type SubmissionLine, type SubmissionView } from '../../application/screens.js';
import { SubmitSubmission, type ReceivedSubmission } from '../../application/submit-submission.js';
import { WithdrawSubmission } from '../../application/withdraw-submission.js';
import { WriteSubmission, type WrittenSubmission } from '../../application/write-submission.js';
import { visibleValues } from '../../domain/submission.js';
import { PageQueryDto, SubmissionListQueryDto, answerPage, type PageAnswer } from './page.dto.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { SubmissionIdPipe } from './record-id.js';
import { WithdrawSubmissionDto, WriteSubmissionDto, toContent } from './submission.dto.js';

@Controller()
export class SubmissionsController {
  constructor(
    @Inject(WriteSubmission) private readonly writeSubmission: WriteSubmission,
    @Inject(SubmitSubmission) private readonly submitSubmission: SubmitSubmission,
    @Inject(WithdrawSubmission) private readonly withdrawSubmission: WithdrawSubmission,
    @Inject(NominationsScreens) private readonly screens: NominationsScreens,
  ) {}

  /** Begins a draft. Everything typed is stored; `problems` says what is still to be mended. */
  @Post('editions/:edition/submissions')
  @Access.signedIn()
  async begin(
    @Param('edition') edition: string,
    @Body() body: WriteSubmissionDto,
    @Actor() actor: AccountClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WrittenSubmission> {
    const written = valueOrThrow(await this.writeSubmission.begin(edition, toContent(body), actor.accountId));
    void reply.header('etag', `"${written.version}"`);
    return written;
  }

  @Put('submissions/:id')
  @Access.signedIn()
  @ApiHeader({ name: 'If-Match', required: true })
  async save(
    @Param('id', SubmissionIdPipe) id: string,
    @IfMatch() fromVersion: number,
    @Body() body: WriteSubmissionDto,
    @Actor() actor: AccountClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WrittenSubmission> {
    const written = valueOrThrow(await this.writeSubmission.save(id, fromVersion, toContent(body), actor.accountId));
    void reply.header('etag', `"${written.version}"`);
    return written;
  }

  /** Hands a draft in, exactly as it stands in the version that `If-Match` names. */
  @Post('submissions/:id/submission')
  @HttpCode(200)
  @Access.signedIn()
  @ApiHeader({ name: 'If-Match', required: true })
  async submit(
    @Param('id', SubmissionIdPipe) id: string,
    @IfMatch() fromVersion: number,
    @Actor() actor: AccountClaims,
  ): Promise<ReceivedSubmission> {
    return valueOrThrow(await this.submitSubmission.execute(id, fromVersion, actor.accountId));
  }

  @Post('submissions/:id/withdrawal')
  @HttpCode(200)
  @Access.signedIn()
  async withdraw(
    @Param('id', SubmissionIdPipe) id: string,
    @Body() body: WithdrawSubmissionDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ state: 'withdrawn' }> {
    return valueOrThrow(await this.withdrawSubmission.execute(id, actor.accountId, body.reason ?? ''));
  }

  @Get('editions/:edition/my/submissions')
  @Access.signedIn()
  async mine(
    @Param('edition') edition: string,
    @Query() query: PageQueryDto,
    @Actor() actor: AccountClaims,
  ): Promise<PageAnswer<SubmissionLine>> {
    const filter = { editionId: edition, submitterAccountId: actor.accountId };
    return answerPage(
      await this.screens.submissions(filter, decodePlace(query.cursor, ['uuid']), pageSize(query.limit)),
    );
  }

  @Get('editions/:edition/submissions')
  @Access.role('screener', 'secretariat', 'auditor')
  async list(
    @Param('edition') edition: string,
    @Query() query: SubmissionListQueryDto,
  ): Promise<PageAnswer<SubmissionLine>> {
    const filter = {
      editionId: edition,
      ...(query.state === undefined ? {} : { state: query.state }),
      ...(query.category === undefined ? {} : { category: query.category }),
    };
    return answerPage(
      await this.screens.submissions(filter, decodePlace(query.cursor, ['uuid']), pageSize(query.limit)),
    );
  }

  /** How far the screening is, by category and state. */
  @Get('editions/:edition/screening-progress')
  @Access.role('screener', 'secretariat', 'auditor')
  async progress(@Param('edition') edition: string): Promise<unknown> {
    return { items: await this.screens.progress(edition) };
  }

  /** One submission, to its author and to those who review it; contacts only to author and secretariat, its history to no judge. */
  @Get('submissions/:id')
  @Access.signedIn()
  async get(
    @Param('id', SubmissionIdPipe) id: string,
    @Actor() actor: AccountClaims,
  ): Promise<Partial<SubmissionView>> {
    const found = await this.screens.submission(id);
    const reader = found && readerOf(found, actor);
    const ruleBook = found && (await this.screens.ruleBook(found.edition));
    if (!found || !reader || !ruleBook) throw toProblem({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
    const { submitterAccountId, history, ...entry } = found;
    const sight = reader === 'judge' ? 'reviewer' : reader;
    return {
      ...entry,
      ...(reader === 'judge' ? {} : { submitterAccountId, history }),
      values: visibleValues(ruleBook, found.values, sight),
      texts: found.texts.map((text) => ({ ...text, values: visibleValues(ruleBook, text.values, sight) })),
    };
  }
}

type Reader = 'author' | 'secretariat' | 'reviewer' | 'judge';

/** As whom somebody may read a submission; nothing where not at all. */
export function readerOf(found: SubmissionView, actor: AccountClaims): Reader | undefined {
  if (found.submitterAccountId === actor.accountId) return 'author';
  // What nobody has handed in yet is its author's alone; others see it with a second factor only.
  if (found.submittedAt === null || actor.secondFactorAt === undefined) return undefined;
  if (holdsRole(actor, ['secretariat'], found.edition)) return 'secretariat';
  if (holdsRole(actor, ['screener', 'auditor'], found.edition)) return 'reviewer';
  // Judges see what was nominated, not who sent it in, nor what screeners said of it.
  const judges = found.state === 'nominated' && holdsRole(actor, ['expert', 'panel-chair'], found.edition);
  return judges ? 'judge' : undefined;
}
