import type { Readable } from 'node:stream';
import type { Language } from '@wsis/kernel';

export const SERVICE_NAMES = [
  'identity',
  'competition',
  'nominations',
  'voting',
  'evaluation',
  'promotion',
  'notifications',
  'web',
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** A person for whom a service asks another: the answer is what this person may see, in their language. */
export interface OnBehalfOf {
  /** The person's own session; without one, the call is anybody's. */
  readonly token?: string | undefined;
  readonly language: Language;
  /** Where the person's request came from; limits count by it. */
  readonly address: string;
}

export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the service's own root, for example `/internal/addresses`. */
  readonly path: string;
  /** Sent as JSON; a Buffer is sent as it is, with the content type that the headers name. */
  readonly body?: unknown;
  /** Leaves the caller's own rights at home: the other service sees this person and nobody else. */
  readonly onBehalfOf?: OnBehalfOf | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly raw: Buffer;
}

/** An answer that is read while it comes. Who no longer wants it destroys it. */
export interface StreamedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly content: Readable;
}

/** How one service asks another: over HTTP when they run apart, in process when together. Throws when it cannot be reached. */
export abstract class ServiceClients {
  abstract call(service: ServiceName, request: ServiceRequest): Promise<ServiceResponse>;
  /** The same for what is too much to be held: the time allowed is that until it begins to come. */
  abstract stream(service: ServiceName, request: ServiceRequest): Promise<StreamedResponse>;
}
