/** A handler throws this to say that something it needs is away and that the event must wait for it. */
export class TemporaryFailure extends Error {
  override readonly name = 'TemporaryFailure';
}

/** PostgreSQL classes and codes (Appendix A of its manual) that say nothing about the event itself. */
const SQL_STATES = [
  /^08/, // connection exception
  /^40(001|P01)$/, // serialization failure, deadlock
  /^53/, // insufficient resources: disk full, too many connections
  /^55P03$/, // lock not available
  /^57(014|P0\d)$/, // time-out, shutdown, crash, cannot connect now
  /^58/, // system error outside of PostgreSQL
  /^25(006|P0[34])$/, // read-only after a fail-over, idle or transaction time-out
];

const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOSPC',
  'EMFILE',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** node-postgres and TypeORM give these no code. */
const MESSAGES = [
  /^Connection terminated/,
  /^Query read timeout/,
  /^timeout exceeded when trying to connect/i,
  /^Client has encountered a connection error/,
  /^Client was closed/,
  /^Cannot use a pool after calling end/,
  /Connection is not established|is not (yet )?(initialized|connected)|Driver not Connected/i,
];

/** Tells an outage, which is waited out, from a fault of the event or its handler. */
export function isOutage(error: unknown): boolean {
  for (let cause = error, depth = 0; cause && depth < 6; cause = inner(cause), depth += 1) {
    if (cause instanceof TemporaryFailure) return true;
    const { code, message } = cause as { code?: unknown; message?: unknown };
    if (typeof code === 'string' && (SYSTEM_CODES.has(code) || SQL_STATES.some((state) => state.test(code))))
      return true;
    if (typeof message === 'string' && MESSAGES.some((text) => text.test(message))) return true;
  }
  return false;
}

function inner(error: unknown): unknown {
  const { cause, driverError } = error as { cause?: unknown; driverError?: unknown };
  return driverError && driverError !== error ? driverError : cause;
}

/** A sentence for logs and dead letters; never the content of an event. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 500);
}
