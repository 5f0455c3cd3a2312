import type { ComponentChildren } from 'preact';

export interface RowsColumn<T> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: T) => ComponentChildren;
  /** Numbers stand under each other. */
  readonly figure?: boolean;
  /** Names the row, for those who hear the table. */
  readonly heading?: boolean;
  readonly order?: 'ascending' | 'descending' | undefined;
  /** What stands at its head instead of the label alone. */
  readonly head?: ComponentChildren;
}

export interface RowsTableProps<T> {
  /** Names the table; shown above it unless a heading does so. */
  readonly caption: string;
  readonly named?: boolean;
  /** As wide as the page. */
  readonly wide?: boolean;
  readonly columns: readonly RowsColumn<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
}

/**
 * A table whose rows become paragraphs on a narrow screen, each cell below its label: nothing has to be scrolled
 * sideways. The roles say that it stays a table.
 */
export function RowsTable<T>({ caption, named = true, wide = false, columns, rows, rowKey }: RowsTableProps<T>) {
  return (
    <div class="scroll" role="region" aria-label={caption} tabindex={0}>
      <table class={wide ? 'data rows' : 'rows'} role="table" {...(named ? {} : { 'aria-label': caption })}>
        {named ? <caption>{caption}</caption> : null}
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, label, head = label, order, figure = false }) => (
              <th
                key={key}
                scope="col"
                role="columnheader"
                {...(order === undefined ? {} : { 'aria-sort': order })}
                {...(figure ? { class: 'figure' } : {})}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map(({ key, label, cell, figure = false, heading = false }) =>
                heading ? (
                  <th key={key} scope="row" role="rowheader">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} role="cell" data-label={label} {...(figure ? { class: 'figure' } : {})}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
