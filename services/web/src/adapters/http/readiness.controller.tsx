import { Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { offeredTo, type DeskEntry } from '../../application/desk-entry.js';
import { EditionDesk } from '../../application/editions/ports.js';
import { EditionReadiness } from '../../application/readiness/ports.js';
import { readinessOf } from '../../domain/readiness.js';
import { ReadinessPage } from '../../pages/readiness/readiness-page.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import { DESK_ENTRIES } from './tokens.js';

@Pages(':language/desk/editions/:edition/readiness')
export class ReadinessController {
  constructor(
    @Inject(EditionReadiness) private readonly readiness: EditionReadiness,
    @Inject(EditionDesk) private readonly editions: EditionDesk,
    @Inject(DESK_ENTRIES) private readonly entries: readonly DeskEntry[],
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Access.role('secretariat', 'auditor')
  async look(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const edition = await this.editions.find(visit, editionId);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    const { facts, away } = await this.readiness.gather(visit, edition);
    const offered = visit.account === undefined ? [] : offeredTo(visit.account, this.entries);
    const phases = readinessOf(facts);
    return visit.show(<ReadinessPage {...{ edition, phases, away, offered }} now={this.clock.now()} />);
  }
}
