/** How a list is ordered: by a text that sorts like what is meant, one way or the other. */
export interface Order {
  readonly place: string;
  readonly way: 'ASC' | 'DESC';
  readonly beyond: '>' | '<';
}

/** An instant as text that sorts like it; what never was comes first. */
export const instantPlace = (column: string) =>
  `coalesce(to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '')`;

/** The order that `name` or `-name` asks for. */
export function orderOf<N extends string>(wanted: N | `-${N}`, places: Readonly<Record<N, string>>): Order {
  const down = wanted.startsWith('-');
  const place = places[(down ? wanted.slice(1) : wanted) as N];
  return down ? { place, way: 'DESC', beyond: '<' } : { place, way: 'ASC', beyond: '>' };
}
