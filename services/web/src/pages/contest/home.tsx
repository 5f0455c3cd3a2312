import { translateLoosely } from '@wsis/i18n';
import type { Calendar, Edition } from '../../application/ports.js';
import { EditionClock } from './clock.js';
import { NextSteps } from './next-steps.js';
import { RoleSteps } from './role-steps.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Theirs } from '../parts/words.js';

const PHASES = ['submission', 'screening', 'voting', 'evaluation', 'announcement'] as const;

export interface HomeProps {
  readonly editions: readonly { readonly edition: Edition; readonly calendar: Calendar | undefined }[];
  /** How many the current edition has. */
  readonly categories: number;
}

/** What the Prizes are, and where each edition stands. */
export function Home({ editions, categories }: HomeProps) {
  const { language, say } = usePage();
  const [current, ...others] = editions;
  return (
    <Layout title={say('web.site.name')} editionId={current?.edition.id}>
      <h1>{say('web.home.title')}</h1>
      <p class="lead">{say('web.home.intro', { categories })}</p>
      <p>{say('web.home.purpose')}</p>

      {current === undefined ? null : (
        <section class="now" aria-labelledby="now">
          <h2 id="now">
            <Theirs text={current.edition.name} />
          </h2>
          <NextSteps {...current} />
          {current.calendar === undefined ? null : <EditionClock calendar={current.calendar} />}
          <p>
            <PageLink to={`/editions/${encodeURIComponent(current.edition.id)}`}>{say('web.now.edition')}</PageLink>
          </p>
        </section>
      )}
      {current?.calendar === undefined ? null : (
        <>
          <h2>{say('web.role-step.title')}</h2>
          <RoleSteps edition={current.edition} calendar={current.calendar} />
        </>
      )}
      {current !== undefined && others.length === 0 ? null : <h2>{say('web.home.editions')}</h2>}
      {editions.length === 0 ? <p>{say('web.home.none')}</p> : null}
      <ul class="cards">
        {others.map(({ edition, calendar }) => (
          <li class="card" key={edition.id}>
            <h3>
              <a href={`/${language}/editions/${encodeURIComponent(edition.id)}`}>
                <Theirs text={edition.name} />
              </a>
            </h3>
            {calendar === undefined ? <p>{say('web.clock.none')}</p> : <EditionClock calendar={calendar} />}
          </li>
        ))}
      </ul>

      <h2>{say('web.home.steps')}</h2>
      <ol>
        {PHASES.map((phase) => (
          <li key={phase}>
            <strong>{translateLoosely(language, `phase.${phase}`)}</strong>
            <br />
            {translateLoosely(language, `web.home.step.${phase}`)}
          </li>
        ))}
      </ol>
    </Layout>
  );
}
