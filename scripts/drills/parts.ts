import { join } from 'node:path';

interface Found {
  readonly absent: Readonly<Record<string, string>>;
}
const { haveParts } = (await import(join(import.meta.dirname, '../commands/local-parts.mjs'))) as {
  haveParts(names: readonly string[], log?: (line: string) => void): Found;
};

/** Drills that need programs of this machine. Without them they are skipped under a title that says why, and fail where CI forbids that. */
export function describeWithParts(names: readonly string[], title: string, tests: () => void): void {
  const [missing] = Object.entries(haveParts(names).absent);
  if (!missing) {
    describe(title, tests);
    return;
  }
  const reason = `${missing[0]}: ${missing[1]}`;
  if (process.env.CI === 'true') {
    describe(title, () => {
      test('has all of its parts, because CI skips nothing', () => {
        throw new Error(reason);
      });
    });
  } else {
    describe.skip(`${title} (skipped: ${reason})`, tests);
  }
}
