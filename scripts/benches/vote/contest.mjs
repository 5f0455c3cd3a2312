/** The edition that is voted in, as competition and nominations would have announced it. */
import { randomUUID } from 'node:crypto';
import * as contracts from '@wsis/contracts';
import { EventLog, event, messagingMigrations } from '@wsis/messaging';
import { connectDatabase, migrate } from '@wsis/persistence';
import { canonicalRuleBook, demonstration2026, hashRuleBook } from '@wsis/rule-book';
import { editionHash } from '@wsis/transparency-log';

export const EDITION = 'bench-2026';
export const NOMINEES_A_CATEGORY = 20;
export const CATEGORIES = demonstration2026.categories;

/** Those whose events voting reads: it is ready once their logs are there. */
const PRODUCERS = ['identity', 'competition', 'nominations', 'promotion'];

/** Writes the events that open the vote into the logs of their producers. */
export async function announceEdition(url) {
  for (const producer of PRODUCERS) await migrate({ url, schema: producer, migrations: messagingMigrations(producer) });
  const database = await connectDatabase({ url, applicationName: 'bench' });
  const emit = (producer, events) =>
    database.transaction((tx) => new EventLog({ schema: producer }).append(tx, events));
  const to = (version) => ({ key: EDITION, version });
  const now = Date.now();
  await emit('competition', [
    event(
      contracts.RulesAdoptedSchema,
      {
        editionId: EDITION,
        rulesVersion: 1,
        ruleBookJson: canonicalRuleBook(demonstration2026),
        ruleBookHash: hashRuleBook(demonstration2026),
      },
      to(1),
    ),
    event(
      contracts.CalendarChangedSchema,
      {
        editionId: EDITION,
        calendarVersion: 1,
        change: 'adopted',
        reason: 'bench',
        phases: [{ phase: 'voting', opensAtMs: BigInt(now - 60_000), closesAtMs: BigInt(now + 7_200_000) }],
      },
      to(2),
    ),
  ]);
  const nominees = CATEGORIES.flatMap(({ code, number }) =>
    Array.from({ length: NOMINEES_A_CATEGORY }, (_, index) => ({
      category: code,
      number: (number - 1) * NOMINEES_A_CATEGORY + index + 1,
    })),
  );
  await emit('nominations', [
    ...nominees.map((nominee, index) =>
      event(contracts.NomineeListedSchema, { editionId: EDITION, nomineeId: randomUUID(), ...nominee }, to(index + 1)),
    ),
    event(
      contracts.NomineeListFrozenSchema,
      { editionId: EDITION, listVersion: 1, nomineeCount: nominees.length, listHash: 'bench' },
      to(1_000),
    ),
  ]);
  await database.close();
}

/**
 * Puts so many ballots into the ledger by SQL, consistent with one another: dense numbers, one row a voter, nullifiers, leaf
 * hashes that are those of their rows, the counter behind them. What only the intake can make is made up: the commitments are
 * random, so these ballots cannot be opened, and there is no event for them.
 */
export async function storeBallots(
  url,
  count,
  {
    at = 100_000,
    edition = EDITION,
    categories = CATEGORIES.length,
    nominees = NOMINEES_A_CATEGORY,
    onProgress = () => undefined,
  } = {},
) {
  const database = await connectDatabase({ url, applicationName: 'bench', statementTimeoutMs: 600_000 });
  const editionHex = editionHash(edition).toString('hex');
  for (let stored = 0; stored < count; stored += at) {
    await database.transaction(async (tx) => {
      const many = Math.min(at, count - stored);
      await tx.execute(
        `WITH made AS (
           SELECT gen_random_uuid() AS voter, l.next_number + n - 1 AS number, l.edition_id AS edition,
             sha256(uuid_send(gen_random_uuid())) AS nullifier, sha256(uuid_send(gen_random_uuid())) AS commitment,
             (SELECT array_agg(c * ${nominees} + 1 + (random() * ${nominees - 1})::INTEGER)
              FROM generate_series(0, ${categories - 1}) AS c WHERE n > 0) AS choices,
             floor(extract(epoch FROM clock_timestamp()) / 60)::INTEGER AS minute
           FROM voting.ledgers l, generate_series(1, $2::INTEGER) AS n WHERE l.edition_id = $1
         ), rows AS (
           INSERT INTO voting.ledger_rows (edition_id, number, kind, saved_at, minute, version, content_hash, leaf_hash, voter_id,
             nullifier, choices, order_number, complete, request_key, request_body)
           SELECT edition, number, 'ballot', clock_timestamp(), minute, 1, commitment,
             sha256('\\x00'::BYTEA || 'wsis/leaf/v1'::BYTEA || '\\x0001'::BYTEA || decode('${editionHex}', 'hex') || nullifier
               || int4send(1) || int4send(minute) || commitment),
             voter, nullifier, choices, 7, true, gen_random_uuid(), gen_random_uuid()
           FROM made
         )
         INSERT INTO voting.ballots
           (edition_id, voter_id, version, ledger_number, choices, order_number, country, stakeholder_type, saved_at)
         SELECT edition, voter, 1, number, choices, 7, '', '', clock_timestamp() FROM made`,
        [edition, many],
      );
      await tx.execute('UPDATE voting.ledgers SET next_number = next_number + $2 WHERE edition_id = $1', [
        edition,
        many,
      ]);
    });
    onProgress(Math.min(count, stored + at));
  }
  // As after weeks of voting: vacuumed, with statistics, and right after a checkpoint, when pages are dearest to touch.
  await database.execute('VACUUM (ANALYZE) voting.ledger_rows, voting.ballots');
  await database.execute('CHECKPOINT');
  await database.close();
}

/** How many transactions have saved ballots so far. */
export async function batchesIn(url) {
  const database = await connectDatabase({ url, applicationName: 'bench', poolSize: 1 });
  try {
    const [row] = await database.query(
      `SELECT count(*) AS n FROM voting.event_log WHERE type = 'voting.ballots-saved.v1'`,
    );
    return Number(row.n);
  } finally {
    await database.close();
  }
}
