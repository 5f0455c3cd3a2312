import { randomUUID } from 'node:crypto';
import { Approvals } from '@wsis/approval';
import { ROLES, STAFF_ROLES, type AccessRule, type HeldRole, type Role } from '@wsis/http';
import { hasMessage } from '@wsis/i18n';
import { testService, type TestService } from '@wsis/testing';
import { APPROVAL_KINDS, DEEDS, deedKey } from '@wsis/web';
import { SERVICES } from '../src/index.js';
import { ENDINGS, RULES } from './access/tables/index.js';

const EDITION = 'access-2026';

/** Everybody who may knock at a door. */
interface Caller {
  readonly name: string;
  readonly token: string | undefined;
  readonly kind: 'nobody' | 'broken' | 'voter' | 'account' | 'internal';
  readonly held?: readonly HeldRole[];
  readonly secondFactor?: 'fresh' | 'stale' | 'none';
  readonly edition?: string;
}

/**
 * Codes by which the gate itself refuses; everything else means that the caller came through. Identity, which alone
 * keeps sessions, calls the made-up ones of this spec revoked: they came through the rule before that.
 */
const gateOf = (service: string) =>
  service === 'identity' ? /^(SESSION\.(?!REVOKED)|ACCESS\.)/ : /^(SESSION|ACCESS)\./;

async function callers(service: TestService): Promise<readonly Caller[]> {
  const long = new Date(Date.now() - 30 * 60_000);
  const account = async (
    name: string,
    held: readonly HeldRole[],
    secondFactor: 'fresh' | 'stale' | 'none',
  ): Promise<Caller> => ({
    name,
    kind: 'account',
    held,
    secondFactor,
    token: await service.account({
      accountId: randomUUID(),
      roles: held,
      ...(secondFactor === 'none'
        ? { secondFactorAt: undefined as never }
        : { secondFactorAt: secondFactor === 'fresh' ? new Date() : long }),
    }),
  });
  const expired = await service.account({
    roles: [{ role: 'secretariat', edition: '*' }],
    expiresAt: new Date(Date.now() - 1_000),
  });
  const sound = await service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
  return [
    { name: 'nobody', token: undefined, kind: 'nobody' },
    { name: 'a forged session', token: `${sound.slice(0, -6)}AAAAAA`, kind: 'broken' },
    { name: 'an expired session', token: expired, kind: 'broken' },
    { name: 'a voter of this edition', token: service.voter({ editionId: EDITION }), kind: 'voter', edition: EDITION },
    {
      name: 'a voter of another edition',
      token: service.voter({ editionId: 'other-2026' }),
      kind: 'voter',
      edition: 'other-2026',
    },
    { name: 'another service', token: service.internalToken(), kind: 'internal' },
    await account('an account without a role', [], 'none'),
    ...(await Promise.all(
      ROLES.flatMap((role: Role) => [
        account(`${role} of this edition`, [{ role, edition: EDITION }], 'fresh'),
        account(`${role} of another edition`, [{ role, edition: 'other-2026' }], 'fresh'),
        account(`${role} without a second factor`, [{ role, edition: EDITION }], 'none'),
        account(`${role} with an old second factor`, [{ role, edition: EDITION }], 'stale'),
      ]),
    )),
  ];
}

/** The rule, written out once more: who comes through, by words instead of by code. */
function comesThrough(rule: AccessRule, caller: Caller, hasEdition: boolean): boolean {
  switch (rule.kind) {
    case 'public':
      return true;
    case 'internal':
      return caller.kind === 'internal';
    case 'voter':
      return caller.kind === 'voter' && caller.edition === EDITION;
    case 'signed-in':
      return caller.kind === 'account';
    case 'role': {
      if (caller.kind !== 'account') return false;
      const holds = (caller.held ?? []).some(
        (held) => rule.roles.includes(held.role) && (!hasEdition || held.edition === EDITION || held.edition === '*'),
      );
      if (!holds) return false;
      if (rule.roles.some((role) => STAFF_ROLES.has(role)) && caller.secondFactor === 'none') return false;
      return !(rule.options.fresh === true && caller.secondFactor === 'stale');
    }
  }
}

