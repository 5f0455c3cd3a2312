/** How ./scripts/test counts what its steps say. Each gives a list of `{ title, verdict }`, verdict passed, failed or skipped. */

/** Lines of the form `ok   title` and `FAIL title`; a command that fails without naming anything counts as one failure. */
export function countChecks(name, status, lines) {
  const results = lines.flatMap((line) => {
    const [, verdict, title] = /^(ok|FAIL) +(.+)$/.exec(line) ?? [];
    return verdict ? [{ title, verdict: verdict === 'ok' ? 'passed' : 'failed' }] : [];
  });
  const consistent = results.length > 0 && (status === 0) === results.every(({ verdict }) => verdict === 'passed');
  return consistent ? results : [...results, { title: `${name}: ended with code ${status}`, verdict: 'failed' }];
}

/** Jest's JSON. A file that could not be run is a failure, and so is a run without a test. */
export function countJest(name, json, relative = (path) => path) {
  const results = json.testResults.flatMap((file) => {
    const where = relative(file.name);
    if (file.assertionResults.length === 0 && file.status === 'failed') {
      return [{ title: `${where} could not be run`, verdict: 'failed', detail: file.message }];
    }
    const results = file.assertionResults.map(({ status, fullName, failureMessages }) => ({
      title: `${where}: ${fullName}`,
      verdict: status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped',
      ...(status === 'failed' ? { detail: failureMessages.join('\n') } : {}),
    }));
    // Each of its tests passed, and what cleans up after them did not.
    const afterwards = file.status === 'failed' && results.every(({ verdict }) => verdict !== 'failed');
    return afterwards
      ? [...results, { title: `${where} failed outside of its tests`, verdict: 'failed', detail: file.message }]
      : results;
  });
  return results.length > 0 ? results : [{ title: `${name}: no test was run`, verdict: 'failed' }];
}

/** The files of Jest's JSON that took longest, a line each, in seconds. */
export function slowestFiles(json, relative = (path) => path, count = 5) {
  return json.testResults
    .map(({ name, startTime, endTime }) => ({ name, seconds: Math.round((endTime - startTime) / 1000) }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, count)
    .map(({ name, seconds }) => `${String(seconds).padStart(4)} s  ${relative(name)}`);
}

/**
 * A JSON report with `checks: [{ name, holds, detail }]`, or `{ name, skipped }` with the reason; none of them, or a code that
 * contradicts them, is a failure.
 */
export function countReport(name, status, report) {
  const results = (report?.checks ?? []).map((check) => ({
    title: `${name}: ${check.name}`,
    verdict: check.skipped ? 'skipped' : check.holds === true ? 'passed' : 'failed',
    ...(check.skipped ? { reason: check.skipped } : {}),
    ...(check.detail ? { detail: String(check.detail) } : {}),
  }));
  const consistent = results.length > 0 && (status === 0) === results.every(({ verdict }) => verdict !== 'failed');
  return consistent ? results : [...results, { title: `${name}: ended with code ${status}`, verdict: 'failed' }];
}

/** What may never be left out where nothing may be skipped. */
const INDISPENSABLE = /Kafka|Redis|PostgreSQL|KAFKA|REDIS|DATABASE/;

/** Turns a skip into a failure where CI forbids it. */
export function judgeSkip(result, nothingMayBeSkipped) {
  if (
    result.verdict !== 'skipped' ||
    !nothingMayBeSkipped ||
    !INDISPENSABLE.test(`${result.title} ${result.reason ?? ''}`)
  )
    return result;
  return { ...result, title: `${result.title}: may not be skipped here`, verdict: 'failed' };
}

/** The closing line, exactly. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
