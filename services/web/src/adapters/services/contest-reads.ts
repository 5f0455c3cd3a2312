import type { ServiceClients, ServiceName } from '@wsis/http';
import {
  ContestReads,
  PartAway,
  type Calendar,
  type Category,
  type Edition,
  type Results,
  type VotesOfCategory,
  type VotingHealth,
} from '../../application/ports.js';
import { RecentReads } from '../../application/recent-reads.js';
import { Json } from './json.js';
import { calendarOf, categoriesOf, editionOf, healthOf, resultsOf, votesOf } from './mapping.js';

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
    const path = `/editions?limit=${EDITIONS_SHOWN}`;
    const shown = (answer: Json) =>
      answer
        .at('items')
        .items()
        .flatMap((entry) => editionOf(entry) ?? []);
    return (await this.ask('competition', path, shown)) ?? [];
  }

  edition(editionId: string): Promise<Edition | undefined> {
    return this.ask('competition', `/editions/${encodeURIComponent(editionId)}`, editionOf);
  }

  calendar(editionId: string): Promise<Calendar | undefined> {
    return this.ask('competition', `/editions/${encodeURIComponent(editionId)}/calendar`, calendarOf);
  }

  async categories(editionId: string): Promise<readonly Category[]> {
    const path = `/editions/${encodeURIComponent(editionId)}/rule-book`;
    const own = await this.ask('competition', path, (rules) => categoriesOf(rules.at('ruleBook').at('categories')));
    if (own !== undefined && own.length > 0) return own;
    // Before the rules are adopted, the categories of the contest at large.
    const atLarge = (reference: Json) => categoriesOf(reference.at('items'));
    return (await this.ask('competition', '/reference/categories', atLarge)) ?? [];
  }

  async results(editionId: string): Promise<Results> {
    // The answer also carries nominees, in pages; they are shown elsewhere.
    const path = `/editions/${encodeURIComponent(editionId)}/results?limit=1`;
    return (await this.ask('promotion', path, resultsOf)) ?? { champions: undefined, winners: undefined };
  }

  async votes(editionId: string): Promise<ReadonlyMap<string, VotesOfCategory>> {
    const path = `/editions/${encodeURIComponent(editionId)}/tally`;
    return (await this.ask('voting', path, votesOf).catch(noneWhileAway)) ?? new Map();
  }

  async health(editionId: string): Promise<VotingHealth | undefined> {
    const vote = `/editions/${encodeURIComponent(editionId)}`;
    const head = await this.ask('voting', `${vote}/health`, itself);
    if (head === undefined) return undefined;
    const closed = head.at('state').text() === 'closed';
    return healthOf(head, closed ? await this.ask('voting', `${vote}/statement`, itself) : undefined);
  }

  /** One public read, kept as it is shown. Nothing there: undefined. Away, or failing: `PartAway`. */
  private ask<T>(service: ServiceName, path: string, shown: (answer: Json) => T): Promise<T | undefined> {
    return this.recent.get(`${service} ${path}`, async () => {
      const answer = await this.clients
        .call(service, { method: 'GET', path, timeoutMs: PATIENCE_MS })
        .catch(() => undefined);
      if (answer === undefined || answer.status >= 500 || answer.status === 429) throw new PartAway(service);
      return answer.status >= 200 && answer.status < 300 ? shown(new Json(answer.body)) : undefined;
    });
  }
}

/** A page can do without the figures of a part that is away. */
function noneWhileAway(error: unknown): undefined {
  if (!(error instanceof PartAway)) throw error;
}

const itself = (answer: Json) => answer;
