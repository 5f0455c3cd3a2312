import { translateLoosely } from '@wsis/i18n';
import type { Calendar } from '../../application/ports.js';
import { readClock } from '../../domain/contest-clock.js';
import { usePage } from '../page-context.js';
import { AsOf, Deadline } from '../parts/deadline.js';
import { Instant } from '../parts/words.js';

/** What is open in an edition and until when, or what comes next. Time is counted from the database's clock. */
export function EditionClock({ calendar }: { calendar: Calendar }) {
  const { language, say } = usePage();
  const clock = readClock(calendar.phases);
  const name = (phase: string) => translateLoosely(language, `phase.${phase}`);
  return (
    <div class="clock">
      {clock.open.map((phase) => (
        <div key={phase.phase}>
          <p class="state open">{say('web.clock.open', { phase: name(phase.phase) })}</p>
          {phase.closesAt === undefined ? null : (
            <>
              <p>{say('web.clock.closes')}</p>
              <Deadline at={phase.closesAt} timeZone={calendar.timeZone} now={calendar.now} />
            </>
          )}
        </div>
      ))}
      {clock.open.length === 0 && clock.next === undefined ? <p>{say('web.clock.none')}</p> : null}
      {clock.next?.opensAt === undefined ? null : (
        <div>
          <p class="state planned">{say('web.clock.next', { phase: name(clock.next.phase) })}</p>
          <p>
            {say('web.clock.opens')}{' '}
            {clock.open.length === 0 ? null : <Instant instant={clock.next.opensAt} timeZone={calendar.timeZone} />}
          </p>
          {clock.open.length === 0 ? (
            <Deadline at={clock.next.opensAt} timeZone={calendar.timeZone} now={calendar.now} />
          ) : null}
        </div>
      )}
      <AsOf now={calendar.now} />
    </div>
  );
}
