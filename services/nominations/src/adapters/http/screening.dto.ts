import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { MaxCharacters, IsFilled } from '@wsis/http';
import { OUTCOMES, type Outcome } from '../../domain/screening.js';

const LONGEST_REASON = 2_000;

export class ScreenDto {
  @ApiProperty({ enum: OUTCOMES })
  @IsIn(OUTCOMES)
  outcome!: Outcome;

  /** Needed unless the outcome is to nominate; the author reads it. */
  @IsOptional()
  @IsString()
  @MaxCharacters(LONGEST_REASON)
  reason?: string;

  /** The version that was read; where it has changed since, nothing is decided. */
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;
}

export class ScreeningDecisionDto extends ScreenDto {
  @IsUUID()
  submissionId!: string;
}

export class ScreenManyDto {
  @ApiProperty({ type: [ScreeningDecisionDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ScreeningDecisionDto)
  decisions!: ScreeningDecisionDto[];
}

export class MoveDto {
  @IsString()
  @MaxLength(40)
  category!: string;

  @IsString()
  @MinLength(3)
  @MaxCharacters(LONGEST_REASON)
  reason!: string;

  /** The version that was read; where it has changed since, nothing is moved. */
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;
}

export class StepBackDto {
  /** Which interest; the secretariat reads it. */
  @IsString()
  @IsFilled()
  @MaxCharacters(1_000)
  reason!: string;
}

export class WithdrawNomineeDto {
  /** Why; it is published with the withdrawal. */
  @IsString()
  @MinLength(3)
  @MaxCharacters(LONGEST_REASON)
  reason!: string;
}
