import type { Category, Edition, Nominee, Page } from '../../application/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { GeneratedMark, Theirs, categoryName, placeName } from '../parts/words.js';

export interface NomineesProps {
  readonly edition: Edition;
  readonly categories: readonly Category[];
  /** The category whose nominees are shown; without one, the categories themselves. */
  readonly category: string | undefined;
  readonly nominees: Page<Nominee> | undefined;
}

/** The nominees of one category, or the way to them. */
export function Nominees({ edition, categories, category, nominees }: NomineesProps) {
  const { language, say } = usePage();
  const address = `/${language}/editions/${encodeURIComponent(edition.id)}/nominees`;
  const chosen = categories.find((entry) => entry.code === category);
  const title =
    chosen === undefined
      ? say('web.nominees.title', { edition: edition.name })
      : say('web.nominees.category', { number: chosen.number, name: categoryName(language, categories, chosen.code) });
  return (
    <Layout title={title} editionId={edition.id}>
      <h1>{title}</h1>
      <form class="filter" method="get" action={address}>
        <div>
          <label for="category">{say('web.nominees.choose')}</label>
          <select id="category" name="category">
            {categories.map((entry) => (
              <option key={entry.code} value={entry.code} selected={entry.code === category}>
                {`${entry.number}. ${categoryName(language, categories, entry.code)}`}
              </option>
            ))}
          </select>
        </div>
        <button type="submit">{say('web.nominees.show')}</button>
      </form>
      {nominees === undefined ? (
        <ol>
          {categories.map((entry) => (
            <li key={entry.code} value={entry.number}>
              <a href={`${address}?category=${encodeURIComponent(entry.code)}`}>
                {categoryName(language, categories, entry.code)}
              </a>
            </li>
          ))}
        </ol>
      ) : (
        <NomineeCards nominees={nominees} address={address} category={category ?? ''} />
      )}
    </Layout>
  );
}

function NomineeCards(props: { nominees: Page<Nominee>; address: string; category: string }) {
  const { language, say } = usePage();
  const { items, nextCursor } = props.nominees;
  if (items.length === 0) return <p>{say('web.nominees.none')}</p>;
  return (
    <>
      <ul class="cards">
        {items.map((nominee) => {
          const shown = chooseText(nominee.texts, language);
          return (
            <li class="card" key={nominee.id}>
              <h2>
                <a href={`/${language}/nominees/${encodeURIComponent(nominee.id)}`}>
                  <Theirs text={shown?.text.title ?? nominee.organisation} language={shown?.text.language} />
                </a>
              </h2>
              <p>
                <Theirs text={nominee.organisation} />
              </p>
              <p class="quiet">{placeName(language, nominee.country)}</p>
              {nominee.withdrawn ? (
                <p>
                  <span class="mark">{say('web.nominee.withdrawn')}</span>
                </p>
              ) : null}
              {nominee.generated ? (
                <p>
                  <GeneratedMark />
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
      {nextCursor === undefined ? null : (
        <p>
          <a
            rel="next"
            href={`${props.address}?category=${encodeURIComponent(props.category)}&cursor=${encodeURIComponent(nextCursor)}`}
          >
            {say('web.nominees.next')}
          </a>
        </p>
      )}
    </>
  );
}
