import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { EditionDesk } from '../../application/editions/ports.js';
import { RehearsalDesk } from '../../application/rehearsals/ports.js';
import type { Refused } from '../../application/refused.js';
import { Form } from '../../pages/forms/form.js';
import { RehearsalPage } from '../../pages/rehearsals/rehearsal-page.js';
import { RehearsalsPage } from '../../pages/rehearsals/rehearsals-page.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** Plays an edition's rules to the end where it harms nobody, and shows what came of it. */
@Pages(':language/desk/editions/:edition/rehearsals')
export class RehearsalsController {
  constructor(
    @Inject(RehearsalDesk) private readonly rehearsals: RehearsalDesk,
    @Inject(EditionDesk) private readonly editions: EditionDesk,
  ) {}

  @Get()
  @Access.role('secretariat', 'auditor')
  list(@Param('edition') edition: string, @Res() { visit }: FastifyReply) {
    return this.showList(visit, edition);
  }

  @Post()
  @Access.role('secretariat')
  async start(@Param('edition') edition: string, @Res() { visit }: FastifyReply) {
    const started = await this.rehearsals.start(visit, edition);
    if (!started.ok) return this.showList(visit, edition, started.error);
    return visit.goTo(`${pathOf(edition)}/${started.value}`, 'rehearsal-started');
  }

  @Get(':rehearsal')
  @Access.role('secretariat', 'auditor')
  look(@Param('edition') edition: string, @Param('rehearsal') id: string, @Res() { visit }: FastifyReply) {
    return this.showOne(visit, edition, id);
  }

  @Post(':rehearsal/cancellation')
  @Access.role('secretariat')
  async cancel(@Param('edition') edition: string, @Param('rehearsal') id: string, @Res() { visit }: FastifyReply) {
    const cancelled = await this.rehearsals.cancel(visit, edition, id);
    if (!cancelled.ok) return this.showOne(visit, edition, id, cancelled.error);
    return visit.goTo(`${pathOf(edition)}/${encodeURIComponent(id)}`, 'rehearsal-cancelled');
  }

  private async showList(visit: Visit, editionId: string, refused?: Refused) {
    const [edition, rehearsals] = await Promise.all([
      this.find(visit, editionId),
      this.rehearsals.list(visit, editionId),
    ]);
    const form = refusable(visit, refused);
    return visit.show(<RehearsalsPage {...{ edition, rehearsals, form }} />, refused);
  }

  private async showOne(visit: Visit, editionId: string, id: string, refused?: Refused) {
    const [edition, rehearsal] = await Promise.all([
      this.find(visit, editionId),
      this.rehearsals.one(visit, editionId, id),
    ]);
    if (rehearsal === undefined) throw new NothingThere('COMPETITION.REHEARSAL_UNKNOWN');
    const form = refusable(visit, refused);
    return visit.show(<RehearsalPage {...{ edition, rehearsal, form }} />, refused);
  }

  private async find(visit: Visit, editionId: string) {
    const edition = await this.editions.find(visit, editionId);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }
}

/** A form of one button. */
function refusable(visit: Visit, refused: Refused | undefined): Form<never> {
  const form = new Form<never>({ language: visit.language, fields: {}, posted: visit.posted });
  return refused === undefined ? form : form.refusedBy(refused);
}

function pathOf(edition: string): string {
  return `/desk/editions/${encodeURIComponent(edition)}/rehearsals`;
}
