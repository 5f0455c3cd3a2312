import type { RoleHolder } from '../../application/people/ports.js';
import { csvLine } from '../parts/csv.js';

const COLUMNS: readonly (readonly [name: string, value: (holder: RoleHolder) => string])[] = [
  ['name', ({ displayName }) => displayName],
  ['email', ({ email }) => email],
  ['role', ({ role }) => role],
  ['edition', ({ edition }) => edition],
  ['category', ({ category }) => category],
  ['second_factor', ({ secondFactor }) => (secondFactor ? 'enrolled' : 'none')],
  ['invitation', ({ invitation }) => invitation ?? ''],
  ['granted_at', ({ grantedAt }) => grantedAt?.toISOString() ?? ''],
  ['last_seen_at', ({ lastSeenAt }) => lastSeenAt?.toISOString() ?? ''],
];

/** People with roles as a table for other programs (RFC 4180). */
export function peopleCsv(people: readonly RoleHolder[]): string {
  const rows = people.map((holder) => COLUMNS.map(([, value]) => value(holder)));
  return [COLUMNS.map(([name]) => name), ...rows].map(csvLine).join('');
}
