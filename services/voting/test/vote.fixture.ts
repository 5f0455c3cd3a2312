import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { approvalMigrations, auditMigrations } from '@wsis/approval';
import { KeyedHash, uuidV7Ids } from '@wsis/kernel';
import { EventLog, messagingMigrations } from '@wsis/messaging';
import { migrate, type Database } from '@wsis/persistence';
import { canonicalRuleBook, demonstration2026, hashRuleBook, type RuleBook } from '@wsis/rule-book';
import { revokedSessionMigrations } from '@wsis/service';
import { testDatabase, type TestDatabase } from '@wsis/testing';
import { receiptSigner } from '@wsis/transparency-log';
import { AdoptRules } from '../src/application/adopt-rules.js';
import { CloseDueLedgers } from '../src/application/close-due-ledgers.js';
import { KeepNomineeList } from '../src/application/keep-nominee-list.js';
import { MoveWindowWhenCalendarChanged } from '../src/application/move-window-when-calendar-changed.js';
import { PauseSaving } from '../src/application/pause-saving.js';
import { SaveBallot, type SaveBallotCommand } from '../src/application/save-ballot.js';
import { Screens } from '../src/application/screens.js';
import { WithdrawNominee } from '../src/application/withdraw-nominee.js';
import { LoggedVotingEvents } from '../src/adapters/messaging/voting-events.js';
import { PostgresBallotLedger } from '../src/adapters/postgres/ballot-ledger.store.js';
import { PostgresLedgers } from '../src/adapters/postgres/ledgers.store.js';
import { votingMigrations } from '../src/adapters/postgres/migrations/index.js';
import { PostgresScreens } from '../src/adapters/postgres/screen.store.js';

export const EDITION = 'demo-2026';
export const SCHEMA = 'voting';

const migrations = [
  ...messagingMigrations(SCHEMA),
  ...approvalMigrations(SCHEMA),
  ...auditMigrations(SCHEMA),
  ...revokedSessionMigrations(SCHEMA),
  ...votingMigrations,
];

/** The rule book of the demonstration, with some rules of the vote or count replaced. */
export function ruleBookWith(
  change: { vote?: Partial<RuleBook['vote']>; count?: Partial<RuleBook['count']> } = {},
): RuleBook {
  return {
    ...demonstration2026,
    vote: { ...demonstration2026.vote, ...change.vote },
    count: { ...demonstration2026.count, objectionWindowHours: 0, ...change.count },
  };
}

/** A voting schema on a database of its own, with the use cases on it. */
export async function voteFixture() {
  const place: TestDatabase = await testDatabase({
    template: {
      key: JSON.stringify(migrations),
      prepare: async (url) => {
        await migrate({ url, schema: SCHEMA, migrations });
      },
    },
  });
  const database = await place.database('voting-test');
  return { ...useCases(database), place, drop: () => place.drop() };
}

export const signingKey = generateKeyPairSync('ed25519');
export const signer = receiptSigner(signingKey.privateKey);
export const commitmentKey = new KeyedHash(randomBytes(32));

/** The use cases as one process has them; a test makes several to have several processes. */
export function useCases(
  database: Database,
  options: { batchLimit?: number; queueLimit?: number; now?: () => number } = {},
) {
  const ledgers = new PostgresLedgers(database);
  const events = new LoggedVotingEvents(new EventLog({ schema: SCHEMA }));
  const now = options.now ?? (() => Date.now());
  const screens = new Screens(new PostgresScreens(database), now);
  const saveBallot = new SaveBallot({
    ledger: new PostgresBallotLedger(database, uuidV7Ids),
    screens,
    signer,
    commitmentKey,
    batchLimit: options.batchLimit ?? 512,
    queueLimit: options.queueLimit ?? 10_000,
    now,
  });
  const moveWindow = new MoveWindowWhenCalendarChanged(ledgers, events);
  let calendarVersion = 0;
  return {
    database,
    ledgers,
    events,
    screens,
    saveBallot,
    moveWindow,
    adoptRules: new AdoptRules(ledgers),
    nomineeList: new KeepNomineeList(ledgers),
    withdrawNominee: new WithdrawNominee(ledgers),
    closeDueLedgers: new CloseDueLedgers(database, ledgers, events),
    pauseSaving: new PauseSaving(ledgers),
    /** Plans the window around the database's clock, in milliseconds from now. */
    async planWindow(opensInMs: number, closesInMs: number | undefined, edition = EDITION, version?: number) {
      const [row] = await database.query<{ now: string }>(
        `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000) AS now`,
      );
      const nowMs = Number(row?.now);
      calendarVersion = version ?? calendarVersion + 1;
      return database.transaction((tx) =>
        moveWindow.execute(tx, edition, {
          kind: 'planned',
          calendarVersion,
          opensAtMs: nowMs + opensInMs,
          closesAtMs: closesInMs === undefined ? undefined : nowMs + closesInMs,
        }),
      );
    },
    closePhase(edition = EDITION) {
      return database.transaction((tx) =>
        moveWindow.execute(tx, edition, { kind: 'closed', calendarVersion: 1_000, atMs: 0 }),
      );
    },
  };
}

export type UseCases = ReturnType<typeof useCases>;

/** Number of the nominee at a place (from 1) of a category (from 1), on the list that `openVote` freezes. */
export const nominee = (category: number, place: number) => (category - 1) * 10 + place;

/** Adopts the rules, freezes a list of so many nominees a category, and opens the vote now. */
export async function openVote(
  parts: UseCases,
  options: { ruleBook?: RuleBook; edition?: string; perCategory?: number; closesInMs?: number } = {},
): Promise<RuleBook> {
  const { ruleBook = ruleBookWith(), edition = EDITION, perCategory = 6 } = options;
  const { database } = parts;
  await database.transaction((tx) =>
    parts.adoptRules.execute(tx, {
      editionId: edition,
      rulesVersion: 1,
      ruleBookJson: Buffer.from(canonicalRuleBook(ruleBook)).toString(),
      ruleBookHash: hashRuleBook(ruleBook),
    }),
  );
  await database.transaction(async (tx) => {
    let count = 0;
    for (const category of ruleBook.categories) {
      for (let place = 1; place <= perCategory; place += 1) {
        count += 1;
        await parts.nomineeList.list(tx, {
          editionId: edition,
          number: nominee(category.number, place),
          nomineeId: uuidV7Ids.next(),
          category: category.code,
        });
      }
    }
    await parts.nomineeList.freeze(tx, { editionId: edition, listVersion: 1, count, hash: 'list' });
  });
  await parts.planWindow(-60_000, options.closesInMs ?? 3_600_000, edition);
  await parts.screens.refresh();
  return ruleBook;
}

/** A voter with its session. */
export function voter(overrides: Partial<SaveBallotCommand> = {}) {
  const voterId = randomUUID();
  return {
    editionId: EDITION,
    voterId,
    sessionId: randomUUID(),
    country: 'CH',
    stakeholderType: 'government',
    barred: [] as readonly number[],
    ...overrides,
  };
}

/** A whole save of a voter's ballot. */
export function ballot(
  who: ReturnType<typeof voter>,
  choices: Readonly<Record<string, number>>,
  base = 0,
  idempotencyKey: string = randomUUID(),
): SaveBallotCommand {
  return { ...who, base, idempotencyKey, choices, orderNumber: 7 };
}
