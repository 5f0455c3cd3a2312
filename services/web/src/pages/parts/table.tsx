import type { ComponentChildren } from 'preact';
import { useAddress, usePage } from '../page-context.js';
import { EmptyState } from './empty-state.js';
import { Pagination } from './pagination.js';
import { tableAddress, type TableState } from './table-query.js';

export interface Column<T> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: T) => ComponentChildren;
  /** May be sorted by; the service does it, not this page. */
  readonly sortable?: boolean;
  /** Numbers stand under each other. */
  readonly figure?: boolean;
  /** Names the row, for those who hear the table. */
  readonly heading?: boolean;
}

export interface DataTableProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly state: TableState;
  /** The next page, as the service names it. */
  readonly nextCursor?: string | undefined;
  /** What to say where there is no row: why, and what to do next. */
  readonly empty: ComponentChildren;
}

/** A table that is sorted, filtered and paged by plain links: each state of it has an address. */
export function DataTable<T>({ caption, columns, rows, rowKey, state, nextCursor, empty }: DataTableProps<T>) {
  const { say } = usePage();
  if (rows.length === 0) return <EmptyState title={say('web.table.empty')}>{empty}</EmptyState>;
  return (
    <>
      <div class="scroll" role="region" aria-label={caption} tabindex={0}>
        <table class="data">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <ColumnHead key={column.key} column={column} state={state} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)}>
                {columns.map((column) =>
                  column.heading === true ? (
                    <th scope="row" key={column.key}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} {...(column.figure === true ? { class: 'figure' } : {})}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pagination state={state} nextCursor={nextCursor} />
    </>
  );
}

function ColumnHead<T>({ column, state }: { column: Column<T>; state: TableState }) {
  const address = useAddress();
  const sorted = state.sort === column.key;
  const order = sorted ? { 'aria-sort': state.descending ? ('descending' as const) : ('ascending' as const) } : {};
  return (
    <th scope="col" {...order} {...(column.figure === true ? { class: 'figure' } : {})}>
      {column.sortable === true ? (
        <a
          class="sort"
          href={address(tableAddress(state, { sort: column.key, descending: sorted && !state.descending }))}
        >
          {column.label}
        </a>
      ) : (
        column.label
      )}
    </th>
  );
}
