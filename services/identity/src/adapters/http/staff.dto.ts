import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Length,
  MaxLength,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MaxCharacters } from '@wsis/http';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { HOLDER_ORDERS, type HolderOrder } from '../../application/screens.js';
import { INVITED_ROLES, type InvitedRole } from '../../domain/role.js';
import { HeldRoleView } from './sign-in.dto.js';

const EDITION_OR_ALL = /^(?:\*|[a-z0-9][a-z0-9-]{0,63})$/;
const CATEGORY = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/;

/** One role for one person. */
export class InvitationDto {
  @ApiProperty({ example: 'expert@example.org', maxLength: 320 })
  @IsString()
  @MaxLength(320)
  email!: string;

  @ApiProperty({ enum: INVITED_ROLES })
  @IsIn(INVITED_ROLES)
  role!: InvitedRole;

  @ApiProperty({ example: 'demo-2026', description: 'Edition id; * for all, with secretariat and auditor only.' })
  @Matches(EDITION_OR_ALL)
  edition!: string;

  @ApiPropertyOptional({ example: 'C7-egov' })
  @IsOptional()
  @Matches(CATEGORY)
  category?: string;

  @ApiPropertyOptional({ enum: LANGUAGES, description: 'Language of the mail; en unless given.' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;
}

/** All of the list is taken, or nothing. */
export class InvitationsDto {
  @ApiProperty({ type: [InvitationDto], minItems: 1, maxItems: 200 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => InvitationDto)
  invitations!: InvitationDto[];
}

/** What became of one invitation. */
export class InvitationOutcomeView {
  @ApiProperty({ format: 'uuid' })
  accountId!: string;

  @ApiProperty({ enum: ['granted', 'already-held', 'awaiting-approval'] })
  outcome!: 'granted' | 'already-held' | 'awaiting-approval';

  @ApiPropertyOptional({ format: 'uuid', description: 'The proposal that a second person must approve.' })
  approvalId?: string;
}

/** Outcomes in the order of the invitations. */
export class InvitationsAnswer {
  @ApiProperty({ type: [InvitationOutcomeView] })
  results!: InvitationOutcomeView[];
}

/** A role that is taken away. */
export class RevokeRoleDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  accountId!: string;

  @ApiProperty({ enum: INVITED_ROLES })
  @IsIn(INVITED_ROLES)
  role!: InvitedRole;

  @ApiProperty()
  @Matches(EDITION_OR_ALL)
  edition!: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(CATEGORY)
  category?: string;
}

/** Whose second factor was lost, and how that is known. */
export class SecondFactorResetDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  accountId!: string;

  @ApiProperty({ minLength: 10, maxLength: 500, description: 'For the second person and the record. No address.' })
  @IsString()
  @MinLength(10)
  @MaxCharacters(500)
  reason!: string;
}

/** A proposal that a second person must approve. */
export class ProposalAnswer {
  @ApiProperty({ format: 'uuid' })
  approvalId!: string;
}

/** Somebody with a role. */
export class RoleHolderView {
  @ApiProperty({ format: 'uuid' })
  accountId!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty()
  displayName!: string;

  @ApiProperty({ enum: LANGUAGES })
  language!: Language;

  @ApiProperty()
  country!: string;

  @ApiProperty({ description: 'Has signed in at least once.' })
  verified!: boolean;

  @ApiProperty({ enum: ['none', 'enrolled'] })
  secondFactor!: 'none' | 'enrolled';

  @ApiPropertyOptional({ format: 'date-time' })
  lastSeenAt?: string;

  @ApiProperty({ format: 'date-time' })
  grantedAt!: string;

  @ApiPropertyOptional({
    enum: ['waiting', 'handed-over', 'bounced', 'given-up'],
    description: 'How far the latest invitation by mail is; absent a month after it.',
  })
  invitation?: string;

  @ApiProperty({ type: HeldRoleView })
  role!: HeldRoleView;
}

/** A page of people with roles. */
export class RoleHoldersAnswer {
  @ApiProperty({ type: [RoleHolderView] })
  items!: RoleHolderView[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

class RoleFiguresView {
  @ApiProperty({ enum: INVITED_ROLES })
  role!: string;

  @ApiProperty({ description: 'People who hold it in the edition or in all, each once.' })
  people!: number;

  @ApiProperty({ description: 'Of them, those who have signed in and set up a second factor.' })
  able!: number;
}

export class RoleFiguresAnswer {
  @ApiProperty({ type: [RoleFiguresView] })
  items!: RoleFiguresView[];
}

/** Which people to list. */
export class RoleHoldersQueryDto {
  @ApiPropertyOptional({ enum: INVITED_ROLES })
  @IsOptional()
  @IsIn(INVITED_ROLES)
  role?: InvitedRole;

  @ApiPropertyOptional({ maxLength: 100, description: 'Part of a name or an address.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(1_200)
  cursor?: string;

  @ApiPropertyOptional({ enum: HOLDER_ORDERS, description: 'name unless given.' })
  @IsOptional()
  @IsIn(HOLDER_ORDERS)
  sort?: HolderOrder;

  @ApiPropertyOptional({ description: '1 to 200; 50 unless given.' })
  @IsOptional()
  @Matches(/^\d{1,3}$/)
  limit?: string;
}

/** Whose names are asked for, by id or by a part of the name. */
export class ColleaguesQueryDto {
  @ApiPropertyOptional({ description: 'Account ids, joined by commas; at most 100.' })
  @ValidateIf(({ search }: ColleaguesQueryDto) => search === undefined)
  @IsString()
  @Matches(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:,[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,99}$/)
  ids?: string;

  @ApiPropertyOptional({ description: 'Part of the name, in any case.' })
  @IsOptional()
  @IsString()
  @Length(2, 100)
  search?: string;
}

class ColleagueView {
  @ApiProperty({ format: 'uuid' })
  accountId!: string;

  @ApiProperty({ description: 'As they call themselves, else their address.' })
  name!: string;
}

/** Those of the accounts that hold a role beyond nominating and voting. */
export class ColleaguesAnswer {
  @ApiProperty({ type: [ColleagueView] })
  items!: ColleagueView[];
}
