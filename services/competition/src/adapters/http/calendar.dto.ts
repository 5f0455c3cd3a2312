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
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PHASES, type Phase } from '../../domain/calendar.js';

const WITH_OFFSET = /(?:Z|[+-]\d{2}:\d{2})$/;
const LONGEST_REASON = 1_000;

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
  @MaxLength(LONGEST_REASON)
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
  @MaxLength(LONGEST_REASON)
  reason!: string;
}

export class ExtendPhaseDto {
  @IsISO8601({ strict: true })
  @Matches(WITH_OFFSET)
  closesAt!: string;

  @IsString()
  @MinLength(3)
  @MaxLength(LONGEST_REASON)
  reason!: string;
}

export class ClosePhaseDto {
  @IsString()
  @MinLength(3)
  @MaxLength(LONGEST_REASON)
  reason!: string;
}
