import { Body, Controller, Get, Header, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import {
  Access,
  Actor,
  decodePlace,
  encodeCursor,
  pageSize,
  problem,
  type AccountClaims,
  MaxCharacters,
} from '@wsis/http';
import { MergeOrganisations } from '../../application/merge-organisations.js';
import { ReadOrganisation } from '../../application/read-organisation.js';
import { RemoveMember } from '../../application/remove-member.js';
import { AccountScreens, ORGANISATION_ORDERS, type OrganisationOrder } from '../../application/screens.js';
import { OrganisationAnswer } from './organisations.controller.js';
import { valueOrThrow } from './problem-map.js';
import { ProposalAnswer } from './staff.dto.js';

/** Which organisations to list. */
export class RegistryQueryDto {
  @ApiPropertyOptional({ maxLength: 100, description: 'Part of the name, in any case.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  @ApiPropertyOptional({ example: 'CH' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  country?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(1_600)
  cursor?: string;

  @ApiPropertyOptional({ enum: ORGANISATION_ORDERS, description: 'name unless given.' })
  @IsOptional()
  @IsIn(ORGANISATION_ORDERS)
  sort?: OrganisationOrder;

  @ApiPropertyOptional({ description: '1 to 200; 50 unless given.' })
  @IsOptional()
  @Matches(/^\d{1,3}$/)
  limit?: string;
}

class RegisteredOrganisationView extends OrganisationAnswer {
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ description: 'Active members; those invited do not count.' })
  members!: number;
}

/** A page of organisations by name. */
export class RegistryAnswer {
  @ApiProperty({ type: [RegisteredOrganisationView] })
  items!: RegisteredOrganisationView[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

class RegistryMemberView {
  @ApiProperty({ format: 'uuid' })
  accountId!: string;

  @ApiProperty()
  displayName!: string;

  @ApiProperty({ enum: ['invited', 'active'] })
  state!: string;

  @ApiProperty({ description: 'Has belonged to it the longest, and speaks for it where not every member may.' })
  administers!: boolean;

  @ApiPropertyOptional({ description: 'Of who gave no name.' })
  email?: string;
}

/** An organisation and its members, the longest first, at most 200. */
export class RegistryMembersAnswer {
  @ApiProperty({ type: OrganisationAnswer })
  organisation!: OrganisationAnswer;

  @ApiProperty({ type: [RegistryMemberView] })
  items!: RegistryMemberView[];
}

/** The organisation that remains. */
export class MergingQueryDto {
  @ApiProperty({ format: 'uuid', description: 'The organisation that remains.' })
  @IsUUID()
  into!: string;
}

export class MergingDto extends MergingQueryDto {
  @ApiProperty({ minLength: 10, maxLength: 500, description: 'For the second person and the record. No address.' })
  @IsString()
  @MinLength(10)
  @MaxCharacters(500)
  reason!: string;
}

/** What merging would mean. */
export class MergingAnswer {
  @ApiProperty({ type: OrganisationAnswer })
  from!: OrganisationAnswer;

  @ApiProperty({ type: OrganisationAnswer })
  into!: OrganisationAnswer;

  @ApiProperty({ description: 'Members and invited people of the one that goes.' })
  members!: number;

  @ApiProperty({ description: 'Members and invited people of the one that remains, when it is done.' })
  membersTogether!: number;

  @ApiProperty({ description: 'Submissions that move, in all editions and states.' })
  submissions!: number;
}

const memberId = new ParseUUIDPipe({ exceptionFactory: () => problem('IDENTITY.MEMBER_UNKNOWN') });
const organisationId = new ParseUUIDPipe({ exceptionFactory: () => problem('IDENTITY.ORGANISATION_UNKNOWN') });

/** All organisations, for the secretariat; looking is recorded. */
@ApiTags('staff')
@ApiBearerAuth()
@Controller('registry/organisations')
@Access.role('secretariat', { audited: true })
export class RegistryController {
  constructor(
    @Inject(AccountScreens) private readonly screens: AccountScreens,
    @Inject(MergeOrganisations) private readonly mergeOrganisations: MergeOrganisations,
    @Inject(ReadOrganisation) private readonly readOrganisation: ReadOrganisation,
    @Inject(RemoveMember) private readonly removeMember: RemoveMember,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Organisations by name, with how many members each has' })
  @ApiOkResponse({ type: RegistryAnswer })
  async list(@Query() { search, country, cursor, sort, limit }: RegistryQueryDto): Promise<RegistryAnswer> {
    const length = pageSize(limit);
    const [place, after] = (decodePlace(cursor, ['text', 'uuid']) ?? []).map(String);
    const found = await this.screens.organisations({
      search: search?.trim() || undefined,
      country,
      order: sort ?? 'name',
      after: place === undefined || after === undefined ? undefined : { place, organisationId: after },
      limit: length + 1,
    });
    const items = found.slice(0, length);
    const last = items.at(-1);
    return {
      items: items.map(({ place: _, ...each }) => ({ ...each, createdAt: each.createdAt.toISOString() })),
      ...(found.length > length && last ? { nextCursor: encodeCursor([last.place, last.organisationId]) } : {}),
    };
  }

  @Get(':id/members')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'An organisation and its members' })
  @ApiOkResponse({ type: RegistryMembersAnswer })
  async members(@Param('id', organisationId) id: string): Promise<RegistryMembersAnswer> {
    const organisation = valueOrThrow(await this.readOrganisation.find(id));
    return { organisation, items: [...(await this.screens.members(id, 'of the nameless'))] };
  }

  @Post(':id/members/:member/removal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a member, or take an invitation back' })
  @ApiNoContentResponse()
  async remove(@Param('id', organisationId) id: string, @Param('member', memberId) member: string): Promise<void> {
    valueOrThrow(await this.removeMember.run({ organisationId: id, accountId: member, removedBy: 'secretariat' }));
  }

  @Get(':id/merging')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What merging an organisation into another would mean' })
  @ApiOkResponse({ type: MergingAnswer })
  async preview(@Param('id', organisationId) id: string, @Query() { into }: MergingQueryDto): Promise<MergingAnswer> {
    return valueOrThrow(await this.mergeOrganisations.preview(id, into));
  }

  @Post(':id/merging')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  @ApiOperation({ summary: 'Propose that an organisation becomes one with another; a second person approves' })
  @ApiAcceptedResponse({ type: ProposalAnswer })
  async merge(
    @Param('id', organisationId) id: string,
    @Body() { into, reason }: MergingDto,
    @Actor() actor: AccountClaims,
  ): Promise<ProposalAnswer> {
    const request = { organisationId: id, intoId: into, reason, proposedBy: actor };
    return { approvalId: valueOrThrow(await this.mergeOrganisations.propose(request)) };
  }
}
