import { Readable } from 'node:stream';
import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import {
  APPROVAL_KINDS,
  APPROVAL_SORTS,
  APPROVAL_STATES,
  APPROVING_SERVICES,
  ApprovalsInbox,
  type ApprovalFilter,
  type ApprovalInFull,
  type ApprovingService,
} from '../../application/approvals/ports.js';
import { CalendarDesk } from '../../application/editions/ports.js';
import { Colleagues } from '../../application/colleagues.js';
import { NomineeReads } from '../../application/nominees/ports.js';
import { ContestReads, type Nominee } from '../../application/ports.js';
import { ApprovalPage, ApprovePage, RefusePage, type ApprovalProps } from '../../pages/approvals/approval-page.js';
import { approvalsCsv } from '../../pages/approvals/approvals-csv.js';
import { ApprovalsPage } from '../../pages/approvals/approvals-page.js';
import { Form } from '../../pages/forms/form.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const LONGEST_REASON = 1_000;
/** More than one proposal decides; beyond that a nominee is shown by its link alone. */
const NAMED_AT_MOST = 60;
/** What waits has but one state. */
const FILTERS: readonly string[] = ['edition', 'kind', 'state'];

@Pages(':language/desk/approvals')
export class ApprovalsController {
  constructor(
    @Inject(ApprovalsInbox) private readonly inbox: ApprovalsInbox,
    @Inject(Colleagues) private readonly colleagues: Colleagues,
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(CalendarDesk) private readonly calendars: CalendarDesk,
    @Inject(NomineeReads) private readonly nominees: NomineeReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Access.role('secretariat', 'auditor')
  waiting(@Res() { visit }: FastifyReply) {
    return this.list(visit, '/desk/approvals', false);
  }

  @Get('history')
  @Access.role('secretariat', 'auditor')
  history(@Res() { visit }: FastifyReply) {
    return this.list(visit, '/desk/approvals/history', true);
  }

  @Get('history/file')
  @Access.role('secretariat', 'auditor')
  async file(@Res() reply: FastifyReply) {
    const { visit } = reply;
    const filter = filterOf(visit);
    const [approvals, editions] = await Promise.all([this.inbox.all(visit, filter), this.contest.editions()]);
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="approvals.csv"')
      .type('text/csv; charset=utf-8')
      .send(Readable.from(approvalsCsv(visit.language, editions, approvals)));
  }

  @Get(':service/:approval')
  @Access.role('secretariat', 'auditor')
  async look(@Param('service') service: string, @Param('approval') id: string, @Res() { visit }: FastifyReply) {
    return visit.show(<ApprovalPage {...await this.find(visit, service, id)} />);
  }

  @Get(':service/:approval/approval')
  @Access.role('secretariat', { fresh: true })
  async confirm(@Param('service') service: string, @Param('approval') id: string, @Res() { visit }: FastifyReply) {
    const found = await this.find(visit, service, id);
    return visit.show(<ApprovePage {...found} form={approveForm(visit, found.approval.payloadHash)} />);
  }

  @Post(':service/:approval/approval')
  @Access.role('secretariat', { fresh: true })
  async approve(@Param('service') service: string, @Param('approval') id: string, @Res() { visit }: FastifyReply) {
    const found = await this.find(visit, service, id);
    // What was shown, not what stands there now.
    const form = approveForm(visit);
    const { approval } = found;
    const done = await this.inbox.approve(visit, approval.service, approval.id, form.text('payloadHash'));
    if (!done.ok) return visit.show(<ApprovePage {...found} form={form.refusedBy(done.error)} />, done.error);
    return visit.goTo('/desk/approvals', 'approved-by-two');
  }

  @Get(':service/:approval/refusal')
  @Access.role('secretariat', { fresh: true })
  async askForReason(@Param('service') service: string, @Param('approval') id: string, @Res() { visit }: FastifyReply) {
    return visit.show(<RefusePage {...await this.find(visit, service, id)} form={refuseForm(visit)} />);
  }

  @Post(':service/:approval/refusal')
  @Access.role('secretariat', { fresh: true })
  async refuse(@Param('service') service: string, @Param('approval') id: string, @Res() { visit }: FastifyReply) {
    const found = await this.find(visit, service, id);
    const form = refuseForm(visit);
    const missing = form.missing();
    if (missing.length > 0) {
      return visit.show(<RefusePage {...found} form={form.refusedFor(missing)} />, { status: 422 });
    }
    const { approval } = found;
    const done = await this.inbox.refuse(visit, approval.service, approval.id, form.text('reason'));
    if (!done.ok) return visit.show(<RefusePage {...found} form={form.refusedBy(done.error)} />, done.error);
    return visit.goTo('/desk/approvals', 'proposal-refused');
  }

  private async list(visit: Visit, path: string, history: boolean) {
    const offered = { path, sorts: APPROVAL_SORTS, filters: history ? FILTERS : FILTERS.slice(0, 2) };
    const state = readTableState((name) => visit.query(name), offered);
    const by = APPROVAL_SORTS.find((known) => known === state.sort);
    const filter = filterOf(visit);
    const [list, editions] = await Promise.all([
      this.inbox.list(visit, {
        ...filter,
        state: history ? filter.state : 'proposed',
        sort: by && { by, descending: state.descending },
        cursor: state.cursor,
      }),
      this.contest.editions(),
    ]);
    const people = list.items.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]);
    const names = await this.colleagues.names(visit, people);
    const now = this.clock.now();
    return visit.show(
      <ApprovalsPage list={list} editions={editions} names={names} state={state} history={history} now={now} />,
    );
  }

  private async find(visit: Visit, service: string, id: string): Promise<ApprovalProps> {
    const known = APPROVING_SERVICES.find((name): name is ApprovingService => name === service);
    const [approval, editions] = await Promise.all([
      known && this.inbox.find(visit, known, id),
      this.contest.editions(),
    ]);
    if (approval === undefined) throw new NothingThere('APPROVAL.NOT_FOUND');
    const judging = approval.panels.flatMap(({ members }) => members);
    const people = [approval.proposedBy, approval.decidedBy, approval.about, ...judging];
    const [names, effect, nominees] = await Promise.all([
      this.colleagues.names(visit, people),
      this.effectOf(visit, approval),
      this.nomineesOf(approval.decisions),
    ]);
    return { approval, editions, names, effect, nominees, now: this.clock.now() };
  }

  /** What its proposer was shown, as things stand now; nothing where it is decided, or cannot be carried out any more. */
  private async effectOf(visit: Visit, { state, editionId, calendar }: ApprovalInFull) {
    if (state !== 'proposed' || editionId === undefined || calendar === undefined) return undefined;
    const effect = await this.calendars.effect(visit, editionId, calendar);
    return effect.ok ? effect.value : undefined;
  }

  /** A page can do without their titles, so that no outage stops it. */
  private async nomineesOf(decisions: ApprovalInFull['decisions']): Promise<ReadonlyMap<string, Nominee>> {
    const ids = decisions.flatMap(({ winner, specialRecognition }) => [winner ?? [], specialRecognition].flat());
    const found = await Promise.all(
      [...new Set(ids)].slice(0, NAMED_AT_MOST).map((id) => this.nominees.nominee(id).catch(() => undefined)),
    );
    return new Map(found.flatMap((nominee) => (nominee === undefined ? [] : [[nominee.id, nominee] as const])));
  }
}

function filterOf(visit: Visit): ApprovalFilter {
  return {
    editionId: visit.query('edition'),
    kind: APPROVAL_KINDS.find((known) => known === visit.query('kind')),
    state: APPROVAL_STATES.find((known) => known === visit.query('state')),
  };
}

function approveForm({ language, posted }: Visit, payloadHash = ''): Form<'payloadHash'> {
  const label = translate(language, 'web.approvals.hash');
  return new Form({ language, posted, fields: { payloadHash: { label } }, values: { payloadHash } });
}

function refuseForm({ language, posted }: Visit): Form<'reason'> {
  return new Form({
    language,
    posted,
    fields: {
      reason: {
        label: translate(language, 'web.approvals.reason'),
        hint: translate(language, 'web.approvals.reason.hint'),
        required: true,
        maxCharacters: LONGEST_REASON,
      },
    },
  });
}
