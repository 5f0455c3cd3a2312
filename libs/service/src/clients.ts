import { Readable } from 'node:stream';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Clock } from '@wsis/kernel';
import {
  InternalTokens,
  ServiceClients,
  type OnBehalfOf,
  type ServiceName,
  type ServiceRequest,
  type ServiceResponse,
  type StreamedResponse,
} from '@wsis/http';
import { VOUCHED_ADDRESS, VOUCHER } from './vouched-address.js';

const PATIENCE_MS = 5_000;

/** Calls the services over HTTP, each at its own address. */
export class HttpServiceClients extends ServiceClients {
  constructor(
    private readonly caller: string,
    private readonly urls: Readonly<Partial<Record<ServiceName, string>>>,
    private readonly tokens: InternalTokens,
    private readonly clock: Clock,
  ) {
    super();
  }

  async call(service: ServiceName, request: ServiceRequest): Promise<ServiceResponse> {
    const response = await this.ask(service, request, AbortSignal.timeout(request.timeoutMs ?? PATIENCE_MS));
    const raw = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), body: parsed(raw), raw };
  }

  async stream(service: ServiceName, request: ServiceRequest): Promise<StreamedResponse> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), request.timeoutMs ?? PATIENCE_MS);
    try {
      const response = await this.ask(service, request, late.signal);
      const content = Readable.from(response.body ?? [], { objectMode: false });
      return { status: response.status, headers: Object.fromEntries(response.headers), content };
    } finally {
      clearTimeout(timer);
    }
  }

  private ask(service: ServiceName, request: ServiceRequest, signal: AbortSignal): Promise<Response> {
    const url = this.urls[service];
    if (url === undefined) throw new Error(`${service.toUpperCase()}_URL is not set`);
    return fetch(`${url}/api/${service}${request.path}`, {
      method: request.method,
      headers: headersOf(request, this.tokens.issue(this.caller, this.clock.now().getTime())),
      ...(request.body === undefined ? {} : { body: contentOf(request.body) }),
      signal,
    });
  }
}

/** Calls the services that share this process, without a socket. */
export class InProcessServiceClients extends ServiceClients {
  private readonly instances = new Map<ServiceName, FastifyInstance>();

  constructor(
    private readonly caller: string,
    private readonly tokens: InternalTokens,
    private readonly clock: Clock,
  ) {
    super();
  }

  register(service: ServiceName, instance: FastifyInstance): void {
    this.instances.set(service, instance);
  }

  async call(service: ServiceName, request: ServiceRequest): Promise<ServiceResponse> {
    const response = await this.ask(service, request, {});
    const { rawPayload: raw } = response;
    return { status: response.statusCode, headers: plainHeaders(response), body: parsed(raw), raw };
  }

  async stream(service: ServiceName, request: ServiceRequest): Promise<StreamedResponse> {
    const gone = new AbortController();
    const response = await this.ask(service, request, { payloadAsStream: true, signal: gone.signal });
    const content = response.stream();
    // What nobody reads any more is not made any more: the other service closes what it reads from.
    content.once('close', () => gone.abort());
    return { status: response.statusCode, headers: plainHeaders(response), content };
  }

  private ask(
    service: ServiceName,
    request: ServiceRequest,
    how: Pick<InjectOptions, 'payloadAsStream' | 'signal'>,
  ): Promise<LightMyRequestResponse> {
    const instance = this.instances.get(service);
    if (!instance) throw new Error(`${service} does not run in this process`);
    return instance.inject({
      method: request.method,
      url: `/api/${service}${request.path}`,
      headers: headersOf(request, this.tokens.issue(this.caller, this.clock.now().getTime())),
      ...(request.body === undefined ? {} : { payload: contentOf(request.body) }),
      ...how,
    });
  }
}

function plainHeaders({ headers }: LightMyRequestResponse): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function contentOf(body: unknown): string | Buffer<ArrayBuffer> {
  return Buffer.isBuffer(body) ? (body as Buffer<ArrayBuffer>) : JSON.stringify(body);
}

function headersOf({ body, onBehalfOf, headers }: ServiceRequest, ownToken: string): Record<string, string> {
  return {
    accept: 'application/json',
    ...(onBehalfOf === undefined ? { authorization: `Bearer ${ownToken}` } : personHeaders(onBehalfOf, ownToken)),
    ...(body === undefined || Buffer.isBuffer(body) ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
}

function personHeaders({ token, language, address }: OnBehalfOf, ownToken: string): Record<string, string> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    'accept-language': language,
    [VOUCHER]: ownToken,
    [VOUCHED_ADDRESS]: address,
  };
}

function parsed(raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
