import { translateLoosely } from '@wsis/i18n';
import type { Calendar, Edition } from '../../application/ports.js';
import { EditionClock } from './clock.js';
import { NextSteps } from './next-steps.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { RowsTable } from '../parts/rows-table.js';
import { Instant, Theirs } from '../parts/words.js';

export interface EditionProps {
  readonly edition: Edition;
  readonly calendar: Calendar | undefined;
}

/** One edition: its clock, and the whole calendar. */
export function EditionPage({ edition, calendar }: EditionProps) {
  const { language, say } = usePage();
  const instant = (at: Date | undefined) =>
    at === undefined || calendar === undefined ? (
      say('web.calendar.unknown')
    ) : (
      <Instant instant={at} timeZone={calendar.timeZone} />
    );
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
        <RowsTable
          caption={say('web.calendar.title')}
          rows={calendar.phases}
          rowKey={({ phase }) => phase}
          columns={[
            {
              key: 'phase',
              label: say('web.calendar.phase'),
              heading: true,
              cell: ({ phase }) => translateLoosely(language, `phase.${phase}`),
            },
            { key: 'opens', label: say('web.calendar.opens'), cell: ({ opensAt }) => instant(opensAt) },
            { key: 'closes', label: say('web.calendar.closes'), cell: ({ closesAt }) => instant(closesAt) },
            {
              key: 'state',
              label: say('web.calendar.state'),
              cell: ({ state }) => (
                <span class={`state ${state}`}>{translateLoosely(language, `web.phase-state.${state}`)}</span>
              ),
            },
          ]}
        />
      )}
    </Layout>
  );
}
