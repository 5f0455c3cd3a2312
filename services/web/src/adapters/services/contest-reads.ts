import type { ServiceClients, ServiceName } from '@wsis/http';
import {
  ContestReads,
  PartAway,
  type Calendar,
  type Category,
  type Edition,
  type Results,
  type VotingHealth,
} from '../../application/ports.js';
import { RecentReads } from '../../application/recent-reads.js';
import { Json } from './json.js';
import { calendarOf, categoriesOf, editionOf, healthOf, resultsOf } from './mapping.js';

const EDITIONS_SHOWN = 6;
const PATIENCE_MS = 4_000;
/** How long an answer serves all readers: short enough for a clock that shows minutes. */
const KEEP_MS = 2_000;

/** Reads the contest from the services' own public APIs. */
export class ServiceContestReads extends ContestReads {
  private readonly recent: RecentReads;

  constructor(
    private readonly clients: ServiceClients,
    now: () => number,
  ) {
    super();
    this.recent = new RecentReads(KEEP_MS, now);
  }

  async editions(): Promise<readonly Edition[]> {
    const answer = await this.ask('competition', `/editions?limit=${EDITIONS_SHOWN}`);
    return (answer?.at('items').items() ?? []).flatMap((entry) => editionOf(entry) ?? []);
  }

  async edition(editionId: string): Promise<Edition | undefined> {
    const answer = await this.ask('competition', `/editions/${encodeURIComponent(editionId)}`);
    return answer && editionOf(answer);
  }

  async calendar(editionId: string): Promise<Calendar | undefined> {
    const answer = await this.ask('competition', `/editions/${encodeURIComponent(editionId)}/calendar`);
    return answer && calendarOf(answer);
  }

  async categories(editionId: string): Promise<readonly Category[]> {
    const rules = await this.ask('competition', `/editions/${encodeURIComponent(editionId)}/rule-book`);
    const own = rules === undefined ? [] : categoriesOf(rules.at('ruleBook').at('categories'));
    if (own.length > 0) return own;
    // Before the rules are adopted, the categories of the contest at large.
    const reference = await this.ask('competition', '/reference/categories');
    return reference === undefined ? [] : categoriesOf(reference.at('items'));
  }

  async results(editionId: string): Promise<Results> {
    // The answer also carries nominees, in pages; they are shown elsewhere.
    const answer = await this.ask('promotion', `/editions/${encodeURIComponent(editionId)}/results?limit=1`);
    return answer === undefined ? { champions: undefined, winners: undefined } : resultsOf(answer);
  }

  async health(editionId: string): Promise<VotingHealth | undefined> {
    const vote = `/editions/${encodeURIComponent(editionId)}`;
    const head = await this.ask('voting', `${vote}/health`);
    if (head === undefined) return undefined;
    const closed = head.at('state').text() === 'closed';
    return healthOf(head, closed ? await this.ask('voting', `${vote}/statement`) : undefined);
  }

  /** One public read. Nothing there: undefined. Away, or failing: `PartAway`. */
  private ask(service: ServiceName, path: string): Promise<Json | undefined> {
    return this.recent.get(`${service} ${path}`, async () => {
      const answer = await this.clients
        .call(service, { method: 'GET', path, timeoutMs: PATIENCE_MS })
        .catch(() => undefined);
      if (answer === undefined || answer.status >= 500 || answer.status === 429) throw new PartAway(service);
      return answer.status >= 200 && answer.status < 300 ? new Json(answer.body) : undefined;
    });
  }
}
