import { ok, type Result } from '@wsis/kernel';
import {
  People,
  type HeldRole,
  type Invitation,
  type PeoplePage,
  type PeopleQuery,
  type RoleHolder,
} from '../../application/people/ports.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const PAGE_LENGTH = 50;
const LONGEST_PAGE = 200;

/** People with roles, as identity keeps them. */
export class ServicePeople extends People {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  list(visitor: Visitor, query: PeopleQuery): Promise<PeoplePage> {
    return this.page(visitor, query, PAGE_LENGTH);
  }

  async all(visitor: Visitor, query: Omit<PeopleQuery, 'cursor'>): Promise<readonly RoleHolder[]> {
    const people: RoleHolder[] = [];
    let cursor: string | undefined;
    do {
      const page: PeoplePage = await this.page(visitor, { ...query, cursor }, LONGEST_PAGE);
      people.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return people;
  }

  async invite(
    visitor: Visitor,
    invitations: readonly Invitation[],
    key: string,
  ): Promise<Result<{ readonly waiting: number }, Refused>> {
    const body = {
      invitations: invitations.map(({ email, language, ...held }) => ({ email, language, ...sent(held) })),
    };
    const done = await this.calls.send(visitor, 'identity', 'POST', '/invitations', { body, key });
    if (!done.ok) return done;
    const outcomes = done.value.at('results').items();
    return ok({ waiting: outcomes.filter((each) => each.at('outcome').text() === 'awaiting-approval').length });
  }

  inviteAgain(visitor: Visitor, editionId: string, accountId: string): Promise<Result<void, Refused>> {
    return this.post(visitor, `${holders(editionId)}/${encodeURIComponent(accountId)}/invitation`);
  }

  revoke(visitor: Visitor, accountId: string, held: HeldRole): Promise<Result<void, Refused>> {
    return this.post(visitor, '/roles/revocation', { accountId, ...sent(held) });
  }

  proposeReset(visitor: Visitor, accountId: string, reason: string): Promise<Result<void, Refused>> {
    return this.post(visitor, '/second-factor/resets', { accountId, reason });
  }

  private async post(visitor: Visitor, path: string, body?: object): Promise<Result<void, Refused>> {
    const done = await this.calls.send(visitor, 'identity', 'POST', path, { body });
    return done.ok ? ok(undefined) : done;
  }

  private async page(visitor: Visitor, query: PeopleQuery, limit: number): Promise<PeoplePage> {
    const { editionId, role = '', search = '', sort = '', cursor = '' } = query;
    const wanted = { role, search, sort, cursor, limit: String(limit) };
    const asked = Object.entries(wanted).filter(([, value]) => value !== '');
    const path = `${holders(editionId)}?${new URLSearchParams(asked).toString()}`;
    const answer = await this.calls.read(visitor, 'identity', path);
    return {
      items: (answer?.at('items').items() ?? []).map(holderOf),
      nextCursor: answer?.at('nextCursor').text(),
    };
  }
}

const holders = (editionId: string) => `/editions/${encodeURIComponent(editionId)}/role-holders`;

/** Identity takes no empty category. */
function sent({ role, edition, category }: HeldRole) {
  return { role, edition, ...(category === '' ? {} : { category }) };
}

function holderOf(json: Json): RoleHolder {
  const role = json.at('role');
  return {
    accountId: json.at('accountId').text() ?? '',
    email: json.at('email').text() ?? '',
    displayName: json.at('displayName').text() ?? '',
    language: json.at('language').text() ?? '',
    verified: json.at('verified').raw === true,
    secondFactor: json.at('secondFactor').text() === 'enrolled',
    lastSeenAt: json.at('lastSeenAt').instant(),
    grantedAt: json.at('grantedAt').instant(),
    invitation: json.at('invitation').text(),
    role: role.at('role').text() ?? '',
    edition: role.at('edition').text() ?? '',
    category: role.at('category').text() ?? '',
  };
}
