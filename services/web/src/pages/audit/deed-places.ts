import type { Role } from '@wsis/kernel';
import type { Deed } from '../../application/audit/ports.js';
import { holds, type VisitingAccount } from '../../application/visitor.js';

interface Place {
  /** Which deeds lead there, by their action. */
  readonly of: RegExp;
  readonly path: (deed: Deed) => string | undefined;
  /** Who may open it; everybody where nothing is said. */
  readonly roles?: readonly Role[];
}

const READERS: readonly Role[] = ['secretariat', 'auditor'];
const SECRETARIAT: readonly Role[] = ['secretariat'];

const ofEdition =
  (rest: string) =>
  ({ editionId }: Deed) =>
    editionId === undefined ? undefined : `/desk/editions/${encodeURIComponent(editionId)}${rest}`;
const ofAuditedEdition =
  (rest: string) =>
  ({ editionId }: Deed) =>
    editionId === undefined ? undefined : `/desk/audit/editions/${encodeURIComponent(editionId)}${rest}`;
const ofPublicEdition =
  (rest: string) =>
  ({ editionId }: Deed) =>
    editionId === undefined ? undefined : `/editions/${encodeURIComponent(editionId)}${rest}`;
const people = ({ editionId }: Deed) =>
  editionId === undefined ? '/desk/people' : `/desk/people?edition=${encodeURIComponent(editionId)}`;
const registry = ({ subjectId }: Deed) =>
  subjectId === '' ? '/desk/people/organisations' : `/desk/people/organisations/${encodeURIComponent(subjectId)}`;
const screening = ({ editionId }: Deed) =>
  editionId === undefined ? '/desk/screening' : `/desk/screening/${encodeURIComponent(editionId)}`;
const panel = ({ editionId = '', details }: Deed) => {
  const category = textOf(details['category']);
  return category && `/desk/panels/${encodeURIComponent(editionId)}/${encodeURIComponent(category)}`;
};

/** Where what was changed or looked at is shown; the first that fits and that the reader may open. */
const PLACES: readonly Place[] = [
  { of: /^approval\./, path: ({ service, subjectId }) => approval(service, subjectId), roles: READERS },
  { of: /^POST /, path: ({ service, details }) => approval(service, textOf(details['approvalId'])), roles: READERS },
  { of: /^POST \/approvals\//, path: ({ service, subjectId }) => approval(service, subjectId), roles: READERS },
  { of: /^POST \/editions$/, path: ({ subjectId }) => subjectId && `/desk/editions/${subjectId}`, roles: SECRETARIAT },
  { of: /\/(calendar|phases)\//, path: ofEdition('/calendar'), roles: SECRETARIAT },
  { of: /\/(calendar|phases)\//, path: ofAuditedEdition('/calendar'), roles: READERS },
  { of: /\/rule-book\//, path: ofEdition('/rules'), roles: SECRETARIAT },
  { of: /\/rule-book\//, path: ofAuditedEdition('/rules'), roles: READERS },
  { of: /\/panels\/:category/, path: panel, roles: SECRETARIAT },
  { of: /\/(panels|decisions|sheets|conflicts)\b/, path: () => '/desk/panels', roles: READERS },
  { of: /\/(role-holders|invitations|roles|resets)\b/, path: people, roles: SECRETARIAT },
  { of: /\/registry\//, path: registry, roles: SECRETARIAT },
  { of: /support[./]/, path: () => '/desk/support', roles: SECRETARIAT },
  { of: /\/(screenings|screening|category|conflict)$/, path: screening, roles: READERS },
  { of: /\/(texts|translations)\//, path: () => '/desk/translations', roles: SECRETARIAT },
  { of: /^POST \/nominees\/:id/, path: ({ subjectId }) => `/nominees/${encodeURIComponent(subjectId)}` },
  { of: /\/nominee-list\//, path: ofPublicEdition('/nominees') },
  { of: /\/(reviews|restorations|removals)\b/, path: ofAuditedEdition('/ballots'), roles: READERS },
  { of: /\/openings/, path: ofAuditedEdition('/exports'), roles: READERS },
  {
    of: /\/(certification|running-counts|pause|tally|releases)\b/,
    path: ofEdition('/outcome'),
    roles: SECRETARIAT,
  },
  { of: /\/parked/, path: () => '/desk/watch/events', roles: READERS },
  { of: /\/switches\//, path: () => '/desk/watch', roles: READERS },
  { of: /\/(certification|running-counts|pause|tally)\b/, path: ofAuditedEdition(''), roles: READERS },
  { of: /^GET \/audit/, path: () => '/desk/audit', roles: READERS },
];

/** The page that shows what a deed changed or looked at, where there is one for this reader. */
export function placeOf(deed: Deed, account: VisitingAccount | undefined): string | undefined {
  for (const { of, path, roles } of PLACES) {
    if (!of.test(deed.action) || (roles !== undefined && !holds(account, roles, deed.editionId))) continue;
    const found = path(deed);
    if (found !== undefined && found !== '') return found;
  }
  return undefined;
}

function approval(service: string, id: string | undefined): string | undefined {
  return id && `/desk/approvals/${service}/${encodeURIComponent(id)}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
