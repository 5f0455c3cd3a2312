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

/** Writes down what happened and which mails follow from it, in the transaction of the event. */
export interface Projection {
  editionCreated(tx: Tx, edition: EditionCreated): Promise<void>;
  rulesAdopted(tx: Tx, rules: RulesAdopted): Promise<void>;
  calendarChanged(tx: Tx, calendar: CalendarChanged): Promise<void>;
  phaseOpened(tx: Tx, opened: PhaseOpened): Promise<void>;
  phaseClosed(tx: Tx, closed: PhaseClosed): Promise<void>;
  submissionReceived(tx: Tx, received: SubmissionReceived, version: number): Promise<void>;
  submissionScreened(tx: Tx, screened: SubmissionScreened, version: number): Promise<void>;
  nomineeListed(tx: Tx, nominee: NomineeListed): Promise<void>;
  tallyCertified(tx: Tx, tally: TallyCertified): Promise<void>;
  released(tx: Tx, release: Released): Promise<void>;
  accountErased(tx: Tx, erased: AccountErased): Promise<void>;
}
