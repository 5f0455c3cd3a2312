import { NOMINEE_ORDERS, STAKEHOLDER_TYPES, referenceData } from '@wsis/rule-book';

/** What narrows the list of nominees, by its name in the address and in the API. */
export const NOMINEE_FILTERS = ['category', 'country', 'region', 'sdg', 'stakeholderType'] as const;
export type NomineeFilterName = (typeof NOMINEE_FILTERS)[number];

/** What a reader wants to see of the list. Each state of it has an address, so that it can be shared and kept. */
export interface NomineeSearch {
  readonly filters: Readonly<Partial<Record<NomineeFilterName, string>>>;
  /** What to look for, as it was typed. */
  readonly words: string | undefined;
  /** More was typed than is searched for. */
  readonly cut: boolean;
  /** One of the random orders; absent before the reader has one. */
  readonly order: number | undefined;
}

/** The most characters that are searched for. */
export const LONGEST_SEARCH = 200;
/** Letters are looked for: neither controls nor marks that turn a line around. */
const NOT_TYPED = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const KNOWN: Readonly<Record<NomineeFilterName, (value: string) => boolean>> = {
  // The edition says which there are.
  category: (value) => /^[\w-]{1,40}$/.test(value),
  country: (value) => /^[A-Z]{2,3}$/.test(value),
  region: (value) => referenceData.regions.some(({ code }) => code === value),
  sdg: (value) => /^([1-9]|1[0-7])$/.test(value),
  stakeholderType: (value) => STAKEHOLDER_TYPES.some((type) => type === value),
};

/** Narrowed by nothing, by number. */
export const EVERY_NOMINEE: NomineeSearch = { filters: {}, words: undefined, cut: false, order: undefined };

/** Reads an address. What no list could be narrowed by is as good as not said. */
export function readNomineeSearch(query: (name: string) => string | undefined): NomineeSearch {
  const typed = [...(query('q') ?? '').replace(NOT_TYPED, ' ').trim()];
  const filters = NOMINEE_FILTERS.flatMap((name) => {
    const value = query(name);
    return value !== undefined && KNOWN[name](value) ? [[name, value] as const] : [];
  });
  const order = query('order') ?? '';
  return {
    filters: Object.fromEntries(filters),
    words: typed.length === 0 ? undefined : typed.slice(0, LONGEST_SEARCH).join(''),
    cut: typed.length > LONGEST_SEARCH,
    order: /^\d{1,2}$/.test(order) && Number(order) < NOMINEE_ORDERS ? Number(order) : undefined,
  };
}

/** What of the list is asked for, as the API and our addresses name it. */
export function narrowedBy({ filters, words }: Pick<NomineeSearch, 'filters' | 'words'>): Record<string, string> {
  return { ...filters, ...(words === undefined ? {} : { q: words }) };
}

/** The same with its order: all that an address holds, but for the place in the list. What was cut stays told. */
export function searchParams(search: NomineeSearch): Record<string, string> {
  const { order, words, cut } = search;
  return {
    ...narrowedBy(search),
    ...(cut && words !== undefined ? { q: `${words}…` } : {}),
    ...(order === undefined ? {} : { order: String(order) }),
  };
}
