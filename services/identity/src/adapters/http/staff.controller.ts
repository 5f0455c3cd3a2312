import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  Access,
  Actor,
  decodePlace,
  encodeCursor,
  noteEditions,
  pageSize,
  problem,
  type AccountClaims,
  type IdentifiedRequest,
} from '@wsis/http';
import { InvitePeople } from '../../application/invite-people.js';

import { ResendInvitation } from '../../application/resend-invitation.js';
import { ResetSecondFactor } from '../../application/reset-second-factor.js';
import { RevokeRole } from '../../application/revoke-role.js';
import { AccountScreens, type RoleHolder } from '../../application/screens.js';
import { ALL_EDITIONS } from '../../domain/role.js';
import { valueOrThrow } from './problem-map.js';
import { AcceptedAnswer, heldRole } from './sign-in.dto.js';
import {
  ColleaguesAnswer,
  ColleaguesQueryDto,
  InvitationsAnswer,
  InvitationsDto,
  ProposalAnswer,
  RevokeRoleDto,
  RoleFiguresAnswer,
  RoleHoldersAnswer,
  RoleHoldersQueryDto,
  SecondFactorResetDto,
  type RoleHolderView,
} from './staff.dto.js';

const COLLEAGUES_AT_MOST = 100;
const OVERSEERS = ['secretariat', 'auditor'] as const;

/** An id that is no id holds no role. */
const holderId = new ParseUUIDPipe({ exceptionFactory: () => problem('IDENTITY.GRANT_UNKNOWN') });

@ApiTags('staff')
@ApiBearerAuth()
@Controller()
export class StaffController {
  constructor(
    @Inject(InvitePeople) private readonly invitePeople: InvitePeople,
    @Inject(ResendInvitation) private readonly resendInvitation: ResendInvitation,
    @Inject(RevokeRole) private readonly revokeRole: RevokeRole,
    @Inject(ResetSecondFactor) private readonly resetSecondFactor: ResetSecondFactor,
    @Inject(AccountScreens) private readonly screens: AccountScreens,
  ) {}

  @Post('invitations')
  @HttpCode(200)
  @Access.role('secretariat')
  @ApiOperation({ summary: 'Give roles by address; secretariat and auditor wait for a second person' })
  @ApiOkResponse({ type: InvitationsAnswer })
  async invite(
    @Body() body: InvitationsDto,
    @Actor() actor: AccountClaims,
    @Req() request: IdentifiedRequest,
  ): Promise<InvitationsAnswer> {
    noteEditions(request, editionsAmong(body.invitations));
    const invitations = body.invitations.map(({ email, role, edition, category, language }) => ({
      email,
      role,
      editionId: edition,
      category: category ?? '',
      language: language ?? ('en' as const),
    }));
    return { results: [...valueOrThrow(await this.invitePeople.run({ invitedBy: actor, invitations }))] };
  }

  @Post('roles/revocation')
  @HttpCode(204)
  @Access.role('secretariat')
  @ApiOperation({ summary: 'Take a role away at once, with every session that states it' })
  @ApiNoContentResponse()
  async revoke(
    @Body() body: RevokeRoleDto,
    @Actor() actor: AccountClaims,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    noteEditions(request, editionsAmong([body]));
    valueOrThrow(
      await this.revokeRole.run({
        revokedBy: actor.accountId,
        accountId: body.accountId,
        grant: { role: body.role, editionId: body.edition, category: body.category ?? '' },
      }),
    );
  }

  @Post('editions/:edition/role-holders/:id/invitation')
  @HttpCode(202)
  @Access.role('secretariat')
  @ApiOperation({ summary: 'Mail an invitation once more' })
  @ApiAcceptedResponse({ type: AcceptedAnswer })
  async resend(@Param('edition') editionId: string, @Param('id', holderId) accountId: string): Promise<AcceptedAnswer> {
    valueOrThrow(await this.resendInvitation.run({ accountId, editionId }));
    return { accepted: true };
  }