function isStaffs(rule: AccessRule): boolean {
  return rule.kind === 'role' && rule.roles.some((role) => STAFF_ROLES.has(role));
}

function recordsItself(rule: AccessRule): boolean {
  return rule.kind === 'role' && rule.options.recordsItself === true;
}

function isAudited(rule: AccessRule): boolean {
  return rule.kind === 'role' && rule.options.audited === true;
}

describe.each(SERVICES.map((definition) => [definition.name, definition] as const))('%s', (name, definition) => {
  const gate = gateOf(name);
  let service: TestService;
  beforeAll(async () => {
    service = await testService(definition);
  });
  afterAll(() => service.stop());

  it('has words in which to show each of its kinds of approval', () => {
    if (definition.stateless === true) return;
    const { kinds } = service.service.app.get(Approvals);
    expect(kinds.filter((kind) => !hasMessage(`approval.${kind}`))).toEqual([]);
    expect([...kinds].sort()).toEqual(APPROVAL_KINDS.filter((kind) => kind.startsWith(`${name}.`)).sort());
    expect(kinds.filter((kind) => !hasMessage(`web.approval-kind.${kind}`))).toEqual([]);
  });

  it('has words for each deed of its staff that it puts on record', () => {
    if (definition.stateless === true) return;
    const known = [...(DEEDS[''] ?? []), ...(DEEDS[name] ?? [])];
    const recorded = service.service.routes
      .filter(({ method, rule }) => isStaffs(rule) && !recordsItself(rule) && (method !== 'GET' || isAudited(rule)))
      .map(({ method, path }) => `${method} ${path.replace(`/api/${name}`, '')}`);
    expect(recorded.filter((deed) => !known.includes(deed))).toEqual([]);
    expect(known.filter((deed) => !hasMessage(deedKey(deed)))).toEqual([]);
  });

  it('has a row in the tables of access for every route that is in the code, and for no other', () => {
    const routes = service.service.routes.map(({ method, path }) => `${method} ${path.replace(`/api/${name}`, '')}`);
    const ruled = [...(RULES[name] ?? []), ...(ENDINGS[name] ?? [])].map(({ route }) => route);
    expect([...new Set(ruled)].toSorted()).toEqual(routes.toSorted());
  });

  it('opens each of its routes to exactly those whom its rule names', async () => {
    const wrong: string[] = [];
    let cells = 0;
    const everybody = await callers(service);
    for (const route of service.service.routes) {
      const hasEdition =
        route.path.includes(':edition') &&
        (route.rule.kind !== 'role' || (route.rule.options.edition ?? 'edition') === 'edition');
      const url = route.path.replace(':edition', EDITION).replace(/:[A-Za-z]+/g, () => randomUUID());
      for (const caller of everybody) {
        const answer = await service.send({
          method: route.method as 'GET',
          url,
          ...(caller.token === undefined ? {} : { as: caller.token }),
          ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { payload: {} }),
        });
        cells += 1;
        // A page says its code in a header; its body is for people.
        const code = String(answer.body?.code ?? answer.headers['wsis-problem'] ?? '');
        const refused = gate.test(code) || (route.rule.kind === 'internal' && code === 'HTTP.NOT_FOUND');
        const expected = comesThrough(route.rule, caller, hasEdition);
        if (expected === refused && !(route.rule.kind === 'internal' && expected)) {
          wrong.push(
            `${route.method} ${route.path}: ${caller.name} got ${answer.status} ${code}, must ${expected ? '' : 'not '}come through`,
          );
        }
        if (answer.status >= 500 && answer.status !== 503)
          wrong.push(`${route.method} ${route.path}: ${caller.name} got ${answer.status} ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(everybody.length * 3);
  }, 180_000);
});
