/** One way to order a list, by text that sorts like what it stands for; equal rows are ordered by their ids. */
export interface Order {
  /** SQL of ours. */
  readonly place: string;
  readonly way: 'ASC' | 'DESC';
  /** What lies behind the last row of a page. */
  readonly beyond: '>' | '<';
}

/** Each of the places upwards by its name, and downwards with a minus before it. */
export function bothWays<K extends string>(places: Readonly<Record<K, string>>): Readonly<Record<K | `-${K}`, Order>> {
  const orders = Object.entries<string>(places).flatMap(([name, place]) => [
    [name, { place, way: 'ASC', beyond: '>' }],
    [`-${name}`, { place, way: 'DESC', beyond: '<' }],
  ]);
  return Object.fromEntries(orders) as Record<K | `-${K}`, Order>;
}

/** The beginning of a title is enough: the id decides the rest, and a cursor stays short. */
export const titleOf = (text: string) => `left(lower(coalesce(${text}.title, '')), 60)`;
