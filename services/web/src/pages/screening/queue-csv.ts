import type { QueuedEntry } from '../../application/screening/ports.js';
import { csvLine } from '../parts/csv.js';

/** The entries of a queue as a table for other programs (RFC 4180). */
export function queueCsv(entries: readonly QueuedEntry[]): string {
  const rows = entries.map(({ id, title, organisation, country, category, language, state, submittedAt }) => [
    id,
    title,
    organisation ?? '',
    country ?? '',
    category ?? '',
    language ?? '',
    state,
    submittedAt?.toISOString() ?? '',
  ]);
  const heads = ['submission_id', 'title', 'organisation', 'country', 'category', 'language', 'state', 'submitted_at'];
  return [heads, ...rows].map(csvLine).join('');
}
