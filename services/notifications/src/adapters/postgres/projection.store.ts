import type {
  AccountErased,
  CalendarChanged,
  EditionCreated,
  NomineeListed,
  PhaseClosed,
  PhaseOpened,
  Released,
  RulesAdopted,
  SubmissionReceived,
  SubmissionScreened,
  TallyCertified,
} from '@wsis/contracts';
import type { Tx } from '@wsis/persistence';
import { parseRuleBook } from '@wsis/rule-book';
import type { Projection } from '../../application/projection.js';
import { NOTICE_OF_OUTCOME } from '../../domain/notice.js';

/** Who is owed a notice that goes to many, by what is known so far. In: `$1` the edition. Inserts; a mail that was noted before stays as it is. */
const OWED_TO_MANY = `
  INSERT INTO notifications.due_mails (notice, account_id, subject, edition_id, nominee_id)
  SELECT 'voteOpened', n.submitter_id, n.edition_id, n.edition_id, NULL::uuid
    FROM notifications.nominees n JOIN notifications.editions e USING (edition_id)
    WHERE n.edition_id = $1 AND e.voting = 'open' AND e.voting_closes_at IS NOT NULL
  UNION
  SELECT 'champion', n.submitter_id, n.nominee_id::text, n.edition_id, n.nominee_id
    FROM notifications.nominees n JOIN notifications.editions e USING (edition_id)
    JOIN notifications.champions c ON c.edition_id = n.edition_id AND c.nominee_id = n.nominee_id
    WHERE n.edition_id = $1 AND e.champions_released
  UNION
  SELECT 'winnersReleased', n.submitter_id, n.edition_id, n.edition_id, NULL::uuid
    FROM notifications.nominees n JOIN notifications.editions e USING (edition_id)
    WHERE n.edition_id = $1 AND e.winners_released
  ON CONFLICT (notice, account_id, subject) DO NOTHING`;

/**
 * When an edition reminds, by its rules and the close as it is planned now. In: `$1` the edition. A round that has begun
 * stays; one that has not moves with the close, and one whose time had passed before it was known is left out.
 */
const PLANNED_REMINDERS = `
  WITH planned AS (
    SELECT e.edition_id, hours, e.voting_closes_at - make_interval(hours => hours) AS due_at
    FROM notifications.editions e, unnest(e.reminder_hours) AS hours
    WHERE e.edition_id = $1 AND e.voting_closes_at IS NOT NULL),
  gone AS (
    DELETE FROM notifications.reminder_rounds r
    WHERE r.edition_id = $1 AND r.pages = 0 AND NOT EXISTS (SELECT 1 FROM planned p WHERE p.hours = r.hours))
  INSERT INTO notifications.reminder_rounds AS r (edition_id, hours, due_at)
  SELECT edition_id, hours, due_at FROM planned WHERE due_at > clock_timestamp()
  ON CONFLICT (edition_id, hours) DO UPDATE SET due_at = excluded.due_at WHERE r.pages = 0`;

/**
 * What happened, and which mails follow. Events of different services come in any order: after each that matters,
 * the mails owed by everything known so far are noted, so none depends on which came first.
 */
export class PostgresProjectionStore implements Projection {
  async editionCreated(tx: Tx, edition: EditionCreated): Promise<void> {
    await tx.execute(
      `INSERT INTO notifications.editions (edition_id, name, time_zone) VALUES ($1, $2, $3)
       ON CONFLICT (edition_id) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone`,
      [edition.editionId, edition.name, edition.timeZone || 'UTC'],
    );
  }

  async rulesAdopted(tx: Tx, { editionId, rulesVersion, ruleBookJson }: RulesAdopted): Promise<void> {
    const parsed = parseRuleBook(JSON.parse(Buffer.from(ruleBookJson).toString('utf8')) as unknown);
    if (!parsed.ok)
      throw new Error(`An adopted rule book does not parse: ${parsed.error[0]?.field ?? 'unknown place'}`);
    await tx.execute(
      `INSERT INTO notifications.editions (edition_id, rules_version, reminder_hours) VALUES ($1, $2, $3::int[])
       ON CONFLICT (edition_id) DO UPDATE SET rules_version = excluded.rules_version,
         reminder_hours = excluded.reminder_hours
       WHERE notifications.editions.rules_version <= excluded.rules_version`,
      [editionId, rulesVersion, parsed.value.vote.reminderHours],
    );
    await tx.execute(PLANNED_REMINDERS, [editionId]);
  }

  async calendarChanged(tx: Tx, calendar: CalendarChanged): Promise<void> {
    const closesAtMs = Number(calendar.phases.find(({ phase }) => phase === 'voting')?.closesAtMs ?? 0n);
    await tx.execute(
      `INSERT INTO notifications.editions (edition_id, calendar_version, voting_closes_at) VALUES ($1, $2, $3)
       ON CONFLICT (edition_id) DO UPDATE SET calendar_version = excluded.calendar_version,
         voting_closes_at = excluded.voting_closes_at
       WHERE notifications.editions.calendar_version <= excluded.calendar_version`,
      [calendar.editionId, calendar.calendarVersion, closesAtMs === 0 ? null : new Date(closesAtMs)],
    );
    await tx.execute(PLANNED_REMINDERS, [calendar.editionId]);
    // The notice of the open vote says when it closes.
    await tx.execute(OWED_TO_MANY, [calendar.editionId]);
  }

