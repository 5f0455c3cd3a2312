import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { AuditDesk, type TwoPersons } from '../../application/audit/desk-port.js';
import { Colleagues } from '../../application/colleagues.js';
import { EditionDesk, type DeskEdition } from '../../application/editions/ports.js';
import { AuditEditionsPage } from '../../pages/audit/audit-editions-page.js';
import { AUDIT_EDITIONS, auditPath } from '../../pages/audit/audit-frame.js';
import { ExportsPage, ProposeExportPage } from '../../pages/audit/exports-pages.js';
import { CalendarHistoryPage, RulesHistoryPage } from '../../pages/audit/histories-pages.js';
import { EvidencePage, LedgerPage, RegisterPage } from '../../pages/audit/ledger-pages.js';
import { Form } from '../../pages/forms/form.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const LEDGER_NUMBER = /^\d{1,15}$/;
const EXPORT_ID = /^[0-9a-f-]{36}$/;
const LONGEST_REASON = 1_000;

/** What an auditor checks of an edition: its rules, its dates, its ledger, and what was decided on ballots. */
@Pages(':language/desk/audit/editions')
@Access.role('secretariat', 'auditor')
export class AuditDeskController {
  constructor(
    @Inject(AuditDesk) private readonly desk: AuditDesk,
    @Inject(EditionDesk) private readonly editions: EditionDesk,
    @Inject(Colleagues) private readonly colleagues: Colleagues,
  ) {}

  @Get()
  async list(@Res() { visit }: FastifyReply) {
    const editions = await this.editions.list(visit);
    return visit.show(<AuditEditionsPage editions={editions} state={stateOf(visit, AUDIT_EDITIONS)} />);
  }

  @Get(':edition')
  async ledger(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    const [edition, ledger] = await Promise.all([this.edition(visit, id), this.desk.ledger(visit, id)]);
    const names = await this.names(visit, [ledger?.certified]);
    return visit.show(<LedgerPage {...{ edition, ledger, names }} />);
  }

  @Get(':edition/rules')
  async rules(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    const [edition, versions] = await Promise.all([this.edition(visit, id), this.desk.rules(visit, id)]);
    const names = await this.names(
      visit,
      versions.map(({ agreed }) => agreed),
    );
    const state = stateOf(visit, `${auditPath(edition)}/rules`);
    return visit.show(<RulesHistoryPage {...{ edition, versions, names, state }} />);
  }

  @Get(':edition/calendar')
  async calendar(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    const edition = await this.edition(visit, id);
    const state = stateOf(visit, `${auditPath(edition)}/calendar`);
    const moves = await this.desk.calendar(visit, id, state.cursor);
    const names = await this.names(
      visit,
      moves.items.map(({ agreed }) => agreed),
    );
    return visit.show(<CalendarHistoryPage {...{ edition, moves, names, state }} />);
  }

  @Get(':edition/ballots')
  async register(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    const edition = await this.edition(visit, id);
    const state = stateOf(visit, `${auditPath(edition)}/ballots`);
    const register = await this.desk.decisions(visit, id, state.cursor);
    const names = await this.names(
      visit,
      register.items.map(({ agreed }) => agreed),
    );
    return visit.show(<RegisterPage {...{ edition, register, names, state }} />);
  }

  @Get(':edition/ballots/:number')
  async evidence(@Param('edition') id: string, @Param('number') number: string, @Res() { visit }: FastifyReply) {
    const edition = await this.edition(visit, id);
    const evidence = LEDGER_NUMBER.test(number) ? await this.desk.evidence(visit, id, Number(number)) : undefined;
    if (evidence === undefined) throw new NothingThere('VOTING.DECISION_UNKNOWN');
    return visit.show(<EvidencePage edition={edition} evidence={evidence} number={Number(number)} />);
  }

  @Get(':edition/exports')
  async exports(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    const [edition, exports] = await Promise.all([this.edition(visit, id), this.desk.exports(visit, id)]);
    return visit.show(
      <ExportsPage {...{ edition, exports, state: stateOf(visit, `${auditPath(edition)}/exports`) }} />,
    );
  }

  /** For auditors alone, as voting has it: it says whether the export still holds, and puts the read on record. */
  @Get(':edition/exports/:export/openings.ndjson')
  @Access.role('auditor')
  async openings(@Param('edition') id: string, @Param('export') exportId: string, @Res() reply: FastifyReply) {
    const openings = EXPORT_ID.test(exportId) ? await this.desk.openings(reply.visit, id, exportId) : undefined;
    if (openings === undefined) throw new NothingThere('VOTING.EXPORT_UNKNOWN');
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="openings-${exportId}.ndjson"`)
      .type('application/x-ndjson')
      .send(openings);
  }

  @Get(':edition/exports/new')
  @Access.role('secretariat', { fresh: true })
  async askForExport(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    return visit.show(<ProposeExportPage edition={await this.edition(visit, id)} form={reasonForm(visit)} />);
  }

  @Post(':edition/exports/new')
  @Access.role('secretariat', { fresh: true })
  async proposeExport(@Param('edition') id: string, @Res() { visit }: FastifyReply) {
    const edition = await this.edition(visit, id);
    const form = reasonForm(visit);
    const missing = form.missing();
    if (missing.length > 0) {
      return visit.show(<ProposeExportPage edition={edition} form={form.refusedFor(missing)} />, { status: 422 });
    }
    const proposed = await this.desk.proposeExport(visit, id, form.text('reason'));
    if (proposed.ok) return visit.goTo(`/desk/approvals/${proposed.value}`, 'proposed');
    return visit.show(<ProposeExportPage edition={edition} form={form.refusedBy(proposed.error)} />, proposed.error);
  }

  private async edition(visit: Visit, id: string): Promise<DeskEdition> {
    const edition = await this.editions.find(visit, id);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }

  private names(visit: Visit, agreed: readonly (TwoPersons | undefined)[]): Promise<ReadonlyMap<string, string>> {
    return this.colleagues.names(
      visit,
      agreed.flatMap((two) => [two?.proposedBy, two?.decidedBy]),
    );
  }
}

function stateOf(visit: Visit, path: string) {
  return readTableState((name) => visit.query(name), { path });
}

function reasonForm({ language, posted }: Visit): Form<'reason'> {
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
