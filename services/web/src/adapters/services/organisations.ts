import { ok, type Result } from '@wsis/kernel';
import {
  Organisations,
  type Organisation,
  type OrganisationMember,
  type OrganisationWithMembers,
} from '../../application/organisations/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Organisations and their members, as identity keeps them. */
export class ServiceOrganisations extends Organisations {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async mine(visitor: Visitor): Promise<readonly Organisation[]> {
    const answer = await this.calls.read(visitor, 'identity', '/organisations');
    return (answer?.at('items').items() ?? []).flatMap((entry) => {
      const found = organisationOf(entry);
      return found === undefined ? [] : [{ ...found, state: stateOf(entry) }];
    });
  }

  async find(visitor: Visitor, id: string): Promise<OrganisationWithMembers | undefined> {
    const answer = await this.calls.read(visitor, 'identity', at(id)).catch(noneForStrangers);
    const found = answer && organisationOf(answer);
    if (!answer || !found) return undefined;
    return {
      ...found,
      members: answer.at('members').items().map(memberOf),
    };
  }

  async found(
    visitor: Visitor,
    organisation: { readonly name: string; readonly country: string; readonly stakeholderType: string },
  ): Promise<Result<string, Refused>> {
    const answer = await this.calls.send(visitor, 'identity', 'POST', '/organisations', { body: organisation });
    return answer.ok ? ok(answer.value.at('organisationId').text() ?? '') : answer;
  }

  async invite(visitor: Visitor, id: string, email: string): Promise<Result<void, Refused>> {
    const body = { email };
    return nothing(await this.calls.send(visitor, 'identity', 'POST', `${at(id)}/members`, { body }));
  }

  async join(visitor: Visitor, id: string): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'identity', 'POST', `${at(id)}/membership`));
  }

  async remove(visitor: Visitor, id: string, memberId: string): Promise<Result<void, Refused>> {
    const path = `${at(id)}/members/${encodeURIComponent(memberId)}`;
    return nothing(await this.calls.send(visitor, 'identity', 'DELETE', path));
  }

  async leave(visitor: Visitor, id: string): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'identity', 'DELETE', `${at(id)}/membership`));
  }
}

const at = (id: string) => `/organisations/${encodeURIComponent(id)}`;
const nothing = (answer: Result<Json, Refused>): Result<void, Refused> => (answer.ok ? ok(undefined) : answer);
const stateOf = (json: Json) => (json.at('state').text() === 'invited' ? 'invited' : 'active');

function noneForStrangers(refusal: unknown): undefined {
  if (refusal instanceof ReadRefused && refusal.refused.status === 403) return undefined;
  throw refusal;
}

export function memberOf(json: Json): OrganisationMember {
  return {
    accountId: json.at('accountId').text() ?? '',
    displayName: json.at('displayName').text() ?? '',
    state: stateOf(json),
    administers: json.at('administers').flag(),
    email: json.at('email').text(),
  };
}

export function organisationOf(json: Json) {
  const [id, name] = [json.at('organisationId').text(), json.at('name').text()];
  if (id === undefined || name === undefined) return undefined;
  const [country, stakeholderType] = [json.at('country').text() ?? '', json.at('stakeholderType').text() ?? ''];
  return { id, name, country, stakeholderType };
}
