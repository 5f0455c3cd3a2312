import { Colleagues } from '../../application/colleagues.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const IDS_AT_MOST = 100;

/** Asks identity for names. A page can do without them, so that no refusal or outage stops it. */
export class ServiceColleagues extends Colleagues {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async names(visitor: Visitor, accountIds: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(accountIds)].filter((id) => id !== undefined && id !== '').slice(0, IDS_AT_MOST);
    if (ids.length === 0) return new Map();
    const path = `/colleagues?ids=${ids.join(',')}`;
    return namesIn(await this.calls.read(visitor, 'identity', path).catch(() => undefined));
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
