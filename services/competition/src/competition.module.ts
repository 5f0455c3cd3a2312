import { Module, type DynamicModule } from '@nestjs/common';
import { Approvals } from '@wsis/approval';
import { EventLog } from '@wsis/messaging';
import { Database } from '@wsis/persistence';
import { Wakeups } from '@wsis/service';
import { CalendarController } from './adapters/http/calendar.controller.js';
import { EditionsController } from './adapters/http/editions.controller.js';
import { ReferenceController } from './adapters/http/reference.controller.js';
import { RuleBooksController } from './adapters/http/rule-books.controller.js';
import { AllRehearsalsController, DressRehearsalsController } from './adapters/http/dress-rehearsals.controller.js';
import { DRESS_REHEARSALS, DressRehearsalsJob } from './adapters/jobs/dress-rehearsals.job.js';
import { DUE_PHASES, DuePhasesJob } from './adapters/jobs/due-phases.job.js';
import { LoggedAnnouncements } from './adapters/messaging/announcements.js';
import { PostgresCalendarStore } from './adapters/postgres/calendar.store.js';
import { CompetitionReadModel } from './adapters/postgres/competition.read-model.js';
import { PostgresDressRehearsalStore } from './adapters/postgres/dress-rehearsal.store.js';
import { PostgresEditionStore } from './adapters/postgres/edition.store.js';
import { RehearsalReadModel } from './adapters/postgres/rehearsal.read-model.js';
import { PostgresRuleBookStore } from './adapters/postgres/rule-book.store.js';
import { ChildProcessStage } from './adapters/rehearsal/child-process-stage.js';
import { AdoptRules } from './application/adopt-rules.js';
import { CreateEdition } from './application/create-edition.js';
import { DressRehearsals } from './application/dress-rehearsals.js';
import { MoveCalendar } from './application/move-calendar.js';
import { PlayRehearsals } from './application/play-rehearsals.js';
import { RehearsalScreens } from './application/rehearsal-screens.js';
import { RunDuePhases } from './application/run-due-phases.js';
import { SaveRuleBookDraft } from './application/save-rule-book-draft.js';
import { CompetitionScreens } from './application/screens.js';
import { registerApprovalKinds } from './approval-kinds.js';
import { CompetitionConfig } from './config.js';

const editions = new PostgresEditionStore();
const ruleBooks = new PostgresRuleBookStore();

@Module({})
export class CompetitionModule {
  static with(config: CompetitionConfig): DynamicModule {
    return {
      module: CompetitionModule,
      controllers: [
        EditionsController,
        RuleBooksController,
        CalendarController,
        ReferenceController,
        DressRehearsalsController,
        AllRehearsalsController,
      ],
      providers: [
        {
          provide: CompetitionScreens,
          inject: [Database],
          useFactory: (database: Database) => new CompetitionReadModel(database),
        },
        {
          provide: PostgresCalendarStore,
          inject: [Database],
          useFactory: (database: Database) => new PostgresCalendarStore(database),
        },
        {
          provide: LoggedAnnouncements,
          inject: [EventLog],
          useFactory: (eventLog: EventLog) => new LoggedAnnouncements(eventLog),
        },
        {
          provide: CreateEdition,
          inject: [Database, PostgresCalendarStore, LoggedAnnouncements],
          useFactory: (database: Database, calendars: PostgresCalendarStore, announcements: LoggedAnnouncements) =>
            new CreateEdition(database, editions, ruleBooks, calendars, announcements),
        },
        {
          provide: SaveRuleBookDraft,
          inject: [Database],
          useFactory: (database: Database) => new SaveRuleBookDraft(database, editions, ruleBooks),
        },
        {
          provide: AdoptRules,
          inject: [Database, PostgresCalendarStore, LoggedAnnouncements, Approvals],
          useFactory: (
            database: Database,
            calendars: PostgresCalendarStore,
            announcements: LoggedAnnouncements,
            approvals: Approvals,
          ) => new AdoptRules(database, ruleBooks, calendars, announcements, approvals),
        },
        {
          provide: MoveCalendar,
          inject: [Database, PostgresCalendarStore, LoggedAnnouncements, Approvals, Wakeups],
          useFactory: (
            database: Database,
            calendars: PostgresCalendarStore,
            announcements: LoggedAnnouncements,
            approvals: Approvals,
            wakeups: Wakeups,
          ) =>
            new MoveCalendar(database, calendars, ruleBooks, announcements, approvals, {
              at: (due) => wakeups.at(DUE_PHASES, due),
            }),
        },
        {
          provide: RunDuePhases,
          inject: [Database, PostgresCalendarStore, LoggedAnnouncements],
          useFactory: (database: Database, calendars: PostgresCalendarStore, announcements: LoggedAnnouncements) =>
            new RunDuePhases(database, calendars, announcements),
        },
        {
          provide: DuePhasesJob,
          inject: [Wakeups, RunDuePhases],
          useFactory: (wakeups: Wakeups, runDuePhases: RunDuePhases) =>
            new DuePhasesJob(wakeups, runDuePhases, config.sweepSeconds),
        },
        {
          provide: ChildProcessStage,
          useFactory: () => new ChildProcessStage(config.dressRehearsals, config.surroundings),
        },
        {
          provide: PostgresDressRehearsalStore,
          inject: [Database],
          useFactory: (database: Database) => new PostgresDressRehearsalStore(database),
        },
        {
          provide: RehearsalScreens,
          inject: [Database, ChildProcessStage],
          useFactory: (database: Database, stage: ChildProcessStage) => new RehearsalReadModel(database, stage),
        },
        {
          provide: DressRehearsals,
          inject: [Database, PostgresDressRehearsalStore, ChildProcessStage, Wakeups],
          useFactory: (
            database: Database,
            rehearsals: PostgresDressRehearsalStore,
            stage: ChildProcessStage,
            wakeups: Wakeups,
          ) =>
            new DressRehearsals(database, editions, ruleBooks, rehearsals, stage, () =>
              wakeups.at(DRESS_REHEARSALS, new Date()),
            ),
        },
        {
          provide: PlayRehearsals,
          inject: [PostgresDressRehearsalStore, ChildProcessStage],
          useFactory: (rehearsals: PostgresDressRehearsalStore, stage: ChildProcessStage) =>
            new PlayRehearsals(rehearsals, stage),
        },
        {
          provide: DressRehearsalsJob,
          inject: [Wakeups, PlayRehearsals],
          useFactory: (wakeups: Wakeups, plays: PlayRehearsals) => new DressRehearsalsJob(wakeups, plays),
        },
        {
          provide: 'competition:approval-kinds',
          inject: [Approvals, AdoptRules, MoveCalendar],
          useFactory: (approvals: Approvals, adoptRules: AdoptRules, moveCalendar: MoveCalendar) => {
            registerApprovalKinds(approvals, adoptRules, moveCalendar);
            return true;
          },
        },
      ],
    };
  }
}
