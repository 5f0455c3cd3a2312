import type { ScriptedWeb } from './scripted-contest.js';

/** Who is signed in on the scripted desk, and a colleague. */
export const ME = '01900000-0000-7000-8000-0000000000a1';
export const OTHER = '01900000-0000-7000-8000-0000000000b2';

const registered = (organisationId: string, name: string, members: number) => ({
  organisationId,
  name,
  country: 'SN',
  stakeholderType: 'civil-society',
  createdAt: '2026-02-03T08:00:00.000Z',
  members,
});
export const TWIN = registered('01900000-0000-7000-8000-00000000d001', 'ONG <i>Savoir</i>', 2);
export const REMAINING = registered('01900000-0000-7000-8000-00000000d002', 'ONG Savoir', 4);

/** Two registrations of one organisation, as identity tells of them. */
export function scriptRegistry({ clients }: Pick<ScriptedWeb, 'clients'>): void {
  const path = `/registry/organisations/${TWIN.organisationId}`;
  clients.on('identity', 'GET /registry/organisations', () => ({ items: [TWIN, REMAINING] }));
  clients.on('identity', `GET ${path}/members`, () => ({
    organisation: TWIN,
    items: [
      { accountId: OTHER, displayName: 'Amina <i>D.</i>', state: 'active', administers: true },
      { accountId: ME, displayName: '', email: 'guest@example.org', state: 'invited', administers: false },
    ],
  }));
  clients.on('identity', `GET ${path}/merging`, () => ({
    from: TWIN,
    into: REMAINING,
    members: 2,
    membersTogether: 5,
    submissions: 3,
  }));
}

export const REGISTRY_PATHS = [
  '/desk/people/organisations',
  `/desk/people/organisations/${TWIN.organisationId}`,
  `/desk/people/organisations/${TWIN.organisationId}/members/${OTHER}/removal`,
  `/desk/people/organisations/${TWIN.organisationId}/merging`,
  `/desk/people/organisations/${TWIN.organisationId}/merging/${REMAINING.organisationId}`,
] as const;
