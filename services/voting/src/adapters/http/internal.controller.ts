import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsUUID, Matches } from 'class-validator';
import { Access, MAX_PAGE_SIZE } from '@wsis/http';
import { OwnBallotViews } from '../../application/own-ballot.js';
import { toProblem } from './problem-map.js';

export class UnfinishedVotersDto {
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/)
  edition!: string;

  @IsArray()
  @ArrayMaxSize(MAX_PAGE_SIZE)
  @IsUUID('all', { each: true })
  voterIds!: string[];
}

/** What identity asks, by voter ids alone; it is told who is to finish, and no choice. */
@ApiExcludeController()
@Controller('internal')
@Access.internal()
export class InternalController {
  constructor(@Inject(OwnBallotViews) private readonly views: OwnBallotViews) {}

  /** The voters whose ballot is missing or incomplete; one that two persons set aside or removed is not named. */
  @Post('unfinished-voters')
  @HttpCode(200)
  async unfinished(@Body() body: UnfinishedVotersDto): Promise<{ voterIds: readonly string[] }> {
    const voterIds = await this.views.unfinished(body.edition, body.voterIds);
    if (!voterIds) throw toProblem({ code: 'VOTING.EDITION_UNKNOWN' });
    return { voterIds };
  }
}
