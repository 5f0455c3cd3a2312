import * as who from '../cast.js';
import { BAD_INPUT } from '../every-service.js';
import { EVERYBODY, only, roles, SIGNED_IN, type Rules } from '../rule.js';

export const NOTIFICATIONS: Rules = [
  { route: 'GET /preferences', door: SIGNED_IN, gets: 'ok' },
  { route: 'PUT /preferences', door: SIGNED_IN, asks: () => ({ body: { voteOpened: 'x' } }), gets: BAD_INPUT },
  { route: 'GET /mails', door: SIGNED_IN, gets: only([who.SUBMITTER], 'nothing', 'something') },
  { route: 'GET /editions/:edition/mails/failed', door: roles('secretariat'), gets: 'nothing' },
  { route: 'GET /editions/:edition/mails/expected', door: roles('secretariat', 'auditor'), gets: 'ok' },
  { route: 'GET /editions/:edition/mails', door: roles('secretariat', 'auditor'), gets: 'something' },
  ...['GET', 'POST'].map((method) => ({
    route: `${method} /stop-links/:token`,
    door: EVERYBODY,
    gets: 'NOTIFICATIONS.STOP_LINK_UNKNOWN',
  })),
];
