import type { Deed } from '../../application/audit/ports.js';
import { csvOf, type CsvColumns } from '../parts/csv.js';

const COLUMNS: CsvColumns<Deed> = [
  ['id', ({ id }) => id],
  ['at', ({ at }) => at?.toISOString() ?? ''],
  ['service', ({ service }) => service],
  ['actor', ({ actor }) => actor ?? ''],
  ['action', ({ action }) => action],
  ['subjectKind', ({ subjectKind }) => subjectKind],
  ['subjectId', ({ subjectId }) => subjectId],
  ['editionId', ({ editionId }) => editionId ?? ''],
  ['requestId', ({ requestId }) => requestId ?? ''],
  ['details', ({ details }) => JSON.stringify(details)],
];

/** Deeds as a table for other programs, line by line as they are read. */
export function auditCsv(deeds: AsyncIterable<Deed>): AsyncGenerator<string> {
  return csvOf(COLUMNS, deeds);
}
