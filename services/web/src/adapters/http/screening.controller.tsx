import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { ContestReads, type Edition } from '../../application/ports.js';
import { Screening } from '../../application/screening/ports.js';
import { Submissions, type Submission, type SubmissionText } from '../../application/submissions/ports.js';
import { holds } from '../../application/visitor.js';
import { readTableState, type TableState } from '../../pages/parts/table-query.js';
import { ALONE, EntryPage, type ScreenedEntry } from '../../pages/screening/entry-page.js';
import { NobodysQueuePage, QueuePage } from '../../pages/screening/queue-page.js';
import {
  decisionForm,
  ontoVersion,
  ownCategories,
  screeningPath,
  standsAsAsked,
} from '../../pages/screening/screening-words.js';
import { translationFor } from '../../pages/submissions/entry-view.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import { pictureFile } from './picture-file.js';
import type { Visit } from './visit.js';

const READERS = ['screener', 'secretariat', 'auditor'] as const;
const DECIDERS = ['screener', 'secretariat'] as const;

/** A screener's own work: the queue, and each entry in it. */
@Pages(':language/desk/screening')
export class ScreeningController {
  constructor(
    @Inject(Screening) private readonly screening: Screening,
    @Inject(Submissions) private readonly submissions: Submissions,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  @Get()
  @Access.role(...READERS)
  async begin(@Res() { visit }: FastifyReply) {
    const [edition] = await this.editions(visit);
    if (edition === undefined) return visit.show(<NobodysQueuePage />);
    return visit.goTo(screeningPath(edition.id));
  }

  @Get(':edition')
  @Access.role(...READERS)
  async queue(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const editions = await this.editions(visit);
    const edition = editionIn(editions, editionId);
    const read = readTableState((name) => visit.query(name), {
      path: screeningPath(edition.id),
      sorts: ['title', 'submittedAt'],
      filters: ['state', 'category', 'q'],
    });
    const filters: TableState['filters'] = { state: 'submitted', ...read.filters };
    const state = { ...read, filters };
    const mine = ownCategories(visit.account, edition.id);
    const { category, q, state: standing } = filters;
    const sort = state.sort === undefined ? undefined : `${state.descending ? '-' : ''}${state.sort}`;
    const categories = category === undefined ? mine : [category];
    const [calendar, ruleBook, standings, queue] = await Promise.all([
      this.contest.calendar(edition.id),
      this.rules(edition.id),
      this.screening.standings(visit, edition.id),
      this.screening.queue(visit, edition.id, { state: standing, categories, words: q, sort, cursor: state.cursor }),
    ]);
    return visit.show(<QueuePage {...{ editions, edition, calendar, ruleBook, standings, queue, mine, state }} />);
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
    if (standsAsAsked(form, now.submission)) return visit.goTo(screeningPath(edition), 'screened');
    const again = ontoVersion(form, now.submission).refusedBy(decided.error);
    return visit.show(<EntryPage {...now} form={again} />, decided.error);
  }

  @Get(':edition/entries/:submission/pictures/:file')
  @Access.role(...READERS)
  picture(@Param('submission') id: string, @Param('file') file: string, @Res() reply: FastifyReply) {
    return pictureFile(reply, this.submissions, id, file);
  }

  private async editions(visit: Visit): Promise<readonly Edition[]> {
    return (await this.contest.editions()).filter(({ id }) => holds(visit.account, READERS, id));
  }

  private async opened(visit: Visit, editionId: string, id: string): Promise<ScreenedEntry> {
    const [editions, submission, ruleBook, calendar, standings] = await Promise.all([
      this.editions(visit),
      this.submissions.find(visit, id),
      this.rules(editionId),
      this.contest.calendar(editionId),
      this.screening.standings(visit, editionId),
    ]);
    const edition = editionIn(editions, editionId);
    if (submission?.editionId !== editionId) throw new NothingThere('NOMINATIONS.SUBMISSION_UNKNOWN');
    visit.edition = editionId;
    return { submission, ruleBook, edition, calendar, standings, beside: besideOf(visit, submission) };
  }

  private async rules(editionId: string) {
    const ruleBook = await this.submissions.rules(editionId);
    if (!ruleBook) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    return ruleBook;
  }
}

function editionIn(editions: readonly Edition[], id: string): Edition {
  const edition = editions.find((each) => each.id === id);
  if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
  return edition;
}

/** The translation that was asked for, else one in the reader's language. */
function besideOf(visit: Visit, submission: Submission): SubmissionText | undefined {
  const wanted = visit.query('beside');
  if (wanted === ALONE) return undefined;
  return (
    submission.texts.find(({ language, state }) => language === wanted && state !== 'original') ??
    translationFor(submission, visit.language)
  );
}
