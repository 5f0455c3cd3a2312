import { Module, type DynamicModule, type INestApplicationContext, type Provider } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Approvals } from '@wsis/approval';
import { VoterSessions } from '@wsis/http';
import { KeyedHash, type IdSource } from '@wsis/kernel';
import { EventLog, logSignals } from '@wsis/messaging';
import { Metrics, Readiness, type Logger, type PartState } from '@wsis/observability';
import { Database } from '@wsis/persistence';
import { AdaptiveConcurrency, QueueTickets, RateLimits, StatedCapacity, WaitingLine } from '@wsis/rate-limit';
import { ID_SOURCE, LOGGER, Wakeups, type Secrets, type WorkKind } from '@wsis/service';
import { receiptSigner, type CommitmentKey, type ReceiptSigner } from '@wsis/transparency-log';
import { BallotAdmission } from './adapters/http/ballot-admission.js';
import { BallotController } from './adapters/http/ballot.controller.js';
import { CheckpointsController } from './adapters/http/checkpoints.controller.js';
import { InternalController } from './adapters/http/internal.controller.js';
import { OwnBallotController } from './adapters/http/own-ballot.controller.js';
import { PublicLedgerController } from './adapters/http/public-ledger.controller.js';
import { PrivilegedReadsController } from './adapters/http/privileged-reads.controller.js';
import { ResultsController } from './adapters/http/results.controller.js';
import { TallyProgressController } from './adapters/http/tally-progress.controller.js';
import { TwoPersonsController } from './adapters/http/two-persons.controller.js';
import { registerSaveBallot } from './adapters/http/save-ballot.route.js';
import { COMMITMENT_KEY, RECEIPT_SIGNER } from './adapters/http/tokens.js';
import { CloseLedgersJob } from './adapters/jobs/close-ledgers.job.js';
import { PublishCheckpointsJob } from './adapters/jobs/publish-checkpoints.job.js';
import { RunningTallyJob } from './adapters/jobs/running-tally.job.js';
import { NoteIntakeFiguresJob } from './adapters/jobs/note-intake-figures.job.js';
import { RefreshScreensJob } from './adapters/jobs/refresh-screens.job.js';
import { ContestHandler } from './adapters/messaging/contest.handler.js';
import { LoggedVotingEvents } from './adapters/messaging/voting-events.js';
import { PostgresBallotLedger } from './adapters/postgres/ballot-ledger.store.js';
import { PostgresCounting } from './adapters/postgres/counting.store.js';
import { OwnBallotReadModel } from './adapters/postgres/own-ballot.read-model.js';
import { ResultReadModel } from './adapters/postgres/result.read-model.js';
import { PostgresIntakeBoard } from './adapters/postgres/intake-board.store.js';
import { PostgresLedgerRoots } from './adapters/postgres/ledger-roots.store.js';
import { PostgresLedgers } from './adapters/postgres/ledgers.store.js';
import { PostgresRunningTallies } from './adapters/postgres/running-tally.store.js';
import { PostgresScreens } from './adapters/postgres/screen.store.js';
import { VotingReadModel } from './adapters/postgres/voting.read-model.js';
import { AdoptRules } from './application/adopt-rules.js';
import { CertifyTally } from './application/certify-tally.js';
import { CompareTallies } from './application/compare-tallies.js';
import { CountVotes } from './application/count-votes.js';
import { DecideOnBallots } from './application/decide-on-ballots.js';
import { GrantPrivilegedRead } from './application/grant-privileged-read.js';
import { PauseSaving } from './application/pause-saving.js';
import { ProposeForTwo } from './application/propose-for-two.js';
import { ReadRunningCounts } from './application/read-running-counts.js';
import { ShowResults } from './application/show-results.js';
import { registerApprovalKinds } from './approval-kinds.js';
import { LedgerRoots, PublishCheckpoints, ShowCheckpoint } from './application/checkpoints.js';
import { CloseDueLedgers } from './application/close-due-ledgers.js';
import { KeepNomineeList } from './application/keep-nominee-list.js';
import { MoveWindowWhenCalendarChanged } from './application/move-window-when-calendar-changed.js';
import { NoteRelease } from './application/note-release.js';
import { OwnBallotViews } from './application/own-ballot.js';
import { Ledgers, VotingEvents } from './application/ports.js';
import { Refusals } from './application/refusals.js';
import { KeepRunningTallies, RunningTallies } from './application/running-tally.js';
import { SaveBallot } from './application/save-ballot.js';
import { Screens } from './application/screens.js';
import { ResultViews, VotingViews } from './application/views.js';
import { VoteHealth, type IntakeFigures } from './application/vote-health.js';
import { WithdrawNominee } from './application/withdraw-nominee.js';
import type { VotingConfig } from './config.js';

