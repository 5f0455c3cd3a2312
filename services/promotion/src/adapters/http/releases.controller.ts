import { Body, Controller, Get, HttpCode, Inject, Param, ParseEnumPipe, Post, Query, Req, Res } from '@nestjs/common';
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
import { PreviewRelease } from '../../application/preview-release.js';
import type { NomineeQuery, PromotionScreens, PublicResults } from '../../application/read-model.js';
import { StageRelease } from '../../application/stage-release.js';
import { RELEASE_KINDS, type ReleaseKind } from '../../domain/release.js';
import { ReleaseDto, ResultsQueryDto } from './promotion.dto.js';
import { toProblem } from './problem-map.js';

export const SCREENS = Symbol('promotion:screens');

const RELEASE_KIND = Object.fromEntries(RELEASE_KINDS.map((kind) => [kind, kind]));

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
    @Inject(PreviewRelease) private readonly previewRelease: PreviewRelease,
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

  /** What everybody will read once this release is public, for those who decide on it; each look is on record. */
  @Get('releases/:kind/preview')
  @Access.role('secretariat', { audited: true })
  async preview(
    @Param('edition') edition: string,
    @Param('kind', new ParseEnumPipe(RELEASE_KIND)) kind: ReleaseKind,
    @Query() query: ResultsQueryDto,
  ) {
    const done = await this.previewRelease.execute(edition, kind, toNomineeQuery(query));
    if (!done.ok) throw toProblem(done.error);
    return { ...bodyOf(done.value.results), publishAt: done.value.publishAt };
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
    const found = await this.screens.results(edition, toNomineeQuery(query));
    if (!found) throw toProblem({ code: 'PROMOTION.EDITION_UNKNOWN', edition });
    const body = bodyOf(found);
    return answerCached(request, reply, body, { maxAgeSeconds: PUBLIC_SECONDS });
  }
}

function toNomineeQuery({ category, cursor, limit }: ResultsQueryDto): NomineeQuery {
  const [after = 0] = decodePlace(cursor, ['number']) ?? [];
  return { category, after: Number(after), limit: pageSize(limit, MAX_PAGE_SIZE) };
}

function bodyOf({ nominees, ...rest }: PublicResults): object {
  if (nominees === undefined) return rest;
  const next = nominees.nextAfter === null ? {} : { nextCursor: encodeCursor([nominees.nextAfter]) };
  return { ...rest, nominees: { items: nominees.items, ...next } };
}
