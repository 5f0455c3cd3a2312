import { dueFacts, evolve } from '../domain/calendar.js';
import type { Announcements, CalendarStore, UnitOfWork } from './ports.js';

const EDITIONS_A_SWEEP = 100;

/** Opens and closes what the calendar says, each exactly once, by the database's clock. */
export class RunDuePhases {
  constructor(
    private readonly database: UnitOfWork,
    private readonly calendars: CalendarStore,
    private readonly announcements: Announcements,
  ) {}

  async execute(): Promise<number> {
    let done = 0;
    for (const editionId of await this.calendars.due(EDITIONS_A_SWEEP)) done += await this.run(editionId);
    return done;
  }

  /** A second worker waits for the lock and then finds nothing due. */
  private async run(editionId: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const locked = await this.calendars.lock(tx, editionId);
      if (!locked) return 0;
      const facts = dueFacts(locked.calendar, locked.now);
      if (facts.length === 0) return 0;
      await this.calendars.save(tx, locked, facts.reduce(evolve, locked.calendar), facts, undefined);
      await this.announcements.calendarFacts(tx, locked, facts);
      return facts.length;
    });
  }
}
