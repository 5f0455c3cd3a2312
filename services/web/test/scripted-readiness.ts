import type { ScriptedWeb } from './scripted-contest.js';

/** Two categories, as the scripted panels judge them. */
export const CATEGORIES = ['C1', 'C2'];

/** What the services know of an edition whose evaluation lacks a panel member and the certificate. */
export function scriptReadiness({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  const edition = '/editions/demo-2026';
  for (const service of ['identity', 'voting'] as const) {
    clients.on(service, 'GET /health/ready', () => ({
      ready: true,
      parts: { limits: { ok: true, adapter: 'redis' } },
    }));
  }
  clients.on('identity', `GET ${edition}/role-figures`, () => ({
    items: [
      { role: 'secretariat', people: 3, able: 2 },
      { role: 'screener', people: 2, able: 2 },
      { role: 'expert', people: 6, able: 5 },
    ],
  }));
  clients.on('nominations', `GET ${edition}/screening-progress`, () => ({
    items: [
      { category: 'C1', state: 'nominated', count: 20 },
      { category: 'C1', state: 'submitted', count: 1_234 },
      { category: null, state: 'draft', count: 4 },
    ],
  }));
  clients.on('nominations', `GET ${edition}/translations`, () => ({
    gate: { categoryNames: 'any', nomineeTexts: 'machine-draft' },
    items: [{ category: 'C1', language: 'ar', heldByGate: 3 }],
  }));
  clients.on('promotion', `GET ${edition}/releases`, () => ({ items: [{ kind: 'nominees' }] }));
}
