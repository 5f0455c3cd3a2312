const HOUR_MS = 3_600_000;

/** The hour that an instant falls into, by its beginning. */
export function hourOf(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / HOUR_MS) * HOUR_MS);
}

/**
 * The hours up to `last`, one after the other, with `nothing` where nothing is known of one. Hours after `last` and more
 * than `most` before it are left out; so are the empty ones before the first that is known.
 */
export function everyHour<T>(
  known: readonly (readonly [hour: Date, value: T])[],
  last: Date,
  most: number,
  nothing: T,
): readonly (readonly [hour: Date, value: T])[] {
  const values = new Map(known.map(([hour, value]) => [hourOf(hour).getTime(), value]));
  const end = hourOf(last).getTime();
  const earliest = end - (most - 1) * HOUR_MS;
  const within = [...values.keys()].filter((hour) => hour >= earliest && hour <= end);
  if (within.length === 0) return [];
  const first = Math.min(...within);
  return Array.from({ length: (end - first) / HOUR_MS + 1 }, (_, index) => {
    const hour = first + index * HOUR_MS;
    return [new Date(hour), values.get(hour) ?? nothing] as const;
  });
}
