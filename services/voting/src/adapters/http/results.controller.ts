import { Controller, Get, Header, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditTrail } from '@wsis/approval';
import { Access, OptionalActor, decodePlace, encodeCursor, holdsRole, pageSize, type AccountClaims } from '@wsis/http';
import { Database } from '@wsis/persistence';
import { ShowResults, type PublicTally, type Statement } from '../../application/show-results.js';
import { ResultViews, type DecisionView } from '../../application/views.js';
import { valueOrThrow } from './problem-map.js';

/** What became of the ballots: the balance, the register of decisions, and the certified tally. */
@Controller('editions/:edition')
@Access.public()
export class ResultsController {
  constructor(
    @Inject(ShowResults) private readonly results: ShowResults,
    @Inject(ResultViews) private readonly views: ResultViews,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
    @Inject(Database) private readonly database: Database,
  ) {}

  /** After the close: accepted = counted + superseded + incomplete + removed + under review. */
  @Get('statement')
  @Header('cache-control', 'public, max-age=1')
  async statement(@Param('edition') edition: string): Promise<Statement> {
    return valueOrThrow(await this.results.statement(edition));
  }

  /** The certified result: public once the Champions are released, totals as the rule book says. A look by staff is on record. */
  @Get('tally')
  @Header('cache-control', 'no-store')
  async tally(
    @Param('edition') edition: string,
    @OptionalActor() actor: AccountClaims | undefined,
    @Req() request: FastifyRequest,
  ): Promise<PublicTally> {
    if (actor?.secondFactorAt === undefined || !holdsRole(actor, ['secretariat', 'auditor'], edition)) {
      return valueOrThrow(await this.results.tally(edition, 'public'));
    }
    const tally = valueOrThrow(await this.results.tally(edition, 'staff'));
    await this.trail.record(this.database, {
      actor: actor.accountId,
      action: 'GET /editions/:edition/tally',
      subjectKind: 'Results',
      subjectId: edition,
      editionId: edition,
      requestId: String(request.id),
    });
    return tally;
  }

  /** Every review, restoration and removal, by ledger number. */
  @Get('removals')
  @Header('cache-control', 'public, max-age=1')
  @ApiQuery({ name: 'cursor', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200 } })
  async decisions(
    @Param('edition') edition: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ): Promise<{ readonly items: readonly DecisionView[]; readonly nextCursor: string | null }> {
    const size = pageSize(limit, 50);
    const items = await this.views.decisions(edition, Number(decodePlace(cursor, ['number'])?.[0] ?? -1), size);
    const last = items.at(-1);
    return { items, nextCursor: last && items.length === size ? encodeCursor([last.ledgerNumber]) : null };
  }
}
