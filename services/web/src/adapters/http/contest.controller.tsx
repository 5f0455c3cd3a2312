import { Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { ContestReads, type Edition } from '../../application/ports.js';
import { ApiPage } from '../../pages/contest/api.js';
import { EditionPage } from '../../pages/contest/edition.js';
import { HealthPage } from '../../pages/contest/health.js';
import { Home } from '../../pages/contest/home.js';
import { ResultsPage } from '../../pages/contest/results.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';

/** Pages with a clock are kept briefly; the rest a little longer. */
const CLOCK_SECONDS = 5;
const LIST_SECONDS = 30;

@Pages()
@Access.public()
export class ContestController {
  constructor(@Inject(ContestReads) private readonly contest: ContestReads) {}

  @Get()
  async home(@Res() { visit }: FastifyReply) {
    const editions = await this.contest.editions();
    const clocks = await Promise.all(
      editions.map(async (edition) => ({ edition, calendar: await this.contest.calendar(edition.id) })),
    );
    const [current] = editions;
    const categories = current === undefined ? [] : await this.contest.categories(current.id);
    return visit.showToAll(<Home editions={clocks} categories={categories.length} />, CLOCK_SECONDS);
  }

  @Get('api')
  api(@Res() { visit }: FastifyReply) {
    return visit.showToAll(<ApiPage />, LIST_SECONDS);
  }

  @Get('editions/:edition')
  async edition(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const [edition, calendar] = await Promise.all([this.editionOf(editionId), this.contest.calendar(editionId)]);
    return visit.showToAll(<EditionPage edition={edition} calendar={calendar} />, CLOCK_SECONDS);
  }

  @Get('editions/:edition/results')
  async results(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const [edition, categories, results] = await Promise.all([
      this.editionOf(editionId),
      this.contest.categories(editionId),
      this.contest.results(editionId),
    ]);
    const votes = results.champions === undefined ? new Map() : await this.contest.votes(editionId);
    // The instant of a release is awaited by many: the page that says "not yet" must not outlive it.
    return visit.showToAll(<ResultsPage {...{ edition, categories, results, votes }} />, CLOCK_SECONDS);
  }

  @Get('editions/:edition/health')
  async health(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const [edition, health] = await Promise.all([this.editionOf(editionId), this.contest.health(editionId)]);
    return visit.showToAll(<HealthPage edition={edition} health={health} />, CLOCK_SECONDS);
  }

  private async editionOf(editionId: string): Promise<Edition> {
    const edition = await this.contest.edition(editionId);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }
}
