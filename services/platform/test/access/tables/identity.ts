import * as who from '../cast.js';
import { BAD_INPUT } from '../every-service.js';
import { AUTHORS, SECRETARIATS } from '../people.js';
import { EVERYBODY, fresh, inAny, only, roles, SERVICES_ONLY, SIGNED_IN, type Rules } from '../rule.js';

/** Identity goes by the roles it keeps: these two hold theirs for every edition. */
const FOR_ALL_EDITIONS = SECRETARIATS.filter((name) => name !== who.JUDGING_SECRETARIAT);

/** Told the names of people they know the ids of, and of nobody else. */
const CHAIRS = [who.CHAIR, who.OTHER_CHAIR, 'panel-chair with an old second factor', 'panel-chair of another edition'];

export const IDENTITY: Rules = [
  { route: 'GET /keys', door: EVERYBODY, gets: 'ok' },
  { route: 'GET /editions/:edition/voter-registration', door: EVERYBODY, gets: 'ok' },
  ...['POST /codes', 'POST /codes/state', 'POST /sessions'].map((route) => ({
    route,
    door: EVERYBODY,
    gets: BAD_INPUT,
  })),
  ...['GET /me', 'GET /me/export'].map((route) => ({ route, door: SIGNED_IN, gets: 'ok' })),
  ...['GET /me/sessions', 'GET /me/mails'].map((route) => ({ route, door: SIGNED_IN, gets: 'something' })),
  { route: 'GET /me/registrations', door: SIGNED_IN, gets: only([who.SUBMITTER], 'nothing', 'something') },
  { route: 'PATCH /me', door: SIGNED_IN, asks: () => ({ body: { language: 'xx' } }), gets: BAD_INPUT },
  // These end what asks for them, so what stands is ended with an end that names nothing.
  {
    route: 'DELETE /me/sessions/:id',
    of: 'somebody else’s session',
    door: SIGNED_IN,
    gets: 'IDENTITY.SESSION_UNKNOWN',
  },
  ...['POST /second-factor/enrolment/confirmation', 'POST /sessions/second-factor'].map((route) => ({
    route,
    door: SIGNED_IN,
    gets: BAD_INPUT,
  })),
  { route: 'POST /sessions/renewal', door: SIGNED_IN, gets: 'ok' },
  { route: 'POST /organisations', door: SIGNED_IN, gets: BAD_INPUT },
  { route: 'GET /organisations', door: SIGNED_IN, gets: only([...AUTHORS, who.INVITED], 'nothing', 'something') },
  {
    route: 'GET /organisations/:id',
    door: SIGNED_IN,
    asks: ({ organisation }) => ({ params: { id: organisation } }),
    gets: only(AUTHORS, 'IDENTITY.NOT_A_MEMBER'),
  },
  {
    route: 'POST /organisations/:id/members',
    door: SIGNED_IN,
    asks: ({ organisation }) => ({ params: { id: organisation }, body: { email: 'guest@cast.rehearsal.example' } }),
    gets: only(AUTHORS, 'IDENTITY.NOT_A_MEMBER'),
  },
  {
    route: 'POST /organisations/:id/membership',
    of: 'an organisation without an invitation',
    door: SIGNED_IN,
    asks: ({ otherOrganisation }) => ({ params: { id: otherOrganisation }, body: {} }),
    gets: 'IDENTITY.NOT_A_MEMBER',
  },
  {
    route: 'DELETE /organisations/:id/members/:member',
    of: 'somebody who is no member',
    door: SIGNED_IN,
    asks: ({ organisation, accounts }) => ({ params: { id: organisation, member: accounts[who.STRANGER] ?? '' } }),
    gets: {
      ...only(AUTHORS, 'IDENTITY.NOT_A_MEMBER', 'IDENTITY.ADMINISTRATOR_REQUIRED'),
      [who.SUBMITTER]: 'IDENTITY.MEMBER_UNKNOWN',
    },
  },
  { route: 'POST /invitations', door: inAny(roles('secretariat')), gets: BAD_INPUT },
  {
    route: 'POST /invitations',
    of: 'a role of another edition',
    at: ['announced'],
    door: inAny(roles('secretariat')),
    asks: () => ({ body: { invitations: [{ email: 'a@b.example', role: 'screener', edition: who.OTHER_EDITION }] } }),
    gets: only(FOR_ALL_EDITIONS, 'IDENTITY.ROLE_OUT_OF_SCOPE', 'ok'),
  },
  { route: 'POST /roles/revocation', door: inAny(roles('secretariat')), gets: BAD_INPUT },
  {
    route: 'POST /roles/revocation',
    of: 'a role of another edition',
    at: ['announced'],
    door: inAny(roles('secretariat')),
    asks: ({ accounts }) => ({
      body: { accountId: accounts[who.SCREENER], role: 'screener', edition: who.OTHER_EDITION },
    }),
    gets: only(FOR_ALL_EDITIONS, 'IDENTITY.ROLE_OUT_OF_SCOPE', 'IDENTITY.GRANT_UNKNOWN'),
  },
  { route: 'POST /second-factor/resets', door: inAny(fresh('secretariat')), gets: BAD_INPUT },
  {
    route: 'POST /editions/:edition/role-holders/:id/invitation',
    of: 'somebody without a role',
    door: roles('secretariat'),
    asks: ({ accounts }) => ({ params: { id: accounts[who.STRANGER] ?? '' } }),
    gets: 'IDENTITY.GRANT_UNKNOWN',
  },
  {
    route: 'GET /colleagues',
    of: 'who are looked for',
    door: inAny(roles('secretariat', 'auditor', 'panel-chair')),
    asks: () => ({ query: 'search=expert' }),
    gets: only(CHAIRS, 'something', 'nothing'),
  },
  { route: 'GET /editions/:edition/role-figures', door: roles('secretariat', 'auditor'), gets: 'something' },
  { route: 'GET /editions/:edition/reminder-figures', door: roles('secretariat', 'auditor'), gets: 'ok' },
  { route: 'GET /editions/:edition/role-holders', door: roles('secretariat'), gets: 'something' },
  ...['looks', 'codes', 'unblocking'].map((what) => ({
    route: `POST /editions/:edition/support/${what}`,
    door: roles('secretariat'),
    gets: BAD_INPUT,
  })),
  {
    // Who began the entry has registered to vote as well.
    route: 'POST /editions/:edition/voter-session',
    door: SIGNED_IN,
    gets: only([who.SUBMITTER], 'IDENTITY.CONSENT_REQUIRED'),
  },
  { route: 'GET /mails/figures', door: inAny(roles('secretariat', 'auditor')), gets: 'ok' },
  { route: 'GET /registry/organisations', door: inAny(roles('secretariat')), gets: 'something' },
  {
    route: 'GET /registry/organisations/:id/members',
    door: inAny(roles('secretariat')),
    asks: ({ organisation }) => ({ params: { id: organisation } }),
    gets: 'something',
  },
  {
    route: 'POST /registry/organisations/:id/members/:member/removal',
    of: 'somebody who is no member',
    door: inAny(roles('secretariat')),
    asks: ({ organisation, accounts }) => ({ params: { id: organisation, member: accounts[who.STRANGER] ?? '' } }),
    gets: 'IDENTITY.MEMBER_UNKNOWN',
  },
  {
    route: 'GET /registry/organisations/:id/merging',
    door: inAny(roles('secretariat')),
    asks: ({ organisation, otherOrganisation }) => ({
      params: { id: organisation },
      query: `into=${otherOrganisation}`,
    }),
    gets: 'ok',
  },
  {
    route: 'POST /registry/organisations/:id/merging',
    door: inAny(fresh('secretariat')),
    asks: ({ organisation }) => ({ params: { id: organisation }, body: { into: 'x', reason: 'twice' } }),
    gets: BAD_INPUT,
  },
  ...['accounts-by-role', 'addresses', 'introspection', 'memberships', 'reminder-addresses', 'unfinished-voters'].map(
    (what) => ({ route: `POST /internal/${what}`, door: SERVICES_ONLY, gets: 'HTTP.NOT_FOUND' }),
  ),
];

/** Routes that end the session, the membership or the account that asks: only those are asked whom the door stops. */
export const IDENTITY_ENDINGS: Readonly<Record<string, Rules>> = {
  identity: [
    'POST /second-factor/enrolment',
    'DELETE /organisations/:id/membership',
    'DELETE /me/sessions',
    'DELETE /sessions/current',
    'DELETE /me',
  ].map((route) => ({ route, door: SIGNED_IN, gets: 'an end' })),
};
