import * as who from '../cast.js';
import { AUTHORS } from '../people.js';
import {
  EVERYBODY,
  fresh,
  inAny,
  only,
  roles,
  SIGNED_IN,
  type Ask,
  type Door,
  type Expected,
  type Rules,
} from '../rule.js';
import type { World } from '../world.js';

/** What a form that lacks something, or holds rubbish, is answered: itself again. */
const AGAIN = '422';
const STALE = '409';
const MISSING = 'NOMINATIONS.SUBMISSION_UNKNOWN';
const NO_CHAMPION = 'EVALUATION.NOMINEE_NOT_CHAMPION';
const TOO_LONG = 'x'.repeat(301);
const NO_JOB = '00000000-0000-7000-8000-00000000000a';
const SECRETARIAT = roles('secretariat');
const WRITERS = roles('translator', 'secretariat');
const PANEL = [who.CHAIR, 'panel-chair with an old second factor', who.EXPERT, who.JUDGING_SECRETARIAT];
const STRANGERS = ['nobody', 'a forged session', 'an expired session'];

/** A form that is sent: where to, through which door, with what, and what it is answered. */
function sent(path: string, door: Door, gets: Expected, asks?: (world: World) => Ask, of?: string): Rules[number] {
  const rest = { ...(asks === undefined ? {} : { asks }), ...(of === undefined ? {} : { of }) };
  return { route: `POST /:language${path}`, door, gets, ...rest };
}
const desk = (path: string, ...rest: [Door, Expected, ((world: World) => Ask)?, string?]) =>
  sent(`/desk${path}`, ...rest);
const edition = (path: string, ...rest: [Door, Expected, ((world: World) => Ask)?, string?]) =>
  desk(`/editions/:edition${path}`, ...rest);

/** What is asked of the draft: nothing that could be stored. */
const ofDraft =
  (body: Record<string, string>, part = 'identity') =>
  ({ draft }: World): Ask => ({
    params: { submission: draft, part },
    body,
  });
const withBody =
  (body: Record<string, string>, params: Record<string, string> = {}) =>
  (): Ask => ({ params, body });

const NOMINATOR: Rules = [
  desk('/submissions/new', SIGNED_IN, '409', ({ edition: id }) => ({ query: `edition=${id}` })),
  desk(
    '/submissions/:submission/about',
    SIGNED_IN,
    only(AUTHORS, MISSING, AGAIN),
    ofDraft({ organisationId: 'none' }),
    'draft',
  ),
  desk(
    '/submissions/:submission/parts/:part',
    SIGNED_IN,
    only(AUTHORS, MISSING, AGAIN),
    ofDraft({ title: TOO_LONG }),
    'draft',
  ),
  desk(
    '/submissions/:submission/submission',
    SIGNED_IN,
    only(AUTHORS, MISSING, STALE),
    ofDraft({ _base: '99' }),
    'draft',
  ),
  desk('/submissions/:submission/pictures', SIGNED_IN, only(AUTHORS, MISSING, AGAIN), ofDraft({}), 'draft'),
  desk(
    '/submissions/:submission/pictures/:picture/removal',
    SIGNED_IN,
    only(AUTHORS, MISSING, '404'),
    ofDraft({}),
    'draft',
  ),
  desk(
    '/submissions/:submission/withdrawal',
    SIGNED_IN,
    { [who.SUBMITTER]: STALE, [who.COLLEAGUE]: '403', [who.SCREENER_OF_ORGANISATION]: '403', '*': MISSING },
    ({ withdrawnDraft }) => ({ params: { submission: withdrawnDraft } }),
    'withdrawnDraft',
  ),
  desk('/organisations', SIGNED_IN, AGAIN),
  desk(
    '/organisations/:organisation/members',
    SIGNED_IN,
    only(AUTHORS, 'IDENTITY.ORGANISATION_UNKNOWN', AGAIN),
    ({ organisation }) => ({ params: { organisation } }),
  ),
  desk(
    '/organisations/:organisation/members/:member/removal',
    SIGNED_IN,
    {
      ...only(AUTHORS, 'IDENTITY.ORGANISATION_UNKNOWN', 'IDENTITY.ADMINISTRATOR_REQUIRED'),
      [who.SUBMITTER]: 'IDENTITY.MEMBER_UNKNOWN',
    },
    ({ organisation, accounts }) => ({ params: { organisation, member: accounts[who.STRANGER] ?? '' } }),
    'somebody who is no member',
  ),
  desk('/organisations/:organisation/membership', SIGNED_IN, '403', undefined, 'one that there is not'),
  desk('/organisations/:organisation/leaving', SIGNED_IN, '403', undefined, 'one that there is not'),
];