  async phaseOpened(tx: Tx, { editionId, phase }: PhaseOpened): Promise<void> {
    if (phase !== 'voting') return;
    await tx.execute(
      `INSERT INTO notifications.editions (edition_id, voting) VALUES ($1, 'open')
       ON CONFLICT (edition_id) DO UPDATE SET voting = 'open' WHERE notifications.editions.voting = 'planned'`,
      [editionId],
    );
    await tx.execute(OWED_TO_MANY, [editionId]);
  }

  async phaseClosed(tx: Tx, { editionId, phase }: PhaseClosed): Promise<void> {
    if (phase !== 'voting') return;
    await tx.execute(
      `INSERT INTO notifications.editions (edition_id, voting) VALUES ($1, 'closed')
       ON CONFLICT (edition_id) DO UPDATE SET voting = 'closed'`,
      [editionId],
    );
  }

  async submissionReceived(tx: Tx, received: SubmissionReceived, version: number): Promise<void> {
    const { submissionId, editionId, category, submitterAccountId, title, language } = received;
    await tx.execute(
      `INSERT INTO notifications.submissions (submission_id, edition_id, category, titles) VALUES ($1, $2, $3, $4::jsonb)
       ON CONFLICT (submission_id) DO UPDATE SET category = excluded.category, titles = excluded.titles`,
      [submissionId, editionId, category, JSON.stringify(title === '' ? {} : { [language]: title })],
    );
    await this.note(tx, 'submissionReceived', submitterAccountId, { submissionId, editionId, version, reason: '' });
  }

  async submissionScreened(tx: Tx, screened: SubmissionScreened, version: number): Promise<void> {
    const notice = NOTICE_OF_OUTCOME[screened.outcome];
    if (notice === undefined) return;
    await this.note(tx, notice, screened.submitterAccountId, { ...screened, version });
  }

  async nomineeListed(tx: Tx, nominee: NomineeListed): Promise<void> {
    if (nominee.submitterAccountId === '') return;
    const titles = Object.fromEntries(
      nominee.texts.filter(({ state }) => state !== 'machine-draft').map(({ language, title }) => [language, title]),
    );
    await tx.execute(
      `INSERT INTO notifications.nominees (nominee_id, edition_id, submission_id, submitter_id, category, titles, original)
       VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7) ON CONFLICT (nominee_id) DO NOTHING`,
      [
        nominee.nomineeId,
        nominee.editionId,
        nominee.submissionId === '' ? null : nominee.submissionId,
        nominee.submitterAccountId,
        nominee.category,
        JSON.stringify(titles),
        nominee.texts.find(({ state }) => state === 'original')?.language ?? nominee.texts[0]?.language ?? '',
      ],
    );
    const [late] = await tx.query(
      `SELECT 1 FROM notifications.editions
       WHERE edition_id = $1 AND (voting = 'open' OR champions_released OR winners_released)`,
      [nominee.editionId],
    );
    if (late !== undefined) await tx.execute(OWED_TO_MANY, [nominee.editionId]);
  }

  async tallyCertified(tx: Tx, tally: TallyCertified): Promise<void> {
    await tx.execute(
      `INSERT INTO notifications.champions (edition_id, nominee_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`,
      [tally.editionId, tally.champions.filter(({ champion }) => champion).map(({ nomineeId }) => nomineeId)],
    );
    await tx.execute(OWED_TO_MANY, [tally.editionId]);
  }

  async released(tx: Tx, { editionId, kind }: Released): Promise<void> {
    if (kind !== 'champions' && kind !== 'winners') return;
    await tx.execute(
      `INSERT INTO notifications.editions (edition_id, champions_released, winners_released) VALUES ($1, $2, $3)
       ON CONFLICT (edition_id) DO UPDATE SET
         champions_released = notifications.editions.champions_released OR excluded.champions_released,
         winners_released = notifications.editions.winners_released OR excluded.winners_released`,
      [editionId, kind === 'champions', kind === 'winners'],
    );
    await tx.execute(OWED_TO_MANY, [editionId]);
  }

  async accountErased(tx: Tx, { accountId }: AccountErased): Promise<void> {
    await tx.execute(
      `UPDATE notifications.due_mails SET reason = '', settled_at = COALESCE(settled_at, clock_timestamp()),
         state = CASE WHEN state IN ('due', 'claimed') THEN 'dropped' ELSE state END
       WHERE account_id = $1`,
      [accountId],
    );
    await tx.execute(`DELETE FROM notifications.refused_notices WHERE account_id = $1`, [accountId]);
  }

  /** A submission may be received and returned more than once; its version tells those apart. */
  private async note(
    tx: Tx,
    notice: string,
    accountId: string,
    about: { submissionId: string; editionId: string; version: number; reason: string },
  ): Promise<void> {
    if (accountId === '') return;
    await tx.execute(
      `INSERT INTO notifications.due_mails (notice, account_id, subject, edition_id, submission_id, reason)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (notice, account_id, subject) DO NOTHING`,
      [notice, accountId, `${about.submissionId}/${about.version}`, about.editionId, about.submissionId, about.reason],
    );
  }
}
