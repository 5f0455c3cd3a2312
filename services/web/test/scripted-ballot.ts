import type { ScriptedWeb } from './scripted-contest.js';

export const BALLOT = '/editions/demo-2026/ballot';

/** A ballot session as the browser holds it; only voting can tell whether it is a real one. */
export function ballotSession(): string {
  const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
  const said = ['demo-2026', '01900000-0000-7000-8000-00000000aaaa', 'session', 'CH', 'academia', [], inAnHour];
  return `wv1.${Buffer.from(JSON.stringify(said)).toString('base64url')}.signature`;
}

/** Answers for a ballot that nobody has saved yet. */
export function scriptBallot({ clients }: ScriptedWeb): void {
  clients.on('voting', `GET ${BALLOT}`, () => ({ version: 0, choices: {}, lostCategories: [] }));
  clients.on('voting', `GET ${BALLOT}/verdict`, () => ({
    counts: false,
    why: 'no-ballot',
    closed: false,
    certified: false,
    categoriesRequired: 1,
    categoriesToGo: 1,
  }));
}
