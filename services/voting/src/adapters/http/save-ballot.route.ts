import type { ArgumentsHost } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemFilter, problem, type VoterClaims, type VoterSessions } from '@wsis/http';
import { problemTexts } from '@wsis/i18n';
import type { Logger } from '@wsis/observability';
import { rateLimitHeaders, type Limit, type QueueTicket, type RateLimits } from '@wsis/rate-limit';
import { receiptJson } from '@wsis/transparency-log';
import type { SaveBallot, SavedBallot } from '../../application/save-ballot.js';
import type { Refusals } from '../../application/refusals.js';
import { QUEUE_TICKET, type BallotAdmission } from './ballot-admission.js';
import { compiled, jsonSchemaOf, schemaProblems } from './json-schema.js';
import { toProblem } from './problem-map.js';
import { refuseRepeatedFields } from './repeated-field.js';
import { SaveBallotDto } from './save-ballot.dto.js';

export interface SaveBallotRouteParts {
  readonly saveBallot: SaveBallot;
  readonly voterSessions: VoterSessions;
  readonly admission: BallotAdmission;
  readonly rateLimits: RateLimits;
  readonly perVoter: Limit;
  readonly refusals: Refusals;
  readonly logger: Logger;
  /** Milliseconds since 1970 by the database's clock, as far as this process knows it. */
  readonly now: () => number;
}

export const SAVE_BALLOT_PATH = '/api/voting/editions/:edition/ballot';
/** Eighteen choices take 400 bytes. */
const BODY_LIMIT_BYTES = 16_384;

const BASE_VERSION = /^(?:W\/)?"?(\d{1,9})"?$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,64}$/;

/** `PUT ballot`: a route of its own beside Nest, because everyone uses it in the same hour. */
export function registerSaveBallot(fastify: FastifyInstance, parts: SaveBallotRouteParts): void {
  void fastify.register(async (scope) => {
    refuseRepeatedFields(scope, BODY_LIMIT_BYTES);
    routeIn(scope, parts);
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What the head of a request to save a ballot says, once it was found in order. */
    save: SaveHead | undefined;
  }
}

interface SaveHead {
  readonly voter: VoterClaims;
  readonly base: number;
  readonly key: string;
  readonly ticket: QueueTicket | undefined;
}

function routeIn(fastify: FastifyInstance, parts: SaveBallotRouteParts): void {
  const { saveBallot, admission, rateLimits, perVoter, refusals } = parts;
  const filter = new ProblemFilter(problemTexts, parts.logger);
  const isBallot = compiled(jsonSchemaOf(SaveBallotDto));
  const sendAway = (request: FastifyRequest, reply: FastifyReply, head: SaveHead) => {
    refusals.count('VOTING.BUSY');
    admission.sendAway(request, reply, { sessionId: head.voter.sessionId, ...head }, performance.now());
  };

  fastify.decorateRequest('save', undefined);
  fastify.route<{ Params: { edition: string }; Body: unknown }>({
    method: 'PUT',
    url: SAVE_BALLOT_PATH,
    config: { access: { kind: 'voter', edition: 'edition' }, work: 'own' },
    bodyLimit: BODY_LIMIT_BYTES,
    errorHandler: (error, request, reply) => {
      refusals.count((error as { code?: string }).code ?? 'HTTP.INTERNAL');
      return filter.catch(error, hostOf(request, reply));
    },
    // Where the house is full, a request is turned away at its head: its body is not read.
    onRequest: (request, reply, done) => {
      const head = headOf(request, parts);
      if (admission.isFull(head.ticket, performance.now())) return sendAway(request, reply, head);
      request.save = head;
      done();
    },
    handler: async (request, reply) => {
      const head = request.save as SaveHead;
      const { voter, base, key, ticket } = head;
      const enteredAtMs = performance.now();
      if (!admission.enter(ticket, enteredAtMs)) return sendAway(request, reply, head);
      try {
        if (!isBallot(request.body)) throw problem('HTTP.VALIDATION_FAILED', {}, schemaProblems(isBallot.errors ?? []));
        const body = request.body as SaveBallotDto;

        // Limits absorb pressure, they do not guard the vote: without Redis, casting stays open.
        const decision = await rateLimits.take([{ key: voter.voterId, limit: perVoter }], { onUnavailable: 'open' });
        if (!decision.allowed) throw problem('HTTP.TOO_MANY_REQUESTS', {}, [], {}, rateLimitHeaders(decision));

        const saved = await saveBallot.execute({
          editionId: voter.editionId,
          voterId: voter.voterId,
          sessionId: voter.sessionId,
          country: voter.country,
          stakeholderType: voter.stakeholderType,
          barred: voter.barred,
          base,
          idempotencyKey: key,
          choices: body.choices,
          orderNumber: body.orderNumber ?? 0,
          ...(ticket === undefined ? {} : { drawnAtMs: ticket.drawnAtMs }),
        });
        if (!saved.ok) {
          if (saved.error.code === 'VOTING.BUSY') return sendAway(request, reply, head);
          throw toProblem(saved.error);
        }
        return reply
          .headers({ etag: `"${saved.value.version}"`, 'cache-control': 'no-store' })
          .type('application/json; charset=utf-8')
          .send(savedJson(saved.value));
      } finally {
        admission.leave(enteredAtMs, performance.now());
      }
    },
  });
}

/** Reads the head of a request: who saves, from which version, in which attempt. Throws the problem of what is missing. */
function headOf(request: FastifyRequest<{ Params: { edition: string } }>, parts: SaveBallotRouteParts): SaveHead {
  const voter = voterOf(request, parts);
  if (voter.editionId !== request.params.edition) throw problem('SESSION.WRONG_KIND');
  const base = BASE_VERSION.exec(request.headers['if-match']?.trim() ?? '')?.[1];
  if (base === undefined) throw problem('VOTING.BASE_VERSION_REQUIRED', {}, [{ field: 'If-Match', rule: 'required' }]);
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) {
    throw problem('VOTING.KEY_REQUIRED', {}, [
      { field: 'Idempotency-Key', rule: key === undefined ? 'required' : 'pattern' },
    ]);
  }
  const ticket = parts.admission.ticketOf(request.headers[QUEUE_TICKET], voter.sessionId, key);
  return { voter, base: Number(base), key, ticket };
}

function savedJson({ version, complete, categoriesFilled, receipt }: SavedBallot): string {
  return `{"version":${version},"complete":${complete},"categoriesFilled":${categoriesFilled},"receipt":${receiptJson(receipt)}}`;
}

function voterOf(request: FastifyRequest, parts: SaveBallotRouteParts): VoterClaims {
  const header = request.headers.authorization;
  if (header === undefined || !header.startsWith('Bearer ')) throw problem('SESSION.MISSING');
  const token = header.slice('Bearer '.length).trim();
  if (!token.startsWith('wv1.')) throw problem('SESSION.WRONG_KIND');
  const claims = parts.voterSessions.verify(token, parts.now());
  if (claims === 'expired') throw problem('SESSION.EXPIRED');
  if (claims === 'forged') throw problem('SESSION.FORGED');
  return claims;
}

/** What Nest's filter asks of its surroundings, for a route that Nest does not know. */
function hostOf(request: FastifyRequest, reply: FastifyReply): ArgumentsHost {
  return {
    getType: () => 'http',
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }),
  } as unknown as ArgumentsHost;
}
