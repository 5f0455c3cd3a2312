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

export const AUDIT_PATHS = [
  '/desk/audit',
  '/desk/audit?edition=demo-2026&action=look&from=2026-05-01',
  '/desk/audit/editions',
  '/desk/audit/editions/demo-2026',
  '/desk/audit/editions/demo-2026/rules',
  '/desk/audit/editions/demo-2026/calendar',
  '/desk/audit/editions/demo-2026/ballots',
  '/desk/audit/editions/demo-2026/ballots/1301',
  '/desk/audit/editions/demo-2026/exports',
  '/desk/audit/editions/demo-2026/exports/new',
] as const;

/** Answers for the audit trail: a few deeds in three services, a look in each. */
export function scriptAudit({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  scriptAuditDesk({ clients });
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

/** Two persons who agreed, as every service tells it. */
export const agreedOf = (id: string, params: object = {}) => ({
  id,
  kind: 'voting.certify',
  editionId: 'demo-2026',
  effect: { key: 'approval.voting.certify', params },
  payloadHash: 'ab'.repeat(32),
  proposedBy: ME,
  decidedBy: OTHER,
  state: 'approved',
});

const dates = (phase: string, closesAt: string) => ({ phase, opensAt: '2026-04-01T10:00:00Z', closesAt });

/** Answers for what an auditor checks of an edition whose vote is certified. */
export function scriptAuditDesk({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  const edition = '/editions/demo-2026';
  clients.on('competition', `GET ${edition}/rule-book/versions`, () => ({
    items: [
      { version: 2, hash: '2'.repeat(64), adoptedAt: '2026-01-02T10:00:00Z' },
      { version: 1, hash: '1'.repeat(64), adoptedAt: '2026-01-01T10:00:00Z' },
    ],
  }));
  clients.on('competition', `GET ${edition}/calendar/changes`, () => ({
    items: [
      {
        version: 3,
        change: 'extended',
        reason: 'More <time>',
        before: [dates('submission', '2026-04-10T10:00:00Z'), dates('voting', '2026-05-08T21:00:00Z')],
        after: [dates('submission', '2026-04-10T10:00:00Z'), dates('voting', '2026-05-09T21:00:00Z')],
        approvalId: deedId(31),
        changedAt: '2026-04-30T08:00:00Z',
      },
    ],
    nextCursor: 'older',
  }));
  clients.on('voting', `GET ${edition}/ledger`, () => ({
    rows: [{ number: 1_305, kind: 'close', leafHash: 'ef'.repeat(32) }],
  }));
  clients.on('voting', 'GET /receipt-key', () => ({ keyId: 'k-2026' }));
  clients.on('voting', `GET ${edition}/checkpoint`, () => ({
    size: 1_306,
    root: '12'.repeat(32),
    signedAt: '2026-05-09T21:00:20.123Z',
    keyId: 'k-2026',
    signature: '34'.repeat(64),
    verifierKey: 'wsis-prizes/ledger/demo-2026+abcd0123+AQID',
    note: 'note',
  }));
  clients.on('voting', `GET ${edition}/removals`, () => ({
    items: [
      {
        ledgerNumber: 1_301,
        action: 'removal',
        ballots: [17, 42],
        rule: 'Article <7>',
        evidenceHash: 'cd'.repeat(32),
        decidedAt: '2026-05-10T08:00:00Z',
        approvalId: deedId(32),
      },
    ],
    nextCursor: 'later',
  }));
  clients.on('voting', `GET ${edition}/removals/1301/evidence`, () => ({
    evidence: 'Two <devices>\nby night',
    salt: '5a'.repeat(16),
  }));
  clients.on('voting', `GET ${edition}/openings`, () => ({
    items: [
      {
        id: deedId(33),
        reason: 'A <second> count',
        grantedAt: '2026-05-10T08:00:00Z',
        expiresAt: '2026-05-11T08:00:00Z',
        open: true,
      },
    ],
  }));
}
