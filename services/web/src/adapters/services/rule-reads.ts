import { parseRuleBook } from '@wsis/rule-book';
import { RecentReads } from '../../application/recent-reads.js';
import { RuleReads, type AdoptedRules, type RulesVersion } from '../../application/rules/ports.js';
import { NOBODY } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Rules change a few times a year, and two people at least decide it. */
const KEEP_MS = 10_000;

/** Reads the rules of editions from the competition. */
export class ServiceRuleReads extends RuleReads {
  private readonly recent: RecentReads;

  constructor(
    private readonly calls: ServiceCalls,
    now: () => number,
  ) {
    super();
    this.recent = new RecentReads(KEEP_MS, now, 200);
  }

  rules(editionId: string, version?: number): Promise<AdoptedRules | undefined> {
    const path = `${ruleBookOf(editionId)}${version === undefined ? '' : `/versions/${version}`}`;
    return this.recent.get(path, async () => {
      const answer = await this.calls.read(NOBODY, 'competition', path, { as: 'none' });
      const adopted = answer && versionOf(answer);
      if (answer === undefined || adopted === undefined) return undefined;
      const ruleBook = parseRuleBook(answer.at('ruleBook').raw);
      if (!ruleBook.ok) throw new Error(`The rule book ${adopted.version} of ${editionId} cannot be read`);
      return { ...adopted, ruleBook: ruleBook.value };
    });
  }

  versions(editionId: string): Promise<readonly RulesVersion[]> {
    const path = `${ruleBookOf(editionId)}/versions`;
    return this.recent.get(path, async () => {
      const answer = await this.calls.read(NOBODY, 'competition', path, { as: 'none' });
      return (answer?.at('items').items() ?? []).flatMap((entry) => versionOf(entry) ?? []);
    });
  }
}

const ruleBookOf = (editionId: string) => `/editions/${encodeURIComponent(editionId)}/rule-book`;

function versionOf(json: Json): RulesVersion | undefined {
  const [version, hash, adoptedAt] = [
    json.at('version').number(),
    json.at('hash').text(),
    json.at('adoptedAt').instant(),
  ];
  return version === undefined || hash === undefined || adoptedAt === undefined
    ? undefined
    : { version, hash, adoptedAt };
}
