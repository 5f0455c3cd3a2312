import { Controller, Get, Header, Inject, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Access, decodePlace, encodeCursor, pageSize, problem } from '@wsis/http';
import { AccountScreens } from '../../application/screens.js';
import { OrganisationAnswer } from './organisations.controller.js';

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
}

/** The members of an organisation, the longest first, at most 200. */
export class RegistryMembersAnswer {
  @ApiProperty({ type: [RegistryMemberView] })
  items!: RegistryMemberView[];
}

const organisationId = new ParseUUIDPipe({ exceptionFactory: () => problem('IDENTITY.ORGANISATION_UNKNOWN') });

/** All organisations, for the secretariat; looking is recorded. */
@ApiTags('staff')
@ApiBearerAuth()
@Controller('registry/organisations')
@Access.role('secretariat', { audited: true })
export class RegistryController {
  constructor(@Inject(AccountScreens) private readonly screens: AccountScreens) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Organisations by name, with how many members each has' })
  @ApiOkResponse({ type: RegistryAnswer })
  async list(@Query() { search, country, cursor, limit }: RegistryQueryDto): Promise<RegistryAnswer> {
    const length = pageSize(limit);
    const [after] = decodePlace(cursor, ['uuid']) ?? [];
    const found = await this.screens.organisations({
      search: search?.trim() || undefined,
      country,
      after: after === undefined ? undefined : String(after),
      limit: length + 1,
    });
    const items = found.slice(0, length);
    const last = items.at(-1);
    return {
      items: items.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() })),
      ...(found.length > length && last ? { nextCursor: encodeCursor([last.organisationId]) } : {}),
    };
  }

  @Get(':id/members')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The members of an organisation' })
  @ApiOkResponse({ type: RegistryMembersAnswer })
  async members(@Param('id', organisationId) id: string): Promise<RegistryMembersAnswer> {
    return { items: [...(await this.screens.members(id))] };
  }
}
