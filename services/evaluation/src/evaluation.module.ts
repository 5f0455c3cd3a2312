import { Module, type OnModuleInit } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { Approvals, type ApprovedProposal, type ExecutionRefusal } from '@wsis/approval';
import { err, ok, type Result } from '@wsis/kernel';
import { EventLog } from '@wsis/messaging';
import { Database, type Tx } from '@wsis/persistence';
import { PanelsController, READ_MODEL } from './adapters/http/panels.controller.js';
import { SheetsController } from './adapters/http/sheets.controller.js';
import { toProblem } from './adapters/http/problem-map.js';
import { EventsHandler, PROJECTION } from './adapters/messaging/events.handler.js';
import { LoggedAnnouncements } from './adapters/messaging/logged-announcements.js';
import { PostgresDecisionStore } from './adapters/postgres/decision.store.js';
import { PostgresEditionStore } from './adapters/postgres/edition.store.js';
import { PostgresEvaluationReadModel } from './adapters/postgres/evaluation.read-model.js';
import { PostgresPanelStore } from './adapters/postgres/panel.store.js';
import { PostgresProjectionStore } from './adapters/postgres/projection.store.js';
import { PostgresSheetStore } from './adapters/postgres/sheet.store.js';
import { CertifyDecisions, type CertifyDecisionsPayload } from './application/certify-decisions.js';
import { DeclareConflict } from './application/declare-conflict.js';
import { FormPanels, type FormPanelsPayload } from './application/form-panels.js';
import { SaveSheet } from './application/save-sheet.js';
import type { EvaluationError } from './domain/evaluation-error.js';

const editions = new PostgresEditionStore();
const panels = new PostgresPanelStore();
const sheets = new PostgresSheetStore();
const decisions = new PostgresDecisionStore();

/** The composition root of evaluation. */
@Module({
  controllers: [PanelsController, SheetsController, EventsHandler],
  providers: [
    { provide: PROJECTION, useClass: PostgresProjectionStore },
    {
      provide: READ_MODEL,
      inject: [Database],
      useFactory: (database: Database) => new PostgresEvaluationReadModel(database),
    },
    {
      provide: FormPanels,
      inject: [Database, Approvals],
      useFactory: (database: Database, approvals: Approvals) =>
        new FormPanels(database, editions, panels, sheets, approvals),
    },
    {
      provide: DeclareConflict,
      inject: [Database],
      useFactory: (database: Database) => new DeclareConflict(database, editions, panels, sheets),
    },
    {
      provide: SaveSheet,
      inject: [Database, EventLog],
      useFactory: (database: Database, eventLog: EventLog) =>
        new SaveSheet(database, editions, panels, sheets, new LoggedAnnouncements(eventLog)),
    },
    {
      provide: CertifyDecisions,
      inject: [Database, Approvals, EventLog],
      useFactory: (database: Database, approvals: Approvals, eventLog: EventLog) =>
        new CertifyDecisions(
          database,
          editions,
          panels,
          sheets,
          decisions,
          new LoggedAnnouncements(eventLog),
          approvals,
        ),
    },
  ],
})
export class EvaluationModule implements OnModuleInit {
  constructor(
    @Inject(Approvals) private readonly approvals: Approvals,
    @Inject(FormPanels) private readonly formPanels: FormPanels,
    @Inject(CertifyDecisions) private readonly certifyDecisions: CertifyDecisions,
  ) {}

  onModuleInit(): void {
    this.approvals.register<FormPanelsPayload>('evaluation.form-panels', {
      roles: ['secretariat'],
      execute: async (tx: Tx, approved: ApprovedProposal<FormPanelsPayload>) =>
        refusal(await this.formPanels.apply(tx, approved.editionId ?? '', approved.payload, approved.id)),
    });
    this.approvals.register<CertifyDecisionsPayload>('evaluation.certify-decisions', {
      roles: ['secretariat', 'panel-chair'],
      // One person alone may make somebody a chair, so a chair is never the second of two.
      approvers: ['secretariat'],
      execute: async (tx: Tx, approved: ApprovedProposal<CertifyDecisionsPayload>) =>
        refusal(await this.certifyDecisions.apply(tx, approved.editionId ?? '', approved.payload, approved.id)),
    });
  }
}

function refusal<T>(result: Result<T, EvaluationError>): Result<any, ExecutionRefusal> {
  if (result.ok) return ok(result.value);
  const { code, params } = toProblem(result.error);
  return err({ code, params });
}
