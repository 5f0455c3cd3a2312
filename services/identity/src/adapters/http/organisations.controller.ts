import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Access, Actor, problem, type AccountClaims, MaxCharacters, IsPrintable } from '@wsis/http';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { ChangeMembership } from '../../application/change-membership.js';
import { FoundOrganisation } from '../../application/found-organisation.js';
import { InviteMember } from '../../application/invite-member.js';
import { RemoveMember } from '../../application/remove-member.js';
import { ReadOrganisation } from '../../application/read-organisation.js';
import { AccountScreens } from '../../application/screens.js';
import { ONE_LINE } from './one-line.js';
import { valueOrThrow } from './problem-map.js';
import { AcceptedAnswer } from './sign-in.dto.js';
import { StandingSession } from './standing-session.interceptor.js';

/** A new organisation. */
export class FoundOrganisationDto {
  @ApiProperty({ maxLength: 300 })
  @IsString()
  @IsNotEmpty()
  @MaxCharacters(300)
  @IsPrintable(ONE_LINE)
  name!: string;

  @ApiProperty({ example: 'CH', description: 'ISO 3166-1 alpha-2.' })
  @IsString()
  @MaxLength(2)
  country!: string;

  @ApiProperty({ example: 'civil-society' })
  @Matches(/^[a-z-]{1,40}$/)
  stakeholderType!: string;
}

/** Somebody who is asked to join. */
export class InviteMemberDto {
  @ApiProperty({ maxLength: 320 })
  @IsString()
  @MaxLength(320)
  email!: string;

  @ApiPropertyOptional({ enum: LANGUAGES })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;
}

export class OrganisationAnswer {
  @ApiProperty({ format: 'uuid' })
  organisationId!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  country!: string;

  @ApiProperty()
  stakeholderType!: string;
}

class MemberAnswer {
  @ApiProperty({ format: 'uuid' })
  accountId!: string;

  @ApiProperty()
  displayName!: string;

  @ApiProperty({ enum: ['invited', 'active'] })
  state!: string;

  @ApiProperty({ description: 'Has belonged to it the longest, and speaks for it where not every member may.' })
  administers!: boolean;
}

export class OrganisationWithMembersAnswer extends OrganisationAnswer {
  @ApiProperty({ type: [MemberAnswer] })
  members!: MemberAnswer[];
}

export class MembershipAnswer extends OrganisationAnswer {
  @ApiProperty({ enum: ['invited', 'active'] })
  state!: 'invited' | 'active';

  @ApiProperty({ description: 'Has belonged to it the longest, and speaks for it where not every member may.' })
  administers!: boolean;
}

export class MembershipsAnswer {
  @ApiProperty({ type: [MembershipAnswer] })
  items!: MembershipAnswer[];
}

/** An id that is no id belongs to no member. */
const memberId = new ParseUUIDPipe({ exceptionFactory: () => problem('IDENTITY.MEMBER_UNKNOWN') });
/** An id that is no id belongs to no organisation. */
const organisationId = new ParseUUIDPipe({ exceptionFactory: () => problem('IDENTITY.ORGANISATION_UNKNOWN') });

@ApiTags('organisations')
@ApiBearerAuth()
@Controller('organisations')
@Access.signedIn()
@UseInterceptors(StandingSession)
export class OrganisationsController {
  constructor(
    @Inject(FoundOrganisation) private readonly foundOrganisation: FoundOrganisation,
    @Inject(InviteMember) private readonly inviteMember: InviteMember,
    @Inject(ChangeMembership) private readonly changeMembership: ChangeMembership,
    @Inject(RemoveMember) private readonly removeMember: RemoveMember,
    @Inject(ReadOrganisation) private readonly readOrganisation: ReadOrganisation,
    @Inject(AccountScreens) private readonly screens: AccountScreens,
  ) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Register an organisation; I become its first member' })
  @ApiCreatedResponse({ type: OrganisationAnswer })
  async found(@Body() body: FoundOrganisationDto, @Actor() { accountId }: AccountClaims): Promise<OrganisationAnswer> {
    return valueOrThrow(await this.foundOrganisation.run({ accountId, ...body }));
  }

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The organisations I belong to or am invited to' })
  @ApiOkResponse({ type: MembershipsAnswer })
  async mine(@Actor() { accountId }: AccountClaims): Promise<MembershipsAnswer> {
    return { items: [...(await this.readOrganisation.ofAccount(accountId))] };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'An organisation and its members, for its members' })
  @ApiOkResponse({ type: OrganisationWithMembersAnswer })
  async read(
    @Param('id', organisationId) id: string,
    @Actor() { accountId }: AccountClaims,
  ): Promise<OrganisationWithMembersAnswer> {
    const organisation = valueOrThrow(await this.readOrganisation.run({ accountId, organisationId: id }));
    return { ...organisation, members: [...(await this.screens.members(id))] };
  }

  @Post(':id/members')
  @HttpCode(202)
  @ApiOperation({ summary: 'Invite somebody by address; the answer is the same for every mailbox' })
  @ApiAcceptedResponse({ type: AcceptedAnswer })
  async invite(
    @Param('id', organisationId) id: string,
    @Body() body: InviteMemberDto,
    @Actor() actor: AccountClaims,
  ): Promise<AcceptedAnswer> {
    valueOrThrow(
      await this.inviteMember.run({
        accountId: actor.accountId,
        organisationId: id,
        email: body.email,
        language: body.language ?? actor.language,
      }),
    );
    return { accepted: true };
  }

  @Delete(':id/members/:member')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a member, or take an invitation back; whoever administers the organisation may' })
  @ApiNoContentResponse()
  async remove(
    @Param('id', organisationId) id: string,
    @Param('member', memberId) member: string,
    @Actor() { accountId }: AccountClaims,
  ): Promise<void> {
    valueOrThrow(await this.removeMember.run({ organisationId: id, accountId: member, removedBy: { accountId } }));
  }

  @Post(':id/membership')
  @HttpCode(204)
  @ApiOperation({ summary: 'Accept an invitation' })
  @ApiNoContentResponse()
  async join(@Param('id', organisationId) id: string, @Actor() { accountId }: AccountClaims): Promise<void> {
    valueOrThrow(await this.changeMembership.run({ accountId, organisationId: id, to: 'member' }));
  }

  @Delete(':id/membership')
  @HttpCode(204)
  @ApiOperation({ summary: 'Leave, or decline an invitation' })
  @ApiNoContentResponse()
  async leave(@Param('id', organisationId) id: string, @Actor() { accountId }: AccountClaims): Promise<void> {
    valueOrThrow(await this.changeMembership.run({ accountId, organisationId: id, to: 'outside' }));
  }
}
