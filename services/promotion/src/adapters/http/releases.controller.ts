import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Access,
  Actor,
  answerCached,
  decodePlace,
  encodeCursor,
  MAX_PAGE_SIZE,
  pageSize,
  type AccountClaims,
} from '@wsis/http';
import type { PromotionScreens } from '../../application/read-model.js';
import { StageRelease } from '../../application/stage-release.js';
import { ReleaseDto, ResultsQueryDto } from './promotion.dto.js';
import { toProblem } from './problem-map.js';

export const SCREENS = Symbol('promotion:screens');

/**
 * How long a cache may keep what is public. Short and always the same: a time that ends with the next release
 * would tell everybody when that is.
 */
const PUBLIC_SECONDS = 5;

/** What becomes public, and what is. */
@ApiTags('releases')
@Controller('editions/:edition')
export class ReleasesController {
  constructor(
    @Inject(StageRelease) private readonly stageRelease: StageRelease,
    @Inject(SCREENS) private readonly screens: PromotionScreens,
  ) {}

  /** Proposes a release for an instant, or another instant for a staged one; a second person approves. */
  @Post('releases')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  async stage(@Param('edition') edition: string, @Body() body: ReleaseDto, @Actor() actor: AccountClaims) {
    const wanted = { kind: body.kind, publishAt: new Date(body.publishAt) };
    const done = await this.stageRelease.propose(edition, wanted, actor);
    if (!done.ok) throw toProblem(done.error);
    return done.value;
  }

  /** What has been released, with its instants. What is staged is not here. */
  @Get('releases')
  @Access.public()
  async released(
    @Param('edition') edition: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const items = await this.screens.released(edition);
    if (!items) throw toProblem({ code: 'PROMOTION.EDITION_UNKNOWN', edition });
    return answerCached(request, reply, { items }, { maxAgeSeconds: PUBLIC_SECONDS });
  }

  /** All releases, also the staged ones. */
  @Get('releases/staged')
  @Access.role('secretariat', 'auditor', { audited: true })
  async staged(@Param('edition') edition: string) {
    return { items: await this.screens.staged(edition) };
  }

  /** Nominees, Champions and winners, as far as each is released. The nominees come in pages. */
  @Get('results')
  @Access.public()
  async results(
    @Param('edition') edition: string,
    @Query() query: ResultsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const [after = 0] = decodePlace(query.cursor, ['number']) ?? [];
    const found = await this.screens.results(edition, {
      category: query.category,
      after: Number(after),
      limit: pageSize(query.limit, MAX_PAGE_SIZE),
    });
    if (!found) throw toProblem({ code: 'PROMOTION.EDITION_UNKNOWN', edition });
    const { nominees, ...rest } = found;
    const body = {
      ...rest,
      ...(nominees === undefined
        ? {}
        : {
            nominees: {
              items: nominees.items,
              ...(nominees.nextAfter === null ? {} : { nextCursor: encodeCursor([nominees.nextAfter]) }),
            },
          }),
    };
    return answerCached(request, reply, body, { maxAgeSeconds: PUBLIC_SECONDS });
  }
}
