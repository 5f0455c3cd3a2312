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

export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the service's own root, for example `/internal/addresses`. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly raw: Buffer;
}

/** How one service asks another: over HTTP when they run apart, in process when together. Throws when it cannot be reached. */
export abstract class ServiceClients {
  abstract call(service: ServiceName, request: ServiceRequest): Promise<ServiceResponse>;
}
