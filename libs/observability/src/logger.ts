import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

/** What the platform asks of a logger; pino's logger is one. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  child(bindings: Record<string, unknown>): Logger;
};

export interface LoggerOptions {
  readonly service: string;
  readonly level?: string;
  readonly destination?: DestinationStream;
}

/** What must never reach a log line, wherever it stands in a logged object. */
const SECRET_FIELDS = ['email', 'address', 'code', 'token', 'authorization', 'cookie', 'choices', 'body', 'secret'];

const ADDRESS = /[\p{L}\p{N}.!#$%&'*+=?^_`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const DEEPEST_CAUSE = 5;

/**
 * What a log line tells of an error. Its other fields are left out: a failed statement carries the values that were to be
 * stored, and a mail server's refusal quotes the address.
 */
function toldError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? withoutAddresses(error) : '[kept out]';
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  // PostgreSQL's and Node's own codes alone.
  const reason =
    typeof code === 'string' && /^(?:[0-9A-Z]{5}|E[A-Z]{3,}|[A-Z]+_[A-Z_]+)$/.test(code) ? code : undefined;
  return {
    type: error.constructor.name,
    message: withoutAddresses(error.message),
    stack: withoutAddresses(error.stack ?? ''),
    ...(reason === undefined ? {} : { reason }),
    ...(cause === undefined || depth === DEEPEST_CAUSE ? {} : { cause: toldError(cause, depth + 1) }),
  };
}

function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, '[address]');
}

/** A JSON logger. ERROR means that a person acts now; a healthy service logs none. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    base: { service: options.service },
    level: options.level ?? 'info',
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => toldError(error) },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[kept out]',
    },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** A logger that says nothing, for tests. */
export const silentLogger: Logger = pino({ level: 'silent' });
