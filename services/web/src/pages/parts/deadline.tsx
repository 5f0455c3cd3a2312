import { formatInstant, localeOf, translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { timeLeft } from '../../domain/contest-clock.js';
import { useIsland, usePage } from '../page-context.js';
import { Instant } from './words.js';

export interface DeadlineProps {
  readonly at: Date;
  /** The edition's zone, in which it was set. */
  readonly timeZone: string;
  /** The server's time when the page was made: the reader's clock may be wrong. */
  readonly now: Date;
}

/**
 * An instant that matters: in the edition's zone, in the reader's own where a script can find it out,
 * and how long it still is, which the script keeps current.
 */
export function Deadline({ at, timeZone, now }: DeadlineProps) {
  const { language, say } = usePage();
  useIsland('countdown');
  return (
    <div
      class="deadline"
      data-until={at.toISOString()}
      data-now={now.toISOString()}
      data-zone={timeZone}
      data-locale={localeOf(language)}
    >
      <p class="deadline-instant">
        <Instant instant={at} timeZone={timeZone} />
      </p>
      <p
        class="deadline-mine quiet"
        data-mine
        data-text={say('web.deadline.mine', { instant: '{instant}', zone: '{zone}' })}
      />
      <p
        class="deadline-left"
        data-left
        data-text={say('web.deadline.left', { left: '{left}' })}
        data-over={say('web.deadline.over')}
      >
        {leftInWords(language, now, at) ?? say('web.deadline.over')}
      </p>
    </div>
  );
}

/** "4 days and 11 hours left"; nothing once it has passed. */
export function leftInWords(language: Language, now: Date, until: Date): string | undefined {
  const rest = timeLeft(now, until);
  if (rest === undefined) return undefined;
  return rest.days > 0
    ? translate(language, 'web.clock.left.days', { days: rest.days, hours: rest.hours })
    : translate(language, 'web.clock.left.hours', { hours: rest.hours, minutes: rest.minutes });
}

/** When the server made the page: what all the rest is counted from. */
export function AsOf({ now }: { now: Date }) {
  const { language, say } = usePage();
  return <p class="quiet">{say('web.clock.asOf', { instant: formatInstant(language, now, 'UTC') })}</p>;
}
