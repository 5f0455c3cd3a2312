import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Actor, decodePlace, encodeCursor, pageSize, type AccountClaims } from '@wsis/http';
import { InvitePeople } from '../../application/invite-people.js';

import { RevokeRole } from '../../application/revoke-role.js';
import { AccountScreens, type RoleHolder } from '../../application/screens.js';
import { valueOrThrow } from './problem-map.js';
import { heldRole } from './sign-in.dto.js';
import {
  InvitationsAnswer,
  InvitationsDto,
  RevokeRoleDto,
  RoleHoldersAnswer,
  RoleHoldersQueryDto,
  type RoleHolderView,
} from './staff.dto.js';

@ApiTags('staff')
@ApiBearerAuth()
@Controller()
export class StaffController {
  constructor(
    @Inject(InvitePeople) private readonly invitePeople: InvitePeople,
    @Inject(RevokeRole) private readonly revokeRole: RevokeRole,
    @Inject(AccountScreens) private readonly screens: AccountScreens,
  ) {}

  @Post('invitations')
  @HttpCode(200)
  @Access.role('secretariat')
  @ApiOperation({ summary: 'Give roles by address; secretariat and auditor wait for a second person' })
  @ApiOkResponse({ type: InvitationsAnswer })
  async invite(@Body() body: InvitationsDto, @Actor() actor: AccountClaims): Promise<InvitationsAnswer> {
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
  async revoke(@Body() body: RevokeRoleDto, @Actor() actor: AccountClaims): Promise<void> {
    valueOrThrow(
      await this.revokeRole.run({
        revokedBy: actor.accountId,
        accountId: body.accountId,
        grant: { role: body.role, editionId: body.edition, category: body.category ?? '' },
      }),
    );
  }

  @Get('editions/:edition/role-holders')
  @Access.role('secretariat', { audited: true })
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'People with roles in an edition, with their addresses' })
  @ApiOkResponse({ type: RoleHoldersAnswer })
  async holders(@Param('edition') edition: string, @Query() query: RoleHoldersQueryDto): Promise<RoleHoldersAnswer> {
    const limit = pageSize(query.limit);
    const after = placeOf(query.cursor);
    const found = await this.screens.holders({
      editionId: edition,
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
        ? { nextCursor: encodeCursor([last.accountId, last.grant.role, last.grant.category]) }
        : {}),
    };
  }
}

function placeOf(cursor: string | undefined) {
  const place = decodePlace(cursor, ['uuid', 'text', 'text']);
  if (!place) return undefined;
  const [accountId = '', role = '', category = ''] = place.map(String);
  return { accountId, role, category };
}

function holderView(holder: RoleHolder): RoleHolderView {
  const { address, grant, lastSeenAt, grantedAt, invitation, ...rest } = holder;
  return {
    ...rest,
    email: address,
    ...(lastSeenAt === undefined ? {} : { lastSeenAt: lastSeenAt.toISOString() }),
    grantedAt: grantedAt.toISOString(),
    ...(invitation === undefined ? {} : { invitation }),
    role: heldRole(grant),
  };
}
