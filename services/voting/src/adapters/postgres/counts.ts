import type { Counts } from '../../application/ports.js';
import type { VotingRules } from '../../domain/voting-rules.js';

/** How many ballots had one fate. */
export interface FateRow {
  readonly fate: string;
  readonly ballots: string;
}

/** What one nominee was given in one place of the ballot. */
export interface VoteRow {
  readonly place: string;
  readonly nominee: number;
  readonly votes: string | null;
  readonly removed: string | null;
  readonly countries: string;
  readonly types: string;
}

/** Puts sums that were read from tables into the shape of a count. */
export function countsFrom(
  rules: VotingRules,
  sums: {
    readonly nominees: readonly { readonly number: number; readonly category: string; readonly nominee_id: string }[];
    readonly withdrawn: ReadonlySet<number>;
    readonly accepted: number;
    readonly fates: readonly FateRow[];
    readonly votes: readonly VoteRow[];
  },
): Counts {
  const { nominees, withdrawn, accepted, fates, votes } = sums;
  const ballotsOf = (fate: string) => Number(fates.find((row) => row.fate === fate)?.ballots ?? 0);
  const latest = fates.reduce((sum, row) => sum + Number(row.ballots), 0);
  const counted = ballotsOf('counted');
  return {
    balance: {
      accepted,
      superseded: accepted - latest,
      counted,
      incomplete: ballotsOf('incomplete'),
      removed: ballotsOf('removed'),
      underReview: ballotsOf('under-review'),
    },
    categories: rules.categories.map(({ code }, index) => {
      const inPlace = votes.filter((row) => Number(row.place) === index + 1 && row.nominee !== 0);
      const sum = (rows: typeof inPlace) => rows.reduce((total, row) => total + Number(row.votes ?? 0), 0);
      const lost = sum(inPlace.filter((row) => withdrawn.has(row.nominee)));
      const all = sum(inPlace);
      return { code, ballots: counted, votes: all - lost, lost, empty: counted - all };
    }),
    nominees: nominees.map(({ number, category, nominee_id }) => ({ number, category, nomineeId: nominee_id })),
    withdrawn,
    byNominee: new Map(
      votes
        .filter((row) => row.nominee !== 0)
        .map((row) => [
          row.nominee,
          {
            number: row.nominee,
            votes: Number(row.votes ?? 0),
            distinctCountries: Number(row.countries),
            distinctStakeholderTypes: Number(row.types),
            removedVotes: Number(row.removed ?? 0),
          },
        ]),
    ),
  };
}
