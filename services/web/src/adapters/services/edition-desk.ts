import { ok, type Result } from '@wsis/kernel';
import { parseRuleBook } from '@wsis/rule-book';
import { EditionDesk, type DeskEdition, type NewEdition, type Rules } from '../../application/editions/ports.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Runs editions and their rules through the competition. */
export class ServiceEditionDesk extends EditionDesk {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async list(visitor: Visitor): Promise<readonly DeskEdition[]> {
    const answer = await this.calls.read(visitor, 'competition', '/editions?limit=200');
    return (answer?.at('items').items() ?? []).flatMap((item) => editionOf(item) ?? []);
  }

  async find(visitor: Visitor, editionId: string): Promise<DeskEdition | undefined> {
    const answer = await this.calls.read(visitor, 'competition', at(editionId));
    return answer && editionOf(answer);
  }

  async create(visitor: Visitor, { copyFrom, ...edition }: NewEdition): Promise<Result<void, Refused>> {
    const body = copyFrom === undefined ? edition : { ...edition, copyFrom };
    return nothing(await this.calls.send(visitor, 'competition', 'POST', '/editions', { body }));
  }

  async draft(visitor: Visitor, editionId: string): Promise<Rules | undefined> {
    const answer = await this.calls.read(visitor, 'competition', at(editionId, '/rule-book/draft'));
    return answer && rulesOf(answer, 'savedAt');
  }

  async adopted(visitor: Visitor, editionId: string): Promise<Rules | undefined> {
    const answer = await this.calls.read(visitor, 'competition', at(editionId, '/rule-book'));
    return answer && rulesOf(answer, 'adoptedAt');
  }

  async saveDraft(
    visitor: Visitor,
    editionId: string,
    ruleBook: unknown,
    base: number,
  ): Promise<Result<number, Refused>> {
    const options = { body: ruleBook, base };
    const saved = await this.calls.send(visitor, 'competition', 'PUT', at(editionId, '/rule-book/draft'), options);
    return saved.ok ? ok(saved.value.at('version').number() ?? base + 1) : saved;
  }

  async proposeAdoption(
    visitor: Visitor,
    editionId: string,
    { version, hash }: { readonly version: number; readonly hash: string },
  ): Promise<Result<void, Refused>> {
    const body = { draftVersion: version, ruleBookHash: hash };
    return nothing(
      await this.calls.send(visitor, 'competition', 'POST', at(editionId, '/rule-book/adoption'), { body }),
    );
  }
}

function at(editionId: string, rest = ''): string {
  return `/editions/${encodeURIComponent(editionId)}${rest}`;
}

function nothing(answer: Result<Json, Refused>): Result<void, Refused> {
  return answer.ok ? ok(undefined) : answer;
}

function editionOf(json: Json): DeskEdition | undefined {
  const id = json.at('id').text();
  if (id === undefined) return undefined;
  return {
    id,
    year: json.at('year').number() ?? 0,
    name: json.at('name').text() ?? id,
    timeZone: json.at('timeZone').text() ?? 'UTC',
    copiedFrom: json.at('copiedFrom').text(),
    rulesVersion: json.at('rulesVersion').number(),
    openPhases: json
      .at('openPhases')
      .items()
      .flatMap((phase) => phase.text() ?? []),
  };
}

function rulesOf(json: Json, at: string): Rules | undefined {
  const parsed = parseRuleBook(json.at('ruleBook').raw);
  if (!parsed.ok) return undefined;
  return {
    version: json.at('version').number() ?? 0,
    hash: json.at('hash').text() ?? '',
    at: json.at(at).instant(),
    ruleBook: parsed.value,
  };
}
