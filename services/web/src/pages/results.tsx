import { translateLoosely } from '@wsis/i18n';
import type { Category, Edition, HonouredProject, Honour, Results } from '../application/ports.js';
import { Layout } from './layout.js';
import { speaker, type PageContext } from './say.js';
import { GeneratedMark, Instant, Theirs, categoryName, placeName } from './words.js';

export interface ResultsProps {
  readonly page: PageContext;
  readonly edition: Edition;
  readonly categories: readonly Category[];
  readonly results: Results;
}

type Shown = HonouredProject & { readonly honour?: Honour };

/** Winners and Champions, each from the instant of its release on. */
export function ResultsPage({ page, edition, categories, results }: ResultsProps) {
  const { language } = page;
  const say = speaker(language);
  const { winners, champions } = results;
  return (
    <Layout page={page} title={say('web.results.title', { edition: edition.name })} editionId={edition.id}>
      <h1>{say('web.results.title', { edition: edition.name })}</h1>

      <h2>{say('web.results.winners')}</h2>
      {winners === undefined ? (
        <p>{say('web.results.winners.later')}</p>
      ) : (
        <>
          <p class="quiet">
            {say('web.results.published')}{' '}
            <Instant language={language} instant={winners.publishedAt} timeZone={edition.timeZone} />
          </p>
          <ByCategory
            language={language}
            categories={categories}
            projects={winners.projects}
            without={winners.withoutWinner}
          />
        </>
      )}

      <h2>{say('web.results.champions')}</h2>
      <p>{say('web.results.champions.explained')}</p>
      {champions === undefined ? (
        <p>{say('web.results.champions.later')}</p>
      ) : (
        <>
          <p class="quiet">
            {say('web.results.published')}{' '}
            <Instant language={language} instant={champions.publishedAt} timeZone={edition.timeZone} />
          </p>
          <ByCategory language={language} categories={categories} projects={champions.projects} without={[]} />
        </>
      )}
    </Layout>
  );
}

function ByCategory(props: {
  language: PageContext['language'];
  categories: readonly Category[];
  projects: readonly Shown[];
  without: readonly string[];
}) {
  const { language, categories, projects, without } = props;
  const say = speaker(language);
  const codes = [
    ...categories.map((category) => category.code),
    ...projects.map((project) => project.category).filter((code) => !categories.some((entry) => entry.code === code)),
  ];
  return (
    <dl>
      {[...new Set(codes)].map((code) => {
        const honoured = projects.filter((project) => project.category === code);
        if (honoured.length === 0 && !without.includes(code)) return null;
        return (
          <div key={code}>
            <dt>
              <strong>{categoryName(language, categories, code)}</strong>
            </dt>
            {honoured.map((project) => (
              <dd key={project.nomineeId}>
                <a href={`/${language}/nominees/${encodeURIComponent(project.nomineeId)}`}>
                  <Theirs text={project.title} language={project.titleLanguage} />
                </a>
                {project.organisation === '' ? null : (
                  <>
                    {' – '}
                    <Theirs text={project.organisation} />
                  </>
                )}
                {project.country === '' ? null : <span class="quiet"> ({placeName(language, project.country)})</span>}
                {project.honour === 'special-recognition' ? (
                  <span class="mark">{translateLoosely(language, 'term.special-recognition')}</span>
                ) : null}
                {project.generated ? <GeneratedMark language={language} /> : null}
              </dd>
            ))}
            {honoured.some((project) => project.honour !== 'special-recognition') || !without.includes(code) ? null : (
              <dd>{say('web.results.noWinner')}</dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}
