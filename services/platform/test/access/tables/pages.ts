import * as who from '../cast.js';
import { AUTHORS, JUDGES, REVIEWERS } from '../people.js';
import { EVERYBODY, fresh, inAny, only, roles, SIGNED_IN, type Rules } from '../rule.js';

const NO_CHAMPION = 'EVALUATION.NOMINEE_NOT_CHAMPION';
const MISSING = 'NOMINATIONS.SUBMISSION_UNKNOWN';
const STAFF = ['screener', 'expert', 'panel-chair', 'translator', 'secretariat', 'auditor'] as const;
const OVERSIGHT = roles('secretariat', 'auditor');
const SECRETARIAT = roles('secretariat');
const SCREENING = roles('screener', 'secretariat', 'auditor');
const JUDGING = roles('expert', 'panel-chair');
/** Who sits on the panel, without a conflict in the entry. */
const PANEL = [who.CHAIR, 'panel-chair with an old second factor', who.EXPERT, who.JUDGING_SECRETARIAT];
const desk = (path: string) => `GET /:language/desk${path}`;
const page = (path: string) => `GET /:language${path}`;

/** Each is led to the own edition; the other one has no rules yet. */
const WITHOUT_RULES = {
  ...Object.fromEntries(STAFF.map((role) => [`${role} of another edition`, 'COMPETITION.NO_RULE_BOOK'])),
  '*': 'ok',
};
const STRANGERS_TO_THE_VOTE = ['nobody', 'a forged session', 'an expired session', 'voter of another edition'];

