import type { ScriptedWeb } from './scripted-contest.js';

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

/** A platform that works, but for one service whose events wait for Kafka and one that has put a key aside. */
export function scriptWatch({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  for (const service of SERVICES) {
    clients.on(service, 'GET /health/ready', () => ({
      ready: true,
      parts: { database: { ok: true, adapter: 'postgresql' } },
    }));
    clients.on(service, 'GET /parked/figures', () => ({ keys: 0, letters: 0, oldestAt: null }));
    clients.on(service, 'GET /parked', () => ({ items: [] }));
  }
  clients.on('voting', 'GET /parked/figures', () => ({ keys: 1, letters: 3, oldestAt: '2026-05-01T08:00:00.000Z' }));
  clients.on('voting', 'GET /parked', () => ({ items: [parkedKey()] }));
  clients.on('nominations', 'GET /switches', () => ({
    items: [{ name: 'lists', paused: true, reason: 'The <last> hour', changedAt: '2026-05-01T07:00:00.000Z' }],
  }));
  clients.on('identity', 'GET /switches', () => ({ items: [{ name: 'codes', paused: false }] }));
}

/** Every page of the watch, without the language. */
export const WATCH_PATHS = [
  '/desk/watch',
  '/desk/watch/events',
  '/desk/watch/events/voting/replay?key=demo-2026',
  '/desk/watch/switches/nominations/lists',
  '/desk/watch/switches/identity/codes',
] as const;
