import type { Result } from '@wsis/kernel';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

/** What the link at the foot of a mail stops, and whether that is stopped. */
export interface StoppableMail {
  readonly notice: string;
  readonly stopped: boolean;
}

/** Mails that somebody may stop by the link in them, signed in or not. */
export abstract class StoppableMails {
  /** Undefined where the link is not one of ours, or not whole. */
  abstract read(visitor: Visitor, token: string): Promise<StoppableMail | undefined>;
  abstract stop(visitor: Visitor, token: string): Promise<Result<StoppableMail, Refused>>;
}
