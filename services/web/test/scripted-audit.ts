import type { ScriptedWeb } from './scripted-contest.js';
import { ME, OTHER } from './scripted-people.js';

export const AUDITED = [
  'competition',
  'nominations',
  'voting',
  'evaluation',
  'promotion',
  'identity',
  'notifications',
] as const;

/** The id of a deed: later numbers are later deeds. */
export const deedId = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** A deed as every service tells it. */
export const deedOf = (number: number, more: object = {}) => ({
  id: deedId(number),
  at: new Date(Date.UTC(2026, 4, 1, 8, number)).toISOString(),
  actor: OTHER,
  action: 'PUT /editions/:edition/rule-book/draft',
  subjectKind: 'RuleBooks',
  subjectId: 'demo-2026',
  editionId: 'demo-2026',
  requestId: '7b1f8f1e-4a7e-4c8e-9a51-0c8a3c2b9d10',
  details: { edition: 'demo-2026' },
  ...more,
});

/** Answers for the audit trail: a few deeds in three services, a look in each. */
export function scriptAudit({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  const deeds: Readonly<Record<string, readonly object[]>> = {
    competition: [deedOf(9), deedOf(3)],
    voting: [
      deedOf(7, {
        actor: ME,
        action: 'POST /editions/:edition/removals',
        subjectKind: 'TwoPersons',
        details: { edition: 'demo-2026', approvalId: deedId(77) },
      }),
    ],
    identity: [
      deedOf(5, {
        action: 'support.looked',
        subjectKind: 'account',
        subjectId: deedId(55),
        details: { reason: 'Asked <b>why</b>' },
      }),
      deedOf(4, { actor: undefined, action: 'approval.expired', subjectKind: 'approval', subjectId: deedId(44) }),
    ],
  };
  for (const service of AUDITED) {
    const look = deedOf(20, { actor: ME, action: 'GET /audit', subjectId: '', editionId: undefined, details: {} });
    clients.on(service, 'GET /audit', () => ({ items: [look, ...(deeds[service] ?? [])] }));
  }
}
