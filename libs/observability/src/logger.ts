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

/** A JSON logger. ERROR means that a person acts now; a healthy service logs none. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    base: { service: options.service },
    level: options.level ?? 'info',
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[kept out]',
    },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** A logger that says nothing, for tests. */
export const silentLogger: Logger = pino({ level: 'silent' });
