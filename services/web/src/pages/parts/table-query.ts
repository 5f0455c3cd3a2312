/** What the address says of a table: how it is sorted, what is left out, where the page begins. */
export interface TableState {
  /** Without the language and the query. */
  readonly path: string;
  readonly sort: string | undefined;
  readonly descending: boolean;
  readonly filters: Readonly<Record<string, string>>;
  readonly cursor: string | undefined;
}

/** Reads a table's state from the query; what was not offered is as good as not said. */
export function readTableState(
  query: (name: string) => string | undefined,
  offered: { readonly path: string; readonly sorts?: readonly string[]; readonly filters?: readonly string[] },
): TableState {
  const wanted = query('sort') ?? '';
  const name = wanted.replace(/^-/, '');
  const filters = (offered.filters ?? []).flatMap((filter) => {
    const value = query(filter);
    return value === undefined ? [] : [[filter, value] as const];
  });
  return {
    path: offered.path,
    sort: offered.sorts?.includes(name) === true ? name : undefined,
    descending: wanted.startsWith('-'),
    filters: Object.fromEntries(filters),
    cursor: query('cursor'),
  };
}

/** How the table is sorted, as addresses and services say it: with a minus for the other way round. */
export function sortOf({ sort, descending }: Pick<TableState, 'sort' | 'descending'>): string | undefined {
  return descending && sort !== undefined ? `-${sort}` : sort;
}

/** The address of the same table in another state. Sorting or filtering anew begins at the first page. */
export function tableAddress(state: TableState, change: Partial<Omit<TableState, 'path'>>): string {
  const { path, sort, descending, filters, cursor } = { ...state, cursor: undefined, ...change };
  const query = new URLSearchParams({
    ...filters,
    ...(sort === undefined ? {} : { sort: sortOf({ sort, descending }) ?? sort }),
    ...(cursor === undefined ? {} : { cursor }),
  }).toString();
  return query === '' ? path : `${path}?${query}`;
}
