import type { Tx } from '@wsis/persistence';
import type { Decision, DecisionStore } from '../../application/ports.js';
import type { Judgement } from '../../domain/decision.js';

export class PostgresDecisionStore implements DecisionStore {
  async isDecided(tx: Tx, editionId: string, category: string): Promise<boolean> {
    const rows = await tx.query(`SELECT 1 FROM evaluation.decisions WHERE edition_id = $1 AND category = $2`, [
      editionId,
      category,
    ]);
    return rows.length > 0;
  }

  async save(tx: Tx, editionId: string, decision: Decision, judgement: Judgement, approvalId: string): Promise<void> {
    await tx.execute(
      `INSERT INTO evaluation.decisions
         (edition_id, category, outcome, winner_nominee_id, special_recognition, statement, judgement, sheets_hash, approval_id)
       VALUES ($1, $2, $3, $4, $5::uuid[], $6, $7::jsonb, $8, $9)`,
      [
        editionId,
        decision.category,
        decision.outcome,
        decision.winnerNomineeId,
        decision.specialRecognition,
        decision.statement,
        JSON.stringify(judgement),
        judgement.sheetsHash,
        approvalId,
      ],
    );
  }
}
