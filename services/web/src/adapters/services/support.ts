import { ok, type Result } from '@wsis/kernel';
import { Support, type SupportCase, type SupportView } from '../../application/people/ports.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Looks, codes and unblocking, which identity records before it answers. */
export class ServiceSupport extends Support {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async look(visitor: Visitor, wanted: SupportCase): Promise<Result<SupportView, Refused>> {
    const done = await this.post(visitor, wanted, 'looks');
    return done.ok ? ok(viewOf(done.value)) : done;
  }

  async sendCode(visitor: Visitor, wanted: SupportCase, language: string): Promise<Result<void, Refused>> {
    const done = await this.post(visitor, wanted, 'codes', { language });
    return done.ok ? ok(undefined) : done;
  }

  async unblock(visitor: Visitor, wanted: SupportCase): Promise<Result<void, Refused>> {
    const done = await this.post(visitor, wanted, 'unblocking');
    return done.ok ? ok(undefined) : done;
  }

  private post(visitor: Visitor, { editionId, email, reason }: SupportCase, what: string, more: object = {}) {
    const path = `/editions/${encodeURIComponent(editionId)}/support/${what}`;
    return this.calls.send(visitor, 'identity', 'POST', path, { body: { email, reason, ...more } });
  }
}

function viewOf(json: Json): SupportView {
  return {
    accountId: json.at('accountId').text(),
    lastSeenAt: json.at('lastSeenAt').instant(),
    registeredAt: json.at('registeredAt').instant(),
    remindersAgreedAt: json.at('remindersAgreedAt').instant(),
    ballot: json.at('ballot').text() ?? 'unknown',
    mails: json
      .at('mails')
      .items()
      .map((mail) => ({
        kind: mail.at('kind').text() ?? '',
        state: mail.at('state').text() ?? '',
        reason: mail.at('reason').text(),
        askedAt: mail.at('askedAt').instant(),
      })),
  };
}
