import type {
  NomineeListed,
  NomineeWithdrawn,
  OrganisationMerged,
  RoleGranted,
  RoleRevoked,
  RulesAdopted,
  TallyCertified,
} from '@wsis/contracts';
import type { Tx } from '@wsis/persistence';

/** What evaluation must know of the other services; every effect runs in the transaction of the event. */
export interface Projection {
  rulesAdopted(tx: Tx, rules: RulesAdopted): Promise<void>;
  phaseMoved(tx: Tx, editionId: string, phase: 'open' | 'closed'): Promise<void>;
  nomineeListed(tx: Tx, nominee: NomineeListed): Promise<void>;
  nomineeWithdrawn(tx: Tx, nominee: NomineeWithdrawn): Promise<void>;
  tallyCertified(tx: Tx, tally: TallyCertified): Promise<void>;
  roleGranted(tx: Tx, grant: RoleGranted): Promise<void>;
  organisationMerged(tx: Tx, merged: OrganisationMerged): Promise<void>;
  roleRevoked(tx: Tx, revoked: RoleRevoked): Promise<void>;
}
