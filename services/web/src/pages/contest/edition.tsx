import { translateLoosely } from '@wsis/i18n';
import type { Calendar, Edition } from '../../application/ports.js';
import { EditionClock } from './clock.js';
import { NextSteps } from './next-steps.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Instant, Theirs } from '../parts/words.js';

export interface EditionProps {
  readonly edition: Edition;
  readonly calendar: Calendar | undefined;
}

/** One edition: its clock, and the whole calendar. */
export function EditionPage({ edition, calendar }: EditionProps) {
  const { language, say } = usePage();
  return (
    <Layout title={edition.name} editionId={edition.id}>
      <h1>
        <Theirs text={edition.name} />
      </h1>
      <section class="now" aria-labelledby="now">
        <h2 id="now">{say('web.home.now')}</h2>
        <NextSteps edition={edition} calendar={calendar} />
        {calendar === undefined ? <p>{say('web.clock.none')}</p> : <EditionClock calendar={calendar} />}
      </section>
      {calendar === undefined ? null : (
        <div class="scroll" role="region" aria-label={say('web.calendar.title')} tabindex={0}>
          <table>
            <caption>{say('web.calendar.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('web.calendar.phase')}</th>
                <th scope="col">{say('web.calendar.opens')}</th>
                <th scope="col">{say('web.calendar.closes')}</th>
                <th scope="col">{say('web.calendar.state')}</th>
              </tr>
            </thead>
            <tbody>
              {calendar.phases.map((phase) => (
                <tr key={phase.phase}>
                  <th scope="row">{translateLoosely(language, `phase.${phase.phase}`)}</th>
                  {[phase.opensAt, phase.closesAt].map((instant, index) => (
                    <td key={index}>
                      {instant === undefined ? (
                        say('web.calendar.unknown')
                      ) : (
                        <Instant instant={instant} timeZone={calendar.timeZone} />
                      )}
                    </td>
                  ))}
                  <td>
                    <span class={`state ${phase.state}`}>
                      {translateLoosely(language, `web.phase-state.${phase.state}`)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Layout>
  );
}
