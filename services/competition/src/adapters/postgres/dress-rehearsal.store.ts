import type { Tx } from '@wsis/persistence';
import type { RuleBook } from '@wsis/rule-book';
import type { DressRehearsalStore, NewRehearsal, RehearsalOutcome } from '../../application/dress-rehearsals.js';
import type { RehearsalState, RehearsalStep } from '../../domain/dress-rehearsal.js';

const ATTEMPTS_AT_MOST = 3;
/** Held for one statement, so that two workers do not take the stage at once. */
const STAGE_LOCK = 5_309_117;

export class PostgresDressRehearsalStore implements DressRehearsalStore {
  constructor(private readonly database: Pick<Tx, 'query' | 'execute'>) {}

  async add(tx: Tx, rehearsal: NewRehearsal): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO competition.dress_rehearsals
         (id, edition_id, rules, rules_version, rules_hash, rule_book, requested_by)
       VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)
       ON CONFLICT (edition_id) WHERE state IN ('waiting', 'running') DO NOTHING RETURNING id`,
      [
        rehearsal.id,
        rehearsal.editionId,
        rehearsal.rules,
        rehearsal.rulesVersion,
        rehearsal.rulesHash,
        JSON.stringify(rehearsal.ruleBook),
        rehearsal.requestedBy,
      ],
    );
    return rows.length === 1;
  }

  async voteIsOpen(tx: Tx): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM competition.phases
       WHERE phase = 'voting' AND opens_at <= clock_timestamp() AND closes_at > clock_timestamp() AND closed_at IS NULL
       LIMIT 1`,
      [],
    );
    return rows.length > 0;
  }

  async cancel(tx: Tx, editionId: string, id: string): Promise<RehearsalState | undefined> {
    const [row] = await tx.query<{ state: RehearsalState }>(
      `SELECT state FROM competition.dress_rehearsals WHERE id = $1 AND edition_id = $2 FOR UPDATE`,
      [id, editionId],
    );
    await tx.execute(
      `UPDATE competition.dress_rehearsals
       SET cancel_asked = TRUE,
           state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END,
           ended_at = CASE state WHEN 'waiting' THEN clock_timestamp() ELSE ended_at END
       WHERE id = $1 AND edition_id = $2 AND state IN ('waiting', 'running')`,
      [id, editionId],
    );
    return row?.state;
  }

  async take(): Promise<{ readonly id: string; readonly ruleBook: RuleBook } | undefined> {
    const [row] = await this.database.query<{ id: string; rule_book: RuleBook }>(
      `UPDATE competition.dress_rehearsals
       SET state = 'running', attempts = attempts + 1, beat_at = clock_timestamp(), act = NULL, done = 0, total = 0
       WHERE id = (SELECT waiting.id
                   FROM competition.dress_rehearsals AS waiting, pg_try_advisory_xact_lock($1) AS alone
                   WHERE alone AND waiting.state = 'waiting'
                     AND NOT EXISTS (SELECT 1 FROM competition.dress_rehearsals WHERE state = 'running')
                   ORDER BY waiting.requested_at LIMIT 1)
       RETURNING id, rule_book`,
      [STAGE_LOCK],
    );
    return row && { id: row.id, ruleBook: row.rule_book };
  }

  async beat(id: string, step: RehearsalStep | undefined): Promise<boolean> {
    const [row] = await this.database.query<{ cancel_asked: boolean }>(
      `UPDATE competition.dress_rehearsals
       SET beat_at = clock_timestamp(), act = coalesce($2, act), done = $3, total = $4
       WHERE id = $1 AND state = 'running' RETURNING cancel_asked`,
      [id, step?.act ?? null, step?.done ?? 0, step?.of ?? 0],
    );
    return row !== undefined && !row.cancel_asked;
  }

  async end(id: string, outcome: RehearsalOutcome): Promise<void> {
    await this.database.execute(
      `UPDATE competition.dress_rehearsals
       SET state = $2, report = $3::jsonb, failure = $4, ended_at = clock_timestamp()
       WHERE id = $1 AND state = 'running'`,
      [
        id,
        outcome.state,
        'report' in outcome ? JSON.stringify(outcome.report) : null,
        'failure' in outcome ? outcome.failure : null,
      ],
    );
  }

  async giveBack(id: string): Promise<void> {
    await this.givenBack('id = $1', id);
  }

  async giveBackSilent(silentSeconds: number): Promise<void> {
    await this.givenBack(`beat_at < clock_timestamp() - make_interval(secs => $1)`, silentSeconds);
  }

  private async givenBack(which: string, value: string | number): Promise<void> {
    await this.database.execute(
      `UPDATE competition.dress_rehearsals
       SET state = CASE WHEN cancel_asked THEN 'cancelled' WHEN attempts < $2 THEN 'waiting' ELSE 'failed' END,
           ended_at = CASE WHEN NOT cancel_asked AND attempts < $2 THEN NULL ELSE clock_timestamp() END
       WHERE state = 'running' AND ${which}`,
      [value, ATTEMPTS_AT_MOST],
    );
  }
}
