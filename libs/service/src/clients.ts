import type { FastifyInstance } from 'fastify';
import type { Clock } from '@wsis/kernel';
import {
  InternalTokens,
  ServiceClients,
  type OnBehalfOf,
  type ServiceName,
  type ServiceRequest,
  type ServiceResponse,
} from '@wsis/http';
import { VOUCHED_ADDRESS, VOUCHER } from './vouched-address.js';

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
    const url = this.urls[service];
    if (url === undefined) throw new Error(`${service.toUpperCase()}_URL is not set`);
    const response = await fetch(`${url}/api/${service}${request.path}`, {
      method: request.method,
      headers: headersOf(request, this.tokens.issue(this.caller, this.clock.now().getTime())),
      ...(request.body === undefined ? {} : { body: contentOf(request.body) }),
      signal: AbortSignal.timeout(request.timeoutMs ?? 5_000),
    });
    const raw = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), body: parsed(raw), raw };
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
    const instance = this.instances.get(service);
    if (!instance) throw new Error(`${service} does not run in this process`);
    const response = await instance.inject({
      method: request.method,
      url: `/api/${service}${request.path}`,
      headers: headersOf(request, this.tokens.issue(this.caller, this.clock.now().getTime())),
      ...(request.body === undefined ? {} : { payload: contentOf(request.body) }),
    });
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
    return { status: response.statusCode, headers, body: parsed(response.rawPayload), raw: response.rawPayload };
  }
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
