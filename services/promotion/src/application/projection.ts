import type {
  DecisionCertified,
  EditionCreated,
  NomineeListed,
  NomineeListFrozen,
  NomineeWithdrawn,
  RulesAdopted,
  TallyCertified,
} from '@wsis/contracts';
import type { Tx } from '@wsis/persistence';

/** What promotion must know of the other services; every effect runs in the transaction of the event. */
export interface Projection {
  editionCreated(tx: Tx, edition: EditionCreated): Promise<void>;
  rulesAdopted(tx: Tx, rules: RulesAdopted): Promise<void>;
  nomineeListed(tx: Tx, nominee: NomineeListed): Promise<void>;
  nomineeWithdrawn(tx: Tx, nominee: NomineeWithdrawn): Promise<void>;
  listFrozen(tx: Tx, list: NomineeListFrozen): Promise<void>;
  tallyCertified(tx: Tx, tally: TallyCertified): Promise<void>;
  decisionCertified(tx: Tx, decision: DecisionCertified): Promise<void>;
}
