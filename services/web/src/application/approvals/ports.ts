import type { Result } from '@wsis/kernel';
import type { CalendarCommand } from '../editions/ports.js';
import type { Refused } from '../refused.js';
import type { Gathered, StaffedService } from '../gathered.js';
import type { Visitor } from '../visitor.js';

export { STAFFED_SERVICES as APPROVING_SERVICES, type StaffedService as ApprovingService } from '../gathered.js';

export const APPROVAL_STATES = ['proposed', 'approved', 'refused', 'expired', 'failed'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What a proposal would do: the key of the words, and the codes, numbers and instants in them. */
export interface Effect {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One thing that one person wants and another decides. */
export interface Approval {
  readonly service: StaffedService;
  readonly id: string;
  readonly kind: string;
  /** Absent where the matter concerns no single edition. */
  readonly editionId: string | undefined;
  readonly effect: Effect;
  /** Names the content exactly; who approves sends it along. */
  readonly payloadHash: string;
  /** Account ids. */
  readonly proposedBy: string;
  readonly decidedBy: string | undefined;
  readonly proposedAt: Date | undefined;
  readonly expiresAt: Date | undefined;
  readonly decidedAt: Date | undefined;
  readonly state: ApprovalState;
  readonly reason: string | undefined;
  /** Code of the problem that stopped the last try to carry it out. */
  readonly lastRefusal: string | undefined;
  /** Code of the problem for which it can no longer be carried out, as things stand. */
  readonly obstacle: string | undefined;
}

export interface ApprovalInFull extends Approval {
  /** As JSON: the very content that both persons bind themselves to. */
  readonly payload: string;
  /** Account id of whom it is about, where it is about one person. */
  readonly about: string | undefined;
  /** Who would judge each category, where the proposal forms panels; account ids. */
  readonly panels: readonly {
    readonly category: string;
    readonly members: readonly string[];
    readonly chair: string | undefined;
  }[];
  /** What it wants of an edition's calendar. */
  readonly calendar: CalendarCommand | undefined;
  /** Who would win each category, where the proposal certifies what panels decided; nominee ids. */
  readonly decisions: readonly {
    readonly category: string;
    /** Nobody, where it is absent. */
    readonly winner: string | undefined;
    readonly specialRecognition: readonly string[];
    readonly statement: string;
  }[];
  /** The dates of phases, where the proposal moves some. */
  readonly plans: readonly {
    readonly phase: string;
    readonly opensAt: Date | undefined;
    readonly closesAt: Date | undefined;
  }[];
}

export interface ApprovalQuery {
  readonly state?: string | undefined;
  readonly editionId?: string | undefined;
  readonly cursor?: string | undefined;
}

export type ApprovalList = Gathered<Approval>;

/** Everything in the platform that takes two persons. */
export abstract class ApprovalsInbox {
  /** Of all services together, the newest first. */
  abstract list(visitor: Visitor, query: ApprovalQuery): Promise<ApprovalList>;
  abstract find(visitor: Visitor, service: StaffedService, id: string): Promise<ApprovalInFull | undefined>;
  /** Approves exactly what was shown, and carries it out. */
  abstract approve(
    visitor: Visitor,
    service: StaffedService,
    id: string,
    payloadHash: string,
  ): Promise<Result<void, Refused>>;
  abstract refuse(
    visitor: Visitor,
    service: StaffedService,
    id: string,
    reason: string,
  ): Promise<Result<void, Refused>>;
}
