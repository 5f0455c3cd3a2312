import { err, ok, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { calendarEffect, type CalendarEffect } from '../domain/calendar-effect.js';
import { decide, evolve, type Calendar, type CalendarCommand, type CalendarFact } from '../domain/calendar.js';
import type { CompetitionError } from '../domain/competition-error.js';
import type {
  Announcements,
  ApprovalKind,
  CalendarStore,
  DueSignals,
  LockedCalendar,
  Proposals,
  ProposalRefusal,
  Proposer,
  RuleBookStore,
  UnitOfWork,
} from './ports.js';

/** Changes, opens, extends and closes by two persons: one proposes, another carries it out. */
export class MoveCalendar {
  constructor(
    private readonly database: UnitOfWork,
    private readonly calendars: CalendarStore,
    private readonly ruleBooks: RuleBookStore,
    private readonly announcements: Announcements,
    private readonly proposals: Proposals,
    private readonly signals: DueSignals,
  ) {}

  async propose(
    editionId: string,
    command: CalendarCommand,
    proposedBy: Proposer,
  ): Promise<Result<{ approvalId: string }, CompetitionError | ProposalRefusal>> {
    return this.database.transaction(async (tx) => {
      const decided = await this.decide(tx, editionId, command);
      if (!decided.ok) return decided;
      const kind: ApprovalKind = `competition.${command.type}`;
      const proposed = await this.proposals.propose(tx, {
        kind,
        editionId,
        payload: payloadOf(command),
        proposedBy,
        summary: summaryOf(editionId, command),
      });
      return proposed.ok ? ok({ approvalId: proposed.value }) : proposed;
    });
  }

  /** What a command would do if it were carried out now; nothing is written. */
  async effect(editionId: string, command: CalendarCommand): Promise<Result<CalendarEffect, CompetitionError>> {
    return this.database.transaction(async (tx) => {
      const seen = (await this.calendars.look(tx, [editionId])).get(editionId);
      if (!seen) return err({ code: 'COMPETITION.EDITION_UNKNOWN', edition: editionId });
      if (!(await this.ruleBooks.latest(tx, editionId))) {
        return err({ code: 'COMPETITION.RULES_NOT_ADOPTED', edition: editionId });
      }
      return calendarEffect(seen.calendar, command, seen.now);
    });
  }

  /** Why commands that wait for a second person could not be carried out any more, by their id. */
  async obstacles(
    database: Pick<Tx, 'query'>,
    waiting: readonly { readonly id: string; readonly editionId: string; readonly command: CalendarCommand }[],
  ): Promise<ReadonlyMap<string, CompetitionError>> {
    const calendars = await this.calendars.look(database, [...new Set(waiting.map(({ editionId }) => editionId))]);
    return new Map(
      waiting.flatMap(({ id, editionId, command }) => {
        const seen = calendars.get(editionId);
        const decided = seen && decide(seen.calendar, command, seen.now);
        return decided === undefined || decided.ok ? [] : [[id, decided.error] as const];
      }),
    );
  }

  /** Runs in the approving transaction. */
  async apply(
    tx: Tx,
    editionId: string,
    command: CalendarCommand,
    approvalId: string,
  ): Promise<Result<Calendar, CompetitionError>> {
    const decided = await this.decide(tx, editionId, command);
    if (!decided.ok) return decided;
    const { locked, facts } = decided.value;
    const after = facts.reduce(evolve, locked.calendar);
    await this.calendars.save(tx, locked, after, facts, approvalId);
    for (const due of nextInstants(after, locked.now)) this.signals.at(due);
    await this.announcements.calendarFacts(tx, locked, facts);
    return ok(after);
  }

  private async decide(
    tx: Tx,
    editionId: string,
    command: CalendarCommand,
  ): Promise<Result<{ locked: LockedCalendar; facts: readonly CalendarFact[] }, CompetitionError>> {
    const locked = await this.calendars.lock(tx, editionId);
    if (!locked) return err({ code: 'COMPETITION.EDITION_UNKNOWN', edition: editionId });
    // Without rules nobody could say what a submission or a vote is.
    if (!(await this.ruleBooks.latest(tx, editionId))) {
      return err({ code: 'COMPETITION.RULES_NOT_ADOPTED', edition: editionId });
    }
    const facts = decide(locked.calendar, command, locked.now);
    return facts.ok ? ok({ locked, facts: facts.value }) : facts;
  }
}

function nextInstants(calendar: Calendar, now: Date): readonly Date[] {
  return calendar.phases
    .flatMap((record) => [record.openedAt ? null : record.opensAt, record.closedAt ? null : record.closesAt])
    .filter((instant): instant is Date => instant !== null && instant > now);
}

/** The command as JSON, as two persons see and bind it. */
export function payloadOf(command: CalendarCommand): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(command)) as Record<string, unknown>;
}

/** The command that a bound payload stands for. */
export function commandOf(payload: Readonly<Record<string, unknown>>): CalendarCommand {
  const revived: unknown = JSON.parse(JSON.stringify(payload), (key, value: unknown) =>
    (key === 'opensAt' || key === 'closesAt') && typeof value === 'string' ? new Date(value) : value,
  );
  return revived as CalendarCommand;
}

function summaryOf(editionId: string, command: CalendarCommand): string {
  switch (command.type) {
    case 'change-calendar':
      return `Change the calendar of ${editionId} (${command.plans.map((plan) => plan.phase).join(', ')}): ${command.reason}`;
    case 'open-phase':
      return `Open ${command.phase} of ${editionId} now: ${command.reason}`;
    case 'extend-phase':
      return `Extend ${command.phase} of ${editionId} to ${command.closesAt.toISOString()}: ${command.reason}`;
    case 'close-phase':
      return `Close ${command.phase} of ${editionId} now: ${command.reason}`;
  }
}