const ANYBODY: Rules = [
  sent('/sign-in', EVERYBODY, AGAIN),
  sent('/sign-in/code', EVERYBODY, AGAIN),
  sent('/sign-in/second-factor', SIGNED_IN, AGAIN),
  sent('/sign-in/authenticator/confirmation', SIGNED_IN, AGAIN),
  sent('/session/renewal', SIGNED_IN, 'ok'),
  sent('/my-data/sessions/:session/end', SIGNED_IN, '404'),
  sent('/my-data/erasure', SIGNED_IN, AGAIN),
  sent('/my-data/name', SIGNED_IN, AGAIN),
  sent('/stop-mails/:token', EVERYBODY, '404'),
  sent('/nominees/:nominee/report', EVERYBODY, AGAIN),
  sent(
    '/editions/:edition/ballot/registration',
    EVERYBODY,
    only([...STRANGERS, who.VOTER, 'voter of another edition'], AGAIN, 'to sign-in'),
  ),
  ...['/all', '/categories/:category'].map((what) =>
    sent(`/editions/:edition/ballot${what}`, EVERYBODY, {
      ...only([...STRANGERS, 'voter of another edition'], 'ok', 'to sign-in'),
      [who.VOTER]: STALE,
    }),
  ),
];

const SCREENING: Rules = [
  desk(
    '/screening/:edition/entries/:submission',
    roles('screener', 'secretariat'),
    { [who.SCREENER_STEPPED_BACK]: 'NOMINATIONS.STEPPED_BACK', '*': AGAIN },
    ({ submitted }) => ({ params: { submission: submitted } }),
  ),
  desk('/screening/:edition/several', roles('screener', 'secretariat'), AGAIN),
  desk('/screening/:edition/list', fresh('secretariat'), STALE),
  desk(
    '/screening/:edition/entries/:submission/conflict',
    roles('screener', 'secretariat'),
    { [who.SCREENER_STEPPED_BACK]: 'NOMINATIONS.STEPPED_BACK', '*': AGAIN },
    ({ submitted }) => ({ params: { submission: submitted } }),
  ),
  desk('/screening/:edition/entries/:submission/category', SECRETARIAT, AGAIN, ({ submitted }) => ({
    params: { submission: submitted },
  })),
];

const JUDGING: Rules = [
  desk(
    '/judging/:edition/sheets/:nominee',
    roles('expert', 'panel-chair'),
    { ...only(PANEL, NO_CHAMPION, `${AGAIN} or ${STALE}`), [who.CONFLICTED_EXPERT]: '403' },
    withBody({ 'scores.replicability': '99' }),
  ),
  desk(
    '/judging/:edition/sheets/:nominee/sealing',
    roles('expert', 'panel-chair'),
    only([...PANEL, who.CONFLICTED_EXPERT], NO_CHAMPION),
  ),
  desk(
    '/judging/:edition/sheets/:nominee/conflict',
    roles('expert', 'panel-chair'),
    only([...PANEL, who.CONFLICTED_EXPERT], NO_CHAMPION, AGAIN),
  ),
  desk(
    '/panels/:edition/:category/decision',
    fresh('panel-chair', 'secretariat'),
    only([who.OTHER_CHAIR], 'ok', 'EVALUATION.NOT_ASSIGNED'),
  ),
  desk('/panels/:edition/:category/members', fresh('secretariat'), AGAIN),
];

const waiting = ({ pending }: World): Ask => ({
  params: { service: 'voting', approval: pending },
  body: { payloadHash: '0'.repeat(64) },
});
const DECIDING: Rules = [
  desk(
    '/approvals/:service/:approval/approval',
    inAny(fresh('secretariat')),
    { [who.SECRETARIAT]: '403', 'secretariat of another edition': 'APPROVAL.NOT_FOUND', '*': STALE },
    waiting,
  ),
  desk(
    '/approvals/:service/:approval/refusal',
    inAny(fresh('secretariat')),
    { 'secretariat of another edition': 'APPROVAL.NOT_FOUND', '*': AGAIN },
    waiting,
  ),
  desk('/audit/editions/:edition/exports/new', fresh('secretariat'), AGAIN),
  edition('/outcome/certification', fresh('secretariat'), STALE),
  edition('/outcome/ballots/:decision', fresh('secretariat'), AGAIN, withBody({}, { decision: 'reviews' })),
  edition('/outcome/releases/:kind', fresh('secretariat'), AGAIN, withBody({}, { kind: 'winners' })),
  edition('/watch/saving', fresh('secretariat'), AGAIN),
  edition('/nominees/:nominee/withdrawal', fresh('secretariat'), AGAIN),
];

