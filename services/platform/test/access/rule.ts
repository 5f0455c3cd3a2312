import { STAFF_ROLES, type Role } from '@wsis/http';
import type { Moment } from '@wsis/rehearsal';
import type { Person } from './cast.js';
import type { World } from './world.js';

/** A door for those who hold a role. */
export interface RoleDoor {
  readonly to: 'roles';
  readonly roles: readonly Role[];
  /** With a second factor verified in the last ten minutes. */
  readonly fresh: boolean;
  /** For what belongs to no edition: a role in any is enough. */
  readonly anyEdition: boolean;
}

/** Who comes through a door at all, before it matters whose thing lies behind it. */
export type Door = RoleDoor | { readonly to: 'everybody' | 'signed in' | 'voters' | 'services' };

export const EVERYBODY: Door = { to: 'everybody' };
export const SIGNED_IN: Door = { to: 'signed in' };
export const VOTERS: Door = { to: 'voters' };
export const SERVICES_ONLY: Door = { to: 'services' };
export const roles = (...named: readonly Role[]): RoleDoor => ({
  to: 'roles',
  roles: named,
  fresh: false,
  anyEdition: false,
});
export const fresh = (...named: readonly Role[]): RoleDoor => ({ ...roles(...named), fresh: true });
export const inAny = (door: RoleDoor): RoleDoor => ({ ...door, anyEdition: true });

export interface Ask {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * `ok`: an answer; `something` or `nothing`: an answer with or without items; else the code of a refusal.
 * For a person who came through the door: one for all, or by name with `*` for the others.
 */
export type Expected = string | Readonly<Record<string, string>>;

/** One rule of access: what everybody is answered. */
export interface Rule {
  /** `GET /submissions/:id`, below the service's own address. */
  readonly route: string;
  /** Which thing is asked for, where it matters. */
  readonly of?: string;
  readonly door: Door;
  readonly asks?: (world: World) => Ask;
  /** Where the phase decides: at these moments. Else once, while experts judge: then there is something of everything. */
  readonly at?: readonly Moment[];
  readonly gets: Expected;
}

/** The rules of one service, by its routes. */
export type Rules = readonly Rule[];

/** Some people by name, and the others. */
export const only = (names: readonly string[], others: string, answer = 'ok'): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(names.map((name) => [name, answer])),
  '*': others,
});

/** What the door itself answers; undefined to whom it opens. */
export function stoppedAtDoor(door: Door, person: Person, edition: string): string | undefined {
  const { kind } = person;
  if (door.to === 'everybody') return undefined;
  if (door.to === 'services') return 'HTTP.NOT_FOUND';
  if (kind === 'nobody') return 'SESSION.MISSING';
  if (door.to === 'voters') return kind === 'voter' ? undefined : 'SESSION.WRONG_KIND';
  if (kind === 'voter' || kind === 'foreign voter') return 'SESSION.WRONG_KIND';
  if (kind === 'forged') return 'SESSION.FORGED';
  if (kind === 'expired') return 'SESSION.EXPIRED';
  if (!('roles' in door)) return undefined;
  const holds = person.roles.some(
    (held) => door.roles.includes(held.role) && (door.anyEdition || held.edition === edition),
  );
  if (!holds) return 'ACCESS.ROLE_REQUIRED';
  const staffs = door.roles.some((role) => STAFF_ROLES.has(role));
  if (staffs && person.secondFactor === 'none') return 'ACCESS.SECOND_FACTOR_REQUIRED';
  return door.fresh && person.secondFactor !== 'fresh' ? 'ACCESS.SECOND_FACTOR_STALE' : undefined;
}

/** Where a page leads whom its door stops; whose role it is not stays and is told so. */
function ledTo(stopped: string): string {
  if (stopped.startsWith('SESSION.')) return 'to sign-in';
  return stopped.startsWith('ACCESS.SECOND_FACTOR') ? 'to sign-in/second-factor' : stopped;
}

/** What a form that was sent is told at a door: a ballot's session lies beside that of an account, and is none here. */
function toldAtForm(stopped: string): string {
  return stopped === 'SESSION.WRONG_KIND' ? 'SESSION.MISSING' : stopped;
}

/** What the rule has somebody be answered. */
export function expectedOf(rule: Rule, person: Person, edition: string, isPage = false): string {
  const stopped = stoppedAtDoor(rule.door, person, edition);
  if (stopped !== undefined && isPage) return rule.route.startsWith('GET ') ? ledTo(stopped) : toldAtForm(stopped);
  if (stopped !== undefined) return stopped;
  if (typeof rule.gets === 'string') return rule.gets;
  return rule.gets[person.name] ?? rule.gets['*'] ?? 'ok';
}
