import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MaxCharacters } from '@wsis/http';
import { PHASES, type CalendarCommand, type Phase } from '../../domain/calendar.js';

const WITH_OFFSET = /(?:Z|[+-]\d{2}:\d{2})$/;
const LONGEST_REASON = 1_000;
const COMMANDS = [
  'change-calendar',
  'open-phase',
  'extend-phase',
  'close-phase',
] as const satisfies readonly CalendarCommand['type'][];

export class PhasePlanDto {
  @ApiProperty({ enum: PHASES })
  @IsIn(PHASES)
  phase!: Phase;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-03-16T08:00:00Z' })
  @ValidateIf((_, value) => value !== null)
  @IsISO8601({ strict: true })
  @Matches(WITH_OFFSET)
  opensAt!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-04-30T21:00:00Z' })
  @ValidateIf((_, value) => value !== null)
  @IsISO8601({ strict: true })
  @Matches(WITH_OFFSET)
  closesAt!: string | null;
}

export class ChangeCalendarDto {
  @ApiProperty({ description: 'The version of the calendar that the change was made from' })
  @IsInt()
  @Min(0)
  fromVersion!: number;

  @ApiProperty({ type: [PhasePlanDto], description: 'Only the phases to change' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PHASES.length)
  @ValidateNested({ each: true })
  @Type(() => PhasePlanDto)
  phases!: PhasePlanDto[];

  @ApiProperty({ description: 'Why; it is published with the change' })
  @IsString()
  @MinLength(3)
  @MaxCharacters(LONGEST_REASON)
  reason!: string;
}

export class OpenPhaseDto {
  @ApiProperty({ required: false, description: 'Needed where no end is planned' })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(WITH_OFFSET)
  closesAt?: string;

  @IsString()
  @MinLength(3)
  @MaxCharacters(LONGEST_REASON)
  reason!: string;
}

export class ExtendPhaseDto {
  @IsISO8601({ strict: true })
  @Matches(WITH_OFFSET)
  closesAt!: string;

  @IsString()
  @MinLength(3)
  @MaxCharacters(LONGEST_REASON)
  reason!: string;
}

export class ClosePhaseDto {
  @IsString()
  @MinLength(3)
  @MaxCharacters(LONGEST_REASON)
  reason!: string;
}

/** A change that is tried and not proposed. */
export class CalendarCommandDto {
  @ApiProperty({ enum: COMMANDS })
  @IsIn(COMMANDS)
  type!: CalendarCommand['type'];

  @ApiProperty({ description: 'Why; it would be published with the change' })
  @IsString()
  @MinLength(3)
  @MaxCharacters(LONGEST_REASON)
  reason!: string;

  @ApiProperty({ required: false, enum: PHASES, description: 'The phase that is opened, extended or closed' })
  @IsOptional()
  @IsIn(PHASES)
  phase?: Phase;

  @ApiProperty({ required: false, description: 'The new end, where a phase is extended or opened' })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(WITH_OFFSET)
  closesAt?: string;

  @ApiProperty({ required: false, description: 'The version of the calendar that the dates were changed from' })
  @IsOptional()
  @IsInt()
  @Min(0)
  fromVersion?: number;

  @ApiProperty({ required: false, type: [PhasePlanDto], description: 'Only the phases to change' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PHASES.length)
  @ValidateNested({ each: true })
  @Type(() => PhasePlanDto)
  phases?: PhasePlanDto[];
}
