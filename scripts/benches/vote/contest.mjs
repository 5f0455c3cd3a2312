/** The edition that is voted in, as competition and nominations would have announced it. */
import { randomUUID } from 'node:crypto';
import * as contracts from '@wsis/contracts';
import { EventLog, event, messagingMigrations } from '@wsis/messaging';
import { connectDatabase, migrate } from '@wsis/persistence';
import { canonicalRuleBook, demonstration2026, hashRuleBook } from '@wsis/rule-book';

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