const counting = new PostgresCounting();

/** Milliseconds since 1970 as they were when the process started, and forward from there whatever is done to the clock. */
const monotonicNow = () => performance.timeOrigin + performance.now();

/** A step of this many rows takes about a tenth of a second. */
const TALLY_ROWS_A_STEP = 5_000;
const DIFFERENCES_LOGGED = 20;
/** Hashing so many takes a few milliseconds. */
const LEAVES_A_STEP = 5_000;

const CONFIG = Symbol('voting:config');
const VOTER_SESSIONS = Symbol('voting:voter-sessions');
const INTAKE = Symbol('voting:intake');

/** This process among those that take ballots, and what it says of itself. */
interface Intake {
  readonly processId: string;
  readonly figures: () => IntakeFigures;
}

function figuresOf(saveBallot: SaveBallot, refusals: Refusals): IntakeFigures {
  const { waiting, oldestWaitingMs, lastBatchSize, lastBatchMs } = saveBallot.state();
  return {
    waiting,
    oldestWaitingMs: Math.round(oldestWaitingMs),
    lastBatch: { size: lastBatchSize, milliseconds: Math.round(lastBatchMs) },
    refusals: refusals.byCode(),
  };
}

@Module({})
export class VotingModule {
  /** Throws when a key that only voting needs is missing. */
  static with(config: VotingConfig, secrets: Secrets, logger: Logger): DynamicModule {
    const { receiptSigningKey, commitmentKey, voterSessionKey } = secrets;
    if (receiptSigningKey === undefined || commitmentKey === undefined || voterSessionKey === undefined) {
      throw new Error('Voting needs receiptSigningKey, commitmentKey and voterSessionKey in SECRETS_FILE');
    }
    return {
      module: VotingModule,
      controllers: [
        BallotController,
        OwnBallotController,
        InternalController,
        PublicLedgerController,
        CheckpointsController,
        ResultsController,
        TwoPersonsController,
        PrivilegedReadsController,
        TallyProgressController,
        ContestHandler,
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: RECEIPT_SIGNER, useFactory: () => receiptSigner(receiptSigningKey) },
        { provide: COMMITMENT_KEY, useFactory: () => new KeyedHash(Buffer.from(commitmentKey, 'hex')) },
        { provide: VOTER_SESSIONS, useFactory: () => new VoterSessions(voterSessionKey) },
        { provide: QueueTickets, useFactory: () => new QueueTickets(Buffer.from(voterSessionKey, 'hex')) },
        {
          provide: Screens,
          inject: [Database],
          useFactory: (database: Database) => new Screens(new PostgresScreens(database), monotonicNow),
        },
        {
          provide: RefreshScreensJob,
          inject: [Screens],
          useFactory: (screens: Screens) => new RefreshScreensJob(screens, config.screenPollMs, logger),
        },
        {
          provide: Refusals,
          inject: [Metrics],
          useFactory: (metrics: Metrics) => {
            const counter = metrics.counter('voting_ballots_refused_total', 'Saves that were refused', ['code']);
            return new Refusals((code) => counter.inc({ code }));
          },
        },
        {
          provide: SaveBallot,
          inject: [Database, ID_SOURCE, Screens, RECEIPT_SIGNER, COMMITMENT_KEY],
          useFactory: (
            database: Database,
            ids: IdSource,
            screens: Screens,
            signer: ReceiptSigner,
            key: CommitmentKey,
          ) =>
            new SaveBallot({
              ledger: new PostgresBallotLedger(database, ids, () => logSignals.announce('voting')),
              screens,
              signer,
              commitmentKey: key,
              batchLimit: config.batchLimit,
              queueLimit: config.queueLimit,
              now: () => performance.now(),
            }),
        },
        {
          provide: VotingViews,
          inject: [Database, Screens],
          useFactory: (database: Database, screens: Screens) => new VotingReadModel(database, screens),
        },
        {
          provide: OwnBallotViews,
          inject: [Database, Screens],
          useFactory: (database: Database, screens: Screens) => new OwnBallotReadModel(database, screens),
        },
        {
          provide: INTAKE,
          inject: [SaveBallot, Refusals, ID_SOURCE],
          useFactory: (saveBallot: SaveBallot, refusals: Refusals, ids: IdSource): Intake => ({
            processId: ids.next(),
            figures: () => figuresOf(saveBallot, refusals),
          }),
        },
        {
          provide: VoteHealth,
          inject: [Database, VotingViews, INTAKE],
          useFactory: (database: Database, views: VotingViews, { processId, figures }: Intake) =>
            new VoteHealth(views, new PostgresIntakeBoard(database), processId, figures, monotonicNow),
        },
        {
          provide: NoteIntakeFiguresJob,
          inject: [Database, INTAKE],
          useFactory: (database: Database, { processId, figures }: Intake) =>
            new NoteIntakeFiguresJob(new PostgresIntakeBoard(database), processId, figures, logger),
        },
        {
          provide: Ledgers,
          inject: [Database],
          useFactory: (database: Database) => new PostgresLedgers(database),
        },
        {
          provide: VotingEvents,
          inject: [EventLog],
          useFactory: (log: EventLog) => new LoggedVotingEvents(log),
        },
        ...[AdoptRules, KeepNomineeList, WithdrawNominee, NoteRelease].map((useCase): Provider => ({
          provide: useCase,
          inject: [Ledgers],
          useFactory: (ledgers: Ledgers) => new useCase(ledgers),
        })),
        {
          provide: MoveWindowWhenCalendarChanged,
          inject: [Ledgers, VotingEvents],
          useFactory: (ledgers: Ledgers, events: VotingEvents) => new MoveWindowWhenCalendarChanged(ledgers, events),
        },
        {
          provide: CloseDueLedgers,
          inject: [Database, Ledgers, VotingEvents],
          useFactory: (database: Database, ledgers: Ledgers, events: VotingEvents) =>
            new CloseDueLedgers(database, ledgers, events),
        },
        {
          provide: ResultViews,
          inject: [Database],
          useFactory: (database: Database) => new ResultReadModel(database),
        },
        { provide: CountVotes, useFactory: () => new CountVotes(counting) },
        {
          provide: DecideOnBallots,
          inject: [Ledgers, CountVotes, VotingEvents],
          useFactory: (ledgers: Ledgers, countVotes: CountVotes, events: VotingEvents) =>
            new DecideOnBallots(ledgers, counting, countVotes, events),
        },
        {
          provide: RunningTallies,
          inject: [Database],
          useFactory: (database: Database) => new PostgresRunningTallies(database),
        },
        {
          provide: KeepRunningTallies,
          inject: [Database, RunningTallies],
          useFactory: (database: Database, tallies: RunningTallies) =>
            new KeepRunningTallies(database, tallies, TALLY_ROWS_A_STEP),
        },
        {
          provide: CompareTallies,
          inject: [Database, Ledgers, CountVotes, RunningTallies, KeepRunningTallies],
          useFactory: (
            database: Database,
            ledgers: Ledgers,
            countVotes: CountVotes,
            tallies: RunningTallies,
            keep: KeepRunningTallies,
          ) =>
            new CompareTallies(database, ledgers, countVotes, tallies, keep, (edition, differences) =>
              logger.error(
                { edition, differences: differences.slice(0, DIFFERENCES_LOGGED), found: differences.length },
                'The running tally and the count differ; the result cannot be certified',
              ),
            ),
        },
        {
          provide: RunningTallyJob,
          inject: [Wakeups, KeepRunningTallies, CompareTallies, RunningTallies, Readiness],
          useFactory: (
            wakeups: Wakeups,
            keep: KeepRunningTallies,
            compare: CompareTallies,
            tallies: RunningTallies,
            readiness: Readiness,
          ) => {
            readiness.register('tally', async () => tallyState(await tallies.differing()));
            return new RunningTallyJob(wakeups, keep, compare, config);
          },
        },
        {
          provide: CertifyTally,
          inject: [Ledgers, CountVotes, CompareTallies, VotingEvents],
          useFactory: (ledgers: Ledgers, countVotes: CountVotes, compare: CompareTallies, events: VotingEvents) =>
            new CertifyTally(ledgers, counting, countVotes, compare, events),
        },
        {
          provide: ProposeForTwo,
          inject: [Database, Approvals, DecideOnBallots, CertifyTally],
          useFactory: (database: Database, approvals: Approvals, decide: DecideOnBallots, certify: CertifyTally) =>
            new ProposeForTwo(database, approvals, decide, certify),
        },
        {
          provide: ShowResults,
          inject: [Database, Ledgers, CountVotes, ResultViews],
          useFactory: (database: Database, ledgers: Ledgers, countVotes: CountVotes, views: ResultViews) =>
            new ShowResults(database, ledgers, countVotes, views),
        },
        {
          provide: ReadRunningCounts,
          inject: [Database, Ledgers, CountVotes, ResultViews, RunningTallies],
          useFactory: (
            database: Database,
            ledgers: Ledgers,
            countVotes: CountVotes,
            views: ResultViews,
            tallies: RunningTallies,
          ) => new ReadRunningCounts(database, ledgers, countVotes, views, tallies),
        },
        {
          provide: 'voting:approval-kinds',
          inject: [Approvals, DecideOnBallots, CertifyTally, Ledgers, ID_SOURCE],
          useFactory: (
            approvals: Approvals,
            decide: DecideOnBallots,
            certify: CertifyTally,
            ledgers: Ledgers,
            ids: IdSource,
          ) => {
            registerApprovalKinds(approvals, {
              decide,
              certify,
              grantRead: new GrantPrivilegedRead(ledgers, counting, ids),
              pause: new PauseSaving(ledgers),
              exportMinutes: config.exportMinutes,
            });
            return true;
          },
        },
        {
          provide: LedgerRoots,
          inject: [Database],
          useFactory: (database: Database) => new PostgresLedgerRoots(database),
        },
        {
          provide: PublishCheckpoints,
          inject: [LedgerRoots],
          useFactory: (roots: LedgerRoots) => new PublishCheckpoints(roots, LEAVES_A_STEP),
        },
        {
          provide: ShowCheckpoint,
          inject: [LedgerRoots, RECEIPT_SIGNER],
          useFactory: (roots: LedgerRoots, signer: ReceiptSigner) => new ShowCheckpoint(roots, signer),
        },
        PublishCheckpointsJob,
        {
          provide: CloseLedgersJob,
          inject: [Wakeups, CloseDueLedgers],
          useFactory: (wakeups: Wakeups, closeDueLedgers: CloseDueLedgers) =>
            new CloseLedgersJob(wakeups, closeDueLedgers, config.sweepSeconds),
        },
      ],
    };
  }
}

