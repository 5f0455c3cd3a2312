import {
  CalendarChangedSchema,
  NomineeListFrozenSchema,
  NomineeListedSchema,
  RulesAdoptedSchema,
} from '@wsis/contracts';
import { uuidV7Ids } from '@wsis/kernel';
import { event } from '@wsis/messaging';
import { canonicalRuleBook, hashRuleBook, type RuleBook } from '@wsis/rule-book';
import type { TestService } from '@wsis/testing';
import { EDITION, nominee, ruleBookWith } from './vote.fixture.js';

/** Tells the service of rules, a frozen list and a calendar that is open now, as the other contexts would. */
export async function announceEdition(
  service: TestService,
  ruleBook: RuleBook = ruleBookWith(),
  perCategory = 3,
): Promise<void> {
  const nominees = ruleBook.categories.flatMap((category) =>
    Array.from({ length: perCategory }, (_, index) => ({
      category: category.code,
      number: nominee(category.number, index + 1),
    })),
  );
  await service.emit([
    event(
      RulesAdoptedSchema,
      {
        editionId: EDITION,
        rulesVersion: 1,
        ruleBookJson: canonicalRuleBook(ruleBook),
        ruleBookHash: hashRuleBook(ruleBook),
      },
      { key: EDITION, version: 1 },
    ),
    ...nominees.map(({ category, number }, index) =>
      event(
        NomineeListedSchema,
        { editionId: EDITION, nomineeId: uuidV7Ids.next(), number, category },
        { key: EDITION, version: index + 1 },
      ),
    ),
    event(
      NomineeListFrozenSchema,
      { editionId: EDITION, listVersion: 1, nomineeCount: nominees.length, listHash: 'x' },
      { key: EDITION, version: 1_000 },
    ),
    event(
      CalendarChangedSchema,
      {
        editionId: EDITION,
        calendarVersion: 1,
        change: 'adopted',
        reason: 'plan',
        phases: [
          { phase: 'voting', opensAtMs: BigInt(Date.now() - 60_000), closesAtMs: BigInt(Date.now() + 3_600_000) },
        ],
      },
      { key: EDITION, version: 1 },
    ),
  ]);
  await service.settled();
  const health = await service.send({ url: `/api/voting/editions/${EDITION}/health` });
  if (health.body.state !== 'open') throw new Error(`The vote is not open: ${JSON.stringify(health.body)}`);
}
