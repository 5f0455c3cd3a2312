import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, Actor, answerCached, decodePlace, pageSize, type AccountClaims } from '@wsis/http';
import { FreezeNomineeList, type FreezePayload } from '../../application/freeze-nominee-list.js';
import { NominationsScreens } from '../../application/screens.js';
import { WithdrawNominee, type WithdrawalPayload } from '../../application/withdraw-nominee.js';
import { NomineeListQueryDto, answerPage } from './page.dto.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { NomineeIdPipe } from './record-id.js';
import { WithdrawNomineeDto } from './screening.dto.js';

/** How long a reader's cache may show a list that lost a nominee meanwhile. */
const MAX_AGE_SECONDS = 10;

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

  @Get('editions/:edition/nominee-list')
  @Access.public()
  async state(
    @Param('edition') edition: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return answerCached(request, reply, await this.list(edition), { maxAgeSeconds: MAX_AGE_SECONDS });
  }

  /** The nominees by number, once the list is frozen; before that the list is empty and says so. */
  @Get('editions/:edition/nominees')
  @Access.public()
  async nominees(
    @Param('edition') edition: string,
    @Query() query: NomineeListQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { frozen, listVersion, listHash } = await this.list(edition);
    const page = frozen
      ? await this.screens.nominees(
          edition,
          query.category,
          decodePlace(query.cursor, ['number']),
          pageSize(query.limit),
        )
      : { items: [] };
    const body = { edition, frozen, listVersion, listHash, ...answerPage(page) };
    return answerCached(request, reply, body, { maxAgeSeconds: MAX_AGE_SECONDS });
  }

  @Get('nominees/:id')
  @Access.public()
  async nominee(
    @Param('id', NomineeIdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const found = await this.screens.nominee(id);
    if (!found) throw toProblem({ code: 'NOMINATIONS.NOMINEE_UNKNOWN' });
    return answerCached(request, reply, found, { maxAgeSeconds: MAX_AGE_SECONDS });
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

  private async list(edition: string) {
    const found = await this.screens.nomineeList(edition);
    if (!found) throw toProblem({ code: 'NOMINATIONS.EDITION_UNKNOWN', edition });
    return found;
  }
}
