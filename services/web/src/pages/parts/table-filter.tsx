import type { ComponentChildren } from 'preact';
import { useAddress, useIsland, usePage } from '../page-context.js';
import { PageLink } from './links.js';
import type { TableState } from './table-query.js';

export interface TableFilterProps {
  readonly state: TableState;
  /** Words to look for: the name in the query, and its label. */
  readonly search?: { readonly name: string; readonly label: string };
  /** Lists to choose from. */
  readonly choices?: readonly {
    readonly name: string;
    readonly label: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  }[];
  readonly children?: ComponentChildren;
}

/** What of a table is shown: a form that only changes the address. */
export function TableFilter({ state, search, choices = [] }: TableFilterProps) {
  const { say } = usePage();
  const address = useAddress();
  const asked = new Set([search?.name, ...choices.map(({ name }) => name)]);
  const kept = Object.entries(state.filters).filter(([name]) => !asked.has(name));
  return (
    <form class="filter" method="get" action={address(state.path)} role="search">
      {state.sort === undefined ? null : (
        <input type="hidden" name="sort" value={state.descending ? `-${state.sort}` : state.sort} />
      )}
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {search === undefined ? null : (
        <div>
          <label for={search.name}>{search.label}</label>
          <input id={search.name} type="search" name={search.name} value={state.filters[search.name]} dir="auto" />
        </div>
      )}
      {choices.map(({ name, label, options }) => (
        <div key={name}>
          <label for={name}>{label}</label>
          <select id={name} name={name}>
            <option value="">{say('web.table.all')}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value} selected={state.filters[name] === option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button type="submit" class="button quiet">
        {say('web.table.show')}
      </button>
      {Object.keys(state.filters).length === 0 ? null : <PageLink to={state.path}>{say('web.table.showAll')}</PageLink>}
    </form>
  );
}

export interface ListFilterProps {
  /** The id of the list whose entries are narrowed while a person types. */
  readonly list: string;
  readonly label: string;
}

/** Narrows a list that is on the page as a whole. It is comfort only: without scripts it is not there. */
export function ListFilter({ list, label }: ListFilterProps) {
  const { say } = usePage();
  useIsland('filter');
  return (
    <div class="list-filter" data-needs-script hidden>
      <label for={`${list}-filter`}>{label}</label>
      <input id={`${list}-filter`} type="search" data-filters={list} data-status={`${list}-shown`} dir="auto" />
      <span id={`${list}-shown`} class="quiet" role="status" data-text={say('web.list.shown', { shown: '{shown}' })} />
    </div>
  );
}
