import { request as httpRequest, type Agent } from 'node:http';
import type { Moment } from '@wsis/rehearsal';
import type { Person } from './cast.js';
import { expectedOf, type Rule } from './rule.js';
import { isHidden, SECRETS } from './secrets.js';
import type { World } from './world.js';

/** One cell of the matrix. */
export interface Cell {
  readonly service: string;
  readonly rule: Rule;
  readonly person: Person;
  readonly moment: Moment;
}

export interface Answer {
  readonly status: number;
  /** The code of a refusal; empty in an answer. */
  readonly code: string;
  readonly text: string;
  /** Where a page leads on to. */
  readonly location: string;
}

const AT_ONCE = 12;
const NOTHING = '00000000-0000-7000-8000-000000000000';

/** Asks every cell, and tells which were answered otherwise than the rule has it, or told what nobody should have heard. */
export async function askAll(
  agent: Agent,
  url: string,
  world: World,
  cells: readonly Cell[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const left = [...cells];
  const secrets = SECRETS.map((one) => ({ ...one, words: one.pattern(world) }));
  const ask = async () => {
    for (let cell = left.pop(); cell; cell = left.pop()) {
      const { service, rule, person, moment } = cell;
      const answer = await send(agent, url, cell, world);
      const expected = expectedOf(rule, person, world.edition, service === 'web');
      const outcome = outcomeOf(answer);
      const where = `${service} ${rule.route}${rule.of ? ` (${rule.of})` : ''} at ${moment}: ${person.name}`;
      if (!fits(outcome, expected)) wrong.push(`${where} got ${outcome}, must get ${expected}`);
      for (const one of secrets) {
        if (isHidden(one, person.name, moment) && one.words.test(answer.text)) {
          wrong.push(`${where} was told ${one.secret}`);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return wrong.sort();
}

function fits(outcome: string, expected: string): boolean {
  return expected.split(' or ').includes(outcome) || (expected === 'ok' && ['something', 'nothing'].includes(outcome));
}

/** `something` or `nothing` where there are items; else `ok`, or the code of a refusal. */
function outcomeOf({ status, code, text, location }: Answer): string {
  const signIn = /^\/[a-z]{2}\/(sign-in(?:\/[a-z-]+)?)/.exec(location)?.[1];
  if (status === 303 && signIn !== undefined) return `to ${signIn}`;
  if (status >= 400) return code === '' ? String(status) : code;
  const body = parsed(text) as { readonly items?: unknown } | undefined;
  const items = Array.isArray(body) ? body : body?.items;
  if (Array.isArray(items)) return items.length === 0 ? 'nothing' : 'something';
  return 'ok';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What stands for a parameter of a path where the rule names nothing. */
function stand(name: string, world: World): string {
  const { edition, category, nominee } = world;
  const known: Readonly<Record<string, string>> = {
    edition,
    category,
    nominee,
    language: 'fr',
    list: 'countries',
    version: '1',
    phase: 'announcement',
    name: 'none',
    part: 'vote',
  };
  return known[name] ?? NOTHING;
}

/** A session as a program brings it, or as a browser does. */
function sessionOf(person: Person, service: string): Record<string, string> {
  if (service === 'web') return cookieOf(person);
  return person.token === undefined ? {} : { authorization: `Bearer ${person.token}` };
}

/** A session as a browser brings it. */
export function cookieOf({ token, kind }: Person): Record<string, string> {
  if (token === undefined) return {};
  const ballot = kind === 'voter' || kind === 'foreign voter';
  return { cookie: `__Host-wsis-${ballot ? 'ballot' : 'account'}=${encodeURIComponent(token)}` };
}

/** A body as a program sends it, or as a form of our own pages does. */
function written(body: unknown, service: string): string {
  return service === 'web' ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
}

function wayOf(service: string, url: string): Record<string, string> {
  if (service !== 'web') return { 'content-type': 'application/json' };
  return { 'content-type': 'application/x-www-form-urlencoded', origin: url };
}

/** Asks one cell. */
export function send(
  agent: Agent,
  url: string,
  { service, rule, person }: Omit<Cell, 'moment'>,
  world: World,
): Promise<Answer> {
  const asks = rule.asks?.(world) ?? {};
  const [method = 'GET', route = ''] = rule.route.split(' ');
  const path = route.replace(/:([A-Za-z]+)/g, (_, name: string) => asks.params?.[name] ?? stand(name, world));
  const body = asks.body ?? (method === 'GET' || method === 'DELETE' ? undefined : {});
  const content = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(written(body, service));
  const target = `${url}${service === 'web' ? '' : `/api/${service}`}${path}${asks.query === undefined ? '' : `?${asks.query}`}`;
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      target,
      {
        agent,
        method,
        headers: {
          accept: 'application/json',
          ...(content === undefined ? {} : { ...wayOf(service, url), 'content-length': content.length }),
          ...sessionOf(person, service),
          ...asks.headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const status = response.statusCode ?? 0;
          const told = status >= 400 ? (parsed(text) as { readonly code?: string } | undefined)?.code : undefined;
          const location = response.headers.location ?? '';
          resolve({ status, text, location, code: told ?? String(response.headers['wsis-problem'] ?? '') });
        });
      },
    );
    sent.on('error', reject);
    sent.end(content);
  });
}
