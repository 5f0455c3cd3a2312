import { direction, formatNumber, translateIfPossible, translateLoosely } from '@wsis/i18n';
import type { Category, Edition, Nominee } from '../../application/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { GeneratedMark, Theirs, categoryName, placeName, textOrigin } from '../parts/words.js';

export interface NomineeProps {
  readonly edition: Edition;
  readonly categories: readonly Category[];
  readonly nominee: Nominee;
  readonly originalWanted: boolean;
}

/** One nominee: its description, whose words it is in, and the facts. */
export function NomineePage({ edition, categories, nominee, originalWanted }: NomineeProps) {
  const { language, say } = usePage();
  const address = `/${language}/nominees/${encodeURIComponent(nominee.id)}`;
  const list = `/${language}/editions/${encodeURIComponent(edition.id)}/nominees`;
  const shown = chooseText(nominee.texts, language, originalWanted);
  const text = shown?.text;
  const category = categoryName(language, categories, nominee.category);
  return (
    <Layout title={text?.title ?? nominee.organisation} editionId={edition.id}>
      <p>
        <a href={`${list}?category=${encodeURIComponent(nominee.category)}`}>{category}</a>
      </p>
      <h1>
        <Theirs text={text?.title ?? nominee.organisation} language={text?.language} />
      </h1>
      {nominee.withdrawn ? <p class="clock">{say('web.nominee.withdrawn.detail')}</p> : null}
      {nominee.generated ? (
        <p>
          <GeneratedMark /> {say('web.generated.detail')}
        </p>
      ) : null}
      {text === undefined ? null : (
        <>
          <p class="quiet">
            {textOrigin(language, text.state, text.language)}{' '}
            {shown?.original === undefined ? null : (
              <a href={`${address}?text=original`}>{say('web.text.showOriginal')}</a>
            )}
            {shown?.translation === undefined ? null : <a href={address}>{say('web.text.showTranslation')}</a>}
          </p>
          <div class="description" lang={text.language} dir={direction(text.language)}>
            {text.shortDescription}
          </div>
        </>
      )}
      <h2>{say('web.nominee.facts')}</h2>
      <dl class="facts">
        <dt>{say('web.nominee.number')}</dt>
        <dd>{formatNumber(language, nominee.number)}</dd>
        <dt>{say('web.nominee.organisation')}</dt>
        <dd>
          <Theirs text={nominee.organisation} />
        </dd>
        <dt>{say('web.nominee.country')}</dt>
        <dd>{placeName(language, nominee.country)}</dd>
        <dt>{say('web.nominee.stakeholder')}</dt>
        <dd>{translateIfPossible(language, `stakeholder.${nominee.stakeholderType}`) ?? nominee.stakeholderType}</dd>
        {nominee.website === undefined ? null : (
          <>
            <dt>{say('web.nominee.website')}</dt>
            <dd>
              <a href={nominee.website} rel="nofollow noopener noreferrer" dir="ltr">
                {nominee.website}
              </a>
            </dd>
          </>
        )}
      </dl>
      {nominee.sdgs.length === 0 ? null : (
        <>
          <h2>{say('web.nominee.sdgs')}</h2>
          <ul>
            {nominee.sdgs.map((goal) => (
              <li key={goal}>
                {say('web.nominee.sdg', { number: goal, name: translateLoosely(language, `sdg.${goal}`) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </Layout>
  );
}
