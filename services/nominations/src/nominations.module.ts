import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { Approvals } from '@wsis/approval';
import { ServiceClients } from '@wsis/http';
import type { Clock, IdSource } from '@wsis/kernel';
import { EventLog } from '@wsis/messaging';
import { Database } from '@wsis/persistence';
import { RateLimits } from '@wsis/rate-limit';
import { CLOCK, ID_SOURCE, SETTINGS, Wakeups, type Settings } from '@wsis/service';
import { FolderFileStore } from './adapters/files/folder-file-store.js';
import { BreachReportsController } from './adapters/http/breach-reports.controller.js';
import { LanguageGateController } from './adapters/http/language-gate.controller.js';
import { NomineesController } from './adapters/http/nominees.controller.js';
import { PicturesController } from './adapters/http/pictures.controller.js';
import { ScreeningController } from './adapters/http/screening.controller.js';
import { Readers } from './adapters/http/readers.js';
import { ScreeningQueueController } from './adapters/http/screening-queue.controller.js';
import { SubmissionsController } from './adapters/http/submissions.controller.js';
import { TranslationsController } from './adapters/http/translations.controller.js';
import { IdentityMemberships } from './adapters/identity/identity-memberships.js';
import { IdentityTranslators } from './adapters/identity/identity-translators.js';
import { LeftFilesJob } from './adapters/jobs/left-files.job.js';
import { InternalController } from './adapters/http/internal.controller.js';
import { NominationBudgets } from './adapters/limits/nomination-budgets.js';
import { LoggedAnnouncements } from './adapters/messaging/announcements.js';
import { CompetitionHandler } from './adapters/messaging/competition.handler.js';
import { IdentityHandler, ORGANISATIONS } from './adapters/messaging/identity.handler.js';
import { PromotionHandler } from './adapters/messaging/promotion.handler.js';
import { PostgresBreachReportStore } from './adapters/postgres/breach-report.store.js';
import { BreachReadModel } from './adapters/postgres/breach.read-model.js';
import { PostgresEditionStore } from './adapters/postgres/edition.store.js';
import { NominationsReadModel } from './adapters/postgres/nominations.read-model.js';
import { NomineeReadModel } from './adapters/postgres/nominee.read-model.js';
import { PostgresNomineeStore } from './adapters/postgres/nominee.store.js';
import { PostgresOrganisationStore } from './adapters/postgres/organisation.store.js';
import { PostgresPictureStore } from './adapters/postgres/picture.store.js';
import { PostgresSubmissionStore } from './adapters/postgres/submission.store.js';
import { PostgresScreeningConflictStore } from './adapters/postgres/screening-conflict.store.js';
import { ScreeningQueueReadModel } from './adapters/postgres/screening-queue.read-model.js';
import { PostgresTranslationAssignmentStore } from './adapters/postgres/translation-assignment.store.js';
import { TranslationReadModel } from './adapters/postgres/translation.read-model.js';
import { SharpStudio } from './adapters/pictures/sharp-studio.js';
import { AssignTranslations } from './application/assign-translations.js';
import { Authors } from './application/authors.js';
import { BreachScreens } from './application/breach-screens.js';
import { CheckTranslations } from './application/check-translations.js';
import { FreezeNomineeList } from './application/freeze-nominee-list.js';
import { KeepPictures } from './application/keep-pictures.js';
import { LowerLanguageGate } from './application/lower-language-gate.js';
import { MoveSubmission } from './application/move-submission.js';
import { NomineeScreens } from './application/nominee-screens.js';
import { Budgets, FileStore } from './application/ports.js';
import { ReportBreach } from './application/report-breach.js';
import { NominationsScreens } from './application/screens.js';
import { ScreeningQueue } from './application/screening-queue.js';
import { ScreenSubmissions } from './application/screen-submissions.js';
import { StepBack } from './application/step-back.js';
import { SubmitSubmission } from './application/submit-submission.js';
import { SweepFiles } from './application/sweep-files.js';
import { TranslateSubmission } from './application/translate-submission.js';
import { TranslationScreens } from './application/translation-screens.js';
import { WithdrawNominee } from './application/withdraw-nominee.js';
import { WithdrawSubmission } from './application/withdraw-submission.js';
import { WriteSubmission } from './application/write-submission.js';
import { registerApprovalKinds } from './approval-kinds.js';
import type { NominationsConfig } from './config.js';

/** The parts of nominations that several use cases share. */
class Parts {
  readonly editions = new PostgresEditionStore();
  readonly nominees = new PostgresNomineeStore();
  readonly pictures = new PostgresPictureStore();
  readonly organisations = new PostgresOrganisationStore();
  readonly conflicts = new PostgresScreeningConflictStore();
  readonly submissions: PostgresSubmissionStore;
  readonly announcements: LoggedAnnouncements;
  readonly authors: Authors;

