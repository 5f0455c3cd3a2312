import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { ApprovalsInbox } from '../../application/approvals/ports.js';
import { EditionDesk } from '../../application/editions/ports.js';
import { ContestReads } from '../../application/ports.js';
import { EditionPage, EditionsPage, NewEditionPage, type NewEditionField } from '../../pages/editions/edition-pages.js';
import { Form } from '../../pages/forms/form.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

@Pages(':language/desk/editions')
@Access.role('secretariat')
export class EditionsController {
  constructor(
    @Inject(EditionDesk) private readonly desk: EditionDesk,
    @Inject(ApprovalsInbox) private readonly inbox: ApprovalsInbox,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  @Get()
  async list(@Res() { visit }: FastifyReply) {
    const state = readTableState((name) => visit.query(name), { path: '/desk/editions' });
    return visit.show(<EditionsPage editions={await this.desk.list(visit)} state={state} />);
  }

  @Get('new')
  async begin(@Res() { visit }: FastifyReply) {
    return visit.show(<NewEditionPage form={newEditionForm(visit)} editions={await this.desk.list(visit)} />);
  }

  @Post('new')
  async create(@Res() { visit }: FastifyReply) {
    const form = newEditionForm(visit);
    const id = form.text('id');
    const year = form.text('year');
    const broken = [
      ...form.missing(),
      ...(year === '' || /^\d{1,9}$/.test(year) ? [] : [{ field: 'year' as const, rule: 'wholeNumber' }]),
    ];
    if (broken.length > 0) {
      const editions = await this.desk.list(visit);
      return visit.show(<NewEditionPage form={form.refusedFor(broken)} editions={editions} />, { status: 422 });
    }
    const created = await this.desk.create(visit, {
      id,
      year: Number(year),
      name: form.text('name'),
      timeZone: form.text('timeZone'),
      copyFrom: form.text('copyFrom') || undefined,
    });
    if (created.ok) return visit.goTo(`/desk/editions/${encodeURIComponent(id)}`, 'edition-created');
    const editions = await this.desk.list(visit);
    return visit.show(<NewEditionPage form={form.refusedBy(created.error)} editions={editions} />, created.error);
  }

  @Get(':edition')
  async look(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const [edition, calendar, waiting] = await Promise.all([
      this.desk.find(visit, editionId),
      // The page says what it can without it.
      this.contest.calendar(editionId).catch(() => undefined),
      this.inbox.list(visit, { state: 'proposed', editionId }),
    ]);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return visit.show(<EditionPage {...{ edition, calendar }} waiting={waiting.items} />);
  }
}

function newEditionForm(visit: Visit): Form<NewEditionField> {
  const { language, posted } = visit;
  const field = (label: string, hint: string) => ({ label, hint, required: true });
  return new Form({
    language,
    posted,
    fields: {
      name: field(translate(language, 'web.rule.name'), translate(language, 'web.editions-desk.name.hint')),
      year: { label: translate(language, 'web.rule.year'), required: true },
      id: field(translate(language, 'web.editions-desk.id'), translate(language, 'web.editions-desk.id.hint')),
      timeZone: field(
        translate(language, 'web.editions-desk.timeZone'),
        translate(language, 'web.editions-desk.timeZone.hint'),
      ),
      copyFrom: {
        label: translate(language, 'web.editions-desk.copyFrom'),
        hint: translate(language, 'web.editions-desk.copyFrom.hint'),
      },
    },
    values: { timeZone: 'Europe/Zurich', copyFrom: visit.query('copy') ?? '' },
  });
}
