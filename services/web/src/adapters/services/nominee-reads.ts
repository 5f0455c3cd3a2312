import type { Language, Result } from '@wsis/kernel';
import {
  NomineeReads,
  type BreachReport,
  type NomineeCounts,
  type SharePicture,
} from '../../application/nominees/ports.js';
import type { Nominee, Page } from '../../application/ports.js';
import { RecentReads } from '../../application/recent-reads.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import { NOBODY, type Visitor } from '../../application/visitor.js';
import { NOMINEE_FILTERS, narrowedBy, type NomineeSearch } from '../../domain/nominee-search.js';
import type { Json } from './json.js';
import { nomineeOf } from './mapping.js';
import type { ServiceCalls } from './service-calls.js';

const A_PAGE = 24;
/** How long it may take until a withdrawal, or the release of the list, is seen. */
const KEEP_MS = 2_000;
/** What was read of one version of the list never changes; it makes room for what is asked for later. */
const KEEP_VERSION_MS = 30 * 60_000;
const VERSIONED_AT_MOST = 400;

/** Reads the nominees from the service of nominations: its list by version, so that many readers cost one question. */
export class ServiceNomineeReads extends NomineeReads {
  private readonly recent: RecentReads;
  private readonly versioned: RecentReads;

  constructor(
    private readonly calls: ServiceCalls,
    now: () => number,
  ) {
    super();
    this.recent = new RecentReads(KEEP_MS, now);
    this.versioned = new RecentReads(KEEP_VERSION_MS, now, VERSIONED_AT_MOST);
  }

  async list(
    editionId: string,
    search: NomineeSearch,
    language: Language,
    cursor: string | undefined,
  ): Promise<Page<Nominee> | undefined> {
    return this.ofVersion(editionId, 'nominees', askedOfList(search, language, cursor), nomineesOf);
  }

  async counts(editionId: string, search: NomineeSearch): Promise<NomineeCounts | undefined> {
    return this.ofVersion(editionId, 'nominees/counts', narrowedBy(search), countsOf);
  }

  async nominee(nomineeId: string): Promise<Nominee | undefined> {
    return this.read(this.recent, `/nominees/${encodeURIComponent(nomineeId)}`, nomineeOf);
  }

  async sharePicture(nomineeId: string, language: Language): Promise<SharePicture | undefined> {
    const path = `/nominees/${encodeURIComponent(nomineeId)}/share/${language}`;
    const words = await this.recent
      .get(path, () => this.calls.read(NOBODY, 'promotion', path, { as: 'none' }))
      .catch(() => undefined);
    const picture = words?.at('picture');
    const [address, width, height] = [
      picture?.at('address').text(),
      picture?.at('width').number(),
      picture?.at('height').number(),
    ];
    if (address === undefined || !/^\/api\/[\w/.-]+$/.test(address)) return undefined;
    return { address, width: width ?? 1_200, height: height ?? 630 };
  }

  report(visitor: Visitor, nomineeId: string, report: BreachReport): Promise<Result<unknown, Refused>> {
    const path = `/nominees/${encodeURIComponent(nomineeId)}/breach-reports`;
    return this.calls.send(visitor, 'nominations', 'POST', path, { as: 'none', body: report });
  }

  /** Asks for one version of the list; where a newer one came meanwhile, for whatever stands now. */
  private async ofVersion<T>(
    editionId: string,
    what: string,
    asked: Readonly<Record<string, string>>,
    shown: (answer: Json) => T,
  ): Promise<T | undefined> {
    const edition = `/editions/${encodeURIComponent(editionId)}`;
    const version = await this.read(this.recent, `${edition}/nominee-list`, (list) => list.at('listVersion').number());
    if (version === undefined || version === 0) return undefined;
    const path = (query: Readonly<Record<string, string>>) =>
      `${edition}/${what}?${new URLSearchParams(query).toString()}`;
    try {
      const known = await this.read(this.versioned, path({ ...asked, listVersion: String(version) }), shown);
      return known ?? (await this.read(this.recent, path(asked), shown));
    } catch (error) {
      // A cursor that somebody made up, or that an older platform gave.
      if (error instanceof ReadRefused && asked['cursor'] !== undefined && error.refused.status < 429) return undefined;
      throw error;
    }
  }

  /** Kept as it is shown: all who ask meanwhile are given the very same objects, and what was rendered of them. */
  private read<T>(kept: RecentReads, path: string, shown: (answer: Json) => T): Promise<T | undefined> {
    return kept.get(path, async () => {
      const answer = await this.calls.read(NOBODY, 'nominations', path, { as: 'none' });
      return answer && shown(answer);
    });
  }
}

/** One page of the list, as its API is asked for it. */
export function askedOfList(
  search: NomineeSearch,
  language: Language,
  cursor: string | undefined,
): Record<string, string> {
  return {
    ...narrowedBy(search),
    ...(search.order === undefined ? {} : { order: String(search.order) }),
    ...(cursor === undefined ? {} : { cursor }),
    language,
    limit: String(A_PAGE),
  };
}

export function nomineesOf(answer: Json): Page<Nominee> {
  return {
    items: answer
      .at('items')
      .items()
      .flatMap((entry) => nomineeOf(entry) ?? []),
    nextCursor: answer.at('nextCursor').text(),
  };
}

export function countsOf(answer: Json): NomineeCounts {
  const of = (name: string) =>
    new Map(
      answer
        .at('counts')
        .at(name)
        .entries()
        .map(([value, count]) => [value, count.number() ?? 0] as const),
    );
  return Object.fromEntries(NOMINEE_FILTERS.map((name) => [name, of(name)])) as unknown as NomineeCounts;
}
