import { HOSTILE_ID, honoured, type ScriptedWeb } from './scripted-contest.js';
import { hoursOfVote } from './scripted-watch.js';

const EDITION = '/editions/demo-2026';

/** An edition whose vote has ended, with one ballot still under review and the nominees staged. */
export function scriptOutcome({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  clients.on('voting', `GET ${EDITION}/statement`, () => ({
    accepted: 1_204,
    counted: 1_199,
    underReview: 1,
    categories: [{ code: 'C1', ballots: 4_321 }],
  }));
  clients.on('voting', `GET ${EDITION}/tally-progress`, () => ({
    size: 1_300,
    read: 1_300,
    differs: false,
    hours: hoursOfVote(),
  }));
  clients.on('promotion', `GET ${EDITION}/releases/staged`, () => ({
    items: [{ kind: 'nominees', publishAt: '2099-05-09T21:00:00.000Z', publishedAt: null }],
  }));
  clients.on('promotion', `GET ${EDITION}/certificates/figures`, () => ({
    items: [{ honour: 'nominee', holders: 230, issued: { ar: 101, fr: 20 } }],
    aFile: 100,
  }));
  const edition = { id: 'demo-2026', name: 'WSIS Prizes 2026', year: 2026 };
  const previewOf = (kind: string, more: object) =>
    clients.on('promotion', `GET ${EDITION}/releases/${kind}/preview`, () => ({ edition, released: [], ...more }));
  previewOf('nominees', { publishAt: '2099-05-09T21:00:00.000Z', nominees: { items: [] } });
  previewOf('champions', {
    publishAt: null,
    champions: [{ category: 'C1', entries: [{ ...honoured, rank: 1, tieRule: '' }] }],
  });
  previewOf('winners', {
    publishAt: '2099-07-09T07:30:00.000Z',
    winners: [
      {
        category: 'C1',
        outcome: 'winner',
        winner: honoured,
        specialRecognition: [honoured],
        statement: 'Of one mind.',
      },
      { category: 'C2', outcome: 'no-winner', winner: null, specialRecognition: [], statement: 'None.' },
    ],
  });
}

export const OUTCOME_PATHS = [
  '/desk/editions/demo-2026/nominees',
  '/desk/editions/demo-2026/nominees?category=C7-egov',
  '/desk/editions/demo-2026/nominees?q=nothing',
  `/desk/editions/demo-2026/nominees/${HOSTILE_ID}/withdrawal`,
  '/desk/editions/demo-2026/outcome',
  '/desk/editions/demo-2026/outcome/certificates',
  '/desk/editions/demo-2026/outcome/certification',
  '/desk/editions/demo-2026/outcome/ballots/removals',
  '/desk/editions/demo-2026/outcome/releases/champions',
  '/desk/editions/demo-2026/outcome/releases/winners',
  '/desk/editions/demo-2026/outcome/releases/champions/preview',
  '/desk/editions/demo-2026/outcome/releases/winners/preview',
  '/desk/editions/demo-2026/outcome/releases/nominees/preview',
  '/desk/editions/demo-2026/outcome/releases/nominees/preview?category=C1',
  `/desk/editions/demo-2026/outcome/releases/nominees/preview/${HOSTILE_ID}`,
] as const;
