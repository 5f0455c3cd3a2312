import type { DueReminder, ReminderStore, UnfinishedPage, UnfinishedVoters, UnitOfWork } from './ports.js';

/** Voters that one step asks identity for. */
export const VOTERS_A_STEP = 100;

/**
 * Notes reminders for voters with an unfinished ballot, page by page. The place of a round is stored with the mails that it
 * noted, so a worker that dies goes on where it was; a page starts no sooner than the rate allows, so that other mails
 * never wait behind two million of these.
 */
export class NoteDueReminders {
  constructor(
    private readonly database: UnitOfWork,
    private readonly rounds: ReminderStore,
    private readonly voters: UnfinishedVoters,
    private readonly perMinute: number,
  ) {}

  /** One page of one round that is due. How many mails were noted, or undefined when nothing is due or nobody can be asked. */
  async execute(): Promise<number | undefined> {
    const round = await this.rounds.take(this.secondsAPage());
    if (!round) return undefined;
    const page = await this.pageOf(round);
    if (!page) return undefined;
    return this.database.transaction(async (tx) => {
      // Whoever lost the round meanwhile, because the step took too long, writes nothing.
      if (!(await this.rounds.moveOn(tx, round, page.next))) return 0;
      return this.rounds.note(tx, round, page.accountIds);
    });
  }

  /** Undefined while identity, or voting behind it, is away: the same page is asked for again. */
  private async pageOf(round: DueReminder): Promise<UnfinishedPage | undefined> {
    try {
      return await this.voters.page(round.editionId, round.after, VOTERS_A_STEP);
    } catch {
      await this.rounds.release(round);
      return undefined;
    }
  }

  private secondsAPage(): number {
    return (VOTERS_A_STEP * 60) / this.perMinute;
  }
}
