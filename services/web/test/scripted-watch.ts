import type { ScriptedWeb } from './scripted-contest.js';
import { OTHER } from './scripted-people.js';

export const SERVICES = [
  'competition',
  'nominations',
  'voting',
  'evaluation',
  'promotion',
  'identity',
  'notifications',
] as const;

/** A key that a service has put aside. */
export const parkedKey = (more: object = {}) => ({
  topic: 'competition.edition.v1',
  key: 'demo-2026',
  reason: 'it <b>cannot</b> be read',
  letters: 3,
  parkedAt: '2026-05-01T08:00:00.000Z',
  replayAskedAt: null,
  ...more,
});

export const JOB_ID = '01900000-0000-7000-8000-0000000000e7';
export const jobOf = (more: object = {}) => ({
  id: JOB_ID,
  kind: 'certificates',
  editionId: 'demo-2026',
  params: { honour: 'nominee', languages: ['ar'] },
  state: 'running',
  done: 40,
  total: 90,
  fault: null,
  startedBy: OTHER,
  startedAt: '2026-05-01T08:00:00.000Z',
  changedAt: '2026-05-01T08:01:00.000Z',
  ...more,
});
const SWEEP = {
  name: 'promotion:due-releases',
  everySeconds: 1,
  ranAt: '2026-05-01T08:00:00.000Z',
  tookMs: 3,
  failedAt: null,
};

export const REHEARSAL_ID = '01900000-0000-7000-8000-00000000f101';
/** A dress rehearsal among those of all editions, as the competition tells of it. */
const rehearsalAtWork = (more: object) => ({
  id: REHEARSAL_ID,
  edition: 'demo-2026',
  rules: 'draft',
  rulesVersion: 4,
  rulesHash: 'ab'.repeat(32),
  requestedAt: '2026-05-02T09:00:00.000Z',
  endedAt: null,
  act: null,
  done: 0,
  of: 0,
  cancelAsked: false,
  requestedBy: OTHER,
  ...more,
});

/** A platform that works, but for one service whose events wait for Kafka and one that has put a key aside. */
export function scriptWatch({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  for (const service of SERVICES) {
    clients.on(service, 'GET /health/ready', () => ({
      ready: true,
      parts: { database: { ok: true, adapter: 'postgresql' } },
    }));
    clients.on(service, 'GET /parked/figures', () => ({ keys: 0, letters: 0, oldestAt: null }));
    clients.on(service, 'GET /parked', () => ({ items: [] }));
    clients.on(service, 'GET /jobs', () => ({ items: [], sweeps: [] }));
  }
  clients.on('voting', 'GET /parked/figures', () => ({ keys: 1, letters: 3, oldestAt: '2026-05-01T08:00:00.000Z' }));
  clients.on('voting', 'GET /parked', () => ({ items: [parkedKey()] }));
  clients.on('identity', 'GET /mails/figures', () => ({
    items: [
      { kind: 'code', state: 'handed-over', mails: 1_204 },
      { kind: 'code', state: 'bounced', mails: 3 },
      { kind: 'code', state: 'given-up', mails: 4 },
    ],
    hours: [
      { hour: hoursAgo(3), sent: 900, failed: 5 },
      { hour: hoursAgo(1), sent: 304, failed: 2 },
    ],
    waitingSince: null,
  }));
  clients.on('competition', 'GET /dress-rehearsals', () => ({
    items: [
      rehearsalAtWork({ state: 'running', act: 'vote', done: 30, of: 40 }),
      rehearsalAtWork({ id: '01900000-0000-7000-8000-00000000f102', state: 'held', endedAt: '2026-05-02T09:20:00Z' }),
    ],
  }));
  clients.on('promotion', 'GET /jobs', () => ({ items: [jobOf()], sweeps: [SWEEP] }));
  clients.on('promotion', `GET /jobs/${JOB_ID}`, () => jobOf());
  scriptEdition(clients);
  clients.on('nominations', 'GET /switches', () => ({
    items: [{ name: 'lists', paused: true, reason: 'The <last> hour', changedAt: '2026-05-01T07:00:00.000Z' }],
  }));
  clients.on('identity', 'GET /switches', () => ({ items: [{ name: 'codes', paused: false }] }));
  clients.on('notifications', 'GET /switches', () => ({
    items: ['mails', 'reminders', 'unheard-of'].map((name) => ({ name, paused: false })),
  }));
}

/** The beginning of the hour that many hours ago. */
export const hoursAgo = (hours: number) =>
  new Date(Math.floor(Date.now() / 3_600_000 - hours) * 3_600_000).toISOString();

/** Ballots by the hour, as voting tells them: one hour is too long ago to be drawn. */
export const hoursOfVote = () => [
  { hour: hoursAgo(80), accepted: 77, voters: 70 },
  { hour: hoursAgo(4), accepted: 2_100, voters: 1_900 },
  { hour: hoursAgo(2), accepted: 300, voters: 200 },
];

/** A vote that is open, with its notices going out. */
function scriptEdition(clients: ScriptedWeb['clients']): void {
  const edition = '/editions/demo-2026';
  clients.on('voting', `GET ${edition}/health`, () => ({
    state: 'open',
    opensAt: '2026-05-01T08:00:00.000Z',
    closesAt: '2099-05-09T21:00:00.000Z',
    accepted: 4_321,
    size: 4_400,
    waiting: 7,
    oldestWaitingMs: 12,
    lastBatch: { size: 50, milliseconds: 9 },
    refusals: { 'VOTING.STALE_BALLOT': 6 },
  }));
  clients.on('notifications', `GET ${edition}/mails`, () => ({
    items: [
      { notice: 'voteOpened', state: 'sent', mails: 600 },
      { notice: 'voteOpened', state: 'due', mails: 300 },
      { notice: 'voteOpened', state: 'sending', mails: 100 },
      { notice: 'submissionReceived', state: 'sent', mails: 40 },
      { notice: 'submissionReceived', state: 'unknown', mails: 2 },
      { notice: 'submissionReceived', state: 'dropped', mails: 1 },
    ],
    hours: [{ hour: hoursAgo(2), sent: 640, failed: 2 }],
  }));
}

/** Every page of the watch, without the language. */
export const WATCH_PATHS = [
  '/desk/watch',
  '/desk/watch/events',
  '/desk/watch/jobs',
  `/desk/watch/jobs/promotion/${JOB_ID}`,
  '/desk/watch/events/voting/replay?key=demo-2026',
  '/desk/watch/switches/nominations/lists',
  '/desk/watch/switches/identity/codes',
  '/desk/watch/switches/notifications/mails',
  '/desk/editions/demo-2026/watch',
  '/desk/editions/demo-2026/watch/saving',
] as const;
