import { err, ok, type Language, type Result } from '@wsis/kernel';
import { canonicalAddress } from '../domain/canonical-address.js';
import { isDisposable } from '../domain/disposable-domains.js';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import type { ClientPlace, Parts } from './ports.js';

/**
 * Notes that a mailbox wants a code. Nothing here looks at accounts, so a known and an unknown address
 * take the same path; the code is made and mailed later, by the worker.
 */
export class AskForCode {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'budgets' | 'bell' | 'clock' | 'ids'>) {}

  async run(request: { email: string; language: Language; from: ClientPlace }): Promise<Result<void, IdentityError>> {
    const { work, keys, budgets, bell, clock, ids } = this.parts;
    const address = canonicalAddress(request.email);
    if (!address.ok) return err(refusal('IDENTITY.ADDRESS_INVALID', [{ field: 'email', rule: address.error }]));
    const addressHash = keys.addressHash(address.value.canonical);
    const admission = await budgets.mayAsk(addressHash, request.from);
    if (!admission.admitted) {
      if ('closed' in admission) return err({ code: 'HTTP.UNAVAILABLE', retryAfterSeconds: 5 });
      return err({ code: 'HTTP.TOO_MANY_REQUESTS', retryAfterSeconds: admission.retryAfterSeconds });
    }
    if (isDisposable(address.value.domain)) return ok(undefined);
    await work.run((tx) =>
      tx.mails.add([
        {
          mailId: ids.next(),
          kind: 'code',
          address: address.value.deliverable,
          addressHash,
          language: request.language,
          params: {},
          createdAt: clock.now(),
        },
      ]),
    );
    bell.ring();
    return ok(undefined);
  }
}
