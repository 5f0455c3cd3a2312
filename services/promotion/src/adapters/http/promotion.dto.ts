import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDateString,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { HONOURS, type Honour } from '../../domain/honour.js';
import { RELEASE_KINDS, type ReleaseKind } from '../../domain/release.js';

/** A date and time with its offset: without one, nobody could say which instant is meant. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

export class ReleaseDto {
  @ApiProperty({ enum: RELEASE_KINDS })
  @IsIn(RELEASE_KINDS)
  kind!: ReleaseKind;

  @ApiProperty({
    format: 'date-time',
    example: '2026-07-08T09:30:00+02:00',
    description: 'When it becomes public, with the offset. An instant that has passed publishes at once.',
  })
  @IsDateString({ strict: true })
  @Matches(INSTANT)
  publishAt!: string;
}

export class CertificateDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  nomineeId!: string;

  @ApiProperty({ enum: HONOURS })
  @IsIn(HONOURS)
  honour!: Honour;

  @ApiProperty({ enum: LANGUAGES })
  @IsIn(LANGUAGES)
  language!: Language;
}

export class CertificateBatchDto {
  @ApiProperty({ enum: HONOURS })
  @IsIn(HONOURS)
  honour!: Honour;

  @ApiProperty({ enum: LANGUAGES, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LANGUAGES.length)
  @IsIn(LANGUAGES, { each: true })
  languages!: Language[];
}

export class CertificateFileDto {
  @ApiProperty({ enum: HONOURS })
  @IsIn(HONOURS)
  honour!: Honour;

  @ApiProperty({ enum: LANGUAGES })
  @IsIn(LANGUAGES)
  language!: Language;

  @ApiProperty({ description: 'From 1 on', example: '1' })
  @Matches(/^[1-9]\d{0,3}$/)
  part!: string;
}

export class ResultsQueryDto {
  @ApiPropertyOptional({ description: 'Only this category', example: 'C7-egov' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  category?: string;

  @ApiPropertyOptional({ description: 'Where the page of nominees before ended' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  cursor?: string;

  @ApiPropertyOptional({ description: 'Nominees on a page, 1 to 200; 200 unless told' })
  @IsOptional()
  @IsString()
  @MaxLength(4)
  limit?: string;
}

export class PageQueryDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  cursor?: string;

  @ApiPropertyOptional({ description: '1 to 200; 50 unless told' })
  @IsOptional()
  @IsString()
  @MaxLength(4)
  limit?: string;
}
