import type { OpenAPIObject } from '@nestjs/swagger';
import { jsonSchemaOf } from './json-schema.js';
import { SaveBallotDto } from './save-ballot.dto.js';
import { SAVE_BALLOT_PATH } from './save-ballot.route.js';

type Schema = Record<string, unknown>;
const text: Schema = { type: 'string' };
const whole: Schema = { type: 'integer' };
const hash = (digits: number): Schema => ({ type: 'string', pattern: `^[0-9a-f]{${digits}}$` });
const object = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const receipt = object({
  edition: text,
  ledgerNumber: whole,
  ballotVersion: whole,
  commitment: hash(64),
  nullifier: hash(64),
  minute: whole,
  leafHash: hash(64),
  index: whole,
  path: { type: 'array', items: hash(64) },
  batchFirst: whole,
  batchLast: whole,
  root: hash(64),
  signedAt: { type: 'string', format: 'date-time' },
  keyId: hash(16),
  signature: hash(128),
});

const header = (name: string, description: string, example: string, required = true) => ({
  name,
  in: 'header',
  required,
  description,
  schema: text,
  example,
});

const REFUSALS: Readonly<Record<string, string>> = {
  '400': 'VOTING.KEY_REQUIRED, HTTP.MALFORMED_JSON',
  '401': 'SESSION.MISSING, SESSION.FORGED, SESSION.EXPIRED, VOTING.SESSION_REVOKED',
  '403': 'SESSION.WRONG_KIND',
  '404': 'VOTING.EDITION_UNKNOWN',
  '409': 'VOTING.STALE_BALLOT and VOTING.CHANGE_NOT_ALLOWED (with `current`), VOTING.NOT_OPEN, VOTING.CLOSED',
  '413': 'HTTP.BODY_TOO_LARGE',
  '422': 'HTTP.VALIDATION_FAILED, VOTING.KEY_REUSED, VOTING.EMPTY_BALLOT, and choices by field (`choices.C1`)',
  '428': 'VOTING.BASE_VERSION_REQUIRED',
  '429': 'HTTP.TOO_MANY_REQUESTS, with RateLimit fields and Retry-After',
  '503':
    'VOTING.BUSY, with a place in the queue (`queue.ticket`, also as Queue-Ticket): send the same request with it after Retry-After; VOTING.UNAVAILABLE, VOTING.PAUSED, and VOTING.UNKNOWN_OUTCOME: send the same key again',
};

/** Describes the route that goes past Nest, from the same schema that it compiles. */
export function describeSaveBallot(document: OpenAPIObject): OpenAPIObject {
  const path = SAVE_BALLOT_PATH.replace(':edition', '{edition}');
  const problem = { 'application/problem+json': { schema: { type: 'object' } } };
  const saved = object({ version: whole, complete: { type: 'boolean' }, categoriesFilled: whole, receipt });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, [SaveBallotDto.name]: jsonSchemaOf(SaveBallotDto) },
  };
  document.paths[path] = {
    ...document.paths[path],
    put: {
      operationId: 'saveBallot',
      tags: ['Ballot'],
      summary: 'Save a whole ballot, made from the version in If-Match; it becomes the next version',
      security: [{ bearer: [] }],
      parameters: [
        { name: 'edition', in: 'path', required: true, schema: text },
        header('If-Match', 'The version that the ballot was made from; "0" for the first', '"0"'),
        header('Idempotency-Key', 'One a wish, 8 to 64 printable characters; the same for a retry', 'b2c8f6e4-1'),
        header('Queue-Ticket', 'The ticket of a VOTING.BUSY answer to this very request', 'q1.AZ…', false),
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${SaveBallotDto.name}` } } },
      },
      responses: {
        '200': {
          description: 'Durable. ETag is the new version',
          content: { 'application/json': { schema: saved } },
        },
        ...Object.fromEntries(
          Object.entries(REFUSALS).map(([status, description]) => [status, { description, content: problem }]),
        ),
      },
    },
  } as (typeof document.paths)[string];
  return document;
}
