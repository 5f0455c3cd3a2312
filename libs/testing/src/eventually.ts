import { setTimeout as pause } from 'node:timers/promises';

export interface EventuallyOptions {
  /** How long to wait at most; 10 s unless told. */
  readonly timeoutMs?: number;
  /** How long between two looks; 25 ms unless told. */
  readonly everyMs?: number;
}

/**
 * Looks again and again until `look` neither throws nor gives `false`, and gives what it gave.
 * A look without a result (one made of `expect`s) counts as soon as it does not throw. `what` completes "Waited 10 s for ...".
 */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  { timeoutMs = 10_000, everyMs = 25 }: EventuallyOptions = {},
): Promise<T> {
  const giveUpAt = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== false) return seen;
      last = new Error('the condition stayed false');
    } catch (error) {
      last = error;
    }
    if (Date.now() >= giveUpAt) {
      const reason = last instanceof Error ? last.message : String(last);
      throw new Error(`Waited ${timeoutMs} ms for ${what}: ${reason}`, { cause: last });
    }
    await pause(everyMs);
  }
}
