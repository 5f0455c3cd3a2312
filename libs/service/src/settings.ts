import { readFileSync } from 'node:fs';
import { SERVICE_NAMES, type ServiceName } from '@wsis/http';

export type ProcessRole = 'api' | 'worker' | 'all';

/** One environment variable: the row that `.env.example` and the tables in the documents are made of. */
export interface Variable {
  readonly name: string;
  readonly meaning: string;
  readonly example?: string;
  readonly fallback?: string;
}

/** What every service reads from its environment. */
export const CORE_VARIABLES: readonly Variable[] = [
  {
    name: 'NODE_ENV',
    meaning: 'production refuses embedded parts unless ALLOW_EMBEDDED names them',
    fallback: 'development',
  },
  { name: 'HOST', meaning: 'address to listen on', fallback: '127.0.0.1' },
  { name: 'PORT', meaning: 'port to listen on', fallback: '8080' },
  {
    name: 'ROLE',
    meaning: 'api answers HTTP, worker consumes events and does due work, all does both',
    fallback: 'all',
  },
  {
    name: 'DATABASE_URL',
    meaning: 'PostgreSQL 15 or newer; may be PgBouncer in transaction mode',
    example: 'postgres://wsis@db:5432/wsis',
  },
  {
    name: 'DATABASE_DIRECT_URL',
    meaning: 'PostgreSQL without a pooler, for migrations and wake-ups',
    fallback: 'DATABASE_URL',
  },
  { name: 'DATABASE_POOL_SIZE', meaning: 'connections of one process', fallback: '8' },
  {
    name: 'REDIS_URL',
    meaning: 'Redis 7 for limits and wake-ups; without it both run in process and on PostgreSQL',
    example: 'redis://redis:6379',
  },
  {
    name: 'KAFKA_BROKERS',
    meaning: 'comma-separated brokers; without them events are read straight from the log',
    example: 'kafka-1:9092,kafka-2:9092',
  },
  { name: 'SMTP_URL', meaning: 'where mail goes', example: 'smtp://mail:25' },
  { name: 'MAIL_FROM', meaning: 'sender of all mail', fallback: 'WSIS Prizes <no-reply@localhost>' },
  { name: 'FILES_DIR', meaning: 'folder for files', fallback: '.data/files' },
  { name: 'PUBLIC_URL', meaning: 'address that people see', fallback: 'http://localhost:8080' },
  {
    name: 'HTTP_CONNECTIONS_AT_MOST',
    meaning: 'connections that one process keeps; more are turned away',
    fallback: '40000',
  },
  { name: 'HTTP_HEADERS_SECONDS', meaning: 'time in which the headers of a request must be there', fallback: '30' },
  { name: 'HTTP_REQUEST_SECONDS', meaning: 'time in which a whole request must be there', fallback: '120' },
  {
    name: 'ADMISSION_TARGET_MS',
    meaning: 'answers slower than this are late; while many are, fewer requests are let in',
    fallback: '500',
  },
  { name: 'TRUSTED_PROXIES', meaning: 'proxies whose X-Forwarded-For is believed', example: '127.0.0.1' },
  { name: 'SECRETS_FILE', meaning: 'JSON file with the keys', example: '/run/secrets/wsis.json' },
  { name: 'LOG_LEVEL', meaning: 'debug, info, warn, error or silent', fallback: 'info' },
  { name: 'ALLOW_EMBEDDED', meaning: 'embedded parts allowed in production: events, limits, mail', example: 'limits' },
  ...SERVICE_NAMES.map((name) => ({
    name: `${name.toUpperCase()}_URL`,
    meaning: `address of ${name} when it runs apart`,
    example: `http://${name}:8080`,
  })),
];

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a process was told from outside, read once and frozen. */
export class Settings {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly role: ProcessRole;
  readonly databaseUrl: string;
  readonly databaseDirectUrl: string;
  readonly databasePoolSize: number;
  readonly redisUrl: string | undefined;
  readonly kafkaBrokers: readonly string[] | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly filesDir: string;
  readonly publicUrl: string;
  readonly connectionsAtMost: number;
  readonly headersSeconds: number;
  readonly requestSeconds: number;
  readonly admissionTargetMs: number;
  readonly trustedProxies: readonly string[];
  readonly secretsFile: string | undefined;
  readonly logLevel: string;
  readonly allowEmbedded: ReadonlySet<string>;
  readonly serviceUrls: Readonly<Partial<Record<ServiceName, string>>>;

