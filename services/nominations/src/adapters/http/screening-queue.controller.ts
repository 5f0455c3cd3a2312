import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Access, Actor, decodePlace, pageSize, type AccountClaims } from '@wsis/http';
import { Authors } from '../../application/authors.js';
import { QUEUE_ORDERS, ScreeningQueue, type QueueLine, type QueueOrder } from '../../application/screening-queue.js';
import type { Author } from '../../domain/author.js';
import { SUBMISSION_STATES, type SubmissionState } from '../../domain/submission.js';
import { LONGEST_CURSOR, PageQueryDto, answerPage, type PageAnswer } from './page.dto.js';

export class ScreeningQueueQueryDto extends PageQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  declare cursor?: string;

  @ApiPropertyOptional({ enum: SUBMISSION_STATES })
  @IsOptional()
  @IsIn(SUBMISSION_STATES)
  state?: SubmissionState;

  /** One category, or several with commas between them. */
  @IsOptional()
  @Matches(/^[\w.-]{1,40}(,[\w.-]{1,40}){0,99}$/)
  category?: string;

  /** Part of a title or of an organisation's name. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  @ApiPropertyOptional({ enum: QUEUE_ORDERS })
  @IsOptional()
  @IsIn(QUEUE_ORDERS)
  sort?: QueueOrder;
}

@Controller()
export class ScreeningQueueController {
  constructor(
    @Inject(ScreeningQueue) private readonly queue: ScreeningQueue,
    @Inject(Authors) private readonly authors: Authors,
  ) {}

  /** What was handed in, the longest waiting first unless told, as it concerns who asks. */
  @Get('editions/:edition/screening-queue')
  @Access.role('screener', 'secretariat', 'auditor')
  async lines(
    @Param('edition') editionId: string,
    @Query() query: ScreeningQueueQueryDto,
    @Actor() actor: AccountClaims,
  ): Promise<PageAnswer<QueueLine> & { readonly decidedByMe: number }> {
    const words = query.q?.trim() ?? '';
    const filter = {
      editionId,
      ...(query.state === undefined ? {} : { state: query.state }),
      ...(query.category === undefined ? {} : { categories: query.category.split(',') }),
      ...(words === '' ? {} : { words }),
    };
    const after = decodePlace(query.cursor, ['text', 'uuid']);
    const order = query.sort ?? 'submittedAt';
    const [lines, decidedByMe] = await Promise.all([
      this.queue.lines(filter, await this.reviewer(actor), order, after, pageSize(query.limit)),
      this.queue.decidedBy(editionId, actor.accountId),
    ]);
    return { ...answerPage(lines), decidedByMe };
  }

  /** Without organisations while identity is away: the queue is read on, and nobody decides. */
  private reviewer({ accountId }: AccountClaims): Promise<Author> {
    return this.authors.withAll(accountId).catch(() => ({ accountId, belongsTo: [] }));
  }
}
