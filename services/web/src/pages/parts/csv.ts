/** Most lines that a file holds. */
export const LONGEST_FILE = 50_000;

/** The columns of a table for other programs: how each is named, and what stands in it. */
export type CsvColumns<T> = readonly (readonly [name: string, value: (row: T) => string])[];

/** A table for other programs, line by line as its rows are read. */
export async function* csvOf<T>(columns: CsvColumns<T>, rows: AsyncIterable<T>): AsyncGenerator<string> {
  yield csvLine(columns.map(([name]) => name));
  let told = 0;
  for await (const row of rows) {
    yield csvLine(columns.map(([, value]) => value(row)));
    told += 1;
    if (told === LONGEST_FILE) return;
  }
}

/** One line of a table for other programs (RFC 4180). */
export function csvLine(values: readonly string[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/** Quoted where it must be; what a spreadsheet would take for a formula is made text. */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
