import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';

/** Which deeds to tell. */
export class AuditFilterDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  actor?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  subjectKind?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(200)
  subjectId?: string;

  @ApiPropertyOptional({ description: 'How the action begins, for example approval. or POST /editions' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  action?: string;

  @ApiPropertyOptional({ description: 'The whole action' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  exactAction?: string;

  @ApiPropertyOptional({ enum: ['look', 'change'], description: 'Only what was looked at, or only what was done' })
  @IsOptional()
  @IsIn(['look', 'change'])
  kind?: 'look' | 'change';

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(64)
  edition?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Up to, without this instant.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  until?: string;
}

/** The same, page by page. */
export class AuditListQueryDto extends AuditFilterDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  cursor?: string;

  @ApiPropertyOptional({ description: '1 to 200; 50 unless given.' })
  @IsOptional()
  @Matches(/^\d{1,3}$/)
  limit?: string;
}

class AuditEntryView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time' })
  at!: Date;

  @ApiPropertyOptional({ format: 'uuid', description: 'Absent when the platform itself acted.' })
  actor?: string;

  @ApiProperty()
  action!: string;

  @ApiProperty({ description: 'With subjectId, what the deed changed or looked at.' })
  subjectKind!: string;

  @ApiProperty()
  subjectId!: string;

  @ApiPropertyOptional()
  editionId?: string;

  @ApiPropertyOptional()
  requestId?: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  details!: Record<string, unknown>;
}

/** A page of deeds, the newest first. */
export class AuditPageAnswer {
  @ApiProperty({ type: [AuditEntryView] })
  items!: AuditEntryView[];

  @ApiPropertyOptional()
  nextCursor?: string;
}
