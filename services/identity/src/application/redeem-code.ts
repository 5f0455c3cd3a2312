import { err, ok, type Language, type Result } from '@wsis/kernel';
import { tokenEnd } from '../domain/account-session.js';
import { canonicalAddress } from '../domain/canonical-address.js';
import { refusal, type IdentityError, type IdentityErrorCode } from '../domain/identity-error.js';
import { readCode } from '../domain/one-time-code.js';
import { signIn, type SignedIn } from './account-view.js';
import { openHandle } from './code-handle.js';
import type { CheckedCode, ClientPlace, Parts } from './ports.js';

/** Trades a one-time code for a session; the first time, this makes the account. */
export class RedeemCode {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'budgets' | 'tokens' | 'clock' | 'ids'>) {}

  /** The mailbox is named by its address, or by the handle of the request that the code came for. */
  async run(request: {
    email?: string | undefined;
    handle?: string | undefined;
    code: string;
    language: Language;
    from: ClientPlace;
  }): Promise<Result<SignedIn, IdentityError>> {
    const { work, keys, budgets, tokens, clock, ids } = this.parts;
    const named = request.handle === undefined ? request.email : openHandle(keys, request.handle)?.address;
    if (named === undefined && request.handle !== undefined) return err(refusal('IDENTITY.CODE_REQUEST_UNKNOWN'));
    const address = canonicalAddress(named ?? '');
    if (!address.ok) return err(refusal('IDENTITY.ADDRESS_INVALID', [{ field: 'email', rule: address.error }]));
    const addressHash = keys.addressHash(address.value.canonical);
    const admission = await budgets.mayCheck(addressHash, request.from);
    if (!admission.admitted) {
      if ('closed' in admission) return err({ code: 'HTTP.UNAVAILABLE', retryAfterSeconds: 5 });
      const { retryAfterSeconds, limits } = admission;
      return err({ code: 'HTTP.TOO_MANY_REQUESTS', retryAfterSeconds, limits });
    }
    // A text that cannot be a code takes a try as well: what is refused costs the same.
    const offered = keys.codeHash(addressHash, readCode(request.code) ?? '');
    // The refusal is a value: the try it took is stored.
    return work.run(async (tx): Promise<Result<SignedIn, IdentityError>> => {
      const now = clock.now();
      const codes = await tx.codes.takeTry(addressHash, now);
      const matching = codes.filter((code) => keys.same(code.codeHash, offered));
      if (!matching.some((code) => code.live)) return err(refusal(whyNot(codes, matching, now)));
      await tx.codes.endAll(addressHash, now);
      const account = await tx.accounts.findOrCreate({
        accountId: ids.next(),
        address: address.value.deliverable,
        addressHash,
        language: request.language,
        displayName: '',
        country: '',
        stakeholderType: '',
        createdAt: now,
      });
      const session = {
        sessionId: ids.next(),
        accountId: account.accountId,
        signedInAt: now,
        expiresAt: tokenEnd(now, now),
        secondFactorAt: undefined,
      };
      await tx.sessions.add(session);
      if (await tx.accounts.verify(account.accountId, now)) {
        const version = await tx.accounts.nextVersion(account.accountId);
        tx.publish({ fact: 'account-verified', accountId: account.accountId, language: account.language, version });
      }
      return ok(await signIn(tx, tokens, account, session));
    });
  }
}

/** Only who holds an expired code learns that it has expired; whether the mailbox has an account makes no difference. */
function whyNot(codes: readonly CheckedCode[], matching: readonly CheckedCode[], now: Date): IdentityErrorCode {
  if (matching.some((code) => code.expiresAt <= now)) return 'IDENTITY.CODE_EXPIRED';
  const unexpired = codes.filter((code) => code.expiresAt > now);
  const exhausted = unexpired.length > 0 && unexpired.every((code) => !code.live);
  return exhausted ? 'IDENTITY.CODE_TRIES_EXHAUSTED' : 'IDENTITY.CODE_WRONG';
}
