/** What a spreadsheet takes for a formula when a cell begins with it, however many quotes stand before it already. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** Rows as a table for other programs (RFC 4180). What a spreadsheet would take for a formula is made text by a quote. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads such a table back: each row with its cells. Undefined where a quoted cell never ends. */
export function readCsv(text: string): readonly (readonly string[])[] | undefined {
  const separator = separatorOf(text);
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);
    cell = '';
  };
  // A mark of the encoding, and the ends of lines of other systems, are no part of any cell.
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  for (let index = 0; index < plain.length; index += 1) {
    const character = plain.charAt(index);
    if (quoted && character === '"' && plain.charAt(index + 1) === '"') {
      cell += '"';
      index += 1;
    } else if (character === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (quoted) cell += character;
    else if (character === separator) endCell();
    else if (character === '\n') {
      endCell();
      rows.push([]);
    } else cell += character;
  }
  if (quoted) return undefined;
  endCell();
  return rows;
}

/** Spreadsheets of some countries write a semicolon. */
function separatorOf(text: string): string {
  const head = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)));
  return head.includes(';') && !head.includes(',') ? ';' : ',';
}
