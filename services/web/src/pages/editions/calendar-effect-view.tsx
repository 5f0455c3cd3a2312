import { formatInstant, translateLoosely } from '@wsis/i18n';
import type { ExpectedEffect } from '../../application/editions/ports.js';
import { consequencesOf, type ExpectedMail, type Turn } from '../../domain/calendar-effect.js';
import { usePage } from '../page-context.js';
import { Deadline } from '../parts/deadline.js';
import { Facts } from '../parts/facts.js';
import { RowsTable } from '../parts/rows-table.js';

interface EffectProps {
  readonly effect: ExpectedEffect;
  readonly timeZone: string;
}

/** All that follows from a change of the calendar: the same for who proposes it and for who is to approve it. */
export function CalendarEffectView({ effect, timeZone }: EffectProps) {
  const { language, say } = usePage();
  const { turns, mails, remindersStop, runs } = consequencesOf(effect, effect.reminderHours);
  const when = (at: Date | undefined) =>
    at === undefined ? say('web.calendar-desk.at.approval') : formatInstant(language, at, timeZone);
  return (
    <>
      <Dates effect={effect} timeZone={timeZone} />
      <h2>{say('web.calendar-desk.turns')}</h2>
      <Facts facts={turns.map((turn) => [when(turn.at), <TurnInWords turn={turn} />])} />
      <h2>{say('web.calendar-desk.mails')}</h2>
      {mails.length === 0 ? <p>{say('web.calendar-desk.mail.none')}</p> : null}
      <Facts facts={mails.map((mail) => [when(mail.at), <MailInWords mail={mail} effect={effect} />])} />
      {remindersStop ? <p>{say('web.calendar-desk.mail.stop')}</p> : null}
      <h2>{say('web.calendar-desk.runs')}</h2>
      <ul>
        {(runs.length === 0 ? ['none'] : runs).map((run) => (
          <li key={run}>{translateLoosely(language, `web.calendar-desk.run.${run}`)}</li>
        ))}
      </ul>
    </>
  );
}

/** The dates that change, as they are and as they would be. */
function Dates({ effect, timeZone }: EffectProps) {
  const { language, say } = usePage();
  const { now, opens, closes } = effect;
  const caption = say('web.calendar-desk.zone', { timeZone });
  const moved = effect.changes.flatMap((change) =>
    (['opensAt', 'closesAt'] as const)
      .filter((end) => change.before[end]?.getTime() !== change.after[end]?.getTime())
      .map((end) => ({ ...change, end, atOnce: change.phase === (end === 'opensAt' ? opens : closes) })),
  );
  return (
    <RowsTable
      caption={caption}
      wide
      rows={moved}
      rowKey={({ phase, end }) => `${phase} ${end}`}
      columns={[
        {
          key: 'phase',
          label: say('web.calendar.phase'),
          heading: true,
          cell: ({ phase, end }) => (
            <>
              {say('web.labelled', { label: translateLoosely(language, `phase.${phase}`) })}{' '}
              {end === 'opensAt' ? say('web.calendar.opens') : say('web.calendar.closes')}
            </>
          ),
        },
        {
          key: 'before',
          label: say('web.calendar-desk.before'),
          cell: ({ before, end }) => <PhaseInstant at={before[end]} timeZone={timeZone} now={now} />,
        },
        {
          key: 'after',
          label: say('web.calendar-desk.after'),
          cell: ({ after, end, atOnce }) =>
            atOnce ? (
              say('web.calendar-desk.at.approval')
            ) : (
              <PhaseInstant at={after[end]} timeZone={timeZone} now={now} />
            ),
        },
      ]}
    />
  );
}

/** In the edition's zone; what is still to come in the reader's, too, and how long it is until then. */
export function PhaseInstant({ at, timeZone, now }: { at: Date | undefined; timeZone: string; now: Date }) {
  const { language, say } = usePage();
  if (at === undefined) return <>{say('web.calendar.unknown')}</>;
  if (at <= now) return <>{formatInstant(language, at, timeZone)}</>;
  return <Deadline at={at} timeZone={timeZone} now={now} />;
}

function TurnInWords({ turn: { phase, turn } }: { turn: Turn }) {
  const { language, say } = usePage();
  const general = turn === 'extension' || turn === 'unset';
  return (
    <>
      {say('web.labelled', { label: translateLoosely(language, `phase.${phase}`) })}{' '}
      {translateLoosely(language, `web.calendar-desk.effect.${turn}${general ? '' : `.${phase}`}`)}
    </>
  );
}

function MailInWords({ mail: { mail }, effect }: { mail: ExpectedMail; effect: ExpectedEffect }) {
  const { language, say } = usePage();
  const count = effect.mails[mail];
  return (
    <>
      {translateLoosely(language, `web.calendar-desk.mail.${mail}`)}{' '}
      {count === undefined
        ? say('web.calendar-desk.mail.unknown')
        : mail === 'voteOpened'
          ? say('web.calendar-desk.mail.count', { count })
          : say('web.calendar-desk.mail.atMost', { count })}
    </>
  );
}
