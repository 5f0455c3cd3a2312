import { formatNumber } from '@wsis/i18n';
import type { NomineeCounts } from '../../application/nominees/ports.js';
import type { Category, Edition } from '../../application/ports.js';
import { searchParams, type NomineeSearch } from '../../domain/nominee-search.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { categoryName } from '../parts/words.js';
import { NomineeFilters, NotPublicYet, VotingIsOpen } from './nominee-filters.js';

export interface NomineeListProps {
  readonly edition: Edition;
  readonly categories: readonly Category[];
  readonly search: NomineeSearch;
  /** Absent before the list is released. */
  readonly counts: NomineeCounts | undefined;
  /** Of the list, without the language. */
  readonly path: string;
  readonly votingOpen: boolean;
}

/** The way to the nominees: the categories, and a search through all of them. */
export function CategoriesPage(props: NomineeListProps) {
  const { edition, categories, search, counts, path, votingOpen } = props;
  const { language, say } = usePage();
  const title = say('web.nominees.title', { edition: edition.name });
  return (
    <Layout title={title} editionId={edition.id}>
      <h1>{title}</h1>
      {counts === undefined ? (
        <NotPublicYet edition={edition} />
      ) : (
        <>
          <p class="lead">{say('web.nominees.intro')}</p>
          {votingOpen ? <VotingIsOpen edition={edition} /> : null}
          <NomineeFilters {...props} />
        </>
      )}
      <h2>{say('web.nominees.byCategory')}</h2>
      <ol class="category-list">
        {categories.map(({ code, number }) => {
          const count = counts?.category.get(code);
          const query = new URLSearchParams(searchParams({ ...search, filters: { category: code } })).toString();
          return (
            <li key={code} value={number}>
              <span class="category-number" aria-hidden="true">
                {formatNumber(language, number)}
              </span>
              <PageLink to={`${path}?${query}`}>{categoryName(language, categories, code)}</PageLink>
              {count === undefined ? null : <span class="quiet">{say('web.nominees.found', { count })}</span>}
            </li>
          );
        })}
      </ol>
    </Layout>
  );
}
