import { Body, Controller, Get, HttpCode, Inject, Post, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Access } from '@wsis/http';
import { parkedFigures, parkedKeys, replayDeadLetters } from '@wsis/messaging';
import { Database } from '@wsis/persistence';

/** Which key to replay; all of them unless told. */
export class ReplayDto {
  @ApiPropertyOptional({ maxLength: 300 })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  key?: string;
}

class ParkedKeyView {
  @ApiProperty()
  topic!: string;

  @ApiProperty()
  key!: string;

  @ApiProperty({ description: 'Why the first of its events could not be handled.' })
  reason!: string;

  @ApiProperty({ description: 'Events that wait.' })
  letters!: number;

  @ApiProperty({ format: 'date-time' })
  parkedAt!: Date;

  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'A replay that is still to come.' })
  replayAskedAt!: Date | null;
}

/** Keys that wait, the oldest first, at most 200. */
export class ParkedKeysAnswer {
  @ApiProperty({ type: [ParkedKeyView] })
  items!: ParkedKeyView[];
}

/** How much waits, for a look at the whole. */
export class ParkedFiguresAnswer {
  @ApiProperty()
  keys!: number;

  @ApiProperty({ description: 'Events that wait.' })
  letters!: number;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  oldestAt!: Date | null;
}

export class ReplayAnswer {
  @ApiProperty({ description: 'How many keys were asked for; the worker replays them soon.' })
  keys!: number;
}

/** The routes of a service's parked events: `GET /parked`, `GET /parked/figures`, `POST /parked/replay`. A replay repeats no effect, so one person suffices. */
export function parkedController(serviceName: string): Type<object> {
  const consumer = `${serviceName}.events`;

  @ApiTags('parked events')
  @ApiBearerAuth()
  @Controller('parked')
  class ParkedController {
    constructor(@Inject(Database) private readonly database: Database) {}

    @Get()
    @Access.role('secretariat', 'auditor', { audited: true })
    @ApiOperation({ summary: 'Events that could not be handled, by key' })
    @ApiOkResponse({ type: ParkedKeysAnswer })
    async list(): Promise<ParkedKeysAnswer> {
      return { items: await parkedKeys(this.database, serviceName, consumer) };
    }

    @Get('figures')
    @Access.role('secretariat', 'auditor')
    @ApiOperation({ summary: 'How many events could not be handled' })
    @ApiOkResponse({ type: ParkedFiguresAnswer })
    figures(): Promise<ParkedFiguresAnswer> {
      return parkedFigures(this.database, serviceName, consumer);
    }

    @Post('replay')
    @HttpCode(202)
    @Access.role('secretariat', { fresh: true })
    @ApiOperation({ summary: 'Handle parked events again, of one key or of all' })
    async replay(@Body() { key }: ReplayDto): Promise<ReplayAnswer> {
      return { keys: await replayDeadLetters(this.database, serviceName, consumer, key) };
    }
  }
  const named = `${serviceName.charAt(0).toUpperCase()}${serviceName.slice(1)}ParkedController`;
  Object.defineProperty(ParkedController, 'name', { value: named });
  return ParkedController;
}
