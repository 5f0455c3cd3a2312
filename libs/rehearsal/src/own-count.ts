/**
 * The rehearsal's own count: written anew from the rule book's words, sharing no code with the platform,
 * so that agreement means something.
 */

/** A ballot that counts, as the auditors' openings show it. */
export interface OpenBallot {
  readonly choices: Readonly<Record<string, number>>;
  readonly country: string;
  readonly stakeholderType: string;
}

export interface OwnPlace {
  readonly number: number;
  readonly votes: number;
  readonly rank: number;
  readonly champion: boolean;
}

interface Tally {
  votes: number;
  readonly countries: Set<string>;
  readonly types: Set<string>;
}

/** Counts one category and places its nominees; ties are told apart rule by rule, and stay where the rules keep them. */
export function ownCount(
  category: string,
  nominees: readonly number[],
  ballots: readonly OpenBallot[],
  rules: { readonly topN: number; readonly minimumVotes: number; readonly tieBreakers: readonly string[] },
): readonly OwnPlace[] {
  const tallies = new Map<number, Tally>(
    nominees.map((number) => [number, { votes: 0, countries: new Set(), types: new Set() }]),
  );
  for (const ballot of ballots) {
    const chosen = ballot.choices[category];
    const tally = chosen === undefined ? undefined : tallies.get(chosen);
    if (!tally) continue;
    tally.votes += 1;
    if (ballot.country !== '') tally.countries.add(ballot.country);
    if (ballot.stakeholderType !== '') tally.types.add(ballot.stakeholderType);
  }
  const measure = (rule: string, number: number): number => {
    const tally = tallies.get(number);
    if (!tally) return 0;
    if (rule === 'more-distinct-countries') return tally.countries.size;
    if (rule === 'more-distinct-stakeholder-types') return tally.types.size;
    if (rule === 'earlier-nominee-number') return -number;
    if (rule === 'include-all-tied') return 0;
    throw new Error(`The rehearsal does not know the tie rule ${rule}`);
  };
  let groups: number[][] = split(nominees, (number) => tallies.get(number)?.votes ?? 0);
  for (const rule of rules.tieBreakers)
    groups = groups.flatMap((group) => (group.length < 2 ? [group] : split(group, (number) => measure(rule, number))));
  const places: OwnPlace[] = [];
  for (const group of groups) {
    const rank = places.length + 1;
    for (const number of [...group].sort((a, b) => a - b)) {
      const votes = tallies.get(number)?.votes ?? 0;
      places.push({ number, votes, rank, champion: rank <= rules.topN && votes >= rules.minimumVotes });
    }
  }
  return places;
}

/** Groups by a measure, greatest first. */
function split(numbers: readonly number[], measure: (number: number) => number): number[][] {
  const groups = new Map<number, number[]>();
  for (const number of numbers) {
    const value = measure(number);
    groups.set(value, [...(groups.get(value) ?? []), number]);
  }
  return [...groups.entries()].sort((a, b) => b[0] - a[0]).map(([, group]) => group);
}
