import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { LANGUAGES, type Language } from '@wsis/kernel';
import { NOMINEE_ORDERS, STAKEHOLDER_TYPES, referenceData, type StakeholderType } from '@wsis/rule-book';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { NomineeFilter } from '../../application/nominee-screens.js';

const REGIONS: readonly string[] = referenceData.regions.map((region) => region.code);

/** Digits of an address as a number; anything else stays what it was, and is refused. */
const AsNumber = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  );

export class ListVersionQueryDto {
  /** Asks for exactly this version of the list: its answer never changes, and caches may keep it. */
  @ApiPropertyOptional({ minimum: 1 })
  @IsOptional()
  @AsNumber()
  @IsInt()
  @Min(1)
  listVersion?: number;
}

export class NomineeFilterQueryDto extends ListVersionQueryDto {
  @IsOptional()
  @IsString()
  @MaxLength(40)
  category?: string;

  /** ISO 3166-1 alpha-2, or `INT`. */
  @IsOptional()
  @Matches(/^[A-Z]{2,3}$/)
  country?: string;

  /** An ITU region. */
  @ApiPropertyOptional({ enum: REGIONS })
  @IsOptional()
  @IsIn(REGIONS)
  region?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 17 })
  @IsOptional()
  @AsNumber()
  @IsInt()
  @Min(1)
  @Max(17)
  sdg?: number;

  @ApiPropertyOptional({ enum: STAKEHOLDER_TYPES })
  @IsOptional()
  @IsIn(STAKEHOLDER_TYPES)
  stakeholderType?: StakeholderType;

  /** Words, or parts of words, in any script; all of them must be found in title, description or organisation. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

/** One of the 64 random orders; by number where it is absent. */
const IsOrder = () =>
  applyDecorators(
    ApiPropertyOptional({ minimum: 0, maximum: NOMINEE_ORDERS - 1 }),
    IsOptional(),
    AsNumber(),
    IsInt(),
    Min(0),
    Max(NOMINEE_ORDERS - 1),
  );

/** Only the text in this language, and the original beside it. */
const IsTextLanguage = () => applyDecorators(ApiPropertyOptional({ enum: LANGUAGES }), IsOptional(), IsIn(LANGUAGES));

export class CategoryNomineesQueryDto {
  @IsOrder()
  order?: number;

  @IsTextLanguage()
  language?: Language;
}

export class NomineeListQueryDto extends NomineeFilterQueryDto {
  @IsOrder()
  order?: number;

  @IsTextLanguage()
  language?: Language;

  /** The `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  /** 1 to 200. */
  @IsOptional()
  @Matches(/^\d{1,3}$/)
  limit?: string;
}

/** What an address asks for, in the words of the screens. */
export function toFilter(editionId: string, query: NomineeFilterQueryDto): NomineeFilter {
  return {
    editionId,
    ...(query.category === undefined ? {} : { category: query.category }),
    ...(query.country === undefined ? {} : { country: query.country }),
    ...(query.region === undefined ? {} : { region: query.region }),
    ...(query.sdg === undefined ? {} : { sdg: query.sdg }),
    ...(query.stakeholderType === undefined ? {} : { stakeholderType: query.stakeholderType }),
    ...(query.q === undefined ? {} : { query: query.q }),
  };
}
