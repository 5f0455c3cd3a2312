import * as who from '../cast.js';
import { BAD_INPUT } from '../every-service.js';
import { AUTHORS, MADE_FROM_AN_OLD_VERSION, REVIEWERS, JUDGES } from '../people.js';
import { EVERYBODY, fresh, inAny, only, roles, SERVICES_ONLY, SIGNED_IN, type Rules } from '../rule.js';

/** Roles count for their edition, and with a second factor only. */
const NOT_THEIRS = 'NOMINATIONS.SUBMISSION_UNKNOWN';
const BEGINS_LIKE_A_JPEG = Buffer.from('ffd8ffe000104a46494600', 'hex');
const EARLY_READERS = [...REVIEWERS, who.SCREENER_OF_ORGANISATION, who.TRANSLATOR];

const readsSubmission = { route: 'GET /submissions/:id', door: SIGNED_IN } as const;
const savesSubmission = { route: 'PUT /submissions/:id', door: SIGNED_IN } as const;

export const NOMINATIONS: Rules = [
  // A draft is its authors' alone, whatever anybody's role is, and also once they have withdrawn it.
  ...(['draft', 'withdrawnDraft'] as const).map((of) => ({
    ...readsSubmission,
    of,
    at: ['submission', 'screening', 'judging'] as const,
    asks: (world: { draft: string; withdrawnDraft: string }) => ({ params: { id: world[of] } }),
    gets: only(AUTHORS, NOT_THEIRS),
  })),
  {
    // What is handed in: reviewers read it too, but not who stepped back; translators what is to be translated.
    ...readsSubmission,
    of: 'submitted',
    at: ['submission', 'screening'],
    asks: ({ submitted }) => ({ params: { id: submitted } }),
    gets: {
      ...only([...AUTHORS, ...REVIEWERS, who.TRANSLATOR], NOT_THEIRS),
      [who.SCREENER_STEPPED_BACK]: 'NOMINATIONS.STEPPED_BACK',
    },
  },
  {
    ...readsSubmission,
    of: 'declined',
    asks: ({ submitted }) => ({ params: { id: submitted } }),
    gets: {
      ...only([...AUTHORS, ...REVIEWERS], NOT_THEIRS),
      [who.SCREENER_STEPPED_BACK]: 'NOMINATIONS.STEPPED_BACK',
    },
  },
  {
    // Judges read what was nominated.
    ...readsSubmission,
    of: 'nominated',
    at: ['frozen', 'judging'],
    asks: ({ nominated }) => ({ params: { id: nominated } }),
    gets: only([...AUTHORS, ...REVIEWERS, ...JUDGES, who.TRANSLATOR], NOT_THEIRS),
  },
  {
    ...readsSubmission,
    of: 'nominated',
    at: ['submission'],
    asks: ({ nominated }) => ({ params: { id: nominated } }),
    gets: only([...AUTHORS, ...REVIEWERS, who.TRANSLATOR], NOT_THEIRS),
  },
  {
    ...savesSubmission,
    of: 'draft',
    at: ['submission', 'judging'],
    asks: ({ draft, organisation }) => ({
      ...MADE_FROM_AN_OLD_VERSION,
      params: { id: draft },
      body: { language: 'en', values: {}, organisationId: organisation },
    }),
    gets: only(AUTHORS, NOT_THEIRS, 'NOMINATIONS.STALE_DRAFT'),
  },
  {
    route: 'POST /submissions/:id/submission',
    of: 'draft',
    door: SIGNED_IN,
    at: ['submission'],
    asks: ({ draft }) => ({ ...MADE_FROM_AN_OLD_VERSION, params: { id: draft }, body: {} }),
    gets: only(AUTHORS, NOT_THEIRS, 'NOMINATIONS.STALE_DRAFT'),
  },
  {
    // A member who neither began it nor administers the organisation is told so; strangers do not learn that it exists.
    route: 'POST /submissions/:id/withdrawal',
    of: 'withdrawnDraft',
    door: SIGNED_IN,
    asks: ({ withdrawnDraft }) => ({ params: { id: withdrawnDraft }, body: {} }),
    gets: {
      [who.SUBMITTER]: 'NOMINATIONS.ALREADY_WITHDRAWN',
      [who.COLLEAGUE]: 'NOMINATIONS.SUBMITTER_REQUIRED',
      [who.SCREENER_OF_ORGANISATION]: 'NOMINATIONS.SUBMITTER_REQUIRED',
      '*': NOT_THEIRS,
    },
  },
  {
    route: 'POST /editions/:edition/submissions',
    of: 'for an organisation',
    door: SIGNED_IN,
    at: ['judging'],
    asks: ({ organisation }) => ({ body: { language: 'en', values: { nothing: 'x' }, organisationId: organisation } }),
    gets: only(AUTHORS, 'NOMINATIONS.NOT_A_MEMBER', 'NOMINATIONS.PHASE_CLOSED'),
  },
  {
    route: 'GET /editions/:edition/my/submissions',
    door: SIGNED_IN,
    at: ['submission', 'judging'],
    gets: only(AUTHORS, 'nothing', 'something'),
  },
  {
    route: 'POST /submissions/:id/pictures',
    of: 'draft',
    door: SIGNED_IN,
    asks: ({ draft }) => ({
      params: { id: draft },
      query: 'description=words',
      headers: { 'content-type': 'image/jpeg' },
      body: BEGINS_LIKE_A_JPEG,
    }),
    gets: only(AUTHORS, NOT_THEIRS, 'NOMINATIONS.PICTURE_REFUSED'),
  },
  {
    route: 'PUT /submissions/:id/pictures/:picture/descriptions/:language',
    of: 'draft',
    door: SIGNED_IN,
    asks: ({ draft }) => ({ params: { id: draft }, body: { description: 'words' } }),
    gets: only(AUTHORS, NOT_THEIRS, 'NOMINATIONS.PICTURE_UNKNOWN'),
  },
  {
    route: 'DELETE /submissions/:id/pictures/:picture',
    of: 'draft',
    door: SIGNED_IN,
    asks: ({ draft }) => ({ params: { id: draft } }),
    gets: only(AUTHORS, NOT_THEIRS, 'NOMINATIONS.PICTURE_UNKNOWN'),
  },
  {
    route: 'GET /submissions/:id/pictures/:file',
    of: 'nominated',
    door: SIGNED_IN,
    asks: ({ nominated, picture }) => ({ params: { id: nominated, file: picture } }),
    gets: only([...AUTHORS, ...REVIEWERS, ...JUDGES], 'NOMINATIONS.PICTURE_UNKNOWN'),
  },
  { route: 'GET /editions/:edition/submissions', door: roles('screener', 'secretariat', 'auditor'), gets: 'something' },
  {
    // A draft is not found by its title either.
    route: 'GET /editions/:edition/submissions',
    of: 'draft, by its title',
    door: roles('screener', 'secretariat', 'auditor'),
    at: ['submission', 'judging'],
    asks: () => ({ query: 'q=quillwort' }),
    gets: 'nothing',
  },
  {
    route: 'GET /editions/:edition/screening-progress',
    door: roles('screener', 'secretariat', 'auditor'),
    at: ['submission', 'judging'],
    gets: 'something',
  },
  {
    route: 'GET /editions/:edition/screening-queue',
    door: roles('screener', 'secretariat', 'auditor'),
    at: ['submission', 'judging'],
    gets: 'something',
  },
  {
    route: 'GET /editions/:edition/screening-queue',
    of: 'draft, by its state',
    door: roles('screener', 'secretariat', 'auditor'),
    at: ['submission', 'judging'],
    asks: () => ({ query: 'state=draft' }),
    gets: 'nothing',
  },
  {
    // Nobody decides on an entry of their own organisation, or from which they stepped back; others not unread.
    route: 'POST /submissions/:id/screening',
    of: 'submitted',
    door: inAny(roles('screener', 'secretariat')),
    at: ['screening'],
    asks: ({ submitted }) => ({ params: { id: submitted }, body: { outcome: 'nominate', reason: '', version: 99 } }),
    gets: {
      [who.SCREENER_OF_ORGANISATION]: 'NOMINATIONS.OWN_SUBMISSION',
      [who.SCREENER_STEPPED_BACK]: 'NOMINATIONS.STEPPED_BACK',
      'screener of another edition': 'NOMINATIONS.SCREENER_REQUIRED',
      'secretariat of another edition': 'NOMINATIONS.SCREENER_REQUIRED',
      '*': 'NOMINATIONS.READ_EARLIER_VERSION',
    },
  },
  {
    route: 'POST /submissions/:id/screening',
    of: 'submitted, before and after its phase',
    door: inAny(roles('screener', 'secretariat')),
    at: ['submission'],
    asks: ({ submitted }) => ({ params: { id: submitted }, body: { outcome: 'nominate', reason: '', version: 99 } }),
    gets: {
      'screener of another edition': 'NOMINATIONS.SCREENER_REQUIRED',
      'secretariat of another edition': 'NOMINATIONS.SCREENER_REQUIRED',
      '*': 'NOMINATIONS.PHASE_CLOSED',
    },
  },
  {
    route: 'POST /editions/:edition/screenings',
    door: roles('screener', 'secretariat'),
    at: ['judging'],
    asks: ({ submitted }) => ({ body: { decisions: [{ submissionId: submitted, outcome: 'nominate', reason: '' }] } }),
    gets: 'NOMINATIONS.LIST_FROZEN',
  },
  {
    route: 'POST /submissions/:id/conflict',
    of: 'draft',
    door: inAny(roles('screener', 'secretariat')),
    at: ['screening'],
    asks: ({ draft }) => ({ params: { id: draft }, body: { reason: 'It is a friend’s' } }),
    gets: {
      'screener of another edition': 'NOMINATIONS.SCREENER_REQUIRED',
      'secretariat of another edition': 'NOMINATIONS.SCREENER_REQUIRED',
      '*': NOT_THEIRS,
    },
  },
  { route: 'POST /submissions/:id/category', door: inAny(roles('secretariat')), gets: BAD_INPUT },
  { route: 'GET /editions/:edition/nominees/counts', door: EVERYBODY, at: ['frozen', 'judging'], gets: 'ok' },
  { route: 'GET /editions/:edition/nominees', of: 'released', door: EVERYBODY, gets: 'something' },
  {
    route: 'GET /editions/:edition/nominees',
    of: 'frozen, before their release',
    door: EVERYBODY,
    at: ['frozen'],
    gets: only(EARLY_READERS, 'nothing', 'something'),
  },
  {
    route: 'GET /editions/:edition/categories/:category/nominees',
    of: 'released',
    door: EVERYBODY,
    gets: 'something',
  },
  {
    route: 'GET /editions/:edition/categories/:category/nominees',
    of: 'frozen, before their release',
    door: EVERYBODY,
    at: ['frozen'],
    gets: only(EARLY_READERS, 'nothing', 'something'),
  },
  { route: 'GET /editions/:edition/nominee-list', door: EVERYBODY, at: ['frozen', 'judging'], gets: 'ok' },
  {
    // Before the release the frozen list is the staff's.
    route: 'GET /nominees/:id',
    door: EVERYBODY,
    at: ['frozen'],
    asks: ({ nominee }) => ({ params: { id: nominee } }),
    gets: only(EARLY_READERS, 'NOMINATIONS.NOMINEE_UNKNOWN'),
  },
  {
    route: 'GET /nominees/:id',
    of: 'released',
    door: EVERYBODY,
    asks: ({ nominee }) => ({ params: { id: nominee } }),
    gets: 'ok',
  },
  {
    route: 'GET /nominees/:id/pictures/:file',
    of: 'a picture of another entry',
    door: EVERYBODY,
    asks: ({ otherNominee, picture }) => ({ params: { id: otherNominee, file: picture } }),
    gets: 'NOMINATIONS.PICTURE_UNKNOWN',
  },
  { route: 'POST /nominees/:id/withdrawal', door: inAny(fresh('secretariat')), gets: BAD_INPUT },
  { route: 'POST /nominees/:id/breach-reports', door: EVERYBODY, gets: BAD_INPUT },
  { route: 'GET /editions/:edition/breach-reports', door: roles('secretariat', 'auditor'), gets: 'nothing' },
  { route: 'PUT /editions/:edition/breach-reports/:id/note', door: roles('secretariat'), gets: BAD_INPUT },
  { route: 'POST /editions/:edition/nominee-list/freeze', door: fresh('secretariat'), gets: 'NOMINATIONS.LIST_FROZEN' },
  ...['', '/:language', '/:language/texts'].map((what) => ({
    route: `GET /editions/:edition/translations${what}`,
    door: roles('translator', 'secretariat', 'auditor'),
    at: ['submission', 'judging'] as const,
    gets: 'something',
  })),
  {
    route: 'POST /editions/:edition/translations/:language/checks',
    door: roles('translator', 'secretariat'),
    asks: () => ({ body: { items: 'none' } }),
    gets: BAD_INPUT,
  },
  {
    route: 'PUT /editions/:edition/translations/:language/assignments',
    door: roles('secretariat'),
    asks: () => ({ body: { items: 'none' } }),
    gets: BAD_INPUT,
  },
  { route: 'GET /editions/:edition/language-gate/lowered', door: EVERYBODY, gets: 'nothing' },
  { route: 'POST /editions/:edition/language-gate/lowered', door: fresh('secretariat'), gets: BAD_INPUT },
  {
    // A draft's words are nobody's to translate.
    route: 'PUT /submissions/:id/texts/:language',
    of: 'draft',
    door: inAny(roles('translator', 'secretariat')),
    at: ['submission', 'judging'],
    asks: ({ draft }) => ({
      params: { id: draft },
      headers: { 'if-match': '"0"' },
      body: { state: 'checked', values: { title: 'Titre' } },
    }),
    gets: NOT_THEIRS,
  },
  { route: 'POST /internal/organisation-submissions', door: SERVICES_ONLY, gets: 'HTTP.NOT_FOUND' },
];
