import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { Judging, type Sheet } from '../../application/judging/ports.js';
import { ContestReads } from '../../application/ports.js';
import { Submissions } from '../../application/submissions/ports.js';
import { holds } from '../../application/visitor.js';
import { Form } from '../../pages/forms/form.js';
import { EntryPage } from '../../pages/judging/entry-page.js';
import { AssignmentsPage } from '../../pages/judging/assignments-page.js';
import { judgingPath, scoresIn, sheetForm, sheetPath, sheetValues } from '../../pages/judging/judging-words.js';
import { ConflictPage, SealPage, SheetPage, type JudgedEntry } from '../../pages/judging/sheet-page.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { besideOf } from '../../pages/submissions/translations.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import { pictureFile } from './picture-file.js';
import type { Visit } from './visit.js';

/** How often a save that another tab overtook is put onto the newer version before the expert is asked. */
const OVERTAKEN_AT_MOST = 3;
const LONGEST_REASON = 1_000;
const JUDGES = ['expert', 'panel-chair'] as const;

/** An expert's own work: what to judge, and a sheet for each. */
@Pages(':language/desk/judging')
export class JudgingController {
  constructor(
    @Inject(Judging) private readonly judging: Judging,
    @Inject(Submissions) private readonly submissions: Submissions,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  @Get()
  @Access.role(...JUDGES)
  async mine(@Res() { visit }: FastifyReply) {
    const editions = (await this.contest.editions()).filter(({ id }) => holds(visit.account, JUDGES, id));
    const wanted = visit.query('edition');
    const edition = wanted === undefined ? editions[0] : editions.find(({ id }) => id === wanted);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    const [calendar, ruleBook, entries] = await Promise.all([
      this.contest.calendar(edition.id),
      this.rules(edition.id),
      this.judging.assignments(visit, edition.id),
    ]);
    const state = readTableState((name) => visit.query(name), { path: '/desk/judging', filters: ['edition'] });
    return visit.show(<AssignmentsPage {...{ editions, edition, calendar, ruleBook, entries, state }} />);
  }

  @Get(':edition/sheets/:nominee')
  @Access.role(...JUDGES)
  async look(@Param('edition') edition: string, @Param('nominee') nominee: string, @Res() { visit }: FastifyReply) {
    const found = await this.opened(visit, edition, nominee);
    const form = sheetForm(visit.language, found.ruleBook, found.entry.sheet);
    return visit.show(<SheetPage {...found} form={form} />);
  }

  /** The whole entry, as far as judges may read it. */
  @Get(':edition/sheets/:nominee/entry')
  @Access.role(...JUDGES)
  async read(@Param('edition') edition: string, @Param('nominee') nominee: string, @Res() { visit }: FastifyReply) {
    const judged = await this.opened(visit, edition, nominee);
    const { submissionId } = judged.entry;
    const submission = submissionId === undefined ? undefined : await this.submissions.find(visit, submissionId);
    if (!submission) throw new NothingThere('NOMINATIONS.SUBMISSION_UNKNOWN');
    const beside = besideOf(submission, visit.query('beside'), visit.language);
    return visit.show(<EntryPage {...judged} submission={submission} beside={beside} />);
  }

  @Get(':edition/sheets/:nominee/pictures/:file')
  @Access.role(...JUDGES)
  async picture(
    @Param('edition') edition: string,
    @Param('nominee') nominee: string,
    @Param('file') file: string,
    @Res() reply: FastifyReply,
  ) {
    const { submissionId } = (await this.opened(reply.visit, edition, nominee)).entry;
    if (submissionId === undefined) throw new NothingThere('NOMINATIONS.PICTURE_UNKNOWN');
    return pictureFile(reply, this.submissions, submissionId, file);
  }

  /** Saves what was chosen, put onto what stands now, so that two tabs lose nothing. */
  @Post(':edition/sheets/:nominee')
  @Access.role(...JUDGES)
  async save(@Param('edition') edition: string, @Param('nominee') nominee: string, @Res() { visit }: FastifyReply) {
    for (let attempt = 1; ; attempt += 1) {
      const found = await this.opened(visit, edition, nominee);
      const { ruleBook, entry } = found;
      const form = sheetForm(visit.language, ruleBook, entry.sheet, visit.posted);
      const version = entry.sheet?.version ?? 0;
      const { form: merged, conflicts } = form.onto(sheetValues(ruleBook, entry.sheet), version);
      if (conflicts.length > 0) {
        return visit.show(<SheetPage {...found} form={merged} conflicts={conflicts} />, { status: 409 });
      }
      const wanted = { scores: scoresIn(merged), comment: merged.text('comment'), version };
      const saved = await this.judging.save(visit, edition, nominee, wanted);
      if (saved.ok) {
        const stored: Sheet = { ...wanted, version: saved.value.version, sealed: false };
        const next = sheetForm(visit.language, ruleBook, stored);
        return visit.saved(next, sheetPath(edition, nominee), 'sheet-saved', next.wasSeen(form, merged));
      }
      if (saved.error.code === 'EVALUATION.STALE_SHEET' && attempt < OVERTAKEN_AT_MOST) continue;
      return visit.show(<SheetPage {...found} form={form.refusedBy(saved.error)} />, saved.error);
    }
  }

  @Get(':edition/sheets/:nominee/sealing')
  @Access.role(...JUDGES)
  async confirm(@Param('edition') edition: string, @Param('nominee') nominee: string, @Res() { visit }: FastifyReply) {
    const found = await this.opened(visit, edition, nominee);
    if (mayNotSeal(found)) return visit.goTo(sheetPath(edition, nominee));
    return visit.show(<SealPage {...found} form={sealForm(visit, found)} />);
  }

  /** Seals the scores that were shown: where another tab has changed them since, they are shown again. */
  @Post(':edition/sheets/:nominee/sealing')
  @Access.role(...JUDGES)
  async seal(@Param('edition') edition: string, @Param('nominee') nominee: string, @Res() { visit }: FastifyReply) {
    const found = await this.opened(visit, edition, nominee);
    if (mayNotSeal(found)) return visit.goTo(sheetPath(edition, nominee));
    const shown = new Form<'seal'>({ ...NO_FIELDS, language: visit.language, posted: visit.posted });
    const sealed = await this.judging.seal(visit, edition, nominee, shown.base ?? '0');
    if (sealed.ok) return visit.goTo(judgingPath(edition), 'sheet-sealed');
    const now = sealed.error.status === 409 ? await this.opened(visit, edition, nominee) : found;
    return visit.show(<SealPage {...now} form={sealForm(visit, now).refusedBy(sealed.error)} />, sealed.error);
  }

  @Get(':edition/sheets/:nominee/conflict')
  @Access.role(...JUDGES)
  async askWhy(@Param('edition') edition: string, @Param('nominee') nominee: string, @Res() { visit }: FastifyReply) {
    const found = await this.opened(visit, edition, nominee);
    return visit.show(<ConflictPage {...found} form={reasonForm(visit)} />);
  }

  @Post(':edition/sheets/:nominee/conflict')
  @Access.role(...JUDGES)
  async stepBack(@Param('edition') edition: string, @Param('nominee') nominee: string, @Res() { visit }: FastifyReply) {
    const found = await this.opened(visit, edition, nominee);
    const form = reasonForm(visit);
    const missing = form.missing();
    if (missing.length > 0)
      return visit.show(<ConflictPage {...found} form={form.refusedFor(missing)} />, { status: 422 });
    const done = await this.judging.stepBack(visit, edition, nominee, form.text('reason'));
    if (done.ok) return visit.goTo(judgingPath(edition), 'conflict-declared');
    return visit.show(<ConflictPage {...found} form={form.refusedBy(done.error)} />, done.error);
  }

  private async opened(visit: Visit, editionId: string, nomineeId: string): Promise<JudgedEntry> {
    const [entries, ruleBook] = await Promise.all([this.judging.assignments(visit, editionId), this.rules(editionId)]);
    const entry = entries.find((each) => each.nomineeId === nomineeId);
    if (!entry) throw new NothingThere('EVALUATION.NOMINEE_NOT_CHAMPION');
    return { editionId, ruleBook, entry };
  }

  private async rules(editionId: string) {
    const ruleBook = await this.submissions.rules(editionId);
    if (!ruleBook) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    return ruleBook;
  }
}

const NO_FIELDS = { fields: { seal: { label: '' } } } as const;

function mayNotSeal({ entry, ruleBook }: JudgedEntry): boolean {
  const { sheet, conflict } = entry;
  const complete = ruleBook.evaluation.criteria.every(({ id }) => sheet?.scores[id] !== undefined);
  return conflict !== undefined || sheet === undefined || sheet.sealed || !complete;
}

/** Holds nothing but the version of the sheet that is shown. */
function sealForm({ language }: Visit, { entry }: JudgedEntry): Form<'seal'> {
  return new Form<'seal'>({ ...NO_FIELDS, language, base: entry.sheet?.version });
}

function reasonForm({ language, posted }: Visit): Form<'reason'> {
  return new Form({
    language,
    posted,
    fields: {
      reason: {
        label: translate(language, 'web.judging.reason'),
        hint: translate(language, 'web.judging.reason.hint'),
        required: true,
        maxCharacters: LONGEST_REASON,
      },
    },
  });
}
