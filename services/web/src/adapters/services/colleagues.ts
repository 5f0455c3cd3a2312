import { Colleagues } from '../../application/colleagues.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** As many as identity names at once, and as often as a page may ask: more people than judge an edition. */
const IDS_AT_ONCE = 100;
const QUESTIONS_AT_MOST = 5;

/** Asks identity for names. A page can do without them, so that no refusal or outage stops it. */
export class ServiceColleagues extends Colleagues {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async names(visitor: Visitor, accountIds: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(accountIds)].filter((id) => id !== undefined && id !== '');
    const questions = Array.from({ length: Math.min(QUESTIONS_AT_MOST, Math.ceil(ids.length / IDS_AT_ONCE)) });
    const answers = await Promise.all(
      questions.map((_, index) => {
        const some = ids.slice(index * IDS_AT_ONCE, (index + 1) * IDS_AT_ONCE);
        return this.calls.read(visitor, 'identity', `/colleagues?ids=${some.join(',')}`).catch(() => undefined);
      }),
    );
    return new Map(answers.flatMap((answer) => [...namesIn(answer)]));
  }

  async called(visitor: Visitor, name: string): Promise<ReadonlyMap<string, string>> {
    return namesIn(await this.calls.read(visitor, 'identity', `/colleagues?search=${encodeURIComponent(name)}`));
  }
}

function namesIn(answer: Json | undefined): ReadonlyMap<string, string> {
  const named = (answer?.at('items').items() ?? []).flatMap((item): [string, string][] => {
    const [id, name] = [item.at('accountId').text(), item.at('name').text()];
    return id === undefined || name === undefined ? [] : [[id, name]];
  });
  return new Map(named);
}
