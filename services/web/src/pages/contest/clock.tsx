import { formatInstant, translateLoosely } from '@wsis/i18n';
import type { Calendar } from '../../application/ports.js';
import { readClock, timeLeft } from '../../domain/contest-clock.js';
import { usePage } from '../page-context.js';
import { Instant } from '../parts/words.js';

/** What is open in an edition and until when, or what comes next. Time is counted from the database's clock. */
export function EditionClock({ calendar }: { calendar: Calendar }) {
  const { language, say } = usePage();
  const clock = readClock(calendar.phases);
  const name = (phase: string) => translateLoosely(language, `phase.${phase}`);
  const left = (until: Date) => {
    const rest = timeLeft(calendar.now, until);
    return rest === undefined ? null : (
      <p>
        {rest.days > 0
          ? say('web.clock.left.days', { days: rest.days, hours: rest.hours })
          : say('web.clock.left.hours', { hours: rest.hours, minutes: rest.minutes })}
      </p>
    );
  };
  return (
    <div class="clock">
      {clock.open.map((phase) => (
        <div key={phase.phase}>
          <p class="state open">{say('web.clock.open', { phase: name(phase.phase) })}</p>
          {phase.closesAt === undefined ? null : (
            <>
              <p>
                {say('web.clock.closes')} <Instant instant={phase.closesAt} timeZone={calendar.timeZone} />
              </p>
              {left(phase.closesAt)}
            </>
          )}
        </div>
      ))}
      {clock.open.length === 0 && clock.next === undefined ? <p>{say('web.clock.none')}</p> : null}
      {clock.next?.opensAt === undefined ? null : (
        <div>
          <p class="state planned">{say('web.clock.next', { phase: name(clock.next.phase) })}</p>
          <p>
            {say('web.clock.opens')} <Instant instant={clock.next.opensAt} timeZone={calendar.timeZone} />
          </p>
          {clock.open.length === 0 ? left(clock.next.opensAt) : null}
        </div>
      )}
      <p class="quiet">{say('web.clock.asOf', { instant: formatInstant(language, calendar.now, 'UTC') })}</p>
    </div>
  );
}
