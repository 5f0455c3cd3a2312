import { BAD_INPUT } from '../every-service.js';
import { MADE_FROM_AN_OLD_VERSION } from '../people.js';
import { EVERYBODY, fresh, inAny, roles, type Rules } from '../rule.js';

export const COMPETITION: Rules = [
  ...[
    'GET /editions',
    'GET /editions/:edition',
    'GET /editions/:edition/calendar',
    'GET /editions/:edition/calendar/changes',
    'GET /editions/:edition/rule-book',
    'GET /editions/:edition/rule-book/assumptions',
    'GET /editions/:edition/rule-book/canonical',
    'GET /editions/:edition/rule-book/versions',
    'GET /editions/:edition/rule-book/versions/:version',
    'GET /reference/:list',
  ].map((route) => ({ route, door: EVERYBODY, gets: 'ok' })),
  { route: 'GET /editions/:edition/rule-book/draft', door: roles('secretariat'), gets: 'ok' },
  {
    route: 'PUT /editions/:edition/rule-book/draft',
    door: roles('secretariat'),
    asks: () => ({ ...MADE_FROM_AN_OLD_VERSION, body: {} }),
    gets: 'COMPETITION.RULE_BOOK_INVALID',
  },
  { route: 'POST /editions/:edition/rule-book/adoption', door: fresh('secretariat'), gets: BAD_INPUT },
  { route: 'POST /editions', door: inAny(roles('secretariat')), gets: BAD_INPUT },
  { route: 'POST /editions/:edition/calendar/effect', door: roles('secretariat', 'auditor'), gets: BAD_INPUT },
  { route: 'POST /editions/:edition/calendar/changes', door: fresh('secretariat'), gets: BAD_INPUT },
  { route: 'POST /editions/:edition/phases/:phase/opening', door: fresh('secretariat'), gets: BAD_INPUT },
  { route: 'POST /editions/:edition/phases/:phase/extension', door: fresh('secretariat'), gets: BAD_INPUT },
  { route: 'POST /editions/:edition/phases/:phase/closing', door: fresh('secretariat'), gets: BAD_INPUT },
  { route: 'GET /dress-rehearsals', door: inAny(roles('secretariat', 'auditor')), gets: 'ok' },
  { route: 'GET /editions/:edition/dress-rehearsals', door: roles('secretariat', 'auditor'), gets: 'nothing' },
  {
    route: 'GET /editions/:edition/dress-rehearsals/:rehearsal',
    of: 'one that never was',
    door: roles('secretariat', 'auditor'),
    gets: 'COMPETITION.REHEARSAL_UNKNOWN',
  },
  {
    // None is begun beside an open vote.
    route: 'POST /editions/:edition/dress-rehearsals',
    door: roles('secretariat'),
    at: ['voting'],
    gets: 'COMPETITION.REHEARSAL_DURING_VOTE',
  },
  {
    route: 'POST /editions/:edition/dress-rehearsals/:rehearsal/cancellation',
    of: 'one that never was',
    door: roles('secretariat'),
    gets: 'COMPETITION.REHEARSAL_UNKNOWN',
  },
];
