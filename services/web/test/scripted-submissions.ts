import { demonstration2026 } from '@wsis/rule-book';
import type { ScriptedWeb } from './scripted-contest.js';
import { ME, OTHER } from './scripted-people.js';

export const SUBMISSION_ID = '01900000-0000-7000-8000-0000000000d4';
export const OTHERS_ID = '01900000-0000-7000-8000-0000000000d5';
export const ORGANISATION_ID = '01900000-0000-7000-8000-0000000000e5';
const PICTURE = `${'0a'.repeat(32)}.webp`;

/** A draft as nominations shows it to its author. */
export const draft = (more: object = {}) => ({
  id: SUBMISSION_ID,
  edition: 'demo-2026',
  state: 'draft',
  version: 3,
  language: 'fr',
  category: 'C2',
  submitterAccountId: ME,
  relation: 'submitter',
  savedBy: OTHER,
  savedAt: '2026-03-01T09:00:00Z',
  organisationId: ORGANISATION_ID,
  values: {
    title: 'Villages numériques',
    organisationName: '<script>alert(1)</script>',
    category: 'C2',
    sdgs: [1, 8],
    sdgLinks: { 1: 'Moins de pauvreté.' },
    ownerConsent: true,
    contactEmail: 'contact@example.org',
  },
  texts: [
    { language: 'fr', state: 'original', values: { title: 'Villages numériques' } },
    { language: 'ar', state: 'machine-draft', values: { title: 'القرى الرقمية' } },
  ],
  pictures: [
    {
      id: '01900000-0000-7000-8000-0000000000f6',
      descriptions: { fr: 'Un village' },
      variants: [{ file: PICTURE, type: 'image/webp', width: 320, height: 200, bytes: 1 }],
    },
  ],
  history: [
    {
      what: 'begun',
      reason: '',
      fromState: null,
      toState: 'draft',
      category: null,
      happenedAt: '2026-02-01T09:00:00Z',
    },
  ],
  generated: false,
  pastProject: null,
  submittedAt: null,
  ...more,
});

export const line = (more: object = {}) => ({
  id: SUBMISSION_ID,
  edition: 'demo-2026',
  state: 'draft',
  version: 3,
  category: 'C2',
  title: 'Villages numériques',
  organisationName: 'ONG',
  country: 'SN',
  generated: false,
  submittedAt: null,
  own: true,
  ...more,
});

/** Answers for the pages of a nominator. */
export function scriptSubmissions({ clients }: ScriptedWeb): void {
  clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({ ruleBook: demonstration2026 }));
  clients.on('nominations', 'GET /editions/demo-2026/my/submissions', () => ({
    items: [line(), line({ id: OTHERS_ID, title: '', state: 'returned', category: null, own: false })],
    nextCursor: 'WzE4XQ',
  }));
  clients.on('nominations', `GET /submissions/${SUBMISSION_ID}`, () => draft());
  clients.on('nominations', `GET /submissions/${OTHERS_ID}`, () =>
    draft({ id: OTHERS_ID, submitterAccountId: 'x', relation: undefined }),
  );
  clients.on('identity', 'GET /organisations', () => ({
    items: [
      {
        organisationId: ORGANISATION_ID,
        name: 'ONG <b>',
        country: 'SN',
        stakeholderType: 'civil-society',
        state: 'active',
      },
      { organisationId: 'asked', name: 'Autre', country: 'FR', stakeholderType: 'academia', state: 'invited' },
    ],
  }));
  clients.on('identity', `GET /organisations/${ORGANISATION_ID}`, () => ({
    organisationId: ORGANISATION_ID,
    name: 'ONG <b>',
    country: 'SN',
    stakeholderType: 'civil-society',
    members: [
      { accountId: OTHER, displayName: 'Ben <i>', state: 'active', administers: true },
      { accountId: ME, displayName: 'Awa', state: 'active', administers: false },
      { accountId: INVITED, displayName: '', state: 'invited', administers: false },
    ],
  }));
  clients.on('identity', `GET /organisations/${OWN_ID}`, () => ({
    organisationId: OWN_ID,
    name: 'École <i>',
    country: 'SN',
    stakeholderType: 'academia',
    members: [
      { accountId: ME, displayName: 'Awa', state: 'active', administers: true },
      { accountId: INVITED, displayName: '', state: 'invited', administers: false },
    ],
  }));
}

/** Of the organisation that the nominator administers. */
const OWN_ID = '01900000-0000-7000-8000-0000000000e6';

const INVITED = '01900000-0000-7000-8000-0000000000c3';
const submission = `/desk/submissions/${SUBMISSION_ID}`;

/** Every page of a nominator, without the language. */
export const NOMINATOR_PATHS = [
  '/sign-in/back',
  '/desk/submissions',
  '/desk/submissions/new?edition=demo-2026',
  submission,
  `${submission}/about`,
  ...[...new Set(demonstration2026.submission.fields.map((field) => field.group))].map(
    (part) => `${submission}/parts/${part}`,
  ),
  `${submission}/preview`,
  `${submission}/pictures`,
  `${submission}/withdrawal`,
  '/desk/organisations',
  `/desk/organisations/${ORGANISATION_ID}`,
  `/desk/organisations/${OWN_ID}`,
  `/desk/organisations/${OWN_ID}/members/${INVITED}/removal`,
] as const;
