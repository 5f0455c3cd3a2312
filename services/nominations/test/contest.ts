import { randomUUID } from 'node:crypto';
import { CalendarChangedSchema, EditionCreatedSchema, ReleasedSchema, RulesAdoptedSchema } from '@wsis/contracts';
import { event, type OutgoingEvent } from '@wsis/messaging';
import { canonicalRuleBook, demonstration2026, hashRuleBook, type RuleBook } from '@wsis/rule-book';
import type { TestService } from '@wsis/testing';

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

/** Everything that everybody will read of the answers of these specs, in another language. */
export const WHOLE = {
  title: 'Un',
  shortDescription: 'Deux',
  sdgLinks: { 4: 'Trois', 9: 'Quatre' },
  gdcLinks: { 'gdc-1': 'Cinq' },
};

export const OPEN = { submission: [-HOUR, HOUR], screening: [-HOUR, HOUR] } as const;

/** The people of a contest on one running service, and the steps that take a submission to the list. */
export class Contest {
  private constructor(
    private readonly service: TestService,
    readonly author: string,
    readonly screener: string,
    readonly first: string,
    readonly second: string,
  ) {}

  static async on(service: TestService): Promise<Contest> {
    service.clients.on('identity', 'POST /internal/memberships', () => ({ items: [] }));
    const secretariat = () => service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
    const screener = await service.account({ roles: [{ role: 'screener', edition: '*' }] });
    return new Contest(service, await service.account(), screener, await secretariat(), await secretariat());
  }

  get(path: string, as?: string, headers: Record<string, string> = {}) {
    const url = `/api/nominations${path}`;
    return this.service.send({ method: 'GET', url, headers, ...(as === undefined ? {} : { as }) });
  }

  post(path: string, payload: object, as = this.author, headers: Record<string, string> = {}) {
    return this.service.send({ method: 'POST', url: `/api/nominations${path}`, payload, as, headers });
  }

  async edition(
    phases: Readonly<Record<string, readonly [number, number]>> = OPEN,
    ruleBook: RuleBook = demonstration2026,
  ): Promise<string> {
    const id = `e-${randomUUID().slice(0, 8)}`;
    await this.service.emit(editionEvents(id, phases, { ruleBook }));
    await this.service.settled();
    return id;
  }

  async submitted(
    editionId: string,
    change: Record<string, unknown> = {},
    { as = this.author, language = 'en' }: { as?: string; language?: string } = {},
  ): Promise<string> {
    const begun = await this.post(`/editions/${editionId}/submissions`, { language, values: answers(change) }, as);
    expect(begun).toMatchObject({ status: 201, body: { version: 1, problems: [] } });
    const handedIn = await this.post(`/submissions/${begun.body.id}/submission`, {}, as, { 'if-match': '"1"' });
    expect(handedIn).toMatchObject({ status: 200, body: { state: 'submitted', version: 2 } });
    return begun.body.id;
  }

  async nominated(editionId: string, change: Record<string, unknown> = {}, language = 'en'): Promise<string> {
    const id = await this.submitted(editionId, change, { language });
    const screened = await this.post(`/submissions/${id}/screening`, { outcome: 'nominate' }, this.screener);
    expect(screened).toMatchObject({ status: 200, body: { state: 'nominated' } });
    return id;
  }

  async approve(approvalId: string, as = this.second) {
    const { body } = await this.get(`/approvals/${approvalId}`, as);
    return this.post(`/approvals/${approvalId}/approval`, { payloadHash: body.payloadHash }, as);
  }

  /** Freezes the list and lets everybody see it. */
  async freeze(editionId: string) {
    const proposed = await this.post(`/editions/${editionId}/nominee-list/freeze`, {}, this.first);
    const done = proposed.status === 202 ? await this.approve(proposed.body.approvalId) : proposed;
    if (done.status === 200) await this.release(editionId);
    return done;
  }

  async withdraw(nomineeId: string, reason = 'The project was given up') {
    const proposed = await this.post(`/nominees/${nomineeId}/withdrawal`, { reason }, this.first);
    return proposed.status === 202 ? this.approve(proposed.body.approvalId) : proposed;
  }

  async release(editionId: string) {
    const released = { editionId, releaseId: randomUUID(), kind: 'nominees', publishedAtMs: BigInt(Date.now()) };
    await this.service.emit([event(ReleasedSchema, released, { key: editionId, version: 1 })]);
    await this.service.settled();
  }
}
