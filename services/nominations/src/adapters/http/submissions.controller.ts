import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Actor, IfMatch, decodePlace, pageSize, type AccountClaims } from '@wsis/http';
import type { RuleBook } from '@wsis/rule-book';
import { Authors } from '../../application/authors.js';
import {
  NominationsScreens,
  type AuthorsLine,
  type SubmissionLine,
  type SubmissionView,
} from '../../application/screens.js';
import { SubmitSubmission, type ReceivedSubmission } from '../../application/submit-submission.js';
import { WithdrawSubmission } from '../../application/withdraw-submission.js';
import { WriteSubmission, type WrittenSubmission } from '../../application/write-submission.js';
import type { Relation } from '../../domain/author.js';
import { translatableValues, visibleValues } from '../../domain/submission.js';
import { PageQueryDto, SubmissionListQueryDto, answerPage, type PageAnswer } from './page.dto.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { Readers } from './readers.js';
import { SubmissionIdPipe } from './record-id.js';
import { WithdrawSubmissionDto, WriteSubmissionDto, toContent } from './submission.dto.js';

@Controller()
export class SubmissionsController {
  constructor(
    @Inject(WriteSubmission) private readonly writeSubmission: WriteSubmission,
    @Inject(SubmitSubmission) private readonly submitSubmission: SubmitSubmission,
    @Inject(WithdrawSubmission) private readonly withdrawSubmission: WithdrawSubmission,
    @Inject(NominationsScreens) private readonly screens: NominationsScreens,
    @Inject(Authors) private readonly authors: Authors,
    @Inject(Readers) private readonly readers: Readers,
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
    const content = await this.authors.forRemaining(toContent(body));
    const author = await this.authors.writing(actor.accountId, content.organisationId);
    const written = valueOrThrow(await this.writeSubmission.begin(edition, content, author));
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
    const content = await this.authors.forRemaining(toContent(body));
    const author = await this.authors.writing(actor.accountId, content.organisationId, id);
    const written = valueOrThrow(await this.writeSubmission.save(id, fromVersion, content, author));
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
    const author = await this.authors.ofSubmission(actor.accountId, id);
    return valueOrThrow(await this.submitSubmission.execute(id, fromVersion, author));
  }

  @Post('submissions/:id/withdrawal')
  @HttpCode(200)
  @Access.signedIn()
  async withdraw(
    @Param('id', SubmissionIdPipe) id: string,
    @Body() body: WithdrawSubmissionDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ state: 'withdrawn' }> {
    const author = await this.authors.ofSubmission(actor.accountId, id);
    return valueOrThrow(await this.withdrawSubmission.execute(id, author, body.reason ?? ''));
  }

  /** What I began, and what others began for an organisation that I belong to. */
  @Get('editions/:edition/my/submissions')
  @Access.signedIn()
  async mine(
    @Param('edition') edition: string,
    @Query() query: PageQueryDto,
    @Actor() actor: AccountClaims,
  ): Promise<PageAnswer<AuthorsLine>> {
    const { belongsTo } = await this.authors.withAll(actor.accountId);
    const filter = {
      editionId: edition,
      accountId: actor.accountId,
      organisationIds: belongsTo.map(({ organisationId }) => organisationId),
    };
    return answerPage(
      await this.screens.authorsSubmissions(filter, decodePlace(query.cursor, ['uuid']), pageSize(query.limit)),
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
      ...(query.q === undefined ? {} : { words: query.q.trim() }),
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

  /**
   * One submission, to its authors and to those who review it; contacts only to authors and secretariat, its history to
   * no judge. Authors are told what they are to it and who wrote in it last. A translator reads what is to be
   * translated.
   */
  @Get('submissions/:id')
  @Access.signedIn()
  async get(
    @Param('id', SubmissionIdPipe) id: string,
    @Actor() actor: AccountClaims,
  ): Promise<Partial<SubmissionView> & { readonly relation?: Relation }> {
    const found = await this.screens.submission(id);
    const reader = found && (await this.readers.of(found, actor));
    const ruleBook = found && (await this.screens.ruleBook(found.edition));
    if (!found || !reader || !ruleBook) throw toProblem({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
    if (reader.as === 'stepped-back') throw toProblem({ code: 'NOMINATIONS.STEPPED_BACK' });
    if (reader.as === 'translator') return forTranslation(ruleBook, found);
    const { submitterAccountId, history, savedBy, conflicts, ...entry } = found;
    const sight = reader.as === 'judge' ? 'reviewer' : reader.as;
    return {
      ...entry,
      ...(reader.as === 'judge' ? {} : { submitterAccountId, history }),
      ...(reader.as === 'secretariat' ? { conflicts } : {}),
      ...(reader.as === 'author' ? { relation: reader.relation, savedBy } : {}),
      values: visibleValues(ruleBook, found.values, sight),
      texts: found.texts.map((text) => ({ ...text, values: visibleValues(ruleBook, text.values, sight) })),
    };
  }
}

/** The words to translate, and what they are words of. */
function forTranslation(ruleBook: RuleBook, found: SubmissionView): Partial<SubmissionView> {
  const { id, edition, state, version, language, category, generated } = found;
  const values = translatableValues(ruleBook, found.values);
  const texts = found.texts.map((text) => ({ ...text, values: translatableValues(ruleBook, text.values) }));
  return { id, edition, state, version, language, category, generated, values, texts };
}
