import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Access,
  Actor,
  OptionalActor,
  answerCached,
  decodePlace,
  holdsRole,
  pageSize,
  type AccountClaims,
} from '@wsis/http';
import { FreezeNomineeList, type FreezePayload } from '../../application/freeze-nominee-list.js';
import { NomineeScreens, type NomineeFilter, type NomineeListState } from '../../application/nominee-screens.js';
import { WithdrawNominee, type WithdrawalPayload } from '../../application/withdraw-nominee.js';
import { EditionOfRecord } from './edition-of-record.interceptor.js';
import {
  CategoryNomineesQueryDto,
  ListVersionQueryDto,
  NomineeFilterQueryDto,
  NomineeListQueryDto,
  toFilter,
} from './nominee.dto.js';
import { answerPage } from './page.dto.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { NomineeIdPipe } from './record-id.js';
import { WithdrawNomineeDto } from './screening.dto.js';

/** How long a reader's cache may show a list that lost a nominee meanwhile. */
const MAX_AGE_SECONDS = 10;
/** How long caches keep a version of the list; long after the last page that names it. */
const VERSION_MAX_AGE_SECONDS = 30 * 86_400;

/** A ballot shows a category on one page; no category comes near. */
const OF_A_CATEGORY = 200;

/** Who prepares and checks the list before everybody sees it. */
const EARLY_READERS = ['secretariat', 'screener', 'translator', 'auditor'] as const;

export function mayReadEarly(actor: AccountClaims | undefined, edition: string): boolean {
  return actor?.secondFactorAt !== undefined && holdsRole(actor, EARLY_READERS, edition);
}

@Controller()
export class NomineesController {
  constructor(
    @Inject(FreezeNomineeList) private readonly freezeNomineeList: FreezeNomineeList,
    @Inject(WithdrawNominee) private readonly withdrawNominee: WithdrawNominee,
    @Inject(NomineeScreens) private readonly screens: NomineeScreens,
  ) {}

  /** Proposes to freeze the list as it stands; a second person freezes exactly that. */
  @Post('editions/:edition/nominee-list/freeze')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  async freeze(
    @Param('edition') edition: string,
    @Actor() actor: AccountClaims,
  ): Promise<{ approvalId: string; payload: FreezePayload }> {
    return valueOrThrow(await this.freezeNomineeList.propose(edition, actor));
  }

  /** Whether the list is frozen and public; before its release everybody but the staff sees an empty one. */
  @Get('editions/:edition/nominee-list')
  @Access.public()
  async state(
    @Param('edition') edition: string,
    @OptionalActor() actor: AccountClaims | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { list, early } = await this.look(edition, actor);
    return this.answer(request, reply, list, { early });
  }

  /** The nominees by number or in a random order, once the list is released; before that the list is empty and says so. */
  @Get('editions/:edition/nominees')
  @RouteConfig({ pausedBy: 'lists' })
  @Access.public()
  async nominees(
    @Param('edition') edition: string,
    @Query() query: NomineeListQueryDto,
    @OptionalActor() actor: AccountClaims | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const after = decodePlace(query.cursor, [query.order === undefined ? 'number' : 'text']);
    const { body, early, version } = await this.page(
      actor,
      toFilter(edition, query),
      query,
      after,
      pageSize(query.limit),
    );
    return this.answer(request, reply, body, { early, asked: query.listVersion, found: version });
  }

  /** All nominees of one category, as a ballot offers them. Voters go on choosing while the lists are paused. */
  @Get('editions/:edition/categories/:category/nominees')
  @Access.public()
  async ofCategory(
    @Param('edition') editionId: string,
    @Param('category') category: string,
    @Query() query: CategoryNomineesQueryDto,
    @OptionalActor() actor: AccountClaims | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { body, early } = await this.page(actor, { editionId, category }, query, undefined, OF_A_CATEGORY);
    return this.answer(request, reply, body, { early });
  }