  /** Throws an error that names the variable when a value is missing or wrong. */
  constructor(readonly environment: Environment) {
    this.production = environment['NODE_ENV'] === 'production';
    this.host = environment['HOST'] ?? '127.0.0.1';
    this.port = integer(environment, 'PORT', 8080, 0, 65_535);
    this.role = oneOf(environment, 'ROLE', ['api', 'worker', 'all'], 'all');
    this.databaseUrl = environment['DATABASE_URL'] ?? '';
    this.databaseDirectUrl = environment['DATABASE_DIRECT_URL'] ?? this.databaseUrl;
    this.databasePoolSize = integer(environment, 'DATABASE_POOL_SIZE', 8, 1, 200);
    this.redisUrl = environment['REDIS_URL'] || undefined;
    this.kafkaBrokers = list(environment['KAFKA_BROKERS']);
    this.smtpUrl = environment['SMTP_URL'] || undefined;
    this.mailFrom = environment['MAIL_FROM'] ?? 'WSIS Prizes <no-reply@localhost>';
    this.filesDir = environment['FILES_DIR'] ?? '.data/files';
    this.publicUrl = (environment['PUBLIC_URL'] ?? 'http://localhost:8080').replace(/\/$/, '');
    this.connectionsAtMost = integer(environment, 'HTTP_CONNECTIONS_AT_MOST', 40_000, 1, 1_000_000);
    this.headersSeconds = integer(environment, 'HTTP_HEADERS_SECONDS', 30, 1, 600);
    this.requestSeconds = integer(environment, 'HTTP_REQUEST_SECONDS', 120, 1, 3_600);
    this.admissionTargetMs = integer(environment, 'ADMISSION_TARGET_MS', 500, 1, 60_000);
    this.trustedProxies = list(environment['TRUSTED_PROXIES']) ?? [];
    this.secretsFile = environment['SECRETS_FILE'] || undefined;
    this.logLevel = environment['LOG_LEVEL'] ?? 'info';
    this.allowEmbedded = new Set(list(environment['ALLOW_EMBEDDED']) ?? []);
    this.serviceUrls = Object.freeze(
      Object.fromEntries(
        SERVICE_NAMES.flatMap((name) => {
          const url = environment[`${name.toUpperCase()}_URL`];
          return url ? [[name, url.replace(/\/$/, '')]] : [];
        }),
      ),
    );
    if (this.production) {
      const missing = [
        ['events', this.kafkaBrokers, 'KAFKA_BROKERS'],
        ['limits', this.redisUrl, 'REDIS_URL'],
        ['mail', this.smtpUrl, 'SMTP_URL'],
      ].find(([part, value]) => value === undefined && !this.allowEmbedded.has(part as string));
      if (missing)
        throw new SettingsError(
          missing[2] as string,
          `is not set, and ALLOW_EMBEDDED does not name "${missing[0] as string}"`,
        );
    }
    Object.freeze(this);
  }
}

/** A value in the environment that stops the boot; the message names the variable. */
export class SettingsError extends Error {
  constructor(variable: string, reason: string) {
    super(`${variable} ${reason}`);
  }
}

/** Reads a whole number between two bounds, both included. */
export function integer(environment: Environment, name: string, fallback: number, min: number, max: number): number {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new SettingsError(name, `must be a whole number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}

export function oneOf<T extends string>(environment: Environment, name: string, values: readonly T[], fallback: T): T {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  if (!(values as readonly string[]).includes(text))
    throw new SettingsError(name, `must be one of ${values.join(', ')}, not "${text}"`);
  return text as T;
}

function list(text: string | undefined): readonly string[] | undefined {
  const entries = text
    ?.split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  return entries && entries.length > 0 ? entries : undefined;
}

/** The keys of an installation. Symmetric ones are 32 bytes in hex. */
export interface Secrets {
  /** Ed25519, PKCS#8 PEM. Present where identity runs. */
  readonly identitySigningKey?: string;
  /** Ed25519, SPKI PEM. */
  readonly identityPublicKey: string;
  /** Present where identity or voting runs. */
  readonly voterSessionKey?: string;
  /** Ed25519, PKCS#8 PEM. Present where voting runs. */
  readonly receiptSigningKey?: string;
  readonly commitmentKey?: string;
  readonly codeKey?: string;
  readonly addressKey?: string;
  readonly secondFactorKey?: string;
  readonly internalKey: string;
}

/** Reads the keys from the file that SECRETS_FILE names. */
export function readSecrets(settings: Settings): Secrets {
  if (settings.secretsFile === undefined) throw new SettingsError('SECRETS_FILE', 'is not set');
  try {
    return JSON.parse(readFileSync(settings.secretsFile, 'utf8')) as Secrets;
  } catch (error) {
    throw new SettingsError('SECRETS_FILE', `cannot be read: ${(error as Error).message}`);
  }
}
