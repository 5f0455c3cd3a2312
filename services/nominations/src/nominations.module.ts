import { Module } from '@nestjs/common';
import { Approvals } from '@wsis/approval';
import { ServiceClients } from '@wsis/http';
import type { IdSource } from '@wsis/kernel';
import { EventLog } from '@wsis/messaging';
import { Database } from '@wsis/persistence';
import { ID_SOURCE } from '@wsis/service';
import { NomineesController } from './adapters/http/nominees.controller.js';
import { ScreeningController } from './adapters/http/screening.controller.js';
import { SubmissionsController } from './adapters/http/submissions.controller.js';
import { TranslationsController } from './adapters/http/translations.controller.js';
import { IdentityMemberships } from './adapters/identity/identity-memberships.js';
import { LoggedAnnouncements } from './adapters/messaging/announcements.js';
import { CompetitionHandler } from './adapters/messaging/competition.handler.js';
import { IdentityHandler } from './adapters/messaging/identity.handler.js';
import { PromotionHandler } from './adapters/messaging/promotion.handler.js';
import { PostgresEditionStore } from './adapters/postgres/edition.store.js';
import { NominationsReadModel } from './adapters/postgres/nominations.read-model.js';
import { NomineeReadModel } from './adapters/postgres/nominee.read-model.js';
import { PostgresNomineeStore } from './adapters/postgres/nominee.store.js';
import { PostgresSubmissionStore } from './adapters/postgres/submission.store.js';
import { FreezeNomineeList } from './application/freeze-nominee-list.js';
import { MoveSubmission } from './application/move-submission.js';
import { NomineeScreens } from './application/nominee-screens.js';
import { NominationsScreens } from './application/screens.js';
import { ScreenSubmissions } from './application/screen-submissions.js';
import { SubmitSubmission } from './application/submit-submission.js';
import { TranslateSubmission } from './application/translate-submission.js';
import { WithdrawNominee } from './application/withdraw-nominee.js';
import { WithdrawSubmission } from './application/withdraw-submission.js';
import { WriteSubmission } from './application/write-submission.js';
import { registerApprovalKinds } from './approval-kinds.js';

/** The parts of nominations that several use cases share. */
class Parts {
  readonly editions = new PostgresEditionStore();
  readonly nominees = new PostgresNomineeStore();
  readonly submissions: PostgresSubmissionStore;
  readonly announcements: LoggedAnnouncements;
  readonly memberships: IdentityMemberships;

  constructor(
    readonly database: Database,
    readonly ids: IdSource,
    eventLog: EventLog,
    clients: ServiceClients,
  ) {
    this.submissions = new PostgresSubmissionStore(ids);
    this.announcements = new LoggedAnnouncements(eventLog);
    this.memberships = new IdentityMemberships(clients);
  }
}

@Module({
  controllers: [
    SubmissionsController,
    ScreeningController,
    TranslationsController,
    NomineesController,
    CompetitionHandler,
    IdentityHandler,
    PromotionHandler,
  ],
  providers: [
    {
      provide: Parts,
      inject: [Database, ID_SOURCE, EventLog, ServiceClients],
      useFactory: (database: Database, ids: IdSource, eventLog: EventLog, clients: ServiceClients) =>
        new Parts(database, ids, eventLog, clients),
    },
    {
      provide: NominationsScreens,
      inject: [Parts],
      useFactory: (parts: Parts) => new NominationsReadModel(parts.database, parts.editions),
    },
    {
      provide: NomineeScreens,
      inject: [Parts],
      useFactory: (parts: Parts) => new NomineeReadModel(parts.database),
    },
    {
      provide: WriteSubmission,
      inject: [Parts],
      useFactory: (parts: Parts) =>
        new WriteSubmission(parts.database, parts.editions, parts.submissions, parts.memberships, parts.ids),
    },
    {
      provide: SubmitSubmission,
      inject: [Parts],
      useFactory: (parts: Parts) =>
        new SubmitSubmission(parts.database, parts.editions, parts.submissions, parts.announcements),
    },
    {
      provide: WithdrawSubmission,
      inject: [Parts],
      useFactory: (parts: Parts) => new WithdrawSubmission(parts.database, parts.editions, parts.submissions),
    },
    {
      provide: ScreenSubmissions,
      inject: [Parts],
      useFactory: (parts: Parts) =>
        new ScreenSubmissions(parts.database, parts.editions, parts.submissions, parts.announcements),
    },
    {
      provide: MoveSubmission,
      inject: [Parts],
      useFactory: (parts: Parts) => new MoveSubmission(parts.database, parts.editions, parts.submissions),
    },
    {
      provide: TranslateSubmission,
      inject: [Parts],
      useFactory: (parts: Parts) => new TranslateSubmission(parts.database, parts.editions, parts.submissions),
    },
    {
      provide: FreezeNomineeList,
      inject: [Parts, Approvals],
      useFactory: (parts: Parts, approvals: Approvals) =>
        new FreezeNomineeList(
          parts.database,
          parts.editions,
          parts.submissions,
          parts.nominees,
          parts.announcements,
          approvals,
          parts.ids,
        ),
    },
    {
      provide: WithdrawNominee,
      inject: [Parts, Approvals],
      useFactory: (parts: Parts, approvals: Approvals) =>
        new WithdrawNominee(parts.database, parts.editions, parts.nominees, parts.announcements, approvals),
    },
    {
      provide: 'nominations:approval-kinds',
      inject: [Approvals, FreezeNomineeList, WithdrawNominee],
      useFactory: (approvals: Approvals, freeze: FreezeNomineeList, withdraw: WithdrawNominee) => {
        registerApprovalKinds(approvals, freeze, withdraw);
        return true;
      },
    },
  ],
})
export class NominationsModule {}