  /** How many nominees each value of a filter would leave; those withdrawn are not counted. */
  @Get('editions/:edition/nominees/counts')
  @RouteConfig({ pausedBy: 'lists' })
  @Access.public()
  async counts(
    @Param('edition') edition: string,
    @Query() query: NomineeFilterQueryDto,
    @OptionalActor() actor: AccountClaims | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { list, early } = await this.look(edition, actor);
    const shown = list.released || early;
    const counted = shown
      ? await this.screens.counts(toFilter(edition, query))
      : { listVersion: list.listVersion, counts: {} };
    const body = { edition, ...counted };
    return this.answer(request, reply, body, { early, asked: query.listVersion, found: counted.listVersion });
  }

  @Get('nominees/:id')
  @Access.public()
  async nominee(
    @Param('id', NomineeIdPipe) id: string,
    @Query() query: ListVersionQueryDto,
    @OptionalActor() actor: AccountClaims | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const found = await this.screens.nominee(id);
    if (!found) throw toProblem({ code: 'NOMINATIONS.NOMINEE_UNKNOWN' });
    const { nominee, listVersion } = found;
    const { list, early } = await this.look(nominee.edition, actor);
    if (!list.released && !early) throw toProblem({ code: 'NOMINATIONS.NOMINEE_UNKNOWN' });
    return this.answer(
      request,
      reply,
      { ...nominee, listVersion },
      { early, asked: query.listVersion, found: listVersion },
    );
  }

  @Post('nominees/:id/withdrawal')
  @UseInterceptors(EditionOfRecord)
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  async withdraw(
    @Param('id', NomineeIdPipe) id: string,
    @Body() body: WithdrawNomineeDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ approvalId: string; payload: WithdrawalPayload }> {
    return valueOrThrow(await this.withdrawNominee.propose(id, body.reason, actor));
  }

  private async page(
    actor: AccountClaims | undefined,
    filter: NomineeFilter,
    { order, language }: CategoryNomineesQueryDto,
    after: ReturnType<typeof decodePlace>,
    limit: number,
  ): Promise<{ readonly body: object; readonly early: boolean; readonly version: number }> {
    const { list, early } = await this.look(filter.editionId, actor);
    const { frozen, released, listHash } = list;
    const shown = { ...(order === undefined ? {} : { order }), ...(language === undefined ? {} : { language }) };
    const page =
      frozen && (released || early)
        ? await this.screens.nominees(filter, shown, after, limit)
        : { items: [], listVersion: list.listVersion };
    const version = page.listVersion;
    const body = { edition: filter.editionId, frozen, released, listVersion: version, listHash, ...answerPage(page) };
    return { body, early, version };
  }

  /** What this reader may know of the list: all of it once it is released, and before that only the staff. */
  private async look(
    edition: string,
    actor: AccountClaims | undefined,
  ): Promise<{ readonly list: NomineeListState; readonly early: boolean }> {
    const list = await this.screens.list(edition);
    if (!list) throw toProblem({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition });
    if (list.released) return { list, early: false };
    if (mayReadEarly(actor, edition)) return { list, early: true };
    return { list: { ...list, frozen: false, listVersion: 0, listHash: null, nomineeCount: 0 }, early: false };
  }

  /**
   * Answers so that caches spare us: an answer that was asked for by its version never changes and is kept, the others
   * for seconds; what staff see early is kept by no cache.
   */
  private answer(
    request: FastifyRequest,
    reply: FastifyReply,
    body: object,
    { early, asked, found = 0 }: { early: boolean; asked?: number | undefined; found?: number },
  ): unknown {
    if (asked !== undefined && asked !== found) {
      throw toProblem({ code: 'NOMINATIONS.LIST_VERSION_UNKNOWN', version: found });
    }
    if (!early) {
      const forGood = { maxAgeSeconds: VERSION_MAX_AGE_SECONDS, immutable: true };
      return answerCached(request, reply, body, asked === undefined ? { maxAgeSeconds: MAX_AGE_SECONDS } : forGood);
    }
    void reply.header('cache-control', 'no-store');
    return body;
  }
}
