import type { ServiceName } from '@wsis/http';
import { PartAway } from '../../application/ports.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

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

/**
 * One page of a list that every service keeps for itself, the newest first. Their ids grow with time (UUIDv7), so that
 * one id tells all of them where the page before ended. Who cannot be asked is named, and the others are shown.
 */
export async function readEverywhere<S extends ServiceName>(
  calls: ServiceCalls,
  visitor: Visitor,
  services: readonly S[],
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  length: number,
): Promise<EverywherePage<S>> {
  const given = Object.entries({ ...query, limit: String(length) }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const address = `${path}?${new URLSearchParams(given).toString()}`;
  const answers = await askEach(calls, visitor, services, address);
  const idOf = (item: Json) => item.at('id').text() ?? '';
  const all = answers
    .flatMap(({ service, answer }) => (answer?.at('items').items() ?? []).map((item) => [service, item] as const))
    .sort(([, one], [, other]) => (idOf(one) < idOf(other) ? 1 : -1));
  const items = all.slice(0, length);
  const more = all.length > length || answers.some(({ answer }) => answer?.at('nextCursor').present === true);
  return {
    items,
    nextCursor: more ? items.map(([, item]) => idOf(item)).at(-1) : undefined,
    away: answers.flatMap(({ service, answer }) => (answer === undefined ? [service] : [])),
  };
}
