import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ServiceClients, ServiceName, ServiceRequest, ServiceResponse } from '@wsis/http';
import { err, ok, type Result } from '@wsis/kernel';
import { PartAway } from '../../application/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import type { SessionKind, Visitor } from '../../application/visitor.js';
import { Json } from './json.js';

const PATIENCE_MS = 8_000;
const PAUSED = 'HTTP.PAUSED';

/** What a call may say beside its path. */
export interface CallOptions {
  /** Which session the call uses; the account's unless told. */
  readonly as?: SessionKind;
  readonly body?: unknown;
  /** The version that a change was made from: `If-Match`. */
  readonly base?: string | number | undefined;
  /** The form's own name for this attempt: `Idempotency-Key`. */
  readonly key?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the services as the visitor, and turns what they answer into values. */
export class ServiceCalls {
  constructor(private readonly clients: ServiceClients) {}

  /** A read. Nothing there: undefined. Refused: `ReadRefused`. Away: `PartAway`. */
  async read(
    visitor: Visitor,
    service: ServiceName,
    path: string,
    options: CallOptions = {},
  ): Promise<Json | undefined> {
    const answer = await this.call(visitor, service, { method: 'GET', path }, options);
    if (answer === undefined || answer.status >= 500) throw awayOf(service, answer);
    if (answer.status === 404) return undefined;
    if (answer.status >= 400) throw new ReadRefused(refusedBy(answer));
    return new Json(answer.body);
  }

  /** What a service says of itself, whether it is ready or not. Away: undefined. */
  async health(visitor: Visitor, service: ServiceName): Promise<Json | undefined> {
    const answer = await this.call(visitor, service, { method: 'GET', path: '/health/ready' }, { as: 'none' });
    return answer && new Json(answer.body);
  }

  /** A file, as it is stored. Nothing there, or not for this visitor: undefined. */
  async file(
    visitor: Visitor,
    service: ServiceName,
    path: string,
  ): Promise<{ readonly type: string; readonly bytes: Buffer } | undefined> {
    const answer = await this.call(visitor, service, { method: 'GET', path }, {});
    if (answer === undefined || answer.status >= 500) throw new PartAway(service);
    const type = answer.headers['content-type'];
    return answer.status === 200 && type !== undefined ? { type, bytes: answer.raw } : undefined;
  }

  /** What is too long to be held, while it comes. Nothing there: undefined. Refused: `ReadRefused`. Away: `PartAway`. */
  async stream(visitor: Visitor, service: ServiceName, path: string): Promise<Readable | undefined> {
    const request = this.requestOf(visitor, { method: 'GET', path }, {});
    const answer = await this.clients.stream(service, request).catch(() => undefined);
    if (answer?.status === 200) return answer.content;
    // What a refusal says is short; it is read, so that its connection is free again.
    const raw = answer && (await buffer(answer.content));
    if (answer === undefined || raw === undefined || answer.status >= 500) throw new PartAway(service);
    if (answer.status === 404) return undefined;
    throw new ReadRefused(refusedBy({ ...answer, raw, body: JSON.parse(raw.toString('utf8')) as unknown }));
  }

  /** A command. Whatever stops it is a value, so that a form can keep what was typed: a refusal, and an outage, too. */
  async send(
    visitor: Visitor,
    service: ServiceName,
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options: CallOptions = {},
  ): Promise<Result<Json, Refused>> {
    const answer = await this.call(visitor, service, { method, path }, options);
    if (answer === undefined) return err(UNREACHABLE);
    return answer.status >= 200 && answer.status < 300 ? ok(new Json(answer.body)) : err(refusedBy(answer));
  }

  private call(
    visitor: Visitor,
    service: ServiceName,
    request: Pick<ServiceRequest, 'method' | 'path'>,
    options: CallOptions,
  ): Promise<ServiceResponse | undefined> {
    return this.clients.call(service, this.requestOf(visitor, request, options)).catch(() => undefined);
  }

  private requestOf(
    visitor: Visitor,
    request: Pick<ServiceRequest, 'method' | 'path'>,
    { as = 'account', body, base, key, headers }: CallOptions,
  ): ServiceRequest {
    const { language, address } = visitor;
    return {
      ...request,
      timeoutMs: PATIENCE_MS,
      onBehalfOf: { token: visitor.token(as), language, address },
      ...(body === undefined ? {} : { body }),
      headers: {
        ...(base === undefined ? {} : { 'if-match': `"${base}"` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...headers,
      },
    };
  }
}

/** What staff have paused says so; every other trouble of a service is an outage to a reader. */
function awayOf(service: ServiceName, answer: ServiceResponse | undefined): PartAway {
  return answer !== undefined && refusedBy(answer).code === PAUSED
    ? new PartAway(service, PAUSED)
    : new PartAway(service);
}

const UNREACHABLE: Refused = { code: 'HTTP.UNAVAILABLE', status: 503, errors: [], retryAfterSeconds: 5, more: {} };

function refusedBy({ status, headers, body }: ServiceResponse): Refused {
  const json = new Json(body);
  const [title, detail] = [json.at('title').text(), json.at('detail').text()];
  const retryAfterSeconds = Number(headers['retry-after']);
  return {
    code: json.at('code').text() ?? (status >= 500 ? 'HTTP.UNAVAILABLE' : 'HTTP.BAD_REQUEST'),
    status,
    ...(title === undefined ? {} : { title }),
    ...(detail === undefined ? {} : { detail }),
    errors: json
      .at('errors')
      .items()
      .map((entry) => ({
        field: entry.at('field').text() ?? '',
        rule: entry.at('rule').text() ?? '',
        params: paramsOf(entry.at('params')),
      })),
    ...(retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
    more: Object.fromEntries(json.entries().map(([name, entry]) => [name, entry.raw])),
  };
}

function paramsOf(json: Json): Record<string, string | number> {
  return Object.fromEntries(
    json.entries().flatMap(([name, entry]) => {
      const value = entry.raw;
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );
}
