import type { ScriptedWeb } from './scripted-contest.js';

export const RUNNING_ID = '01900000-0000-4000-8000-0000000000d1';
export const BROKEN_ID = '01900000-0000-4000-8000-0000000000d2';
export const LIST = '/editions/demo-2026/dress-rehearsals';

const line = (id: string, more: object) => ({
  id,
  state: 'running',
  rules: 'draft',
  rulesVersion: 4,
  rulesHash: 'cd'.repeat(32),
  requestedAt: '2026-05-01T09:00:00.000Z',
  endedAt: null,
  ...more,
});
export const RUNNING = line(RUNNING_ID, {});
export const BROKEN = line(BROKEN_ID, { state: 'broke', rules: 'adopted', endedAt: '2026-05-01T09:02:00.000Z' });
export const running = (more: object = {}) => ({
  ...RUNNING,
  act: 'vote',
  done: 1_150,
  of: 2_000,
  cancelAsked: false,
  report: null,
  failure: null,
  ...more,
});

/** One rehearsal that is being played, and an earlier one in which something did not hold. */
export function scriptRehearsals({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  clients.on('competition', `GET ${LIST}`, () => ({ here: true, items: [RUNNING, BROKEN] }));
  clients.on('competition', `GET ${LIST}/${RUNNING_ID}`, () => running());
  clients.on('competition', `GET ${LIST}/${BROKEN_ID}`, () => ({
    ...BROKEN,
    act: 'publish',
    done: 1,
    of: 1,
    cancelAsked: false,
    failure: null,
    report: {
      ok: false,
      seconds: 41.5,
      scale: { nominees: 18, voters: 200, experts: 7 },
      winners: [{ category: 'C1', winner: 'Project <b>one</b>' }],
      checks: [
        { name: 'Ledger numbers have no gap', holds: true, detail: '200 rows' },
        { name: 'Champions are those of the own count', holds: false, detail: '2 of <3>' },
      ],
    },
  }));
}

export const REHEARSAL_PATHS = [
  '/desk/editions/demo-2026/rehearsals',
  `/desk/editions/demo-2026/rehearsals/${RUNNING_ID}`,
  `/desk/editions/demo-2026/rehearsals/${BROKEN_ID}`,
] as const;
