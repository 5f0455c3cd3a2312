import { ApiProperty } from '@nestjs/swagger';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { MaxCharacters } from '@wsis/http';
import type { SubmissionContent } from '../../domain/submission.js';

export class PastProjectDto {
  @IsInt()
  @Min(2000)
  @Max(2200)
  year!: number;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  category?: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  title!: string;

  /** Where the earlier project was read about. */
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  source?: string;
}

export class WriteSubmissionDto {
  /** The language in which the answers are written. */
  @ApiProperty({ enum: LANGUAGES })
  @IsIn(LANGUAGES)
  language!: Language;

  /** Answers by the field ids of the edition's rule book. */
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { title: 'Libraries on wheels', category: 'C3' },
  })
  @IsObject()
  values!: Record<string, unknown>;

  /** An organisation that the author belongs to. */
  @IsOptional()
  @IsUUID()
  organisationId?: string;

  /** A made-up entry of a demonstration or a rehearsal; it is marked as such wherever it is shown. */
  @IsOptional()
  @IsBoolean()
  generated?: boolean;

  @IsOptional()
  @ValidateNested()
  @Type(() => PastProjectDto)
  pastProject?: PastProjectDto;
}

export class WithdrawSubmissionDto {
  @IsOptional()
  @IsString()
  @MaxCharacters(1_000)
  reason?: string;
}

/** What an author sent, in the words of the domain. */
export function toContent(body: WriteSubmissionDto): SubmissionContent {
  const { pastProject } = body;
  return {
    language: body.language,
    values: body.values,
    organisationId: body.organisationId ?? null,
    generated: body.generated ?? false,
    pastProject: pastProject
      ? {
          year: pastProject.year,
          category: pastProject.category ?? null,
          title: pastProject.title,
          source: pastProject.source ?? null,
        }
      : null,
  };
}
