import { isLanguage, ok, type Result } from '@wsis/kernel';
import type { Refused } from '../../application/refused.js';
import {
  Screening,
  type Decision,
  type FrozenList,
  type NotDone,
  type Queue,
  type QueueQuery,
  type QueuedEntry,
  type Standing,
} from '../../application/screening/ports.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';
import { stateOf } from './submissions.js';

const ENTRIES_A_PAGE = 50;
const LONGEST_PAGE = 200;

/** Screens through nominations, which alone knows who may decide on what. */
export class ServiceScreening extends Screening {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  queue(visitor: Visitor, editionId: string, query: QueueQuery): Promise<Queue> {
    return this.page(visitor, editionId, query, ENTRIES_A_PAGE);
  }

  async whole(visitor: Visitor, editionId: string, query: Omit<QueueQuery, 'cursor'>): Promise<readonly QueuedEntry[]> {
    const entries: QueuedEntry[] = [];
    let cursor: string | undefined;
    do {
      const page: Queue = await this.page(visitor, editionId, { ...query, cursor }, LONGEST_PAGE);
      entries.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return entries;
  }

  private async page(visitor: Visitor, editionId: string, query: QueueQuery, limit: number): Promise<Queue> {
    const { state = '', categories, words = '', sort = '', cursor = '' } = query;
    const wanted = { state, category: categories.join(','), q: words, sort, cursor, limit: String(limit) };
    const given = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ''));
    const answer = await this.calls.read(visitor, 'nominations', at(editionId, `screening-queue?${given.toString()}`));
    return {
      items: (answer?.at('items').items() ?? []).flatMap(entryOf),
      nextCursor: answer?.at('nextCursor').text(),
      decidedByMe: answer?.at('decidedByMe').number() ?? 0,
    };
  }

  async standings(visitor: Visitor, editionId: string): Promise<readonly Standing[]> {
    const answer = await this.calls.read(visitor, 'nominations', at(editionId, 'screening-progress'));
    return (answer?.at('items').items() ?? []).flatMap((each) => {
      const state = stateOf(each.at('state'));
      if (state === undefined) return [];
      return [{ category: each.at('category').text(), state, count: each.at('count').number() ?? 0 }];
    });
  }

  decide(visitor: Visitor, { submissionId, ...body }: Decision): Promise<Result<void, Refused>> {
    return this.post(visitor, submissionId, 'screening', body);
  }

  async decideSeveral(
    visitor: Visitor,
    editionId: string,
    decisions: readonly Decision[],
  ): Promise<Result<readonly NotDone[], Refused>> {
    const done = await this.calls.send(visitor, 'nominations', 'POST', at(editionId, 'screenings'), {
      body: { decisions },
    });
    if (!done.ok) return done;
    const results = done.value.at('results').items();
    return ok(
      results.flatMap((each) => {
        const [submissionId, code] = [each.at('submissionId').text(), each.at('refusal').at('code').text()];
        return submissionId === undefined || code === undefined ? [] : [{ submissionId, code }];
      }),
    );
  }

  stepBack(visitor: Visitor, submissionId: string, reason: string): Promise<Result<void, Refused>> {
    return this.post(visitor, submissionId, 'conflict', { reason });
  }

  move(
    visitor: Visitor,
    submissionId: string,
    wanted: { readonly category: string; readonly reason: string; readonly version: number },
  ): Promise<Result<void, Refused>> {
    return this.post(visitor, submissionId, 'category', wanted);
  }

  async frozenList(visitor: Visitor, editionId: string): Promise<FrozenList | undefined> {
    const list = await this.calls.read(visitor, 'nominations', at(editionId, 'nominee-list'));
    if (list?.at('frozen').flag() !== true) return undefined;
    return {
      version: list.at('listVersion').number() ?? 0,
      hash: list.at('listHash').text() ?? '',
      nominees: list.at('nomineeCount').number() ?? 0,
      released: list.at('released').flag(),
    };
  }

  async proposeFreeze(visitor: Visitor, editionId: string): Promise<Result<string, Refused>> {
    const proposed = await this.calls.send(visitor, 'nominations', 'POST', at(editionId, 'nominee-list/freeze'));
    return proposed.ok ? ok(proposed.value.at('approvalId').text() ?? '') : proposed;
  }

  private async post(visitor: Visitor, id: string, what: string, body: object): Promise<Result<void, Refused>> {
    const path = `/submissions/${encodeURIComponent(id)}/${what}`;
    const done = await this.calls.send(visitor, 'nominations', 'POST', path, { body });
    return done.ok ? ok(undefined) : done;
  }
}

const at = (editionId: string, path: string) => `/editions/${encodeURIComponent(editionId)}/${path}`;

function entryOf(json: Json): QueuedEntry[] {
  const [id, state, language] = [json.at('id').text(), stateOf(json.at('state')), json.at('language').text()];
  if (id === undefined || state === undefined) return [];
  return [
    {
      id,
      state,
      version: json.at('version').number() ?? 0,
      category: json.at('category').text(),
      title: json.at('title').text() ?? '',
      language: isLanguage(language) ? language : undefined,
      organisation: json.at('organisationName').text(),
      country: json.at('country').text(),
      generated: json.at('generated').flag(),
      submittedAt: json.at('submittedAt').instant(),
      own: json.at('own').flag(),
      steppedBack: json.at('steppedBack').flag(),
      decidedByMe: json.at('decidedByMe').flag(),
    },
  ];
}
