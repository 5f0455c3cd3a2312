import { randomUUID } from 'node:crypto';
import { AccountSessions, type AccountClaims, type HeldRole, type ServiceRequest } from '@wsis/http';
import { demonstration2026, hashRuleBook } from '@wsis/rule-book';
import { APPROVING_SERVICES } from '../src/application/approvals/ports.js';
import { HOSTILE_ID, NOMINEE_ID, type ScriptedWeb } from './scripted-contest.js';
import { AUDIT_PATHS, scriptAudit } from './scripted-audit.js';
import { scriptPanels } from './scripted-judging.js';
import { OUTCOME_PATHS, scriptOutcome } from './scripted-outcome.js';
import { ME, OTHER, REGISTRY_PATHS, scriptRegistry } from './scripted-people.js';
import { REHEARSAL_PATHS, scriptRehearsals } from './scripted-rehearsals.js';
import { scriptReadiness } from './scripted-readiness.js';
import { ASSIGNMENTS_PATH, GATE_PATH, TRANSLATION_PATHS, scriptTranslations } from './scripted-translations.js';
import { DECIDED_ID, WAITING_ID, scriptScreening } from './scripted-screening.js';
import { WATCH_PATHS, scriptWatch } from './scripted-watch.js';

export { ME, OTHER };
export const APPROVAL_ID = '01900000-0000-7000-8000-0000000000c3';
const HASH = 'ab'.repeat(32);
const SECRETARIAT: readonly HeldRole[] = [{ role: 'secretariat', edition: '*' }];

/** A proposal as every service tells it. */
export const approvalOf = (more: object = {}) => ({
  id: APPROVAL_ID,
  kind: 'competition.extend-phase',
  editionId: 'demo-2026',
  summary: 'Extend',
  effect: {
    key: 'approval.competition.extend-phase',
    params: {
      edition: 'demo-2026',
      type: 'extend-phase',
      phase: 'voting',
      closesAt: '2026-05-09T21:00:00.000Z',
      reason: '<b>More & more</b>',
    },
  },
  payloadHash: HASH,
  proposedBy: OTHER,
  proposedAt: '2026-05-01T09:00:00.000Z',
  expiresAt: '2099-05-02T09:00:00.000Z',
  state: 'proposed',
  ...more,
});

/** What extending the vote would do, as the competition tells it. */
export const EXTENSION_EFFECT = {
  now: '2026-05-01T10:00:00.000Z',
  changes: [
    {
      phase: 'voting',
      before: { phase: 'voting', opensAt: '2026-04-20T08:00:00.000Z', closesAt: '2026-05-05T21:00:00.000Z' },
      after: { phase: 'voting', opensAt: '2026-04-20T08:00:00.000Z', closesAt: '2026-05-09T21:00:00.000Z' },
    },
  ],
  opens: null,
  closes: null,
};

/** An expert as identity tells it, invited and not yet come. */
export const HOLDER = {
  accountId: OTHER,
  email: 'amina@example.org',
  displayName: 'Amina <i>D.</i>',
  language: 'ar',
  country: 'TN',
  verified: false,
  secondFactor: 'enrolled',
  grantedAt: '2026-05-01T08:00:00.000Z',
  invitation: 'bounced',
  role: { role: 'expert', edition: 'demo-2026', category: 'C7-egov' },
} as const;

export interface DeskVisitor {
  get(path: string): Promise<Response>;
  post(path: string, fields: Record<string, string> | [string, string][]): Promise<Response>;
  readonly cookie: string;
}

/** Somebody with roles and a second factor just verified, unless told otherwise. */
export async function visitorOf(web: ScriptedWeb, claims: Partial<AccountClaims> = {}): Promise<DeskVisitor> {
  const sessions = new AccountSessions({
    publicKeyPem: web.secrets.identityPublicKey,
    signingKeyPem: web.secrets.identitySigningKey,
  });
  const token = await sessions.issue({
    accountId: ME,
    sessionId: randomUUID(),
    roles: SECRETARIAT,
    language: 'fr',
    expiresAt: new Date(Date.now() + 55 * 60_000),
    secondFactorAt: new Date(),
    ...claims,
  });
  const cookie = `__Host-wsis-account=${token}`;
  return {
    cookie,
    get: (path) => fetch(`${web.url}${path}`, { headers: { cookie }, redirect: 'manual' }),
    post: (path, fields) =>
      fetch(`${web.url}${path}`, {
        method: 'POST',
        headers: { origin: web.url, cookie },
        body: new URLSearchParams(fields),
        redirect: 'manual',
      }),
  };
}

/** The calls that the pages made of a service, for example `competition POST /approvals/…/approval`. */
export const callsTo = (web: ScriptedWeb, call: string): ServiceRequest[] =>
  web.clients.calls
    .filter(({ service, request }) => `${service} ${request.method} ${request.path.split('?')[0]}` === call)
    .map(({ request }) => request);

