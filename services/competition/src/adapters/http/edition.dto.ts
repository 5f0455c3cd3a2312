import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { MaxCharacters } from '@wsis/http';

export class CreateEditionDto {
  /** Readable and lasting: it stands in addresses. */
  @ApiProperty({ example: 'demo-2026' })
  @IsString()
  @MinLength(3)
  @MaxLength(40)
  @Matches(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  id!: string;

  @ApiProperty({ example: 2026 })
  @IsInt()
  @Min(2000)
  @Max(2200)
  year!: number;

  @ApiProperty({ example: 'WSIS Prizes 2026' })
  @IsString()
  @IsNotEmpty()
  @MaxCharacters(200)
  name!: string;

  @ApiProperty({ example: 'Europe/Zurich', description: 'IANA time zone in which dates are shown' })
  @IsString()
  @MaxLength(64)
  timeZone!: string;

  @ApiProperty({
    required: false,
    description: 'An earlier edition: its rules become the draft, its dates the template',
  })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  copyFrom?: string;
}
