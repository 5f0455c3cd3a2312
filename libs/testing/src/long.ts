/** Tests that take minutes: they run with `./scripts/test --all`, and are named as skipped otherwise. */
export function describeLong(title: string, tests: () => void): void {
  if (process.env.TEST_TIER === 'long') describe(`${title} [long]`, tests);
  else describe.skip(`${title} [long] (skipped: ./scripts/test --all runs it)`, tests);
}
