import type { Language } from '@wsis/kernel';
import type { Approval } from '../../application/approvals/ports.js';
import type { Edition } from '../../application/ports.js';
import { csvOf, type CsvColumns } from '../parts/csv.js';
import { effectInWords } from './effect-words.js';

/** Proposals as a table for other programs, line by line as they are read; what each does, in the reader's language. */
export function approvalsCsv(
  language: Language,
  editions: readonly Edition[],
  approvals: AsyncIterable<Approval>,
): AsyncGenerator<string> {
  const instant = (at: Date | undefined) => at?.toISOString() ?? '';
  const columns: CsvColumns<Approval> = [
    ['id', ({ id }) => id],
    ['service', ({ service }) => service],
    ['kind', ({ kind }) => kind],
    ['editionId', ({ editionId }) => editionId ?? ''],
    ['state', ({ state }) => state],
    ['effect', ({ effect }) => effectInWords(language, effect, editions)],
    ['proposedBy', ({ proposedBy }) => proposedBy],
    ['proposedAt', ({ proposedAt }) => instant(proposedAt)],
    ['expiresAt', ({ expiresAt }) => instant(expiresAt)],
    ['decidedBy', ({ decidedBy }) => decidedBy ?? ''],
    ['decidedAt', ({ decidedAt }) => instant(decidedAt)],
    ['reason', ({ reason }) => reason ?? ''],
    ['lastRefusal', ({ lastRefusal }) => lastRefusal ?? ''],
    ['obstacle', ({ obstacle }) => obstacle ?? ''],
    ['payloadHash', ({ payloadHash }) => payloadHash],
  ];
  return csvOf(columns, approvals);
}
