import type { Result } from '@wsis/kernel';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

/** An organisation that the visitor belongs to, or is asked to join. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly stakeholderType: string;
  readonly state: 'invited' | 'active';
}

export interface OrganisationMember {
  readonly accountId: string;
  readonly displayName: string;
  readonly state: 'invited' | 'active';
  /** Has belonged to it the longest. */
  readonly administers: boolean;
  /** Of who gave no name, for the secretariat alone. */
  readonly email: string | undefined;
}

export interface OrganisationWithMembers extends Omit<Organisation, 'state'> {
  readonly members: readonly OrganisationMember[];
}

/** The organisations of a person, and who else belongs to them. */
export abstract class Organisations {
  abstract mine(visitor: Visitor): Promise<readonly Organisation[]>;
  /** Undefined where there is none, or the visitor is no member. */
  abstract find(visitor: Visitor, id: string): Promise<OrganisationWithMembers | undefined>;
  abstract found(
    visitor: Visitor,
    organisation: { readonly name: string; readonly country: string; readonly stakeholderType: string },
  ): Promise<Result<string, Refused>>;
  abstract invite(visitor: Visitor, id: string, email: string): Promise<Result<void, Refused>>;
  abstract join(visitor: Visitor, id: string): Promise<Result<void, Refused>>;
  /** Takes a member out, or an invitation back; the administrator may. */
  abstract remove(visitor: Visitor, id: string, memberId: string): Promise<Result<void, Refused>>;
  /** Leaves, or declines an invitation. */
  abstract leave(visitor: Visitor, id: string): Promise<Result<void, Refused>>;
}
