import { CHAIR, OTHER_CHAIR } from './cast.js';
import { EVERYBODY, fresh, inAny, only, roles, type Rules } from './rule.js';

export const BAD_INPUT = 'HTTP.VALIDATION_FAILED';
const READERS = inAny(roles('secretariat', 'auditor'));
const DECIDERS = inAny(fresh('secretariat', 'panel-chair'));
const NO_JOB = '00000000-0000-7000-8000-00000000000a';
const SECRETARIAT = inAny(fresh('secretariat'));
const OTHER_EDITIONS: readonly string[] = ['secretariat of another edition', 'auditor of another edition'];

/** Where those of the other edition find something too: that it was created, and who looked at its people meanwhile. */
const AUDIT: Readonly<Record<string, string>> = { competition: 'something', identity: 'ok' };

/** What every service with people's decisions has. */
export function everyService(service: string): Rules {
  const proposesNothing = service === 'notifications';
  return [
    { route: 'GET /health/live', door: EVERYBODY, gets: 'ok' },
    { route: 'GET /health/ready', door: EVERYBODY, gets: 'ok' },
    { route: 'GET /metrics', door: EVERYBODY, gets: 'ok' },
    // Everything of one's own editions, and nothing of another.
    {
      route: 'GET /approvals',
      door: READERS,
      gets: proposesNothing ? 'nothing' : only(OTHER_EDITIONS, 'something', 'nothing'),
    },
    {
      route: 'GET /approvals/:id',
      of: 'what two persons agreed on in this edition',
      door: READERS,
      asks: ({ decided }) => ({ params: { id: decided[service] ?? '00000000-0000-7000-8000-000000000000' } }),
      gets: proposesNothing ? 'APPROVAL.NOT_FOUND' : only(OTHER_EDITIONS, 'ok', 'APPROVAL.NOT_FOUND'),
    },
    {
      route: 'POST /approvals/:id/approval',
      of: 'what two persons agreed on in this edition',
      door: DECIDERS,
      asks: ({ decided }) => ({
        params: { id: decided[service] ?? '00000000-0000-7000-8000-000000000000' },
        body: { payloadHash: '0'.repeat(64) },
      }),
      gets: proposesNothing
        ? 'APPROVAL.NOT_FOUND'
        : {
            'secretariat of another edition': 'APPROVAL.ROLE_REQUIRED',
            [CHAIR]: 'APPROVAL.ROLE_REQUIRED',
            [OTHER_CHAIR]: 'APPROVAL.ROLE_REQUIRED',
            'panel-chair of another edition': 'APPROVAL.ROLE_REQUIRED',
            '*': 'APPROVAL.ALREADY_DECIDED',
          },
    },
    { route: 'POST /approvals/:id/refusal', door: DECIDERS, gets: BAD_INPUT },
    {
      route: 'GET /audit',
      door: READERS,
      gets: AUDIT[service] ?? only(OTHER_EDITIONS, 'something', 'nothing'),
    },
    { route: 'GET /audit/export', door: READERS, gets: 'ok' },
    { route: 'GET /parked', door: READERS, gets: 'nothing' },
    { route: 'GET /parked/figures', door: READERS, gets: 'ok' },
    { route: 'POST /parked/replay', door: SECRETARIAT, gets: 'ok' },
    { route: 'GET /jobs', door: READERS, gets: 'ok' },
    ...[
      { route: 'GET /jobs/:id', door: READERS },
      { route: 'POST /jobs/:id/cancellation', door: inAny(roles('secretariat')) },
      { route: 'POST /jobs/:id/resumption', door: inAny(roles('secretariat')) },
    ].map((rule) => ({
      ...rule,
      of: 'one that never was',
      asks: () => ({ params: { id: NO_JOB } }),
      gets: 'HTTP.NOT_FOUND',
    })),
    {
      route: 'POST /jobs/sweeps/:name',
      of: 'one that there is not',
      door: inAny(roles('secretariat')),
      asks: () => ({ params: { name: 'no-such-sweep' } }),
      gets: 'HTTP.NOT_FOUND',
    },
    ...(['identity', 'nominations', 'notifications'].includes(service)
      ? ([
          { route: 'GET /switches', door: READERS, gets: 'something' },
          { route: 'POST /switches/:name', door: SECRETARIAT, gets: BAD_INPUT },
        ] satisfies Rules)
      : []),
  ];
}
