import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { ReadyProblem } from '@wsis/http';
import type { Metrics } from '@wsis/observability';
import { AdaptiveConcurrency } from '@wsis/rate-limit';
import type { Settings } from './settings.js';

/** Kinds of work that keep a share of a process each, so that a flood of one never takes the room of another. */
export const WORK_SHARES = { saving: 0.4, 'signing-in': 0.2, reading: 0.3, commands: 0.1 } as const;
export type WorkKind = keyof typeof WORK_SHARES;
const WORK_KINDS = Object.keys(WORK_SHARES) as WorkKind[];

/** Who is turned away here comes back soon: the room is free again within a second or two. */
const RETRY_AFTER_SECONDS = 2;
/** People decide how long a pause lasts. */
const PAUSED_SECONDS = 30;

export interface GateRefusals {
  readonly overloaded: ReadyProblem;
  readonly paused: ReadyProblem;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** When the request was let in; 0 while it was not, or is answered. */
    enteredAtMs: number;
  }
}

/** How many requests a process works on at once; a start well above what is needed, because it shrinks within a second. */
export function workConcurrency(settings: Settings): AdaptiveConcurrency<WorkKind> {
  return new AdaptiveConcurrency<WorkKind>({
    shares: WORK_SHARES,
    targetMs: settings.admissionTargetMs,
    initial: 2_000,
    least: 64,
  });
}

/** Lets every route in by its share, or answers at once that there is no room. Costs no I/O and no promise. */
export function gateRoutes(
  fastify: FastifyInstance,
  concurrency: AdaptiveConcurrency<WorkKind>,
  refusals: GateRefusals,
  isPaused: (name: string) => boolean = () => false,
): void {
  fastify.decorateRequest('enteredAtMs', 0);
  fastify.addHook('onRoute', (route) => {
    const { pausedBy } = route.config ?? {};
    const kind = route.config?.work ?? kindOf(route);
    if (kind === 'own') return;
    const partition = concurrency.partition(kind);
    const leave = (request: FastifyRequest) => {
      if (request.enteredAtMs === 0) return;
      partition.leave(request.enteredAtMs, performance.now());
      request.enteredAtMs = 0;
    };
    const enter = (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      if (pausedBy !== undefined && isPaused(pausedBy))
        return void refusals.paused.send(request, reply, PAUSED_SECONDS);
      if (!partition.tryEnter()) return void refusals.overloaded.send(request, reply, RETRY_AFTER_SECONDS);
      request.enteredAtMs = performance.now();
      done();
    };
    route.onRequest = [enter, ...[route.onRequest ?? []].flat()];
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      (
        request: FastifyRequest,
        _reply: FastifyReply,
        payload: unknown,
        done: (error: null, payload: unknown) => void,
      ) => {
        leave(request);
        done(null, payload);
      },
    ];
    // A client that went away in the middle of its request is not answered.
    route.onRequestAbort = [
      ...[route.onRequestAbort ?? []].flat(),
      (request: FastifyRequest, done: () => void) => {
        leave(request);
        done();
      },
    ];
  });
}

/** Whether the process lives must be told however much it has to do, and services do not turn each other away half way. */
const UNGATED = /\/(?:health\/(?:live|ready)|metrics|internal(?:\/.*)?)$/;

function kindOf(route: RouteOptions): WorkKind | 'own' {
  if (UNGATED.test(route.url)) return 'own';
  const reads = [route.method].flat().every((method) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS');
  return reads ? 'reading' : 'commands';
}

/** Shows how much is under way and how much was turned away, by kind of work. */
export function watchConcurrency(metrics: Metrics, concurrency: AdaptiveConcurrency<WorkKind>): void {
  const each = (read: (kind: WorkKind) => number) => () =>
    Object.fromEntries(WORK_KINDS.map((kind) => [kind, read(kind)]));
  metrics.watched('platform_requests_under_way', 'Requests under way, of this process', 'work', () => ({
    ...each((kind) => concurrency.partition(kind).underWay)(),
    limit: concurrency.limit,
  }));
  metrics.watched(
    'platform_requests_refused',
    'Requests turned away for want of room since the start, of this process',
    'work',
    each((kind) => concurrency.partition(kind).refused),
  );
}
