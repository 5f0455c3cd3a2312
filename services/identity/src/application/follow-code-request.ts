import { err, ok, type Result } from '@wsis/kernel';
import { RESEND_AFTER_MS, toldState, type ToldState } from '../domain/code-request.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { bounceReason, type BounceReason } from '../domain/mail-state.js';
import { CODE_LIFETIME_MS } from '../domain/one-time-code.js';
import { openHandle } from './code-handle.js';
import type { Parts } from './ports.js';

/** How far a code is on its way. Nothing in it depends on whether the mailbox has an account. */
export interface CodeRequestState {
  readonly state: ToldState;
  readonly askedAt: Date;
  /** When the mail was handed over, bounced or given up. */
  readonly settledAt: Date | undefined;
  readonly reason: BounceReason | undefined;
  /** The code in the mail works until then. */
  readonly codeEndsAt: Date | undefined;
  readonly resendAt: Date;
}

/** Tells whoever asked for a code, and nobody else, what became of its mail. */
export class FollowCodeRequest {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'clock'>) {}

  async run(handle: string): Promise<Result<CodeRequestState, IdentityError>> {
    const { work, keys, clock } = this.parts;
    const request = openHandle(keys, handle);
    const mail = request && (await work.run((tx) => tx.mails.find(request.mailId)));
    if (!mail) return err(refusal('IDENTITY.CODE_REQUEST_UNKNOWN'));
    const now = clock.now();
    const state = toldState(mail, now);
    const settledAt = state === 'waiting' ? undefined : mail.settledAt;
    return ok({
      state,
      askedAt: mail.createdAt,
      settledAt,
      reason: state === 'bounced' ? bounceReason(mail.status) : undefined,
      codeEndsAt: state === 'handed-over' && settledAt ? new Date(settledAt.getTime() + CODE_LIFETIME_MS) : undefined,
      resendAt: new Date(mail.createdAt.getTime() + RESEND_AFTER_MS),
    });
  }
}
