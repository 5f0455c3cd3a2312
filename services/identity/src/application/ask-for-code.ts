import { err, ok, type Language, type Result } from '@wsis/kernel';
import { canonicalAddress } from '../domain/canonical-address.js';
import { isDisposable } from '../domain/disposable-domains.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { RESEND_AFTER_MS } from '../domain/code-request.js';
import { sealHandle } from './code-handle.js';
import type { ClientPlace, Parts, ProofDemand } from './ports.js';

/** The wish was noted. The handle tells its holder how far the mail is, and stands for the address when the code is typed. */
export interface AskedForCode {
  readonly handle: string;
  readonly resendAt: Date;
}

/**
 * Notes that a mailbox wants a code. Nothing here looks at accounts, so a known and an unknown address
 * take the same path; the code is made and mailed later, by the worker.
 */
export class AskForCode {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'budgets' | 'proofs' | 'bell' | 'clock' | 'ids'>) {}

  async run(request: {
    email: string;
    language: Language;
    from: ClientPlace;
    proof?: string | undefined;
  }): Promise<Result<AskedForCode, IdentityError>> {
    const { work, keys, budgets, proofs, bell, clock, ids } = this.parts;
    const address = canonicalAddress(request.email);
    if (!address.ok) return err(refusal('IDENTITY.ADDRESS_INVALID', [{ field: 'email', rule: address.error }]));
    const addressHash = keys.addressHash(address.value.canonical);
    const proof = request.proof === undefined ? undefined : await proofs.check(request.proof, addressHash);
    if (proof?.ok === false) {
      const demand = await proofs.demand(addressHash, 0);
      return err(proofRefused(proof.reason, proof.reason === 'early' ? { ...demand, wait: proof.wait } : demand));
    }
    const admission = await budgets.mayAsk(addressHash, request.from, proof);
    if (!admission.admitted) {
      if ('closed' in admission) return err({ code: 'HTTP.UNAVAILABLE', retryAfterSeconds: 5 });
      if ('proof' in admission) {
        const demand = await proofs.demand(addressHash, admission.pressure);
        if (admission.proof === 'used') return err(proofRefused('used', demand));
        return err({ code: 'IDENTITY.PROOF_REQUIRED', retryAfterSeconds: demand.wait.seconds, proof: demand });
      }
      const { retryAfterSeconds, limits } = admission;
      return err({ code: 'HTTP.TOO_MANY_REQUESTS', retryAfterSeconds, limits });
    }
    const { deliverable, domain } = address.value;
    const mail = {
      mailId: ids.next(),
      kind: 'code' as const,
      addressHash,
      language: request.language,
      createdAt: clock.now(),
    };
    await work.run((tx) =>
      isDisposable(domain) ? tx.mails.withhold(mail) : tx.mails.add([{ ...mail, address: deliverable, params: {} }]),
    );
    bell.ring();
    return ok({
      handle: sealHandle(keys, { mailId: mail.mailId, address: deliverable }),
      resendAt: new Date(mail.createdAt.getTime() + RESEND_AFTER_MS),
    });
  }
}

/** A proof that proves nothing is no dead end: another one is asked for, or the rest of the wait. */
function proofRefused(reason: 'wrong' | 'expired' | 'early' | 'used', demand: ProofDemand): IdentityError {
  return {
    code: 'IDENTITY.PROOF_REFUSED',
    errors: [{ field: 'proof', rule: PROOF_RULES[reason] }],
    retryAfterSeconds: demand.wait.seconds,
    proof: demand,
  };
}

const PROOF_RULES = { wrong: 'proofWrong', expired: 'proofExpired', early: 'proofEarly', used: 'proofUsed' } as const;
