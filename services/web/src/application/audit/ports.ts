import type { Gathered, StaffedService } from '../gathered.js';
import type { Visitor } from '../visitor.js';

export { STAFFED_SERVICES as AUDITED_SERVICES, type StaffedService as AuditedService } from '../gathered.js';

/** One thing that somebody with a role did or looked at. */
export interface Deed {
  readonly service: StaffedService;
  readonly id: string;
  readonly at: Date | undefined;
  /** Account id; absent when the platform itself acted. */
  readonly actor: string | undefined;
  /** As the service names it, for example `approval.approved` or `POST /editions/:edition/reviews`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly editionId: string | undefined;
  readonly requestId: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

export const DEED_KINDS = ['change', 'look'] as const;
export type DeedKind = (typeof DEED_KINDS)[number];

/** Which deeds are wanted; what is absent leaves nothing out. */
export interface DeedQuery {
  readonly actor?: string | undefined;
  /** The whole action. */
  readonly action?: string | undefined;
  readonly kind?: DeedKind | undefined;
  readonly service?: StaffedService | undefined;
  readonly editionId?: string | undefined;
  /** Id of what was changed or looked at. */
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  /** Up to, without this instant. */
  readonly until?: Date | undefined;
}

export type DeedList = Gathered<Deed>;

/** What people with roles did and looked at, in all services together, the newest first. */
export abstract class StaffDeeds {
  abstract list(visitor: Visitor, query: DeedQuery, cursor: string | undefined): Promise<DeedList>;
  /** All of them, one by one as they are read. Throws where a service cannot be asked: a file must not lack its part. */
  abstract all(visitor: Visitor, query: DeedQuery): Promise<AsyncIterable<Deed>>;
}
