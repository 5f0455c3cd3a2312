import { translateLoosely } from '@wsis/i18n';
import type { Category, Edition, HonouredProject, Results } from '../../application/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { RuleLink } from '../parts/rule-link.js';
import { GeneratedMark, Instant, Theirs, categoryName, placeName } from '../parts/words.js';

export interface ResultsProps {
  readonly edition: Edition;
  readonly categories: readonly Category[];
  readonly results: Results;
}

/** Winners and Champions, each from the instant of its release on. */
export function ResultsPage({ edition, categories, results }: ResultsProps) {
  const { language, say } = usePage();
  const { winners, champions } = results;
  return (
    <Layout title={say('web.results.title', { edition: edition.name })} editionId={edition.id}>
      <h1>{say('web.results.title', { edition: edition.name })}</h1>

      <h2>{say('web.results.winners')}</h2>
      {winners === undefined ? (
        <p>{say('web.results.winners.later')}</p>
      ) : (
        <>
          <p class="quiet">
            {say('web.results.published')} <Instant instant={winners.publishedAt} timeZone={edition.timeZone} />
          </p>
          <dl>
            {inBallotOrder(winners.categories, categories).map((decision) => (
              <div key={decision.category}>
                <dt>
                  <strong>{categoryName(language, categories, decision.category)}</strong>
                </dt>
                <dd>
                  {decision.winner === undefined ? say('web.results.noWinner') : <Project project={decision.winner} />}
                </dd>
                {decision.specialRecognition.map((project) => (
                  <dd key={project.nomineeId}>
                    <span class="mark">{translateLoosely(language, 'term.special-recognition')}</span>{' '}
                    <Project project={project} />
                  </dd>
                ))}
                {decision.statement === '' ? null : (
                  <dd>
                    <blockquote dir="auto">{decision.statement}</blockquote>
                  </dd>
                )}
              </div>
            ))}
          </dl>
        </>
      )}

      <h2>{say('web.results.champions')}</h2>
      <p>
        {say('web.results.champions.explained')} <RuleLink edition={edition.id} rule="count.topN" />
      </p>
      {champions === undefined ? (
        <p>{say('web.results.champions.later')}</p>
      ) : (
        <>
          <p class="quiet">
            {say('web.results.published')} <Instant instant={champions.publishedAt} timeZone={edition.timeZone} />
          </p>
          <dl>
            {inBallotOrder(champions.categories, categories).map((entry) => (
              <div key={entry.category}>
                <dt>
                  <strong>{categoryName(language, categories, entry.category)}</strong>
                </dt>
                {entry.projects.map((project) => (
                  <dd key={project.nomineeId}>
                    <Project project={project} />
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        </>
      )}
    </Layout>
  );
}

function Project({ project }: { project: HonouredProject }) {
  const { language, say } = usePage();
  const shown = chooseText(project.texts, language)?.text;
  return (
    <>
      <a href={`/${language}/nominees/${encodeURIComponent(project.nomineeId)}`}>
        <Theirs text={shown?.title ?? project.organisation} language={shown?.language} />
      </a>
      {' – '}
      <Theirs text={project.organisation} /> <span class="quiet">({placeName(language, project.country)})</span>{' '}
      {project.withdrawn ? <span class="mark">{say('web.nominee.withdrawn')}</span> : null}{' '}
      {project.generated ? <GeneratedMark /> : null}
    </>
  );
}

/** In the order of the ballot, whatever order the results came in. */
function inBallotOrder<T extends { readonly category: string }>(
  entries: readonly T[],
  categories: readonly Category[],
): T[] {
  const place = (code: string) => {
    const index = categories.findIndex((category) => category.code === code);
    return index === -1 ? categories.length : index;
  };
  return [...entries].sort((a, b) => place(a.category) - place(b.category));
}
