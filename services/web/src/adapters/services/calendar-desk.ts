import { ok, type Result } from '@wsis/kernel';
import {
  CalendarDesk,
  type CalendarChange,
  type CalendarCommand,
  type DeskCalendar,
  type DeskPhase,
  type ExpectedEffect,
  type PhaseDates,
} from '../../application/editions/ports.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { CalendarEffect } from '../../domain/calendar-effect.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';
import { TolerantReads } from './tolerant-reads.js';

const STATES: readonly string[] = ['unplanned', 'planned', 'open', 'closed'] satisfies DeskPhase['state'][];

/** Moves an edition's calendar through the competition. */
export class ServiceCalendarDesk extends CalendarDesk {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async read(visitor: Visitor, editionId: string): Promise<DeskCalendar | undefined> {
    const answer = await this.calls.read(visitor, 'competition', at(editionId, '/calendar'));
    const now = answer?.at('now').instant();
    if (answer === undefined || now === undefined) return undefined;
    return {
      version: answer.at('version').number() ?? 0,
      timeZone: answer.at('timeZone').text() ?? 'UTC',
      now,
      phases: answer.at('phases').items().map(phaseOf),
      template: answer.at('template').items().map(datesOf),
    };
  }

  async changes(visitor: Visitor, editionId: string): Promise<readonly CalendarChange[]> {
    const answer = await this.calls.read(visitor, 'competition', at(editionId, '/calendar/changes?limit=50'));
    return (answer?.at('items').items() ?? []).map((item) => ({
      version: item.at('version').number() ?? 0,
      change: item.at('change').text() ?? '',
      reason: item.at('reason').text() ?? '',
      after: item.at('after').items().map(datesOf),
      changedAt: item.at('changedAt').instant(),
    }));
  }

  async effect(
    visitor: Visitor,
    editionId: string,
    command: CalendarCommand,
  ): Promise<Result<ExpectedEffect, Refused>> {
    const body = {
      type: TYPES[command.type],
      ...bodyOf(command),
      ...('phase' in command ? { phase: command.phase } : {}),
    };
    const [tried, mails] = await Promise.all([
      this.calls.send(visitor, 'competition', 'POST', at(editionId, '/calendar/effect'), { body }),
      this.mails(visitor, editionId),
    ]);
    return tried.ok ? ok({ ...effectOf(tried.value), ...mails }) : tried;
  }

  async propose(visitor: Visitor, editionId: string, command: CalendarCommand): Promise<Result<void, Refused>> {
    const path =
      command.type === 'dates' ? '/calendar/changes' : `/phases/${encodeURIComponent(command.phase)}/${command.type}`;
    const body = bodyOf(command);
    const proposed = await this.calls.send(visitor, 'competition', 'POST', at(editionId, path), { body });
    return proposed.ok ? ok(undefined) : proposed;
  }

  /** Whom a vote that opens or is about to end is told to. Who cannot be asked takes nothing from the rest. */
  private async mails(visitor: Visitor, editionId: string): Promise<Pick<ExpectedEffect, 'reminderHours' | 'mails'>> {
    const reads = new TolerantReads<'competition' | 'notifications' | 'identity'>(this.calls, visitor);
    const [book, expected, reminders] = await Promise.all([
      reads.read('competition', at(editionId, '/rule-book')),
      reads.read('notifications', at(editionId, '/mails/expected')),
      reads.read('identity', at(editionId, '/reminder-figures')),
    ]);
    const hours = book?.at('ruleBook').at('vote').at('reminderHours').items() ?? [];
    return {
      reminderHours: hours.flatMap((each) => each.number() ?? []),
      mails: { voteOpened: expected?.at('voteOpened').number(), ballotReminder: reminders?.at('agreed').number() },
    };
  }
}

/** As the competition names what is wanted. */
const TYPES: Readonly<Record<CalendarCommand['type'], string>> = {
  dates: 'change-calendar',
  opening: 'open-phase',
  extension: 'extend-phase',
  closing: 'close-phase',
};

function bodyOf(command: CalendarCommand): object {
  const { reason } = command;
  if (command.type === 'dates') {
    const phases = command.plans.map(({ phase, opensAt, closesAt }) => ({
      phase,
      opensAt: opensAt?.toISOString() ?? null,
      closesAt: closesAt?.toISOString() ?? null,
    }));
    return { fromVersion: command.fromVersion, phases, reason };
  }
  return command.closesAt === undefined ? { reason } : { reason, closesAt: command.closesAt.toISOString() };
}

function effectOf(json: Json): CalendarEffect {
  return {
    now: json.at('now').instant() ?? new Date(0),
    changes: json
      .at('changes')
      .items()
      .map((change) => ({
        phase: change.at('phase').text() ?? '',
        before: datesOf(change.at('before')),
        after: datesOf(change.at('after')),
      })),
    opens: json.at('opens').text(),
    closes: json.at('closes').text(),
  };
}

function at(editionId: string, rest: string): string {
  return `/editions/${encodeURIComponent(editionId)}${rest}`;
}

function datesOf(json: Json): PhaseDates {
  return {
    phase: json.at('phase').text() ?? '',
    opensAt: json.at('opensAt').instant(),
    closesAt: json.at('closesAt').instant(),
  };
}

/** What has happened counts, else what is planned. */
function phaseOf(json: Json): DeskPhase {
  const state = json.at('state').text() ?? '';
  const dates = datesOf(json);
  return {
    ...dates,
    opensAt: json.at('openedAt').instant() ?? dates.opensAt,
    closesAt: json.at('closedAt').instant() ?? dates.closesAt,
    state: STATES.includes(state) ? (state as DeskPhase['state']) : 'unplanned',
  };
}
