import type { Database } from '@wsis/persistence';
import type {
  Assignment,
  DecidedCategory,
  EvaluationReadModel,
  NamedEntry,
  PanelProgress,
  ProposedDecision,
} from '../../application/read-model.js';

/** Proposals to decide a category, whose edition is $1. */
const proposalsFor = (category: string) =>
  `FROM evaluation.approvals a
   WHERE a.edition_id = $1 AND a.kind = 'evaluation.certify-decisions'
     AND a.payload -> 'decisions' @> jsonb_build_array(jsonb_build_object('category', ${category}))`;
const WAITING = `a.state = 'proposed' AND a.expires_at > clock_timestamp()`;

/** One statement a screen; lists are bounded by the rule book (categories, Champions). */
export class PostgresEvaluationReadModel implements EvaluationReadModel {
  constructor(private readonly database: Pick<Database, 'query'>) {}

  assignments(editionId: string, accountId: string): Promise<readonly Assignment[]> {
    return this.database.query<Assignment>(
      `SELECT n.nominee_id AS "nomineeId", n.number, n.category, n.organisation_name AS "organisationName", n.country,
              CASE WHEN x.kind IS NULL THEN nullif(n.submission_id, '') END AS "submissionId",
              CASE WHEN x.kind IS NULL THEN n.texts END AS texts, x.kind AS conflict,
              CASE WHEN s.nominee_id IS NULL THEN NULL ELSE jsonb_build_object(
                'scores', s.scores, 'comment', s.comment, 'version', s.version, 'sealed', s.sealed_at IS NOT NULL) END AS sheet
       FROM evaluation.panel_members m
       JOIN evaluation.champions c ON c.edition_id = m.edition_id AND c.category = m.category
       JOIN evaluation.nominees n ON n.nominee_id = c.nominee_id
       LEFT JOIN evaluation.conflicts x ON x.nominee_id = n.nominee_id AND x.account_id = m.account_id
       LEFT JOIN evaluation.sheets s ON s.nominee_id = n.nominee_id AND s.account_id = m.account_id
       WHERE m.edition_id = $1 AND m.account_id = $2
       ORDER BY n.category, n.number LIMIT 1000`,
      [editionId, accountId],
    );
  }

  progress(editionId: string): Promise<readonly PanelProgress[]> {
    return this.database.query<PanelProgress>(
      `SELECT p.category, p.chair_id AS chair,
              ARRAY(SELECT m.account_id::text FROM evaluation.panel_members m
                    WHERE m.edition_id = p.edition_id AND m.category = p.category ORDER BY 1) AS members,
              (SELECT count(*)::int FROM evaluation.champions c
               WHERE c.edition_id = p.edition_id AND c.category = p.category) AS entries,
              (SELECT count(*)::int FROM evaluation.sheets s
               WHERE s.edition_id = p.edition_id AND s.category = p.category AND s.sealed_at IS NOT NULL) AS "sealedSheets",
              (SELECT count(*)::int FROM evaluation.conflicts x JOIN evaluation.champions h USING (edition_id, nominee_id)
               WHERE x.edition_id = p.edition_id AND h.category = p.category) AS conflicts,
              EXISTS (SELECT 1 ${proposalsFor('p.category')} AND ${WAITING}) AS proposed,
              EXISTS (SELECT 1 FROM evaluation.decisions d
                      WHERE d.edition_id = p.edition_id AND d.category = p.category) AS decided
       FROM evaluation.panels p WHERE p.edition_id = $1 ORDER BY p.category LIMIT 200`,
      [editionId],
    );
  }

  entries(editionId: string, category: string): Promise<readonly NamedEntry[]> {
    return this.database.query<NamedEntry>(
      `SELECT n.nominee_id AS "nomineeId", n.organisation_name AS "organisationName", n.texts
       FROM evaluation.champions c JOIN evaluation.nominees n USING (nominee_id)
       WHERE c.edition_id = $1 AND c.category = $2 ORDER BY n.number LIMIT 200`,
      [editionId, category],
    );
  }

  async proposal(editionId: string, category: string): Promise<ProposedDecision | undefined> {
    const [newest] = await this.database.query<ProposedDecision>(
      `SELECT CASE WHEN ${WAITING} THEN 'waiting' WHEN a.state = 'refused' THEN 'refused' ELSE 'over' END AS state,
              a.reason ${proposalsFor('$2::text')} ORDER BY a.id DESC LIMIT 1`,
      [editionId, category],
    );
    return newest;
  }

  decisions(editionId: string, chairId?: string): Promise<readonly DecidedCategory[]> {
    return this.database.query<DecidedCategory>(
      `SELECT category, outcome, winner_nominee_id AS "winnerNomineeId", special_recognition::text[] AS "specialRecognition",
              statement, judgement, sheets_hash AS "sheetsHash", decided_at AS "decidedAt"
       FROM evaluation.decisions d WHERE edition_id = $1
         AND ($2::uuid IS NULL OR EXISTS (SELECT 1 FROM evaluation.panels p WHERE p.edition_id = d.edition_id
                                            AND p.category = d.category AND p.chair_id = $2))
       ORDER BY category LIMIT 200`,
      [editionId, chairId ?? null],
    );
  }
}
