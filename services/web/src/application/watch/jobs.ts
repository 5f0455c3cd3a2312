import type { Result } from '@wsis/kernel';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';
import type { RehearsalAct, RehearsalState } from '../rehearsals/ports.js';
import type { WatchedService } from './ports.js';

export const JOB_STATES = ['running', 'cancelled', 'failed', 'done'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Long work that one of the staff began. */
export interface WatchedJob {
  readonly service: WatchedService;
  readonly id: string;
  readonly kind: string;
  readonly editionId: string | undefined;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  /** The code of what stopped it. */
  readonly fault: string | undefined;
  readonly startedBy: string | undefined;
  readonly startedAt: Date | undefined;
  /** Where it is a dress rehearsal, which has a page of its own and cannot be gone on with. */
  readonly rehearsal?: {
    readonly state: RehearsalState;
    readonly act: RehearsalAct | undefined;
    readonly cancelAsked: boolean;
  };
}

/** What a worker looks at again and again. */
export interface WatchedSweep {
  readonly service: WatchedService;
  readonly name: string;
  readonly everySeconds: number;
  readonly ranAt: Date | undefined;
  readonly tookMs: number;
  readonly failedAt: Date | undefined;
}

export interface JobList {
  /** The latest first. */
  readonly jobs: readonly WatchedJob[];
  readonly sweeps: readonly WatchedSweep[];
  /** Services that could not be asked. */
  readonly away: readonly WatchedService[];
}

/** The long work of all services. */
export abstract class JobWatch {
  abstract list(visitor: Visitor): Promise<JobList>;
  abstract find(visitor: Visitor, service: WatchedService, id: string): Promise<WatchedJob | undefined>;
  abstract move(
    visitor: Visitor,
    service: WatchedService,
    id: string,
    move: 'cancellation' | 'resumption',
  ): Promise<Result<unknown, Refused>>;
}
