import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Receipt } from '@wsis/transparency-log';

class DecisionAnswer {
  @ApiProperty({ description: 'The ledger row that records the decision; it stands in the public register.' })
  ledgerNumber!: number;

  @ApiProperty({ description: 'The ledger row of the ballot that it names.' })
  ballot!: number;

  @ApiProperty({ description: 'The published rule that it rests on.' })
  rule!: string;

  @ApiProperty({ format: 'date-time' })
  decidedAt!: string;
}

/** Whether my ballot counts: as it stands now, or, after the close, for good. */
export class VerdictAnswer {
  @ApiProperty({ description: 'Before the close: would count as it stands. After it: counts.' })
  counts!: boolean;

  @ApiPropertyOptional({ enum: ['no-ballot', 'incomplete', 'under-review', 'removed'] })
  why?: string;

  @ApiProperty({ description: 'The vote is closed: nothing can be saved any more.' })
  closed!: boolean;

  @ApiProperty({ description: 'The count is certified: the verdict is final.' })
  certified!: boolean;

  @ApiProperty()
  version!: number;

  @ApiPropertyOptional()
  ledgerNumber?: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  choices!: Record<string, number>;

  @ApiPropertyOptional({ format: 'date-time' })
  savedAt?: string;

  @ApiProperty()
  categoriesRequired!: number;

  @ApiProperty({ description: 'Categories still to be filled until the ballot counts.' })
  categoriesToGo!: number;

  @ApiProperty({ type: [String] })
  emptyCategories!: string[];

  @ApiProperty({ type: [String], description: 'Categories whose chosen nominee has withdrawn.' })
  lostCategories!: string[];

  @ApiPropertyOptional({ type: DecisionAnswer, description: 'Where the ballot is under review or removed.' })
  decision?: DecisionAnswer;
}

class VersionAnswer {
  @ApiProperty()
  version!: number;

  @ApiProperty()
  ledgerNumber!: number;

  @ApiProperty({ format: 'date-time' })
  savedAt!: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  choices!: Record<string, number>;

  @ApiProperty()
  complete!: boolean;

  @ApiPropertyOptional({ description: 'The ledger row that this version took the place of.' })
  supersedes?: number;
}

/** A page of my ballot's versions, the newest first. */
export class VersionsAnswer {
  @ApiProperty({ type: [VersionAnswer] })
  items!: VersionAnswer[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Of the newest version, on the first page.',
  })
  receipt?: Receipt;

  @ApiPropertyOptional()
  nextCursor?: string;
}
