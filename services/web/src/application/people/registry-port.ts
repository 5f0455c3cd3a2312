import type { Result } from '@wsis/kernel';
import type { OrganisationMember, Organisation } from '../organisations/ports.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

/** An organisation as the secretariat lists it. */
export interface RegisteredOrganisation extends Omit<Organisation, 'state'> {
  readonly createdAt: Date | undefined;
  /** Without those who are only invited. */
  readonly members: number;
}

export interface RegistryQuery {
  readonly search?: string | undefined;
  readonly country?: string | undefined;
  /** A column, with a minus for the other way round. */
  readonly sort?: string | undefined;
  readonly cursor?: string | undefined;
}

export interface RegistryPage {
  readonly items: readonly RegisteredOrganisation[];
  readonly nextCursor: string | undefined;
}

export interface OrganisationInRegistry extends Omit<Organisation, 'state'> {
  readonly members: readonly OrganisationMember[];
}

/** What it would mean that two organisations become one. */
export interface Merging {
  readonly from: Omit<Organisation, 'state'>;
  readonly into: Omit<Organisation, 'state'>;
  /** Members and invited people of the one that goes. */
  readonly members: number;
  /** Members and invited people of the one that remains, when it is done. */
  readonly membersTogether: number;
  readonly submissions: number;
}

/** All organisations, for the secretariat. */
export abstract class Registry {
  abstract list(visitor: Visitor, query: RegistryQuery): Promise<RegistryPage>;
  /** All pages after each other. */
  abstract all(visitor: Visitor, query: Omit<RegistryQuery, 'cursor'>): Promise<readonly RegisteredOrganisation[]>;
  abstract find(visitor: Visitor, id: string): Promise<OrganisationInRegistry | undefined>;
  abstract remove(visitor: Visitor, id: string, memberId: string): Promise<Result<void, Refused>>;
  /** Undefined where one of the two is none. */
  abstract merging(visitor: Visitor, id: string, intoId: string): Promise<Merging | undefined>;
  abstract proposeMerging(visitor: Visitor, id: string, intoId: string, reason: string): Promise<Result<void, Refused>>;
}
