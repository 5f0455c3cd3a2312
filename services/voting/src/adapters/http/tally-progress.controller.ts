import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { Access } from '@wsis/http';
import { RunningTallies, type TallyProgress } from '../../application/running-tally.js';
import { toProblem } from './problem-map.js';

/** How many ballots came in which hour, and whether the two counts agree. What is counted for whom stays sealed. */
@Controller('editions/:edition')
export class TallyProgressController {
  constructor(@Inject(RunningTallies) private readonly tallies: RunningTallies) {}

  @Get('tally-progress')
  @Access.role('secretariat', 'auditor')
  @Header('cache-control', 'no-store')
  async progress(@Param('edition') edition: string): Promise<TallyProgress> {
    const progress = await this.tallies.progress(edition);
    if (!progress) throw toProblem({ code: 'VOTING.EDITION_UNKNOWN' });
    return progress;
  }
}
