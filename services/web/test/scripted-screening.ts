import { demonstration2026 } from '@wsis/rule-book';
import type { ScriptedWeb } from './scripted-contest.js';
import { OTHER } from './scripted-people.js';

export const WAITING_ID = '01900000-0000-7000-8000-0000000000a1';
export const DECIDED_ID = '01900000-0000-7000-8000-0000000000a2';
export const BARRED_ID = '01900000-0000-7000-8000-0000000000a4';
export const OWN_ID = '01900000-0000-7000-8000-0000000000a3';
const PICTURE = `${'0b'.repeat(32)}.webp`;

/** An entry as nominations lists it to a reviewer. */
export const queued = (more: object = {}) => ({
  id: WAITING_ID,
  state: 'submitted',
  version: 4,
  category: 'C2',
  title: 'Villages <i>numériques</i>',
  language: 'fr',
  organisationName: 'ONG <b>',
  country: 'SN',
  generated: true,
  submittedAt: '2026-02-01T09:00:00Z',
  own: false,
  steppedBack: false,
  decidedByMe: false,
  ...more,
});

/** An entry as nominations shows it to a reviewer. */
export const entry = (more: object = {}) => ({
  id: WAITING_ID,
  edition: 'demo-2026',
  state: 'submitted',
  version: 4,
  language: 'fr',
  category: 'C2',
  submitterAccountId: OTHER,
  organisationId: null,
  values: {
    title: 'Villages numériques',
    organisationName: 'ONG <b>',
    category: 'C2',
    sdgs: [1, 8],
    sdgLinks: { 1: 'Moins de pauvreté.' },
    shortDescription: 'Un <i>texte</i>.',
    website: 'https://example.org/villages',
  },
  texts: [
    { language: 'fr', state: 'original', values: { title: 'Villages numériques' } },
    { language: 'ar', state: 'checked', values: { title: 'القرى الرقمية', shortDescription: 'نص.' } },
    { language: 'en', state: 'machine-draft', values: { title: 'Digital villages', shortDescription: 'A text.' } },
  ],
  pictures: [
    {
      id: '01900000-0000-7000-8000-0000000000f6',
      descriptions: { fr: 'Un village' },
      variants: [{ file: PICTURE, type: 'image/webp', width: 320, height: 200, bytes: 1 }],
    },
  ],
  history: [step({ what: 'submitted', toState: 'submitted' })],
  generated: true,
  pastProject: null,
  submittedAt: '2026-02-01T09:00:00Z',
  ...more,
});

export const step = (more: object = {}) => ({
  what: 'screened',
  reason: '',
  fromState: 'submitted',
  toState: 'nominated',
  category: 'C2',
  happenedAt: '2026-02-02T09:00:00Z',
  ...more,
});

/** Answers for the pages of screeners: an edition in which they screen now. */
export function scriptScreening({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  const nominations = (call: string, answer: unknown) => clients.on('nominations', call, () => answer);
  clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({ ruleBook: demonstration2026 }));
  nominations('GET /editions/demo-2026/screening-queue', {
    items: [
      queued(),
      queued({ id: OWN_ID, own: true, title: '' }),
      queued({ id: BARRED_ID, steppedBack: true }),
      queued({ id: DECIDED_ID, decidedByMe: true }),
    ],
    nextCursor: 'WzE4XQ',
    decidedByMe: 7,
  });
  nominations('GET /editions/demo-2026/screening-progress', {
    items: [
      { category: 'C2', state: 'submitted', count: 3 },
      { category: 'C2', state: 'nominated', count: 5 },
      { category: 'C3', state: 'declined', count: 9 },
      { category: null, state: 'draft', count: 40 },
    ],
  });
  nominations('GET /editions/demo-2026/nominee-list', { frozen: false, listVersion: 0, nomineeCount: 0 });
  nominations(`GET /submissions/${WAITING_ID}`, entry());
  nominations(
    `GET /submissions/${DECIDED_ID}`,
    entry({
      id: DECIDED_ID,
      state: 'declined',
      pictures: [],
      conflicts: [{ accountId: OTHER, reason: 'My <b>sister</b>', declaredAt: '2026-02-02T09:00:00Z' }],
      history: [step({ toState: 'declined', reason: 'No <results> yet' })],
    }),
  );
}

/** The dates of an edition whose screening is open. */
export function scriptOpenScreening({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  clients.on('competition', 'GET /editions/demo-2026/calendar', () => ({
    timeZone: 'Europe/Zurich',
    now: '2026-02-20T12:00:00Z',
    phases: [{ phase: 'screening', state: 'open', opensAt: '2026-02-15T22:00:00Z', closesAt: '2026-03-15T22:00:00Z' }],
  }));
}

const screening = '/desk/screening/demo-2026';

/** Every page of a screener, without the language. */
export const SCREENER_PATHS = [
  screening,
  `${screening}?state=declined&category=C2&sort=-title`,
  `${screening}/entries/${WAITING_ID}`,
  `${screening}/entries/${WAITING_ID}?beside=none`,
  `${screening}/entries/${DECIDED_ID}`,
  `${screening}/entries/${WAITING_ID}/conflict`,
  `${screening}/several`,
  `${screening}/several?category=C2`,
] as const;