/** Every page that is read: who sees it, who is led to the sign-in, and who is told that it is not theirs. */
export const PAGES: Rules = [
  ...[
    'GET /',
    'GET /api',
    'GET /robots.txt',
    'GET /health/live',
    'GET /health/ready',
    'GET /metrics',
    page(''),
    page('/api'),
    page('/design'),
    page('/editions/:edition'),
    page('/editions/:edition/results'),
    page('/editions/:edition/health'),
    page('/editions/:edition/rules'),
    page('/editions/:edition/nominees'),
    page('/nominees/:nominee'),
    page('/nominees/:nominee/share'),
    page('/nominees/:nominee/report'),
    page('/nominees/:nominee/report/sent'),
    page('/sign-in'),
    page('/sign-in/code'),
  ].map((route) => ({ route, door: EVERYBODY, gets: 'ok' })),
  { route: 'GET /assets/:file', door: EVERYBODY, gets: 'HTTP.NOT_FOUND' },
  { route: 'GET /*', door: EVERYBODY, gets: 'HTTP.NOT_FOUND' },
  { route: page('/stop-mails/:token'), door: EVERYBODY, gets: 'NOTIFICATIONS.STOP_LINK_UNKNOWN' },
  // A ballot's pages lead to the sign-in whoever has no session here; accounts are led on to register.
  ...['', '/all', '/categories/:category', '/receipt'].map((what) => ({
    route: page(`/editions/:edition/ballot${what}`),
    door: EVERYBODY,
    gets: only(STRANGERS_TO_THE_VOTE, 'ok', 'to sign-in'),
  })),
  {
    route: page('/editions/:edition/ballot/registration'),
    door: EVERYBODY,
    gets: only([...STRANGERS_TO_THE_VOTE, who.VOTER], 'ok', 'to sign-in'),
  },
  {
    route: page('/editions/:edition/ballot/receipts/:version'),
    door: EVERYBODY,
    gets: only([who.VOTER], 'to sign-in', 'VOTING.NO_BALLOT'),
  },
  ...[
    page('/my-data'),
    page('/my-data/name'),
    page('/my-data/export'),
    page('/my-data/erasure'),
    page('/sign-in/authenticator'),
    page('/sign-in/back'),
    desk(''),
    desk('/submissions'),
    desk('/organisations'),
  ].map((route) => ({ route, door: SIGNED_IN, gets: 'ok' })),

  // A draft opens to its authors alone, whatever page of it is asked for.
  ...['', '/about', '/parts/:part', '/preview', '/submission', '/withdrawal', '/pictures'].map((what) => ({
    route: desk(`/submissions/:submission${what}`),
    of: 'draft',
    door: SIGNED_IN,
    asks: ({ draft }: { draft: string }) => ({ params: { submission: draft, part: 'identity' } }),
    gets: only(AUTHORS, MISSING),
  })),
  {
    route: desk('/submissions/:submission/pictures/:file'),
    of: 'nominated',
    door: SIGNED_IN,
    asks: ({ nominated, picture }) => ({ params: { submission: nominated, file: picture } }),
    gets: only([...AUTHORS, ...REVIEWERS, ...JUDGES], 'NOMINATIONS.PICTURE_UNKNOWN'),
  },
  {
    route: desk('/organisations/:organisation'),
    door: SIGNED_IN,
    asks: ({ organisation }) => ({ params: { organisation } }),
    gets: only(AUTHORS, 'IDENTITY.ORGANISATION_UNKNOWN'),
  },

  {
    route: desk('/organisations/:organisation/members/:member/removal'),
    of: 'somebody who is no member',
    door: SIGNED_IN,
    asks: ({ organisation, accounts }) => ({ params: { organisation, member: accounts[who.STRANGER] ?? '' } }),
    // Whoever only belongs to it is told so before they choose.
    gets: {
      ...only(AUTHORS, 'IDENTITY.ORGANISATION_UNKNOWN', 'IDENTITY.ADMINISTRATOR_REQUIRED'),
      [who.SUBMITTER]: 'IDENTITY.MEMBER_UNKNOWN',
    },
  },

  {
    route: desk('/submissions/new'),
    door: SIGNED_IN,
    asks: ({ edition }) => ({ query: `edition=${edition}` }),
    gets: 'ok',
  },
  // Staff verify their second factor before they go on, and whoever has none sets it up.
  { route: page('/sign-in/done'), door: EVERYBODY, gets: 'ok or to sign-in/second-factor' },
  { route: page('/sign-in/second-factor'), door: SIGNED_IN, gets: 'ok or to sign-in/authenticator' },

  { route: desk('/find'), door: inAny(roles(...STAFF)), asks: () => ({ query: 'q=uillwo' }), gets: 'ok' },
  { route: desk('/approvals'), door: inAny(OVERSIGHT), gets: 'ok' },
  { route: desk('/approvals/history'), door: inAny(OVERSIGHT), gets: 'ok' },
  { route: desk('/approvals/history/file'), door: inAny(OVERSIGHT), gets: 'ok' },
  {
    route: desk('/approvals/:service/:approval'),
    door: inAny(OVERSIGHT),
    asks: ({ decided }) => ({ params: { service: 'voting', approval: decided['voting'] ?? '' } }),
    gets: {
      'secretariat of another edition': 'APPROVAL.NOT_FOUND',
      'auditor of another edition': 'APPROVAL.NOT_FOUND',
      '*': 'ok',
    },
  },
  ...['approval', 'refusal'].map((what) => ({
    route: desk(`/approvals/:service/:approval/${what}`),
    door: inAny(fresh('secretariat')),
    asks: ({ pending }: { pending: string }) => ({ params: { service: 'voting', approval: pending } }),
    gets: { 'secretariat of another edition': 'APPROVAL.NOT_FOUND', '*': 'ok' },
  })),
  { route: desk('/audit'), door: inAny(OVERSIGHT), gets: 'ok' },
  { route: desk('/audit/file'), door: inAny(OVERSIGHT), gets: 'ok' },
  { route: desk('/audit/editions'), door: inAny(OVERSIGHT), gets: 'ok' },
  ...['', '/rules', '/calendar', '/ballots', '/exports'].map((what) => ({
    route: desk(`/audit/editions/:edition${what}`),
    door: OVERSIGHT,
    gets: 'ok',
  })),
  {
    route: desk('/audit/editions/:edition/ballots/:number'),
    door: OVERSIGHT,
    asks: () => ({ params: { number: '999999' } }),
    gets: 'VOTING.DECISION_UNKNOWN',
  },
  {
    route: desk('/audit/editions/:edition/exports/:export/openings.ndjson'),
    door: roles('auditor'),
    asks: () => ({ params: { export: '01900000-0000-7000-8000-0000000000ff' } }),
    gets: 'VOTING.EXPORT_UNKNOWN',
  },
  { route: desk('/audit/editions/:edition/exports/new'), door: fresh('secretariat'), gets: 'ok' },

  ...['', '/new'].map((what) => ({ route: desk(`/editions${what}`), door: inAny(SECRETARIAT), gets: 'ok' })),
  ...['', '/calendar', '/rules', '/rules/comparison', '/outcome'].map((what) => ({
    route: desk(`/editions/:edition${what}`),
    door: SECRETARIAT,
    gets: 'ok',
  })),
  { route: desk('/editions/:edition/calendar/dates'), door: fresh('secretariat'), gets: 'ok' },
  {
    route: desk('/editions/:edition/calendar/:phase/:move'),
    door: fresh('secretariat'),
    asks: () => ({ params: { move: 'opening' } }),
    gets: 'ok',
  },
  { route: desk('/editions/:edition/rules/adoption'), door: fresh('secretariat'), gets: 'ok' },
  ...['', '/json'].map((what) => ({
    route: desk(`/editions/:edition/rules/:part${what}`),
    door: SECRETARIAT,
    asks: () => ({ params: { part: 'vote' } }),
    gets: 'ok',
  })),
  {
    route: desk('/editions/:edition/rules/:list/:entry'),
    door: SECRETARIAT,
    asks: () => ({ params: { list: 'categories', entry: '0' } }),
    gets: 'ok',
  },
  ...['readiness', 'watch'].map((what) => ({ route: desk(`/editions/:edition/${what}`), door: OVERSIGHT, gets: 'ok' })),
  // The vote is over: there is nothing to pause.
  { route: desk('/editions/:edition/watch/saving'), door: fresh('secretariat'), gets: 'HTTP.NOT_FOUND' },
  { route: desk('/editions/:edition/outcome/certification'), door: fresh('secretariat'), gets: 'ok' },
  {
    route: desk('/editions/:edition/outcome/ballots/:decision'),
    door: fresh('secretariat'),
    asks: () => ({ params: { decision: 'reviews' } }),
    gets: 'ok',
  },
  {
    route: desk('/editions/:edition/outcome/releases/:kind'),
    door: fresh('secretariat'),
    asks: () => ({ params: { kind: 'winners' } }),
    gets: 'ok',
  },

  // An expert's desk: each sees the entries of the own panel, and not one from which a conflict bars.
  { route: desk('/judging'), door: inAny(JUDGING), gets: WITHOUT_RULES },
  ...['', '/conflict', '/sealing'].map((what) => ({
    route: desk(`/judging/:edition/sheets/:nominee${what}`),
    door: JUDGING,
    gets: only([...PANEL, who.CONFLICTED_EXPERT], NO_CHAMPION),
  })),
  {
    route: desk('/judging/:edition/sheets/:nominee/entry'),
    door: JUDGING,
    gets: { ...only(PANEL, NO_CHAMPION), [who.CONFLICTED_EXPERT]: MISSING },
  },
  {
    route: desk('/judging/:edition/sheets/:nominee/pictures/:file'),
    of: 'no picture of it',
    door: JUDGING,
    gets: only([...PANEL, who.CONFLICTED_EXPERT], NO_CHAMPION, 'NOMINATIONS.PICTURE_UNKNOWN'),
  },
  { route: desk('/panels'), door: inAny(roles('panel-chair', 'secretariat', 'auditor')), gets: WITHOUT_RULES },
  {
    // A chair sees the own panel's page, and nobody a ranking of a panel at work.
    route: desk('/panels/:edition/:category'),
    door: roles('panel-chair', 'secretariat'),
    gets: only([who.OTHER_CHAIR], 'ok', 'EVALUATION.NOT_ASSIGNED'),
  },
  {
    route: desk('/panels/:edition/:category/decision'),
    door: fresh('panel-chair', 'secretariat'),
    gets: only([who.OTHER_CHAIR], 'ok', 'EVALUATION.NOT_ASSIGNED'),
  },
  { route: desk('/panels/:edition/panels.csv'), door: roles('panel-chair', 'secretariat', 'auditor'), gets: 'ok' },
  { route: desk('/panels/:edition/:category/members'), door: fresh('secretariat'), gets: 'ok' },

  ...['', '/:of/:area', '/:of/:area/sentences.csv'].map((what) => ({
    route: desk(`/languages${what}`),
    door: inAny(roles('secretariat', 'translator', 'auditor')),
    asks: () => ({ params: { of: 'fr', area: 'web' } }),
    gets: 'ok',
  })),
  ...['', '/file', '/invitations', '/organisations', '/organisations/file'].map((what) => ({
    route: desk(`/people${what}`),
    door: inAny(SECRETARIAT),
    gets: 'ok',
  })),
  {
    route: desk('/people/:account/revocation'),
    door: inAny(SECRETARIAT),
    asks: ({ accounts }) => ({ params: { account: accounts[who.SCREENER] ?? '' } }),
    gets: 'ok',
  },
  {
    route: desk('/people/:account/second-factor'),
    door: inAny(fresh('secretariat')),
    asks: ({ accounts }) => ({ params: { account: accounts[who.SCREENER] ?? '' } }),
    gets: 'ok',
  },
  ...['', '/merging'].map((what) => ({
    route: desk(`/people/organisations/:organisation${what}`),
    door: inAny(SECRETARIAT),
    asks: ({ organisation }: { organisation: string }) => ({ params: { organisation } }),
    gets: 'ok',
  })),
  {
    route: desk('/people/organisations/:organisation/merging/:into'),
    door: inAny(fresh('secretariat')),
    asks: ({ organisation, otherOrganisation }) => ({ params: { organisation, into: otherOrganisation } }),
    gets: 'ok',
  },
  {
    route: desk('/people/organisations/:organisation/members/:member/removal'),
    of: 'somebody who is no member',
    door: inAny(SECRETARIAT),
    asks: ({ organisation, accounts }) => ({ params: { organisation, member: accounts[who.STRANGER] ?? '' } }),
    gets: 'IDENTITY.MEMBER_UNKNOWN',
  },
  { route: desk('/support'), door: inAny(SECRETARIAT), gets: 'ok' },

  { route: desk('/screening'), door: inAny(SCREENING), gets: 'ok' },
  { route: desk('/screening/:edition'), door: SCREENING, gets: 'ok' },
  { route: desk('/screening/:edition/file'), door: SCREENING, gets: 'ok' },
  { route: desk('/screening/:edition/several'), door: roles('screener', 'secretariat'), gets: 'ok' },
  { route: desk('/screening/:edition/list'), door: fresh('secretariat'), gets: 'ok' },
  {
    // A screener reads what was handed in, but not what they stepped back from.
    route: desk('/screening/:edition/entries/:submission'),
    door: SCREENING,
    asks: ({ submitted }) => ({ params: { submission: submitted } }),
    gets: { [who.SCREENER_STEPPED_BACK]: 'NOMINATIONS.STEPPED_BACK', '*': 'ok' },
  },
  {
    route: desk('/screening/:edition/entries/:submission'),
    of: 'draft',
    door: SCREENING,
    asks: ({ draft }) => ({ params: { submission: draft } }),
    gets: only([who.SCREENER_OF_ORGANISATION], MISSING),
  },
  {
    route: desk('/screening/:edition/entries/:submission/pictures/:file'),
    of: 'nominated',
    door: SCREENING,
    asks: ({ nominated, picture }) => ({ params: { submission: nominated, file: picture } }),
    gets: 'ok',
  },
  {
    route: desk('/screening/:edition/entries/:submission/conflict'),
    door: roles('screener', 'secretariat'),
    asks: ({ submitted }) => ({ params: { submission: submitted } }),
    gets: { [who.SCREENER_STEPPED_BACK]: 'NOMINATIONS.STEPPED_BACK', '*': 'ok' },
  },
  {
    route: desk('/screening/:edition/entries/:submission/category'),
    door: SECRETARIAT,
    asks: ({ submitted }) => ({ params: { submission: submitted } }),
    gets: 'ok',
  },

  { route: desk('/translations'), door: inAny(roles('translator', 'secretariat', 'auditor')), gets: WITHOUT_RULES },
  ...['', '/file'].map((what) => ({
    route: desk(`/translations/:edition/:into${what}`),
    door: roles('translator', 'secretariat', 'auditor'),
    asks: () => ({ params: { into: 'fr' } }),
    gets: 'ok',
  })),
  {
    route: desk('/translations/:edition/:into/file/translations.csv'),
    door: roles('translator', 'secretariat', 'auditor'),
    asks: ({ category }) => ({ params: { into: 'fr' }, query: `category=${category}` }),
    gets: 'ok',
  },
  {
    route: desk('/translations/:edition/:into/file/translations.xlf'),
    door: roles('translator', 'secretariat', 'auditor'),
    asks: ({ category }) => ({ params: { into: 'fr' }, query: `category=${category}&from=en` }),
    gets: 'ok',
  },
  {
    route: desk('/translations/:edition/:into/assignments'),
    door: SECRETARIAT,
    asks: () => ({ params: { into: 'fr' } }),
    gets: 'ok',
  },
  { route: desk('/translations/:edition/gate'), door: fresh('secretariat'), gets: 'ok' },
  {
    route: desk('/translations/:edition/:into/entries/:entry'),
    of: 'draft',
    door: roles('translator', 'secretariat', 'auditor'),
    asks: ({ draft }) => ({ params: { into: 'fr', entry: draft } }),
    gets: MISSING,
  },
  {
    route: desk('/translations/:edition/:into/entries/:entry'),
    of: 'nominated',
    door: roles('translator', 'secretariat', 'auditor'),
    asks: ({ nominated }) => ({ params: { into: 'fr', entry: nominated } }),
    gets: 'ok',
  },

  ...['', '/events', '/jobs'].map((what) => ({ route: desk(`/watch${what}`), door: inAny(OVERSIGHT), gets: 'ok' })),
  {
    route: desk('/watch/jobs/:service/:job'),
    of: 'one that never was',
    door: inAny(OVERSIGHT),
    asks: () => ({ params: { service: 'voting', job: '00000000-0000-7000-8000-00000000000a' } }),
    gets: 'HTTP.NOT_FOUND',
  },
  {
    route: desk('/watch/events/:service/replay'),
    door: inAny(fresh('secretariat')),
    asks: () => ({ params: { service: 'voting' } }),
    gets: 'ok',
  },
  {
    route: desk('/watch/switches/:service/:name'),
    door: inAny(fresh('secretariat')),
    asks: () => ({ params: { service: 'nominations', name: 'lists' } }),
    gets: 'ok',
  },
];
