import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { MaxCharacters } from '@wsis/http';

export class PanelDto {
  @ApiProperty({ example: 'C7-egov' })
  @IsString()
  @MaxLength(40)
  category!: string;

  @ApiProperty({ type: [String], description: 'Accounts that hold the role of an expert for the edition' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  members!: string[];

  @ApiProperty({ description: 'One of the members' })
  @IsUUID()
  chair!: string;
}

export class FormPanelsDto {
  @ApiProperty({ type: [PanelDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  @ValidateNested({ each: true })
  @Type(() => PanelDto)
  panels!: PanelDto[];
}

export class ConflictDto {
  @ApiProperty()
  @IsUUID()
  nomineeId!: string;

  @ApiProperty({ maxLength: 1000 })
  @IsString()
  @MinLength(3)
  @MaxCharacters(1000)
  reason!: string;
}

export class SheetDto {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Score by criterion' })
  @IsObject()
  scores!: Record<string, number>;

  @ApiPropertyOptional({ maxLength: 4000 })
  @IsOptional()
  @IsString()
  @MaxCharacters(4000)
  comment?: string;
}

export class DecisionDto {
  @ApiProperty()
  @IsString()
  @MaxLength(40)
  category!: string;

  @ApiProperty({ enum: ['winner', 'no-winner'] })
  @IsIn(['winner', 'no-winner'])
  outcome!: 'winner' | 'no-winner';

  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  winnerNomineeId?: string;

  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5)
  @IsUUID(undefined, { each: true })
  specialRecognition?: string[];

  @ApiPropertyOptional({
    maxLength: 4000,
    description: 'Needed where another reading of the scores has another winner',
  })
  @IsOptional()
  @IsString()
  @MaxCharacters(4000)
  statement?: string;
}

export class DecisionsDto {
  @ApiProperty({ type: [DecisionDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  @ValidateNested({ each: true })
  @Type(() => DecisionDto)
  decisions!: DecisionDto[];
}
