import {
  CalendarChangedSchema,
  EditionCreatedSchema,
  PhaseClosedSchema,
  PhaseOpenedSchema,
  RulesAdoptedSchema,
} from '@wsis/contracts';
import { event, type EventLog, type OutgoingEvent } from '@wsis/messaging';
import type { Tx } from '@wsis/persistence';
import type { Announcements, LockedCalendar } from '../../application/ports.js';
import { evolve, type Calendar, type CalendarFact } from '../../domain/calendar.js';
import type { Edition } from '../../domain/edition.js';
import type { AdoptedRuleBook } from '../../domain/rules-adoption.js';

/** The facts of the competition as events in its log. */
export class LoggedAnnouncements implements Announcements {
  constructor(private readonly eventLog: Pick<EventLog, 'append'>) {}

  async editionCreated(tx: Tx, edition: Edition): Promise<void> {
    await this.eventLog.append(tx, [
      event(
        EditionCreatedSchema,
        { editionId: edition.id, year: edition.year, name: edition.name, timeZone: edition.timeZone },
        { key: edition.id, version: 1 },
      ),
    ]);
  }

  async rulesAdopted(tx: Tx, adopted: AdoptedRuleBook, canonical: Uint8Array): Promise<void> {
    await this.eventLog.append(tx, [
      event(
        RulesAdoptedSchema,
        {
          editionId: adopted.editionId,
          rulesVersion: adopted.version,
          ruleBookJson: canonical,
          ruleBookHash: adopted.hash,
        },
        { key: adopted.editionId, version: adopted.version },
      ),
    ]);
  }

  async calendarFacts(tx: Tx, before: LockedCalendar, facts: readonly CalendarFact[]): Promise<void> {
    let calendar = before.calendar;
    let revision = before.revision;
    const events = facts.map((fact) => {
      calendar = evolve(calendar, fact);
      revision += 1;
      return toEvent(calendar, fact, revision);
    });
    await this.eventLog.append(tx, events);
  }
}

function toEvent(calendar: Calendar, fact: CalendarFact, revision: number): OutgoingEvent {
  const editionId = calendar.editionId;
  const address = { key: editionId, version: revision };
  switch (fact.type) {
    case 'calendar-changed':
      return event(
        CalendarChangedSchema,
        {
          editionId,
          calendarVersion: calendar.version,
          phases: calendar.phases.map((record) => ({
            phase: record.phase,
            opensAtMs: BigInt(record.opensAt?.getTime() ?? 0),
            closesAtMs: BigInt(record.closesAt?.getTime() ?? 0),
          })),
          change: fact.change,
          reason: fact.reason,
        },
        address,
      );
    case 'phase-opened':
      return event(
        PhaseOpenedSchema,
        { editionId, phase: fact.phase, openedAtMs: BigInt(fact.at.getTime()), calendarVersion: calendar.version },
        address,
      );
    case 'phase-closed':
      return event(
        PhaseClosedSchema,
        { editionId, phase: fact.phase, closedAtMs: BigInt(fact.at.getTime()), calendarVersion: calendar.version },
        address,
      );
  }
}
