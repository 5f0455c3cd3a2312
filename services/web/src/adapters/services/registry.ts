import { ok, type Result } from '@wsis/kernel';
import {
  Registry,
  type Merging,
  type OrganisationInRegistry,
  type RegisteredOrganisation,
  type RegistryPage,
  type RegistryQuery,
} from '../../application/people/registry-port.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import { memberOf, organisationOf } from './organisations.js';
import type { ServiceCalls } from './service-calls.js';

const PAGE_LENGTH = 50;
const LONGEST_PAGE = 200;
const HOME = '/registry/organisations';

/** All organisations, as identity keeps them. */
export class ServiceRegistry extends Registry {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  list(visitor: Visitor, query: RegistryQuery): Promise<RegistryPage> {
    return this.page(visitor, query, PAGE_LENGTH);
  }

  async all(visitor: Visitor, query: Omit<RegistryQuery, 'cursor'>): Promise<readonly RegisteredOrganisation[]> {
    const organisations: RegisteredOrganisation[] = [];
    let cursor: string | undefined;
    do {
      const page: RegistryPage = await this.page(visitor, { ...query, cursor }, LONGEST_PAGE);
      organisations.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return organisations;
  }

  async find(visitor: Visitor, id: string): Promise<OrganisationInRegistry | undefined> {
    const answer = await this.calls.read(visitor, 'identity', `${at(id)}/members`);
    const found = answer && organisationOf(answer.at('organisation'));
    return found && { ...found, members: answer.at('items').items().map(memberOf) };
  }

  remove(visitor: Visitor, id: string, memberId: string): Promise<Result<void, Refused>> {
    return this.post(visitor, `${at(id)}/members/${encodeURIComponent(memberId)}/removal`);
  }

  async merging(visitor: Visitor, id: string, intoId: string): Promise<Merging | undefined> {
    const query = new URLSearchParams({ into: intoId }).toString();
    const answer = await this.calls.read(visitor, 'identity', `${at(id)}/merging?${query}`);
    const [from, into] = [answer && organisationOf(answer.at('from')), answer && organisationOf(answer.at('into'))];
    if (!answer || !from || !into) return undefined;
    const number = (name: string) => answer.at(name).number() ?? 0;
    const [members, membersTogether] = [number('members'), number('membersTogether')];
    return { from, into, members, membersTogether, submissions: number('submissions') };
  }

  proposeMerging(visitor: Visitor, id: string, intoId: string, reason: string): Promise<Result<void, Refused>> {
    return this.post(visitor, `${at(id)}/merging`, { into: intoId, reason });
  }

  private async post(visitor: Visitor, path: string, body?: object): Promise<Result<void, Refused>> {
    const done = await this.calls.send(visitor, 'identity', 'POST', path, { body });
    return done.ok ? ok(undefined) : done;
  }

  private async page(visitor: Visitor, query: RegistryQuery, limit: number): Promise<RegistryPage> {
    const { search = '', country = '', sort = '', cursor = '' } = query;
    const asked = { search, country, sort, cursor, limit: String(limit) };
    const given = Object.entries(asked).filter(([, value]) => value !== '');
    const answer = await this.calls.read(visitor, 'identity', `${HOME}?${new URLSearchParams(given).toString()}`);
    return {
      items: (answer?.at('items').items() ?? []).flatMap(registeredOf),
      nextCursor: answer?.at('nextCursor').text(),
    };
  }
}

const at = (id: string) => `${HOME}/${encodeURIComponent(id)}`;

function registeredOf(json: Json): readonly RegisteredOrganisation[] {
  const found = organisationOf(json);
  if (found === undefined) return [];
  return [{ ...found, createdAt: json.at('createdAt').instant(), members: json.at('members').number() ?? 0 }];
}
