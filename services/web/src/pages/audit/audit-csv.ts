import type { Deed } from '../../application/audit/ports.js';
import { csvLine } from '../parts/csv.js';

/** Most lines that a file holds. */
export const LONGEST_FILE = 50_000;

const COLUMNS: readonly (readonly [name: string, value: (deed: Deed) => string])[] = [
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
export async function* auditCsv(deeds: AsyncIterable<Deed>): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name));
  let told = 0;
  for await (const deed of deeds) {
    yield csvLine(COLUMNS.map(([, value]) => value(deed)));
    told += 1;
    if (told === LONGEST_FILE) return;
  }
}
