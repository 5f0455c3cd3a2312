import type { StoredAuditEntry } from '../audit-trail.js';

const COLUMNS = [
  'id',
  'at',
  'actor',
  'action',
  'subjectKind',
  'subjectId',
  'editionId',
  'requestId',
  'details',
] as const;

/** The first line of the table. */
export const AUDIT_CSV_HEAD = `${COLUMNS.join(',')}\r\n`;

/** One entry as a line (RFC 4180). */
export function auditCsvLine(entry: StoredAuditEntry): string {
  const cells = COLUMNS.map((column) => {
    const value = entry[column];
    if (value instanceof Date) return value.toISOString();
    return typeof value === 'object' ? JSON.stringify(value) : (value ?? '');
  });
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A cell that a spreadsheet would take for a formula is made a text by a quote before it. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
