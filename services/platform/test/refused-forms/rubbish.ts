import type { Moment } from '@wsis/rehearsal';
import { cookieOf } from '../access/asking.js';
import { CHAIR, EXPERT, SCREENER, SECRETARIAT, SUBMITTER, TRANSLATOR, AUDITOR, type Person } from '../access/cast.js';
import type { Rule } from '../access/rule.js';
import { RULES } from '../access/tables/index.js';
import type { World } from '../access/world.js';

/** What stands in an address where an id belongs. */
const NO_IDS = ['%00', '%E2%80%AE', "'%3B--", '..%2F..%2Fetc', 'x'.repeat(400), '-1', '%F0%9F%99%82'];
/** The same for whatever a page reads from its query. */
const QUERIES = ['rubbish', '%00', '%F0%9F%99%82%E2%80%AE', 'x'.repeat(600), "'%3B--", '-1'].map((value) =>
  [
    'cursor',
    'sort',
    'edition',
    'category',
    'state',
    'role',
    'q',
    'search',
    'country',
    'order',
    'from',
    'beside',
    'copy',
  ]
    .map((name) => `${name}=${value}`)
    .join('&'),
);
const KNOWN_BY_ROLE = {
  secretariat: SECRETARIAT,
  auditor: AUDITOR,
  screener: SCREENER,
  translator: TRANSLATOR,
  expert: EXPERT,
  'panel-chair': CHAIR,
} as const;
const AT_ONCE = 8;

/** Asks every page with rubbish in its address, and tells which failed or did not answer in the reader's language. */
export async function tryAddresses(
  url: string,
  world: World,
  cast: readonly Person[],
  moment: Moment,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const pages = (RULES['web'] ?? []).filter(({ route }) => route.startsWith('GET /:language'));
  const asked = pages.flatMap((rule) => addressesOf(rule, world).map((address) => ({ rule, address })));
  const ask = async () => {
    for (let each = asked.pop(); each; each = asked.pop()) {
      const { rule, address } = each;
      const person = cast.find(({ name }) => name === nameFor(rule));
      const headers = person === undefined ? {} : cookieOf(person);
      const answer = await fetch(`${url}${address}`, { headers, redirect: 'manual' });
      const text = await answer.text();
      const where = `${address.slice(0, 160)} at ${moment}`;
      if (answer.status >= 500) wrong.push(`${where} answered ${answer.status}`);
      if (answer.status >= 400 && !/<html lang="(?:fr|[a-z]{2})"/.test(text)) wrong.push(`${where} answered no page`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return wrong.sort();
}

function addressesOf(rule: Rule, world: World): readonly string[] {
  const path = rule.route.slice('GET '.length).replace(':language', 'fr');
  const asks = rule.asks?.(world) ?? {};
  const known: Readonly<Record<string, string>> = { ...world, ...asks.params } as never;
  const names = [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => name);
  const at = (odd?: string, value = '') =>
    path.replace(/:([A-Za-z]+)/g, (_, name: string) => (name === odd ? value : (known[name] ?? 'none')));
  return [
    ...names.flatMap((name) => NO_IDS.map((value) => at(name, value))),
    ...QUERIES.map((query) => `${at()}?${query}`),
  ];
}

/** Somebody to whom the door opens. */
function nameFor({ door }: Rule): string {
  if (door.to === 'everybody') return 'nobody';
  if (!('roles' in door)) return SUBMITTER;
  const role = Object.keys(KNOWN_BY_ROLE).find((each) => door.roles.includes(each as never));
  return KNOWN_BY_ROLE[role as keyof typeof KNOWN_BY_ROLE] ?? SECRETARIAT;
}
