import { randomUUID } from 'node:crypto';
import { CalendarChangedSchema, EditionCreatedSchema, RulesAdoptedSchema } from '@wsis/contracts';
import { event, type OutgoingEvent } from '@wsis/messaging';
import { canonicalRuleBook, demonstration2026, hashRuleBook, type RuleBook } from '@wsis/rule-book';

export const HOUR = 3_600_000;

/** So many words. */
export const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

const STORIES = [
  'goals',
  'timeframe',
  'addedValue',
  'results',
  'impactQualitative',
  'impactQuantitative',
  'communityEmpowerment',
  'replicability',
  'sustainability',
  'wsisValues',
  'partnerships',
  'challengesAndFuture',
];

/** Answers that keep every rule of the demonstration's form. */
export function answers(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    title: `Libraries on wheels ${randomUUID()}`,
    organisationName: `Library of ${randomUUID().slice(0, 8)}`,
    stakeholderType: 'civil-society',
    country: 'SN',
    submitterRole: 'owner',
    contactName: 'A Person',
    contactEmail: 'person@example.org',
    category: 'C3',
    sdgs: [4, 9],
    sdgLinks: { 4: words(12), 9: words(12) },
    gdcObjectives: ['gdc-1'],
    gdcLinks: { 'gdc-1': words(12) },
    shortDescription: words(160),
    impactAreas: ['social'],
    consentPublication: true,
    consentAccuracy: true,
    ...Object.fromEntries(STORIES.map((id) => [id, words(40)])),
    ...change,
  };
}

/** What the competition says of an edition: it exists, its rules, and the dates of its phases in ms from now. */
export function editionEvents(
  editionId: string,
  phases: Readonly<Record<string, readonly [number, number]>>,
  options: { readonly ruleBook?: RuleBook; readonly calendarVersion?: number } = {},
): OutgoingEvent[] {
  const ruleBook = options.ruleBook ?? demonstration2026;
  const calendarVersion = options.calendarVersion ?? 1;
  const first = calendarVersion === 1;
  return [
    ...(first
      ? [
          event(
            EditionCreatedSchema,
            { editionId, year: 2026, name: 'WSIS Prizes', timeZone: 'Europe/Zurich' },
            { key: editionId, version: 1 },
          ),
          event(
            RulesAdoptedSchema,
            {
              editionId,
              rulesVersion: 1,
              ruleBookJson: canonicalRuleBook(ruleBook),
              ruleBookHash: hashRuleBook(ruleBook),
            },
            { key: editionId, version: 1 },
          ),
        ]
      : []),
    event(
      CalendarChangedSchema,
      {
        editionId,
        calendarVersion,
        change: 'adopted',
        reason: 'the plan',
        phases: Object.entries(phases).map(([phase, [from, to]]) => ({
          phase,
          opensAtMs: BigInt(Date.now() + from),
          closesAtMs: BigInt(Date.now() + to),
        })),
      },
      { key: editionId, version: calendarVersion },
    ),
  ];
}
