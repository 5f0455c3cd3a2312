import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { Colleagues } from '../../application/colleagues.js';
import { Screening } from '../../application/screening/ports.js';
import { Submissions } from '../../application/submissions/ports.js';
import { readTableState, sortOf, type TableState } from '../../pages/parts/table-query.js';
import { EntryPage } from '../../pages/screening/entry-page.js';
import { queueCsv } from '../../pages/screening/queue-csv.js';
import { NobodysQueuePage, QueuePage } from '../../pages/screening/queue-page.js';
import { decisionForm, ontoVersion, ownCategories, screeningPath } from '../../pages/screening/screening-words.js';
import { csvFile } from './csv-file.js';
import { Pages } from './pages.js';
import { pictureFile } from './picture-file.js';
import { DECIDERS, READERS, ScreeningRooms } from './screening-rooms.js';
import type { Visit } from './visit.js';

/** A screener's own work: the queue, and each entry in it. */
@Pages(':language/desk/screening')
export class ScreeningController {
  constructor(
    @Inject(ScreeningRooms) private readonly rooms: ScreeningRooms,
    @Inject(Screening) private readonly screening: Screening,
    @Inject(Submissions) private readonly submissions: Submissions,
    @Inject(Colleagues) private readonly colleagues: Colleagues,
  ) {}

  @Get()
  @Access.role(...READERS)
  async begin(@Res() { visit }: FastifyReply) {
    const [edition] = await this.rooms.editions(visit);
    if (edition === undefined) return visit.show(<NobodysQueuePage />);
    return visit.goTo(screeningPath(edition.id));
  }

  @Get(':edition')
  @Access.role(...READERS)
  async queue(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const { state, mine, query } = queueIn(visit, editionId);
    const [room, queue] = await Promise.all([
      this.rooms.edition(visit, editionId),
      this.screening.queue(visit, editionId, { ...query, cursor: state.cursor }),
    ]);
    return visit.show(<QueuePage {...room} {...{ queue, mine, state }} />);
  }

  @Get(':edition/file')
  @Access.role(...READERS)
  async file(@Param('edition') editionId: string, @Res() reply: FastifyReply) {
    const entries = await this.screening.whole(reply.visit, editionId, queueIn(reply.visit, editionId).query);
    return csvFile(reply, 'entries.csv', queueCsv(entries));
  }

  @Get(':edition/entries/:submission')
  @Access.role(...READERS)
  async read(@Param('edition') edition: string, @Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, edition, id);
    return visit.show(<EntryPage {...opened} form={decisionForm(visit, opened.submission)} />);
  }

  /** Decides on the version that was read; what changed meanwhile is shown, and what was typed stays. */
  @Post(':edition/entries/:submission')
  @Access.role(...DECIDERS)
  async decide(@Param('edition') edition: string, @Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, edition, id);
    const form = decisionForm(visit, opened.submission, visit.posted);
    const missing = form.missing();
    if (missing.length > 0) {
      return visit.show(<EntryPage {...opened} form={form.refusedFor(missing)} />, { status: 422 });
    }
    const decided = await this.screening.decide(visit, {
      submissionId: id,
      outcome: form.text('outcome'),
      reason: form.text('reason'),
      version: Number(form.base),
    });
    if (decided.ok) return visit.goTo(screeningPath(edition), 'screened');
    const now = await this.opened(visit, edition, id);
    const again = ontoVersion(form, now.submission).refusedBy(decided.error);
    return visit.show(<EntryPage {...now} form={again} />, decided.error);
  }

  @Get(':edition/entries/:submission/pictures/:file')
  @Access.role(...READERS)
  picture(@Param('submission') id: string, @Param('file') file: string, @Res() reply: FastifyReply) {
    return pictureFile(reply, this.submissions, id, file);
  }

  private async opened(visit: Visit, editionId: string, id: string) {
    const entry = await this.rooms.entry(visit, editionId, id);
    const names = await this.colleagues.names(
      visit,
      entry.submission.conflicts.map(({ accountId }) => accountId),
    );
    return { ...entry, names };
  }
}

/** What the address asks of the queue; a screener of some categories sees those. */
function queueIn(visit: Visit, editionId: string) {
  const read = readTableState((name) => visit.query(name), {
    path: screeningPath(editionId),
    sorts: ['title', 'submittedAt'],
    filters: ['state', 'category', 'q'],
  });
  const filters: TableState['filters'] = { state: 'submitted', ...read.filters };
  const state = { ...read, filters };
  const mine = ownCategories(visit.account, editionId);
  const { category, q, state: standing } = filters;
  const categories = category === undefined ? mine : [category];
  return { state, mine, query: { state: standing, categories, words: q, sort: sortOf(state) } };
}
