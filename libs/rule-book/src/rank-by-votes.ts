import { exhaustive } from '@wsis/kernel';
import { drawLot } from './lot.js';
import type { RuleBook, TieBreaker } from './rule-book.js';
import { orderWithTies, type Comparison } from './tie-order.js';

/** What the count knows of one nominee of a category; withdrawn nominees are left out. */
export interface VotedEntry {
  /** The nominee's number on ballots. */
  readonly number: number;
  /** Valid votes that count. */
  readonly votes: number;
  /** Countries and stakeholder types among the voters behind those votes. */
  readonly distinctCountries: number;
  readonly distinctStakeholderTypes: number;
  /** Votes for it in ballots that two persons removed. */
  readonly removedVotes: number;
}

/** A nominee's place after the count. */
export interface VotePlacing {
  readonly number: number;
  readonly votes: number;
  /** One is best; entries that share a rank leave the next ranks empty (1, 2, 2, 4). */
  readonly rank: number;
  readonly champion: boolean;
  /** The rule that decided this place among equal votes; null where no other had as many. */
  readonly tieRule: TieBreaker | null;
}

/** `category` and `lotSeed` (64 hex digits) are used only where the rule book draws lots. */
export interface VoteRankingOptions {
  readonly category: string;
  readonly lotSeed?: string;
}

/** Ranks the nominees of one category by votes and the rule book's tie-breakers; the order of input does not matter. */
export function rankByVotes(
  ruleBook: RuleBook,
  entries: readonly VotedEntry[],
  options: VoteRankingOptions,
): readonly VotePlacing[] {
  checkEntries(entries);
  const groups = orderWithTies(
    entries,
    (a, b) => b.votes - a.votes,
    ruleBook.count.tieBreakers.map((rule) => ({ rule, compare: comparison(rule, options) })),
  );
  const placings: VotePlacing[] = [];
  for (const { entries: tied, rule } of groups) {
    const rank = placings.length + 1;
    for (const { number, votes } of [...tied].sort((a, b) => a.number - b.number)) {
      const champion = rank <= ruleBook.count.topN && votes >= ruleBook.count.minimumVotes;
      placings.push({ number, votes, rank, champion, tieRule: rule });
    }
  }
  return placings;
}

function comparison(rule: TieBreaker, options: VoteRankingOptions): Comparison<VotedEntry> {
  switch (rule) {
    case 'more-distinct-countries':
      return (a, b) => b.distinctCountries - a.distinctCountries;
    case 'more-distinct-stakeholder-types':
      return (a, b) => b.distinctStakeholderTypes - a.distinctStakeholderTypes;
    case 'fewer-removed-votes':
      return (a, b) => a.removedVotes - b.removedVotes;
    case 'earlier-nominee-number':
      return (a, b) => a.number - b.number;
    case 'drawn-by-lot-from-public-seed':
      return byLot(options.lotSeed, options.category, (entry) => entry.number);
    case 'include-all-tied':
      return () => 0;
    default:
      return exhaustive(rule);
  }
}

/** Compares by lot; a missing seed throws, since a count without it would not be the rule book's. */
export function byLot<Entry>(
  seed: string | undefined,
  category: string,
  numberOf: (entry: Entry) => number,
): Comparison<Entry> {
  return (a, b) => {
    const [first, second] = [drawLot(seed ?? '', category, numberOf(a)), drawLot(seed ?? '', category, numberOf(b))];
    return first < second ? -1 : first > second ? 1 : 0;
  };
}

function checkEntries(entries: readonly VotedEntry[]): void {
  const seen = new Set<number>();
  for (const entry of entries) {
    if (seen.has(entry.number)) throw new RangeError(`Nominee ${entry.number} is counted twice`);
    seen.add(entry.number);
    for (const value of Object.values(entry) as number[]) {
      if (!Number.isSafeInteger(value) || value < 0)
        throw new RangeError(`Nominee ${entry.number} has a count that is none`);
    }
  }
}
