import type { RegisteredOrganisation } from '../../application/people/registry-port.js';
import { csvLine } from '../parts/csv.js';

/** Organisations as a table for other programs (RFC 4180). */
export function registryCsv(organisations: readonly RegisteredOrganisation[]): string {
  const rows = organisations.map(({ id, name, country, stakeholderType, members, createdAt }) => [
    id,
    name,
    country,
    stakeholderType,
    String(members),
    createdAt?.toISOString() ?? '',
  ]);
  const heads = ['organisation_id', 'name', 'country', 'stakeholder_type', 'members', 'created_at'];
  return [heads, ...rows].map(csvLine).join('');
}
