import { DecisionCertifiedSchema, SheetSealedSchema } from '@wsis/contracts';
import { event, type EventLog } from '@wsis/messaging';
import type { Tx } from '@wsis/persistence';
import type { Announcements, Decision } from '../../application/ports.js';

/** The facts of the evaluation as events in its log; no score is in one. */
export class LoggedAnnouncements implements Announcements {
  constructor(private readonly eventLog: Pick<EventLog, 'append'>) {}

  async sheetSealed(
    tx: Tx,
    sealed: { editionId: string; category: string; nomineeId: string; expertId: string },
  ): Promise<void> {
    const { editionId, category, nomineeId, expertId } = sealed;
    await this.eventLog.append(tx, [
      event(
        SheetSealedSchema,
        { editionId, category, nomineeId, expertAccountId: expertId },
        { key: `${editionId}/${category}`, version: 1 },
      ),
    ]);
  }

  async decisionsCertified(
    tx: Tx,
    editionId: string,
    decisions: readonly (Decision & { sheetsHash: string })[],
  ): Promise<void> {
    await this.eventLog.append(
      tx,
      decisions.map((decision) =>
        event(
          DecisionCertifiedSchema,
          {
            editionId,
            category: decision.category,
            outcome: decision.outcome,
            winnerNomineeId: decision.winnerNomineeId ?? '',
            specialRecognitionNomineeIds: [...decision.specialRecognition],
            statement: decision.statement,
            sheetsHash: decision.sheetsHash,
          },
          { key: `${editionId}/${decision.category}`, version: 2 },
        ),
      ),
    );
  }
}
