import { ok, type Result } from '@wsis/kernel';
import { StoppableMails, type StoppableMail } from '../../application/mails/ports.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Stops mails through notifications; the link alone is the right to do so. */
export class ServiceStoppableMails extends StoppableMails {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async read(visitor: Visitor, token: string): Promise<StoppableMail | undefined> {
    const answer = await this.calls.read(visitor, 'notifications', pathOf(token), { as: 'none' });
    return answer && mailOf(answer);
  }

  async stop(visitor: Visitor, token: string): Promise<Result<StoppableMail, Refused>> {
    const answer = await this.calls.send(visitor, 'notifications', 'POST', pathOf(token), { as: 'none', body: {} });
    return answer.ok ? ok(mailOf(answer.value)) : answer;
  }
}

const pathOf = (token: string) => `/stop-links/${encodeURIComponent(token)}`;

function mailOf(answer: Json): StoppableMail {
  return { notice: answer.at('notice').text() ?? '', stopped: answer.at('stopped').flag() };
}
