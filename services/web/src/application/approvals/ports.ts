import type { Result } from '@wsis/kernel';
import type { CalendarCommand } from '../editions/ports.js';
import type { Nominee } from '../ports.js';
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
  /** Where it is about one nominee. */
  readonly nominee: Nominee | undefined;
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

/** Everything that takes two persons, by the service that asks for them. */
export const APPROVAL_KINDS = [
  'competition.adopt-rules',
  'competition.change-calendar',
  'competition.open-phase',
  'competition.extend-phase',
  'competition.close-phase',
  'nominations.freeze-list',
  'nominations.withdraw-nominee',
  'nominations.lower-language-gate',
  'nominations.pause-lists',
  'voting.review-ballots',
  'voting.restore-ballots',
  'voting.remove-ballots',
  'voting.certify',
  'voting.pause-saving',
  'voting.read-running-counts',
  'voting.export-openings',
  'evaluation.form-panels',
  'evaluation.certify-decisions',
  'promotion.publish-release',
  'identity.grant-role',
  'identity.reset-second-factor',
  'identity.merge-organisations',
  'identity.pause-codes',
  'notifications.pause-mails',
  'notifications.pause-reminders',
] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export const APPROVAL_SORTS = ['proposed', 'expires', 'kind'] as const;
export type ApprovalSort = (typeof APPROVAL_SORTS)[number];

export interface ApprovalFilter {
  readonly state?: string | undefined;
  readonly kind?: ApprovalKind | undefined;
  readonly editionId?: string | undefined;
}

export interface ApprovalQuery extends ApprovalFilter {
  /** The newest first unless told. */
  readonly sort?: { readonly by: ApprovalSort; readonly descending: boolean } | undefined;
  readonly cursor?: string | undefined;
}

export type ApprovalList = Gathered<Approval>;

/** Everything in the platform that takes two persons. */
export abstract class ApprovalsInbox {
  /** Of all services together. */
  abstract list(visitor: Visitor, query: ApprovalQuery): Promise<ApprovalList>;
  /** The whole, the newest first, read on while it is told; a part that is away is thrown. */
  abstract all(visitor: Visitor, filter: ApprovalFilter): Promise<AsyncIterable<Approval>>;
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
