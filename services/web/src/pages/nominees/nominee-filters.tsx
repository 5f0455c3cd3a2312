import { formatNumber, translateIfPossible, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { Category, Edition } from '../../application/ports.js';
import { LONGEST_SEARCH, NOMINEE_FILTERS, type NomineeFilterName } from '../../domain/nominee-search.js';
import { useAddress, usePage } from '../page-context.js';
import { EmptyState } from '../parts/empty-state.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { categoryName, placeName } from '../parts/words.js';
import type { NomineeListProps } from './categories-page.js';

/** Search and filters, each value with how many nominees it would leave: a form that only changes the address. */
export function NomineeFilters({ search, counts, categories, path }: NomineeListProps) {
  const { language, say } = usePage();
  const address = useAddress();
  const narrowed = Object.keys(search.filters).some((name) => name !== 'category');
  const choice = (name: NomineeFilterName, label: string) => (
    <div key={name}>
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{say('web.table.all')}</option>
        {optionsOf(language, name, categories, counts?.[name] ?? new Map(), search.filters[name]).map((option) => (
          <option key={option.value} value={option.value} selected={search.filters[name] === option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <form class="nominee-filters" method="get" action={address(path)} role="search">
      {search.order === undefined ? null : <input type="hidden" name="order" value={search.order} />}
      <div class="filter">
        <div class="filter-words">
          <label for="q">{say('web.nominees.search')}</label>
          <input
            id="q"
            type="search"
            name="q"
            value={search.words}
            maxlength={LONGEST_SEARCH}
            dir="auto"
            aria-describedby="q-hint"
          />
        </div>
        {choice('category', say('web.nominees.choose'))}
        <button type="submit" class="button">
          {say('web.nominees.show')}
        </button>
      </div>
      <p class="hint" id="q-hint">
        {say('web.nominees.search.hint')}
      </p>
      <details open={narrowed}>
        <summary>{say('web.nominees.filters')}</summary>
        <div class="filter">
          {choice('country', say('web.nominee.country'))}
          {choice('region', say('web.nominees.region'))}
          {choice('sdg', say('web.nominees.sdg'))}
          {choice('stakeholderType', say('web.nominee.stakeholder'))}
        </div>
      </details>
    </form>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** The values that leave somebody, and the one that is chosen; in the order of the ballot, of numbers, or of the alphabet. */
function optionsOf(
  language: Language,
  name: NomineeFilterName,
  categories: readonly Category[],
  counts: ReadonlyMap<string, number>,
  chosen: string | undefined,
): readonly Option[] {
  const values = new Set([...counts.keys(), ...(chosen === undefined ? [] : [chosen])]);
  const labelled = [...values].map((value) => ({
    value,
    name: valueName(language, name, categories, value),
    place: name === 'category' ? (categories.find(({ code }) => code === value)?.number ?? 0) : Number(value),
  }));
  const { compare } = new Intl.Collator(language);
  const numbered = name === 'category' || name === 'sdg';
  return labelled
    .sort((a, b) => (numbered ? a.place - b.place : compare(a.name, b.name)))
    .map(({ value, name: label }) => ({
      value,
      label: `${label} (${formatNumber(language, counts.get(value) ?? 0)})`,
    }));
}

/** A value of a filter in the reader's language. */
export function valueName(
  language: Language,
  name: NomineeFilterName,
  categories: readonly Category[],
  value: string,
): string {
  switch (name) {
    case 'category': {
      const number = categories.find(({ code }) => code === value)?.number ?? 0;
      return `${formatNumber(language, number)}. ${categoryName(language, categories, value)}`;
    }
    case 'country':
      return placeName(language, value);
    case 'region':
      return value === 'INT' ? placeName(language, value) : (translateIfPossible(language, `region.${value}`) ?? value);
    case 'sdg':
      return `${formatNumber(language, Number(value))}. ${translateLoosely(language, `sdg.${value}`)}`;
    case 'stakeholderType':
      return translateIfPossible(language, `stakeholder.${value}`) ?? value;
  }
}

/** What the list is narrowed by, each with the way to the list without it. */
export function ChosenFilters({ search, categories, path }: NomineeListProps) {
  const { language, say } = usePage();
  const chosen = NOMINEE_FILTERS.flatMap((name) => {
    const value = search.filters[name];
    return value === undefined ? [] : [valueName(language, name, categories, value)];
  });
  const order = search.order === undefined ? '' : `?order=${search.order}`;
  return (
    <ul class="chosen-filters">
      {[...(search.words === undefined ? [] : [say('web.nominees.words', { words: search.words })]), ...chosen].map(
        (label) => (
          <li key={label} class="badge info">
            {label}
          </li>
        ),
      )}
      <li>
        <PageLink to={`${path}${order}`}>{say('web.nominees.allCategories')}</PageLink>
      </li>
    </ul>
  );
}

/** The list is under embargo, or does not exist yet: when to come back. */
export function NotPublicYet({ edition }: { edition: Edition }) {
  const { say } = usePage();
  return (
    <EmptyState title={say('web.nominees.notYet')}>
      <p>{say('web.nominees.notYet.detail')}</p>
      <p>
        <PageLink to={`/editions/${encodeURIComponent(edition.id)}`}>{say('web.calendar.title')}</PageLink>
      </p>
    </EmptyState>
  );
}

/** While the vote is open, the way to the ballot is never far. */
export function VotingIsOpen({ edition, category }: { edition: Edition; category?: string | undefined }) {
  const { say } = usePage();
  const ballot = `/editions/${encodeURIComponent(edition.id)}/ballot`;
  return (
    <Notice>
      <p class="row">
        <span>{say('web.nominees.votingOpen')}</span>
        <LinkButton to={category === undefined ? ballot : `${ballot}/categories/${encodeURIComponent(category)}`}>
          {category === undefined ? say('web.ballot.title') : say('web.nominees.chooseHere')}
        </LinkButton>
      </p>
    </Notice>
  );
}
