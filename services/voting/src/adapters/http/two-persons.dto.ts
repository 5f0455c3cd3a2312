import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsString,
  Min,
  MinLength,
} from 'class-validator';
import { MaxCharacters } from '@wsis/http';

/** More than a cohort ever had; a larger one is decided on in parts. */
const NUMBERS_AT_MOST = 10_000;

export class BallotsDecisionDto {
  @ApiProperty({ type: [Number], description: 'Ledger numbers of the ballots', maxItems: NUMBERS_AT_MOST })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(NUMBERS_AT_MOST)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(0, { each: true })
  ledgerNumbers!: number[];

  @ApiProperty({ description: 'The public rule that the decision rests on', example: 'one person, several mailboxes' })
  @IsString()
  @MinLength(3)
  @MaxCharacters(500)
  rule!: string;

  @ApiProperty({ description: 'What was found. Stays with the staff; its hash is in the ledger' })
  @IsString()
  @MinLength(3)
  @MaxCharacters(10_000)
  evidence!: string;
}

export class ReasonDto {
  @ApiProperty({ description: 'Why; it is published with the ledger row' })
  @IsString()
  @MinLength(3)
  @MaxCharacters(1_000)
  reason!: string;
}

export class PauseDto extends ReasonDto {
  @ApiProperty({ description: 'True stops the saving of ballots, false lets it go on' })
  @IsBoolean()
  paused!: boolean;
}
