import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Access, Actor, type AccountClaims } from '@wsis/http';
import type { CountedTally } from '../../application/certify-tally.js';
import type { ForeseenEffect } from '../../application/decide-on-ballots.js';
import { ProposeForTwo, type Proposed } from '../../application/propose-for-two.js';
import type { Decision } from '../../domain/standing.js';
import { valueOrThrow } from './problem-map.js';
import { BallotsDecisionDto, PauseDto, ReasonDto } from './two-persons.dto.js';

/** What one person of the secretariat proposes and another approves at `/approvals`. Each answer says what would happen. */
@Controller('editions/:edition')
@Access.role('secretariat', { fresh: true })
export class TwoPersonsController {
  constructor(@Inject(ProposeForTwo) private readonly propose: ProposeForTwo) {}

  @Post('reviews')
  @HttpCode(202)
  review(@Param('edition') edition: string, @Body() body: BallotsDecisionDto, @Actor() actor: AccountClaims) {
    return this.decide(edition, 'review', body, actor);
  }

  @Post('restorations')
  @HttpCode(202)
  restore(@Param('edition') edition: string, @Body() body: BallotsDecisionDto, @Actor() actor: AccountClaims) {
    return this.decide(edition, 'restoration', body, actor);
  }

  @Post('removals')
  @HttpCode(202)
  remove(@Param('edition') edition: string, @Body() body: BallotsDecisionDto, @Actor() actor: AccountClaims) {
    return this.decide(edition, 'removal', body, actor);
  }

  /** Nothing to say in the body: what is certified is counted. */
  @Post('certification')
  @HttpCode(202)
  async certify(@Param('edition') edition: string, @Actor() actor: AccountClaims): Promise<Proposed<CountedTally>> {
    return valueOrThrow(await this.propose.certification(edition, actor));
  }

  @Post('openings-export')
  @HttpCode(202)
  async exportOpenings(@Param('edition') edition: string, @Body() body: ReasonDto, @Actor() actor: AccountClaims) {
    return valueOrThrow(await this.propose.other('voting.export-openings', edition, { reason: body.reason }, actor));
  }

  @Post('running-counts')
  @HttpCode(202)
  async readRunningCounts(@Param('edition') edition: string, @Body() body: ReasonDto, @Actor() actor: AccountClaims) {
    return valueOrThrow(
      await this.propose.other('voting.read-running-counts', edition, { reason: body.reason }, actor),
    );
  }

  @Post('pause')
  @HttpCode(202)
  async pause(@Param('edition') edition: string, @Body() body: PauseDto, @Actor() actor: AccountClaims) {
    const { paused, reason } = body;
    return valueOrThrow(await this.propose.other('voting.pause-saving', edition, { paused, reason }, actor));
  }

  private async decide(
    edition: string,
    action: Decision,
    { ledgerNumbers, rule, evidence }: BallotsDecisionDto,
    actor: AccountClaims,
  ): Promise<Proposed<ForeseenEffect>> {
    return valueOrThrow(await this.propose.decision(edition, { action, ledgerNumbers, rule, evidence }, actor));
  }
}