  constructor(
    readonly database: Database,
    readonly ids: IdSource,
    eventLog: EventLog,
    clients: ServiceClients,
  ) {
    this.submissions = new PostgresSubmissionStore(ids);
    this.announcements = new LoggedAnnouncements(eventLog);
    this.authors = new Authors(database, this.submissions, new IdentityMemberships(clients), this.organisations);
  }
}

@Module({})
export class NominationsModule {
  static with(config: NominationsConfig): DynamicModule {
    return {
      module: NominationsModule,
      controllers: [
        SubmissionsController,
        ScreeningController,
        ScreeningQueueController,
        TranslationsController,
        LanguageGateController,
        PicturesController,
        BreachReportsController,
        NomineesController,
        InternalController,
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
          provide: ScreeningQueue,
          inject: [Parts],
          useFactory: (parts: Parts) => new ScreeningQueueReadModel(parts.database),
        },
        {
          provide: NomineeScreens,
          inject: [Parts],
          useFactory: (parts: Parts) => new NomineeReadModel(parts.database),
        },
        {
          provide: TranslationScreens,
          inject: [Parts],
          useFactory: (parts: Parts) => new TranslationReadModel(parts.database, parts.editions),
        },
        {
          provide: FileStore,
          inject: [SETTINGS],
          useFactory: (settings: Settings) => new FolderFileStore(join(settings.filesDir, 'nominations')),
        },
        {
          provide: Budgets,
          inject: [RateLimits],
          useFactory: (limits: RateLimits) => new NominationBudgets(limits, config),
        },
        {
          provide: KeepPictures,
          inject: [Parts, FileStore],
          useFactory: (parts: Parts, files: FileStore) =>
            new KeepPictures(parts.database, parts.submissions, parts.pictures, new SharpStudio(), files, parts.ids),
        },
        {
          provide: LeftFilesJob,
          inject: [Parts, FileStore, Wakeups, CLOCK],
          useFactory: (parts: Parts, files: FileStore, wakeups: Wakeups, clock: Clock) =>
            new LeftFilesJob(wakeups, new SweepFiles(parts.database, parts.pictures, files, clock)),
        },
        {
          provide: ReportBreach,
          inject: [Parts],
          useFactory: (parts: Parts) => new ReportBreach(parts.database, new PostgresBreachReportStore(), parts.ids),
        },
        {
          provide: BreachScreens,
          inject: [Parts],
          useFactory: (parts: Parts) => new BreachReadModel(parts.database),
        },
        { provide: ORGANISATIONS, inject: [Parts], useFactory: (parts: Parts) => parts.organisations },
        { provide: Authors, inject: [Parts], useFactory: (parts: Parts) => parts.authors },
        { provide: Readers, inject: [Authors], useFactory: (authors: Authors) => new Readers(authors) },
        {
          provide: WriteSubmission,
          inject: [Parts],
          useFactory: (parts: Parts) =>
            new WriteSubmission(parts.database, parts.editions, parts.submissions, parts.ids, config),
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
            new ScreenSubmissions(
              parts.database,
              parts.editions,
              parts.submissions,
              parts.conflicts,
              parts.announcements,
            ),
        },
        {
          provide: MoveSubmission,
          inject: [Parts],
          useFactory: (parts: Parts) =>
            new MoveSubmission(parts.database, parts.editions, parts.submissions, parts.conflicts),
        },
        {
          provide: StepBack,
          inject: [Parts],
          useFactory: (parts: Parts) =>
            new StepBack(parts.database, parts.editions, parts.submissions, parts.conflicts),
        },
        {
          provide: TranslateSubmission,
          inject: [Parts],
          useFactory: (parts: Parts) => new TranslateSubmission(parts.database, parts.editions, parts.submissions),
        },
        {
          provide: CheckTranslations,
          inject: [Parts],
          useFactory: (parts: Parts) => new CheckTranslations(parts.database, parts.editions, parts.submissions),
        },
        {
          provide: AssignTranslations,
          inject: [Parts, ServiceClients],
          useFactory: (parts: Parts, clients: ServiceClients) =>
            new AssignTranslations(
              parts.database,
              parts.editions,
              new PostgresTranslationAssignmentStore(),
              new IdentityTranslators(clients),
            ),
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
          provide: LowerLanguageGate,
          inject: [Parts, Approvals],
          useFactory: (parts: Parts, approvals: Approvals) =>
            new LowerLanguageGate(parts.database, parts.editions, approvals),
        },
        {
          provide: 'nominations:approval-kinds',
          inject: [Approvals, FreezeNomineeList, WithdrawNominee, LowerLanguageGate],
          useFactory: (
            approvals: Approvals,
            freeze: FreezeNomineeList,
            withdraw: WithdrawNominee,
            lowerGate: LowerLanguageGate,
          ) => {
            registerApprovalKinds(approvals, freeze, withdraw, lowerGate);
            return true;
          },
        },
      ],
    };
  }
}
