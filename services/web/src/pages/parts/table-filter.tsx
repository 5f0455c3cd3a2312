import { useAddress, useIsland, usePage } from '../page-context.js';
import { PageLink } from './links.js';
import { sortOf, type TableState } from './table-query.js';

export interface TableFilterProps {
  readonly state: TableState;
  /** Words to look for: the name in the query, and its label. */
  readonly search?: { readonly name: string; readonly label: string; readonly error?: string | undefined };
  /** Lists to choose from. */
  readonly choices?: readonly {
    readonly name: string;
    readonly label: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  }[];
  /** Further words and days. */
  readonly fields?: readonly FilterField[];
}

export interface FilterField {
  readonly name: string;
  readonly label: string;
  readonly type: 'search' | 'date';
  /** What is wrong with what was written. */
  readonly error?: string | undefined;
}

/** What of a table is shown: a form that only changes the address. */
export function TableFilter({ state, search, choices = [], fields = [] }: TableFilterProps) {
  const { say } = usePage();
  const address = useAddress();
  const asked = new Set([search, ...choices, ...fields].map((each) => each?.name));
  const kept = Object.entries(state.filters).filter(([name]) => !asked.has(name));
  return (
    <form class="filter" method="get" action={address(state.path)} role="search">
      {state.sort === undefined ? null : <input type="hidden" name="sort" value={sortOf(state)} />}
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {search === undefined ? null : (
        <FilterInput field={{ ...search, type: 'search' }} value={state.filters[search.name]} />
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
      {fields.map((field) => (
        <FilterInput key={field.name} field={field} value={state.filters[field.name]} />
      ))}
      <button type="submit" class="button quiet">
        {say('web.table.show')}
      </button>
      {[...asked].every((name) => name === undefined || state.filters[name] === undefined) ? null : (
        <PageLink to={state.path}>{say('web.table.showAll')}</PageLink>
      )}
    </form>
  );
}

function FilterInput({ field, value }: { field: FilterField; value: string | undefined }) {
  const { name, label, type, error } = field;
  const wrong = error === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${name}-error` };
  const input = { id: name, name, value, ...wrong };
  return (
    <div>
      <label for={name}>{label}</label>
      {type === 'date' ? <input type="date" {...input} /> : <input type="search" dir="auto" {...input} />}
      {error === undefined ? null : (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
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
