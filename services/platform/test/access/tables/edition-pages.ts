import { fresh, roles, type Rules } from '../rule.js';

const edition = (path: string) => `GET /:language/desk/editions/:edition${path}`;

/** Pages of one edition's desk: its nominees, what a release will show, and its dress rehearsals. */
export const EDITION_PAGES: Rules = [
  { route: edition('/nominees'), door: roles('secretariat'), gets: 'ok' },
  { route: edition('/nominees/:nominee/withdrawal'), door: fresh('secretariat'), gets: 'ok' },
  {
    route: edition('/outcome/releases/:kind/preview'),
    of: 'the nominees',
    door: roles('secretariat'),
    asks: () => ({ params: { kind: 'nominees' } }),
    gets: 'ok',
  },
  { route: edition('/outcome/releases/nominees/preview/:nominee'), door: roles('secretariat'), gets: 'ok' },
  {
    route: edition('/outcome/releases/nominees/preview/:nominee/pictures/:file'),
    of: 'no picture of it',
    door: roles('secretariat'),
    gets: 'NOMINATIONS.PICTURE_UNKNOWN',
  },
  { route: edition('/rules/preview'), door: roles('secretariat'), gets: 'ok' },
  { route: edition('/outcome/certificates'), door: roles('secretariat'), gets: 'ok' },
  {
    route: edition('/outcome/certificates/documents/:honour/:into/:part'),
    of: 'the winners, before their release',
    door: roles('secretariat'),
    asks: () => ({ params: { honour: 'winner', into: 'en', part: '1' } }),
    gets: 'PROMOTION.CERTIFICATE_UNKNOWN',
  },
  { route: edition('/rehearsals'), door: roles('secretariat', 'auditor'), gets: 'ok' },
  {
    route: edition('/rehearsals/:rehearsal'),
    of: 'one that never was',
    door: roles('secretariat', 'auditor'),
    gets: 'COMPETITION.REHEARSAL_UNKNOWN',
  },
];
