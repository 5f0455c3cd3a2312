import { randomUUID } from 'node:crypto';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Approvals, type ApprovedProposal, type ExecutionRefusal, type JsonValue } from '@wsis/approval';
import { err, ok, type IdSource, type Result } from '@wsis/kernel';
import { EventLog } from '@wsis/messaging';
import { Database, type Tx } from '@wsis/persistence';
import { ID_SOURCE, Jobs, SETTINGS, Wakeups, type Settings } from '@wsis/service';
import { TypstSharePainter } from './adapters/documents/share-painter.js';
import { TypstPress } from './adapters/documents/typst.press.js';
import { CertificatesController } from './adapters/http/certificates.controller.js';
import { toProblem } from './adapters/http/problem-map.js';
import { ReleasesController, SCREENS } from './adapters/http/releases.controller.js';
import { ShareController } from './adapters/http/share.controller.js';
import { CertificatesJob } from './adapters/jobs/certificates.job.js';
import { DUE_RELEASES, DueReleasesJob } from './adapters/jobs/due-releases.job.js';
import { EventsHandler, PROJECTION } from './adapters/messaging/events.handler.js';
import { LoggedAnnouncements } from './adapters/messaging/logged-announcements.js';
import { PostgresCertificateStore } from './adapters/postgres/certificate.store.js';
import { PostgresEditionStore } from './adapters/postgres/edition.store.js';
import { PostgresProjectionStore } from './adapters/postgres/projection.store.js';
import { PostgresPromotionReadModel } from './adapters/postgres/promotion.read-model.js';
import { PostgresReleaseStore } from './adapters/postgres/release.store.js';
import { IssueCertificates } from './application/issue-certificates.js';
import { SharePainter } from './application/ports.js';
import { PreviewRelease } from './application/preview-release.js';
import { PublishDueReleases } from './application/publish-due-releases.js';
import type { PromotionScreens } from './application/read-model.js';
import { StageRelease, type StageReleasePayload } from './application/stage-release.js';
import type { PromotionError } from './domain/promotion-error.js';

const editions = new PostgresEditionStore();
const certificates = new PostgresCertificateStore();
/** A certificate's number is the permission to read it: all of it is chance, no part is the time. */
const certificateIds: IdSource = { next: () => randomUUID() };

/** The composition root of promotion. */
@Module({
  controllers: [ReleasesController, CertificatesController, ShareController, EventsHandler],
  providers: [
    { provide: PROJECTION, useClass: PostgresProjectionStore },
    { provide: SharePainter, useFactory: () => new TypstSharePainter() },
    {
      provide: SCREENS,
      inject: [Database],
      useFactory: (database: Database) => new PostgresPromotionReadModel(database),
    },
    {
      provide: StageRelease,
      inject: [Database, Approvals, Wakeups, ID_SOURCE],
      useFactory: (database: Database, approvals: Approvals, wakeups: Wakeups, ids: IdSource) =>
        // The alarm is not waited for: the approving transaction must not hang on a queue that is away.
        new StageRelease(
          database,
          editions,
          new PostgresReleaseStore(database),
          approvals,
          { at: (due) => wakeups.at(DUE_RELEASES, due) },
          ids,
        ),
    },
    {
      provide: PreviewRelease,
      inject: [Database, SCREENS],
      useFactory: (database: Database, screens: PromotionScreens) => new PreviewRelease(database, editions, screens),
    },
    {
      provide: PublishDueReleases,
      inject: [Database, EventLog],
      useFactory: (database: Database, eventLog: EventLog) =>
        new PublishDueReleases(database, new PostgresReleaseStore(database), new LoggedAnnouncements(eventLog)),
    },
    {
      provide: IssueCertificates,
      inject: [Database, EventLog, Jobs, SETTINGS],
      useFactory: (database: Database, eventLog: EventLog, jobs: Jobs, settings: Settings) =>
        new IssueCertificates(
          database,
          editions,
          new PostgresReleaseStore(database),
          certificates,
          new LoggedAnnouncements(eventLog),
          jobs,
          { printer: new TypstPress(), ids: certificateIds, publicUrl: settings.publicUrl },
        ),
    },
    {
      provide: CertificatesJob,
      inject: [Jobs, IssueCertificates],
      useFactory: (jobs: Jobs, issue: IssueCertificates) => new CertificatesJob(jobs, issue),
    },
    {
      provide: DueReleasesJob,
      inject: [Wakeups, PublishDueReleases],
      useFactory: (wakeups: Wakeups, publish: PublishDueReleases) => new DueReleasesJob(wakeups, publish),
    },
  ],
})
export class PromotionModule implements OnModuleInit {
  constructor(
    @Inject(Approvals) private readonly approvals: Approvals,
    @Inject(StageRelease) private readonly stageRelease: StageRelease,
  ) {}

  onModuleInit(): void {
    this.approvals.register<StageReleasePayload>('promotion.publish-release', {
      roles: ['secretariat'],
      execute: async (tx: Tx, approved: ApprovedProposal<StageReleasePayload>) =>
        refusal(await this.stageRelease.apply(tx, approved.editionId ?? '', approved.payload, approved.id)),
    });
  }
}

function refusal<T extends JsonValue>(result: Result<T, PromotionError>): Result<JsonValue, ExecutionRefusal> {
  if (result.ok) return ok(result.value);
  const { code, params } = toProblem(result.error);
  return err({ code, params });
}