/** How many who come back a second a process of no stated capacity answers. */
const RETURNS_PER_SECOND = 2_000;

/** A difference stops the certification and not the vote: the process stays ready, and says what is wrong. */
function tallyState(differing: readonly string[]): PartState {
  if (differing.length === 0) return { ok: true, adapter: 'postgres' };
  const detail = `The running tally and the count differ in ${differing.join(', ')}; certification waits`;
  return { ok: true, adapter: 'postgres', detail };
}

/** The one route that goes past Nest. */
export function registerRawRoutes(app: INestApplicationContext, fastify: FastifyInstance): void {
  const config = app.get<VotingConfig>(CONFIG, { strict: false });
  const screens = app.get(Screens, { strict: false });
  const { savesPerSecond } = config;
  const line = new WaitingLine(savesPerSecond > 0 ? 2 * savesPerSecond : RETURNS_PER_SECOND);
  registerSaveBallot(fastify, {
    admission: new BallotAdmission({
      saving: app.get<AdaptiveConcurrency<WorkKind>>(AdaptiveConcurrency, { strict: false }).partition('saving'),
      capacity: savesPerSecond > 0 ? new StatedCapacity(savesPerSecond, line) : undefined,
      line,
      tickets: app.get(QueueTickets, { strict: false }),
      databaseNowAtMost: () => screens.databaseNowAtMostMs(),
    }),
    saveBallot: app.get(SaveBallot, { strict: false }),
    voterSessions: app.get<VoterSessions>(VOTER_SESSIONS, { strict: false }),
    rateLimits: app.get(RateLimits, { strict: false }),
    perVoter: {
      name: 'ballot-saves',
      burst: config.savesBurst,
      count: config.savesPerMinute,
      perSeconds: 60,
    },
    refusals: app.get(Refusals, { strict: false }),
    logger: app.get<Logger>(LOGGER, { strict: false }),
    now: () => screens.databaseNowMs(),
  });
}