const PREPARING: Rules = [
  desk('/editions/new', inAny(SECRETARIAT), AGAIN),
  edition('/calendar/dates', fresh('secretariat'), AGAIN),
  edition('/calendar/:phase/:move', fresh('secretariat'), AGAIN, withBody({}, { move: 'opening' })),
  edition('/rules', SECRETARIAT, STALE),
  edition('/rules/adoption', fresh('secretariat'), AGAIN),
  edition('/rules/:part', SECRETARIAT, AGAIN, withBody({ 'vote.categoriesRequired': '-5' }, { part: 'vote' })),
  edition('/rules/:part/json', SECRETARIAT, AGAIN, withBody({ vote: '{' }, { part: 'vote' })),
  edition('/rules/:list/:entry', SECRETARIAT, AGAIN, withBody({ code: '' }, { list: 'categories', entry: '0' })),
  edition(
    '/rules/:list/:entry/moves',
    SECRETARIAT,
    STALE,
    withBody({ move: 'up' }, { list: 'categories', entry: '0' }),
  ),
  edition(
    '/rehearsals/:rehearsal/cancellation',
    SECRETARIAT,
    'COMPETITION.REHEARSAL_UNKNOWN',
    undefined,
    'one that never was',
  ),
  desk('/translations/:edition/gate', fresh('secretariat'), AGAIN),
  desk('/translations/:edition/:into/file', WRITERS, 'HTTP.NOT_FOUND', withBody({}, { into: 'fr' }), 'no category'),
  desk('/translations/:edition/:into/checks', WRITERS, AGAIN, withBody({}, { into: 'fr' })),
  desk('/translations/:edition/:into/assignments', SECRETARIAT, 'ok', withBody({}, { into: 'fr' }), 'no change'),
  desk(
    '/translations/:edition/:into/entries/:entry',
    WRITERS,
    MISSING,
    ({ draft }) => ({ params: { into: 'fr', entry: draft } }),
    'draft',
  ),
  desk(
    '/translations/:edition/:into/entries/:entry',
    WRITERS,
    STALE,
    ({ nominated }) => ({ params: { into: 'fr', entry: nominated }, body: { title: TOO_LONG } }),
    'nominated',
  ),
];

const PEOPLE: Rules = [
  desk('/people/invitations', inAny(SECRETARIAT), AGAIN),
  desk('/people/:account/invitation', inAny(SECRETARIAT), '404'),
  desk('/people/:account/revocation', inAny(SECRETARIAT), AGAIN),
  desk('/people/:account/second-factor', inAny(fresh('secretariat')), AGAIN),
  desk(
    '/people/organisations/:organisation/members/:member/removal',
    inAny(SECRETARIAT),
    'IDENTITY.MEMBER_UNKNOWN',
    ({ organisation, accounts }) => ({ params: { organisation, member: accounts[who.STRANGER] ?? '' } }),
    'somebody who is no member',
  ),
  desk(
    '/people/organisations/:organisation/merging/:into',
    inAny(fresh('secretariat')),
    AGAIN,
    ({ organisation, otherOrganisation }) => ({ params: { organisation, into: otherOrganisation } }),
  ),
  ...['', '/codes', '/unblocking'].map((what) => desk(`/support${what}`, inAny(SECRETARIAT), AGAIN)),
  desk(
    '/watch/events/:service/replay',
    inAny(fresh('secretariat')),
    'ok',
    withBody({}, { service: 'voting' }),
    'nothing parked',
  ),
  desk(
    '/watch/switches/:service/:name',
    inAny(fresh('secretariat')),
    AGAIN,
    withBody({}, { service: 'nominations', name: 'lists' }),
  ),
  ...['cancellation', 'resumption'].map((what) =>
    desk(
      `/watch/jobs/:service/:job/${what}`,
      inAny(SECRETARIAT),
      'HTTP.NOT_FOUND',
      withBody({}, { service: 'voting', job: NO_JOB }),
      'one that never was',
    ),
  ),
];

/** Every form that is sent, empty or with what cannot be taken, so that nothing comes of it. */
export const PAGE_FORMS: Rules = [
  ...NOMINATOR,
  ...ANYBODY,
  ...SCREENING,
  ...JUDGING,
  ...DECIDING,
  ...PREPARING,
  ...PEOPLE,
];

/** Forms by which something ends or begins: sent by those only whom the door stops. */
export const PAGE_ENDINGS: Rules = [
  sent('/sign-out', EVERYBODY, 'an end'),
  sent('/sign-in/authenticator', SIGNED_IN, 'an end'),
  sent('/my-data/notices', SIGNED_IN, 'an end'),
  sent('/my-data/sessions/others/end', SIGNED_IN, 'an end'),
  edition('/outcome/certificates', SECRETARIAT, 'a beginning'),
  edition('/rehearsals', SECRETARIAT, 'a beginning'),
];
