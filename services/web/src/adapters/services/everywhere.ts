import { encodeCursor, type ServiceName } from '@wsis/http';
import { PartAway } from '../../application/ports.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Longest page that a service gives out. */
const LONGEST_PAGE = 200;

export interface EverywherePage<S extends ServiceName> {
  readonly items: readonly (readonly [service: S, item: Json])[];
  readonly nextCursor: string | undefined;
  readonly away: readonly S[];
}

export interface AnswerOf<S extends ServiceName> {
  readonly service: S;
  /** Absent where the service is away. */
  readonly answer: Json | undefined;
}

/** The same question to several services at once. */
export function askEach<S extends ServiceName>(
  calls: ServiceCalls,
  visitor: Visitor,
  services: readonly S[],
  path: string,
): Promise<readonly AnswerOf<S>[]> {
  return Promise.all(
    services.map(async (service) => {
      try {
        return { service, answer: await calls.read(visitor, service, path) };
      } catch (error) {
        if (error instanceof PartAway) return { service, answer: undefined };
        throw error;
      }
    }),
  );
}

/** How a list of several services is sorted: by what an item says, then by its id. */
export interface ListOrder {
  /** As the services are asked for it: with a minus for the other way round. */
  readonly sort: string;
  readonly placeOf: (item: Json) => string;
}

/**
 * One page of a list that every service keeps for itself, the newest first unless told. Their ids grow with time (UUIDv7), so that
 * one id, or a place and an id, tells all of them where the page before ended. Who cannot be asked is named, and the others are shown.
 */
export async function readEverywhere<S extends ServiceName>(
  calls: ServiceCalls,
  visitor: Visitor,
  services: readonly S[],
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  length: number,
  order?: ListOrder,
): Promise<EverywherePage<S>> {
  const address = addressOf(path, { ...query, sort: order?.sort, limit: String(length) });
  const answers = await askEach(calls, visitor, services, address);
  const all = answers
    .flatMap(({ service, answer }) => (answer?.at('items').items() ?? []).map((item) => [service, item] as const))
    .sort(([, one], [, other]) => comparedBy(order, one, other));
  const items = all.slice(0, length);
  const more = all.length > length || answers.some(({ answer }) => answer?.at('nextCursor').present === true);
  return {
    items,
    nextCursor: more ? items.map(([, item]) => cursorOf(order, item)).at(-1) : undefined,
    away: answers.flatMap(({ service, answer }) => (answer === undefined ? [service] : [])),
  };
}

/**
 * The whole of such a list, one by one, the newest first: of each service no more is read ahead than a page. All are
 * asked before the first one is told; who cannot be asked is thrown, so that the whole is whole or none.
 */
export async function streamEverywhere<S extends ServiceName>(
  calls: ServiceCalls,
  visitor: Visitor,
  services: readonly S[],
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): Promise<AsyncGenerator<readonly [service: S, item: Json]>> {
  const heads = await Promise.all(
    services.map(async (service) => {
      const items = pagesOf(calls, visitor, service, path, query);
      return { service, items, next: await items.next() };
    }),
  );
  return merged(heads);
}

interface Head<S> {
  readonly service: S;
  readonly items: AsyncGenerator<Json, void>;
  next: IteratorResult<Json, void>;
}

async function* merged<S>(heads: readonly Head<S>[]): AsyncGenerator<readonly [service: S, item: Json]> {
  for (;;) {
    let newest: { readonly head: Head<S>; readonly item: Json } | undefined;
    for (const head of heads) {
      if (head.next.done === true) continue;
      const item = head.next.value;
      if (newest === undefined || idOf(item) > idOf(newest.item)) newest = { head, item };
    }
    if (newest === undefined) return;
    yield [newest.head.service, newest.item];
    newest.head.next = await newest.head.items.next();
  }
}

async function* pagesOf(
  calls: ServiceCalls,
  visitor: Visitor,
  service: ServiceName,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): AsyncGenerator<Json, void> {
  let cursor: string | undefined;
  do {
    const address = addressOf(path, { ...query, cursor, limit: String(LONGEST_PAGE) });
    const page = await calls.read(visitor, service, address);
    yield* page?.at('items').items() ?? [];
    cursor = page?.at('nextCursor').text();
  } while (cursor !== undefined);
}

function comparedBy(order: ListOrder | undefined, one: Json, other: Json): number {
  const [first, second] = [one, other].map((item) => [order?.placeOf(item) ?? '', idOf(item)] as const);
  const [[place, id], [otherPlace, otherId]] = [first ?? ['', ''], second ?? ['', '']];
  const ascending = place === otherPlace ? (id < otherId ? -1 : 1) : place < otherPlace ? -1 : 1;
  return order === undefined || order.sort.startsWith('-') ? -ascending : ascending;
}

function cursorOf(order: ListOrder | undefined, item: Json): string {
  return order === undefined ? idOf(item) : encodeCursor([order.placeOf(item), idOf(item)]);
}

function addressOf(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return `${path}?${new URLSearchParams(given).toString()}`;
}

function idOf(item: Json): string {
  return item.at('id').text() ?? '';
}
