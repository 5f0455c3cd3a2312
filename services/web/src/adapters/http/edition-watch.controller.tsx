import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { EditionDesk } from '../../application/editions/ports.js';
import { PartAway } from '../../application/ports.js';
import { EditionWatch } from '../../application/watch/ports.js';
import { EditionWatchPage, SavingPage, mayBeTurned } from '../../pages/watch/edition-watch-page.js';
import { turnForm, turnIn } from '../../pages/watch/turn-pages.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

@Pages(':language/desk/editions/:edition/watch')
export class EditionWatchController {
  constructor(
    @Inject(EditionWatch) private readonly watch: EditionWatch,
    @Inject(EditionDesk) private readonly editions: EditionDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Access.role('secretariat', 'auditor')
  async look(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    return visit.show(<EditionWatchPage {...await this.find(visit, editionId)} now={this.clock.now()} />);
  }

  @Get('saving')
  @Access.role('secretariat', { fresh: true })
  async askToTurn(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const { edition, watched } = await this.find(visit, editionId);
    if (watched.away.includes('voting')) throw new PartAway('voting');
    if (!mayBeTurned(watched.health)) throw new NothingThere('HTTP.NOT_FOUND');
    const paused = watched.health?.state === 'paused';
    return visit.show(<SavingPage edition={edition} form={turnForm(visit, paused)} />);
  }

  @Post('saving')
  @Access.role('secretariat', { fresh: true })
  async turn(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const edition = await this.edition(visit, editionId);
    const form = turnForm(visit);
    const refuse = (refused: typeof form, answer: { readonly status?: number }) =>
      visit.show(<SavingPage edition={edition} form={refused} />, answer);
    const missing = form.missing();
    if (missing.length > 0) return refuse(form.refusedFor(missing), { status: 422 });
    const proposed = await this.watch.proposeTurn(visit, editionId, turnIn(form));
    if (proposed.ok) return visit.goTo(`/desk/approvals/${proposed.value}`, 'proposed');
    return refuse(form.refusedBy(proposed.error), proposed.error);
  }

  private async find(visit: Visit, editionId: string) {
    const [edition, watched] = await Promise.all([this.edition(visit, editionId), this.watch.read(visit, editionId)]);
    return { edition, watched };
  }

  private async edition(visit: Visit, editionId: string) {
    const edition = await this.editions.find(visit, editionId);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }
}
