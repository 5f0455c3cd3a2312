import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** A whole ballot. This class is its one description: the hot route compiles the same schema that OpenAPI shows. */
export class SaveBallotDto {
  @ApiProperty({
    type: 'object',
    description: 'Category code to nominee number; a category left out is left empty',
    additionalProperties: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
    maxProperties: 100,
    example: { C1: 17, 'C7-egov': 203 },
  })
  choices!: Record<string, number>;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 65_535,
    description: 'Which random order of the nominees the voter saw',
  })
  orderNumber?: number;
}
