import * as who from '../cast.js';
import { BAD_INPUT } from '../every-service.js';
import { SECRETARIATS } from '../people.js';
import { EVERYBODY, fresh, inAny, only, roles, SERVICES_ONLY, VOTERS, type Rules } from '../rule.js';

export const VOTING: Rules = [
  { route: 'GET /receipt-key', door: EVERYBODY, gets: 'ok' },
  { route: 'GET /editions/:edition/health', door: EVERYBODY, at: ['voting', 'judging'], gets: 'ok' },
  { route: 'GET /editions/:edition/ledger', door: EVERYBODY, at: ['voting', 'judging'], gets: 'ok' },
  // Within a minute there is one; before, everybody reads the same.
  ...['checkpoint', 'checkpoint/note'].map((what) => ({
    route: `GET /editions/:edition/${what}`,
    door: EVERYBODY,
    at: ['voting', 'judging'] as const,
    gets: 'ok or VOTING.NO_CHECKPOINT',
  })),
  { route: 'GET /editions/:edition/removals', door: EVERYBODY, at: ['voting', 'closed', 'judging'], gets: 'something' },
  { route: 'GET /editions/:edition/statement', door: EVERYBODY, at: ['voting'], gets: 'VOTING.NOT_CLOSED' },
  { route: 'GET /editions/:edition/statement', door: EVERYBODY, at: ['closed', 'judging'], gets: 'ok' },
  // Nobody sees a result before it is certified, and only the staff before the Champions are released.
  { route: 'GET /editions/:edition/tally', door: EVERYBODY, at: ['voting', 'closed'], gets: 'VOTING.NOT_CERTIFIED' },
  {
    route: 'GET /editions/:edition/tally',
    door: EVERYBODY,
    at: ['certified'],
    gets: only([...SECRETARIATS, who.AUDITOR], 'VOTING.NOT_RELEASED'),
  },
  { route: 'GET /editions/:edition/tally', door: EVERYBODY, at: ['judging', 'announced'], gets: 'ok' },
  {
    route: 'GET /editions/:edition/tally-progress',
    door: roles('secretariat', 'auditor'),
    at: ['voting', 'judging'],
    gets: 'ok',
  },
  {
    // A proposal alone unseals nothing.
    route: 'GET /editions/:edition/running-counts/:id',
    door: fresh('secretariat'),
    at: ['voting'],
    asks: ({ pending }) => ({ params: { id: pending } }),
    gets: 'VOTING.EXPORT_UNKNOWN',
  },
  {
    route: 'GET /editions/:edition/openings/:id',
    door: roles('auditor'),
    at: ['voting'],
    asks: ({ pending }) => ({ params: { id: pending } }),
    gets: 'VOTING.EXPORT_UNKNOWN',
  },
  { route: 'GET /editions/:edition/openings', door: roles('secretariat', 'auditor'), gets: 'something' },
  {
    route: 'GET /editions/:edition/removals/:number/evidence',
    door: roles('secretariat', 'auditor'),
    asks: () => ({ params: { number: '999999' } }),
    gets: 'VOTING.DECISION_UNKNOWN',
  },
  ...['reviews', 'restorations', 'removals', 'openings-export', 'running-counts', 'pause'].map((what) => ({
    route: `POST /editions/:edition/${what}`,
    door: fresh('secretariat'),
    gets: BAD_INPUT,
  })),
  { route: 'POST /editions/:edition/certification', door: fresh('secretariat'), gets: 'VOTING.ALREADY_CERTIFIED' },
  {
    // What waits for a second person is agreed to by another, who has read it.
    route: 'POST /approvals/:id/approval',
    of: 'what waits for a second person',
    door: inAny(fresh('secretariat', 'panel-chair')),
    at: ['voting'],
    asks: ({ pending }) => ({ params: { id: pending }, body: { payloadHash: '0'.repeat(64) } }),
    gets: {
      [who.SECRETARIAT]: 'APPROVAL.SAME_PERSON',
      [who.SECOND_SECRETARIAT]: 'APPROVAL.PAYLOAD_CHANGED',
      [who.JUDGING_SECRETARIAT]: 'APPROVAL.PAYLOAD_CHANGED',
      '*': 'APPROVAL.ROLE_REQUIRED',
    },
  },
  // The voter of these tables has saved no ballot.
  ...['', '/verdict', '/versions'].map((what) => ({
    route: `GET /editions/:edition/ballot${what}`,
    door: VOTERS,
    at: ['voting', 'judging'] as const,
    gets: 'ok',
  })),
  ...['/receipt', '/versions/:version/receipt'].map((what) => ({
    route: `GET /editions/:edition/ballot${what}`,
    door: VOTERS,
    gets: 'VOTING.NO_BALLOT',
  })),
  { route: 'PUT /editions/:edition/ballot', door: VOTERS, at: ['voting'], gets: 'VOTING.BASE_VERSION_REQUIRED' },
  { route: 'POST /internal/unfinished-voters', door: SERVICES_ONLY, gets: 'HTTP.NOT_FOUND' },
];