  @Post('second-factor/resets')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  @ApiOperation({ summary: 'Propose that the lost second factor of somebody else is reset; a second person approves' })
  @ApiAcceptedResponse({ type: ProposalAnswer })
  async resetFactor(@Body() body: SecondFactorResetDto, @Actor() actor: AccountClaims): Promise<ProposalAnswer> {
    const { accountId, reason } = body;
    return { approvalId: valueOrThrow(await this.resetSecondFactor.propose({ accountId, reason, proposedBy: actor })) };
  }

  /** A chair is told by ids alone, and only names that people gave themselves. */
  @Get('colleagues')
  @Access.role(...OVERSEERS, 'panel-chair')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary:
      'Names of people with roles, or proposed for one, by account id or a part of the name: who proposed, decided, did it',
  })
  @ApiOkResponse({ type: ColleaguesAnswer })
  async colleagues(@Query() query: ColleaguesQueryDto, @Actor() actor: AccountClaims): Promise<ColleaguesAnswer> {
    const { ids, search } = query;
    const seesAll = actor.roles.some(({ role }) => OVERSEERS.some((overseer) => overseer === role));
    if (!seesAll && ids === undefined) return { items: [] };
    const wanted = {
      ...(ids === undefined ? {} : { accountIds: ids.split(',') }),
      ...(search === undefined ? {} : { search: search.trim() }),
      addresses: seesAll,
    };
    return { items: [...(await this.screens.colleagues({ ...wanted, limit: COLLEAGUES_AT_MOST }))] };
  }

  @Get('editions/:edition/role-figures')
  @Access.role('secretariat', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'How many people hold each role of an edition, and how many of them can act' })
  @ApiOkResponse({ type: RoleFiguresAnswer })
  async figures(@Param('edition') edition: string): Promise<RoleFiguresAnswer> {
    return { items: [...(await this.screens.roleFigures(edition))] };
  }

  @Get('editions/:edition/role-holders')
  @Access.role('secretariat', { audited: true })
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'People with roles in an edition, with their addresses' })
  @ApiOkResponse({ type: RoleHoldersAnswer })
  async holders(@Param('edition') edition: string, @Query() query: RoleHoldersQueryDto): Promise<RoleHoldersAnswer> {
    const limit = pageSize(query.limit);
    const after = placeOf(query.cursor);
    const order = query.sort ?? 'name';
    const found = await this.screens.holders({
      editionId: edition,
      order,
      limit: limit + 1,
      ...(query.role === undefined ? {} : { role: query.role }),
      ...(query.search === undefined || query.search.trim() === '' ? {} : { search: query.search.trim() }),
      ...(after === undefined ? {} : { after }),
    });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(holderView),
      ...(found.length > limit && last
        ? { nextCursor: encodeCursor([last.place, last.accountId, last.grant.role, last.grant.category]) }
        : {}),
    };
  }
}

/** A role for all editions concerns no single one. */
function editionsAmong(roles: readonly { readonly edition: string }[]): readonly string[] {
  return roles.map(({ edition }) => edition).filter((edition) => edition !== ALL_EDITIONS);
}

function placeOf(cursor: string | undefined) {
  const found = decodePlace(cursor, ['text', 'uuid', 'text', 'text']);
  if (!found) return undefined;
  const [place = '', accountId = '', role = '', category = ''] = found.map(String);
  return { place, accountId, role, category };
}

function holderView(holder: RoleHolder): RoleHolderView {
  const { address, grant, lastSeenAt, grantedAt, invitation, place: _, ...rest } = holder;
  return {
    ...rest,
    email: address,
    ...(lastSeenAt === undefined ? {} : { lastSeenAt: lastSeenAt.toISOString() }),
    grantedAt: grantedAt.toISOString(),
    ...(invitation === undefined ? {} : { invitation }),
    role: heldRole(grant),
  };
}
