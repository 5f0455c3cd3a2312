import { join } from 'node:path';

type Result = { readonly title: string; readonly verdict: string };
interface Counting {
  countChecks(name: string, status: number, lines: readonly string[]): readonly Result[];
  countJest(name: string, json: unknown): readonly Result[];
  countReport(name: string, status: number, report: unknown): readonly Result[];
  judgeSkip(result: Result & { readonly reason?: string }, nothingMayBeSkipped: boolean): Result;
  slowestFiles(json: unknown, relative: (path: string) => string, count: number): readonly string[];
  closingLine(counts: { passed: number; failed: number; skipped: number }): string;
}
const { countChecks, countJest, countReport, judgeSkip, slowestFiles, closingLine } = (await import(
  join(import.meta.dirname, 'count.mjs')
)) as Counting;
const verdicts = (results: readonly Result[]) => results.map(({ verdict }) => verdict);

describe('the test command', () => {
  test('counts each check that a command names', () => {
    expect(verdicts(countChecks('verify', 1, ['ok   format (1 s)', 'noise', 'FAIL types (2 s)']))).toEqual([
      'passed',
      'failed',
    ]);
  });

  test('does not believe a command that fails and names only successes, that succeeds and names none, or that hides a failure', () => {
    expect(verdicts(countChecks('verify', 1, ['ok   format']))).toEqual(['passed', 'failed']);
    expect(verdicts(countChecks('verify', 0, []))).toEqual(['failed']);
    expect(verdicts(countChecks('verify', 0, ['FAIL types']))).toEqual(['failed', 'failed']);
  });

  test('names the files that took longest', () => {
    const file = (name: string, seconds: number) => ({ name, startTime: 5_000, endTime: 5_000 + seconds * 1_000 });
    const json = { testResults: [file('quick', 1), file('slow', 123), file('middling', 12.4)] };
    expect(slowestFiles(json, (path) => `libs/${path}`, 2)).toEqual([' 123 s  libs/slow', '  12 s  libs/middling']);
  });

  test('does not believe a file whose tests passed and whose cleaning up failed', () => {
    const passed = { status: 'passed', fullName: 'adds', failureMessages: [] };
    const json = { testResults: [{ name: 'a', status: 'failed', assertionResults: [passed], message: 'afterAll' }] };
    expect(verdicts(countJest('unit', json))).toEqual(['passed', 'failed']);
  });

  test("counts each of Jest's tests, and a file that could not be run", () => {
    const json = {
      testResults: [
        { name: 'a', status: 'failed', assertionResults: [], message: 'SyntaxError' },
        {
          name: 'b',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'one', failureMessages: [] },
            { status: 'failed', fullName: 'two', failureMessages: ['no'] },
            { status: 'pending', fullName: 'three', failureMessages: [] },
            { status: 'todo', fullName: 'four', failureMessages: [] },
          ],
        },
      ],
    };
    expect(verdicts(countJest('unit', json))).toEqual(['failed', 'passed', 'failed', 'skipped', 'skipped']);
  });

  test('takes a run of Jest without a test for a failure', () => {
    expect(verdicts(countJest('unit', { testResults: [] }))).toEqual(['failed']);
  });

  test('counts each check of a report, and takes a missing or contradicting one for a failure', () => {
    const checks = [
      { name: 'no gap', holds: true },
      { name: 'balance', holds: false },
    ];
    expect(verdicts(countReport('rehearsal', 1, { checks }))).toEqual(['passed', 'failed']);
    expect(verdicts(countReport('rehearsal', 0, undefined))).toEqual(['failed']);
    expect(verdicts(countReport('rehearsal', 1, { checks: checks.slice(0, 1) }))).toEqual(['passed', 'failed']);
    expect(verdicts(countReport('rehearsal', 0, { checks: [{ name: 'odd', holds: 'yes' }] }))).toEqual([
      'failed',
      'failed',
    ]);
    expect(
      countReport('drill', 0, { checks: [...checks.slice(0, 1), { name: 'disk full', skipped: 'only root mounts' }] }),
    ).toMatchObject([{ verdict: 'passed' }, { verdict: 'skipped', reason: 'only root mounts' }]);
  });

  test('fails where CI forbids to skip, and only there', () => {
    const kafka = { title: 'relay (skipped: KAFKA_BROKERS is not set)', verdict: 'skipped' };
    const browser = { title: 'pages', verdict: 'skipped', reason: 'Chromium: not installed' };
    expect(judgeSkip(kafka, true).verdict).toBe('failed');
    expect(judgeSkip(kafka, false).verdict).toBe('skipped');
    expect(judgeSkip(browser, true).verdict).toBe('skipped');
  });

  test('closes with the line that others read', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
  });
});