/** Answers for the pages of the secretariat's desk. */
export function scriptDesk({ clients }: ScriptedWeb): void {
  scriptPanels({ clients });
  scriptTranslations({ clients });
  scriptWatch({ clients });
  scriptScreening({ clients });
  scriptReadiness({ clients });
  scriptRegistry({ clients });
  scriptRehearsals({ clients });
  scriptAudit({ clients });
  for (const service of APPROVING_SERVICES) {
    clients.on(service, 'GET /approvals', () => ({ items: service === 'competition' ? [approvalOf()] : [] }));
  }
  clients.on('competition', `GET /approvals/${APPROVAL_ID}`, () => ({
    ...approvalOf(),
    payload: { type: 'extend-phase', phase: 'voting', closesAt: '2026-05-09T21:00:00.000Z' },
  }));
  clients.on('evaluation', `GET /approvals/${APPROVAL_ID}`, () => ({
    ...approvalOf({ kind: 'evaluation.certify-decisions' }),
    effect: { key: 'approval.evaluation.certify-decisions', params: { edition: 'demo-2026', decisions: 2 } },
    payload: {
      decisions: [
        {
          category: 'C1',
          outcome: 'winner',
          winnerNomineeId: NOMINEE_ID,
          specialRecognition: [HOSTILE_ID],
          statement: 'So <b>good</b>',
        },
        { category: 'C2', outcome: 'no-winner', winnerNomineeId: null, specialRecognition: [], statement: '' },
      ],
    },
  }));
  clients.on('identity', 'GET /me', () => ({ email: 'me@example.org', language: 'en', displayName: 'Awa <b>' }));
  clients.on('competition', 'GET /editions/demo-2026', () => ({
    id: 'demo-2026',
    year: 2026,
    name: 'WSIS Prizes 2026',
    timeZone: 'Europe/Zurich',
    copiedFrom: 'past-2025',
    rulesVersion: 1,
    openPhases: ['voting'],
  }));
  const rules = { version: 4, hash: hashRuleBook(demonstration2026), savedAt: '2026-05-01T08:00:00Z' };
  const inForce = { ...demonstration2026, vote: { ...demonstration2026.vote, graceSeconds: 7 } };
  clients.on('competition', 'GET /editions/demo-2026/rule-book', () => ({ ...rules, version: 1, ruleBook: inForce }));
  clients.on('competition', 'GET /editions/demo-2026/rule-book/draft', () => ({
    ...rules,
    ruleBook: demonstration2026,
  }));
  clients.on('competition', 'POST /editions/demo-2026/calendar/effect', () => EXTENSION_EFFECT);
  clients.on('notifications', 'GET /editions/demo-2026/mails/expected', () => ({ voteOpened: 41 }));
  clients.on('identity', 'GET /editions/demo-2026/reminder-figures', () => ({ agreed: 1200 }));
  clients.on('identity', 'GET /editions/demo-2026/role-holders', () => ({ items: [HOLDER] }));
  clients.on('identity', 'GET /editions/past-2025/role-holders', () => ({ items: [] }));
  scriptOutcome({ clients });
  clients.on('identity', 'GET /colleagues', () => ({ items: [{ accountId: OTHER, name: 'Amina <i>D.</i>' }] }));
}

/** Every page of the secretariat's desk, without the language. */
export const DESK_PATHS = [
  '/desk',
  '/my-data/name?to=%2Fen%2Fdesk',
  '/desk/people',
  '/desk/people/invitations',
  `/desk/people/${OTHER}/revocation?edition=demo-2026&role=expert&category=C7-egov`,
  `/desk/people/${OTHER}/second-factor`,
  ...REGISTRY_PATHS,
  '/desk/support',
  '/desk/find',
  '/desk/find?q=a',
  '/desk/approvals',
  '/desk/approvals/history',
  '/desk/approvals?kind=competition.extend-phase&sort=-expires',
  `/desk/approvals/competition/${APPROVAL_ID}`,
  `/desk/approvals/competition/${APPROVAL_ID}/approval`,
  `/desk/approvals/evaluation/${APPROVAL_ID}`,
  `/desk/approvals/competition/${APPROVAL_ID}/refusal`,
  ...AUDIT_PATHS,
  '/desk/panels',
  '/desk/panels/demo-2026/C1',
  '/desk/panels/demo-2026/C1/decision',
  '/desk/screening/demo-2026',
  `/desk/screening/demo-2026/entries/${DECIDED_ID}`,
  `/desk/screening/demo-2026/entries/${WAITING_ID}/conflict`,
  `/desk/screening/demo-2026/entries/${WAITING_ID}/category`,
  '/desk/screening/demo-2026/several',
  '/desk/screening/demo-2026/list',
  '/desk/panels/demo-2026/C1/members',
  '/desk/panels/demo-2026/C11/members',
  '/desk/editions',
  '/desk/editions/new',
  '/desk/editions/demo-2026',
  '/desk/editions/past-2025/rules',
  '/desk/editions/demo-2026/rules',
  '/desk/editions/demo-2026/rules/comparison',
  '/desk/editions/demo-2026/rules/adoption',
  '/desk/editions/demo-2026/rules/preview',
  '/desk/editions/demo-2026/calendar',
  '/desk/editions/demo-2026/calendar/dates',
  '/desk/editions/demo-2026/calendar/voting/closing',
  '/desk/editions/demo-2026/calendar/evaluation/opening',
  '/desk/editions/demo-2026/readiness',
  ...REHEARSAL_PATHS,
  ...OUTCOME_PATHS,
  '/desk/editions/demo-2026/rules/submission',
  '/desk/editions/demo-2026/rules/evaluation',
  '/desk/editions/demo-2026/rules/vote/json',
  '/desk/editions/demo-2026/rules/fields',
  '/desk/editions/demo-2026/rules/fields/0',
  '/desk/editions/demo-2026/rules/categories/new',
  '/desk/languages',
  '/desk/languages/ar/mails',
  ...TRANSLATION_PATHS,
  ASSIGNMENTS_PATH,
  GATE_PATH,
  ...WATCH_PATHS,
] as const;
