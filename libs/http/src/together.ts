const EVERY_MS = 2;

let waiting: (() => void)[] = [];

/**
 * Writes answers to many connections together, at most two milliseconds late. Whoever reads at the other end (a proxy) is woken
 * once for all of them: written as they come up, short answers cost twice the processor time, nearly all of it in the kernel.
 */
export function writeTogether(write: () => void): void {
  if (waiting.push(write) === 1) setTimeout(writeAll, EVERY_MS);
}

function writeAll(): void {
  const now = waiting;
  waiting = [];
  for (const write of now) write();
}
