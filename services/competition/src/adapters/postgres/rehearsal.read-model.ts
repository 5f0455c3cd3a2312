import type { Tx } from '@wsis/persistence';
import type { RehearsalStage } from '../../application/dress-rehearsals.js';
import {
  RehearsalScreens,
  type RehearsalAtWork,
  type RehearsalLine,
  type RehearsalView,
  type RehearsalsView,
} from '../../application/rehearsal-screens.js';

const SHOWN = 20;
const SHOWN_EVERYWHERE = 50;
const HOW_FAR = `act, done, total AS "of", cancel_asked AS "cancelAsked"`;
const LINE = `id, state, rules, rules_version AS "rulesVersion", rules_hash AS "rulesHash",
  requested_at AS "requestedAt", ended_at AS "endedAt"`;

/** What is shown of dress rehearsals, each by one statement. */
export class RehearsalReadModel extends RehearsalScreens {
  constructor(
    private readonly database: Pick<Tx, 'query'>,
    private readonly stage: Pick<RehearsalStage, 'here'>,
  ) {
    super();
  }

  async list(editionId: string): Promise<RehearsalsView> {
    const items = await this.database.query<RehearsalLine>(
      `SELECT ${LINE} FROM competition.dress_rehearsals WHERE edition_id = $1 ORDER BY requested_at DESC LIMIT ${SHOWN}`,
      [editionId],
    );
    return { here: this.stage.here, items };
  }

  everywhere(editions: readonly string[] | undefined): Promise<readonly RehearsalAtWork[]> {
    return this.database.query<RehearsalAtWork>(
      `SELECT ${LINE}, ${HOW_FAR}, edition_id AS edition, requested_by AS "requestedBy"
       FROM competition.dress_rehearsals WHERE $1::text[] IS NULL OR edition_id = ANY ($1)
       ORDER BY requested_at DESC LIMIT ${SHOWN_EVERYWHERE}`,
      [editions ?? null],
    );
  }

  async one(editionId: string, id: string): Promise<RehearsalView | undefined> {
    const [found] = await this.database.query<RehearsalView>(
      `SELECT ${LINE}, ${HOW_FAR}, report, failure
       FROM competition.dress_rehearsals WHERE edition_id = $1 AND id = $2`,
      [editionId, id],
    );
    return found;
  }
}
