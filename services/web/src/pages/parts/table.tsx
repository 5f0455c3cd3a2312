import type { ComponentChildren } from 'preact';
import { useAddress, usePage } from '../page-context.js';
import { EmptyState } from './empty-state.js';
import { Pagination } from './pagination.js';
import { RowsTable, type RowsColumn } from './rows-table.js';
import { tableAddress, type TableState } from './table-query.js';

export interface Column<T> extends Pick<RowsColumn<T>, 'key' | 'label' | 'cell' | 'figure' | 'heading'> {
  /** May be sorted by; the service does it, not this page. */
  readonly sortable?: boolean;
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
      <RowsTable
        caption={caption}
        wide
        rows={rows}
        rowKey={rowKey}
        columns={columns.map((column) => ({
          ...column,
          order: orderOf(column, state),
          head: column.sortable === true ? <SortLink column={column} state={state} /> : column.label,
        }))}
      />
      <Pagination state={state} nextCursor={nextCursor} />
    </>
  );
}

function orderOf<T>({ key }: Column<T>, { sort, descending }: TableState): 'ascending' | 'descending' | undefined {
  if (sort !== key) return undefined;
  return descending ? 'descending' : 'ascending';
}

function SortLink<T>({ column, state }: { column: Column<T>; state: TableState }) {
  const address = useAddress();
  const sorted = state.sort === column.key;
  return (
    <a class="sort" href={address(tableAddress(state, { sort: column.key, descending: sorted && !state.descending }))}>
      {column.label}
    </a>
  );
}
