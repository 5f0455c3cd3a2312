import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
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
import { NominationsScreens, type NomineeListState } from '../../application/screens.js';
import { WithdrawNominee, type WithdrawalPayload } from '../../application/withdraw-nominee.js';
import { NomineeListQueryDto, answerPage } from './page.dto.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { NomineeIdPipe } from './record-id.js';
import { WithdrawNomineeDto } from './screening.dto.js';

/** How long a reader's cache may show a list that lost a nominee meanwhile. */
const MAX_AGE_SECONDS = 10;

/** Who prepares and checks the list before everybody sees it. */
const EARLY_READERS = ['secretariat', 'screener', 'translator', 'auditor'] as const;

@Controller()
export class NomineesController {
  constructor(
    @Inject(FreezeNomineeList) private readonly freezeNomineeList: FreezeNomineeList,
    @Inject(WithdrawNominee) private readonly withdrawNominee: WithdrawNominee,
    @Inject(NominationsScreens) private readonly screens: NominationsScreens,
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
    return this.answer(request, reply, list, early);
  }

  /** The nominees by number, once the list is released; before that the list is empty and says so. */
  @Get('editions/:edition/nominees')
  @Access.public()
  async nominees(
    @Param('edition') edition: string,
    @Query() query: NomineeListQueryDto,
    @OptionalActor() actor: AccountClaims | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { list, early } = await this.look(edition, actor);
    const { frozen, released, listVersion, listHash } = list;
    const page =
      frozen && (released || early)
        ? await this.screens.nominees(
            edition,
            query.category,
            decodePlace(query.cursor, ['number']),
            pageSize(query.limit),
          )
        : { items: [] };
    return this.answer(
      request,
      reply,
      { edition, frozen, released, listVersion, listHash, ...answerPage(page) },
      early,
    );
  }

  @Get('nominees/:id')
  @Access.public()
  async nominee(
    @Param('id', NomineeIdPipe) id: string,
    @OptionalActor() actor: AccountClaims | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const found = await this.screens.nominee(id);
    if (!found) throw toProblem({ code: 'NOMINATIONS.NOMINEE_UNKNOWN' });
    const { list, early } = await this.look(found.edition, actor);
    if (!list.released && !early) throw toProblem({ code: 'NOMINATIONS.NOMINEE_UNKNOWN' });
    return this.answer(request, reply, found, early);
  }

  @Post('nominees/:id/withdrawal')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  async withdraw(
    @Param('id', NomineeIdPipe) id: string,
    @Body() body: WithdrawNomineeDto,
    @Actor() actor: AccountClaims,
  ): Promise<{ approvalId: string; payload: WithdrawalPayload }> {
    return valueOrThrow(await this.withdrawNominee.propose(id, body.reason, actor));
  }

  /** What this reader may know of the list: all of it once it is released, and before that only the staff. */
  private async look(
    edition: string,
    actor: AccountClaims | undefined,
  ): Promise<{ readonly list: NomineeListState; readonly early: boolean }> {
    const list = await this.screens.nomineeList(edition);
    if (!list) throw toProblem({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition });
    if (list.released) return { list, early: false };
    const staff = actor?.secondFactorAt !== undefined && holdsRole(actor, EARLY_READERS, edition);
    if (staff) return { list, early: true };
    return { list: { ...list, frozen: false, listVersion: 0, listHash: null, nomineeCount: 0 }, early: false };
  }

  /** What staff see early is kept by no cache. */
  private answer(request: FastifyRequest, reply: FastifyReply, body: object, early: boolean): unknown {
    if (!early) return answerCached(request, reply, body, { maxAgeSeconds: MAX_AGE_SECONDS });
    void reply.header('cache-control', 'no-store');
    return body;
  }
}
