/** When a phase opens and closes; either may not be set. */
export interface PhaseTimes {
  readonly opensAt: Date | undefined;
  readonly closesAt: Date | undefined;
}

/** What a change of the calendar would do. */
export interface CalendarEffect {
  /** The instant for which it was worked out. */
  readonly now: Date;
  readonly changes: readonly { readonly phase: string; readonly before: PhaseTimes; readonly after: PhaseTimes }[];
  /** What opens or closes when the second person approves. */
  readonly opens: string | undefined;
  readonly closes: string | undefined;
}

/** When it happens; absent for the instant of the approval. */
type Moment = Date | undefined;

/** What people can do from then on, or no longer. */
export interface Turn {
  readonly at: Moment;
  readonly phase: string;
  readonly turn: 'opening' | 'extension' | 'closing' | 'unset';
}

export interface ExpectedMail {
  readonly at: Moment;
  readonly mail: 'voteOpened' | 'ballotReminder';
}

/** What runs without anybody doing anything: phases by the calendar, the count, the end of the voters' links. */
export type Run = 'phases' | 'count' | 'links';

export interface Consequences {
  readonly turns: readonly Turn[];
  readonly mails: readonly ExpectedMail[];
  /** Reminders that were planned go out no more. */
  readonly remindersStop: boolean;
  readonly runs: readonly Run[];
}

const HOUR_MS = 3_600_000;

/** All that follows from a change: in turn, first what happens at the approval. `reminderHours` are those of the rules. */
export function consequencesOf(effect: CalendarEffect, reminderHours: readonly number[]): Consequences {
  const turns = inTurn(effect.changes.flatMap((change) => turnsOf(effect, change)));
  const vote = effect.changes.find(({ phase }) => phase === 'voting');
  const reminders = (times: PhaseTimes | undefined) => remindersOf(times?.closesAt, reminderHours, effect.now);
  const opening = turns.filter(({ phase, turn }) => phase === 'voting' && turn === 'opening');
  const runs: readonly (readonly [Run, boolean])[] = [
    ['phases', turns.some(({ at }) => at !== undefined)],
    ['count', turns.some(({ phase, turn }) => phase === 'voting' && turn === 'closing')],
    ['links', effect.changes.some(({ phase }) => phase === 'announcement')],
  ];
  return {
    turns,
    mails: inTurn([
      ...opening.map(({ at }) => ({ at, mail: 'voteOpened' as const })),
      ...(effect.closes === 'voting' ? [] : reminders(vote?.after)).map((at) => ({
        at,
        mail: 'ballotReminder' as const,
      })),
    ]),
    remindersStop: effect.closes === 'voting' && reminders(vote?.before).length > 0,
    runs: runs.flatMap(([run, happens]) => (happens ? [run] : [])),
  };
}

function turnsOf(
  { now, opens, closes }: CalendarEffect,
  { phase, before, after }: CalendarEffect['changes'][number],
): readonly Turn[] {
  if (closes === phase) return [{ at: undefined, phase, turn: 'closing' }];
  const begun = before.opensAt !== undefined && before.opensAt <= now && opens !== phase;
  const moved = (end: keyof PhaseTimes) => before[end]?.getTime() !== after[end]?.getTime();
  if (after.opensAt === undefined) return [{ at: undefined, phase, turn: 'unset' }];
  return [
    ...(opens === phase ? [{ at: undefined, phase, turn: 'opening' as const }] : []),
    ...(begun && moved('closesAt') ? [{ at: undefined, phase, turn: 'extension' as const }] : []),
    ...(opens !== phase && !begun && moved('opensAt') ? [{ at: after.opensAt, phase, turn: 'opening' as const }] : []),
    ...(after.closesAt !== undefined && (moved('closesAt') || opens === phase)
      ? [{ at: after.closesAt, phase, turn: 'closing' as const }]
      : []),
  ];
}

function remindersOf(closesAt: Date | undefined, hours: readonly number[], now: Date): readonly Date[] {
  if (closesAt === undefined) return [];
  return hours.map((each) => new Date(closesAt.getTime() - each * HOUR_MS)).filter((at) => at > now);
}

/** First what happens at once, then the rest as time goes. */
function inTurn<T extends { readonly at: Moment }>(items: readonly T[]): readonly T[] {
  return [...items].sort((one, other) => (one.at?.getTime() ?? 0) - (other.at?.getTime() ?? 0));
}
