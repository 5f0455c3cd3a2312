/** Entries that nothing told apart, best group first, with the rule that decided their place among equals. */
export interface OrderedGroup<Entry, Rule> {
  readonly entries: readonly Entry[];
  readonly rule: Rule | null;
}

/** Compares two entries by one rule; negative puts the first one ahead, zero leaves the tie. */
export type Comparison<Entry> = (a: Entry, b: Entry) => number;

/**
 * Orders entries by a first measure and then by tie rules in their order, each only among entries still equal.
 * An entry's rule is the one that singled it out, or the last one tried where the tie is kept.
 */
export function orderWithTies<Entry, Rule>(
  entries: readonly Entry[],
  first: Comparison<Entry>,
  rules: readonly { readonly rule: Rule; readonly compare: Comparison<Entry> }[],
): readonly OrderedGroup<Entry, Rule>[] {
  const refine = (group: readonly Entry[], next: number): OrderedGroup<Entry, Rule>[] => {
    if (group.length === 1) return [{ entries: group, rule: next === 0 ? null : rules[next - 1]!.rule }];
    const step = rules[next];
    if (step === undefined) return [{ entries: group, rule: rules[next - 1]?.rule ?? null }];
    return split(group, step.compare).flatMap((part) => refine(part, next + 1));
  };
  return split(entries, first).flatMap((group) => refine(group, 0));
}

function split<Entry>(entries: readonly Entry[], compare: Comparison<Entry>): Entry[][] {
  const groups: Entry[][] = [];
  for (const entry of [...entries].sort(compare)) {
    const last = groups.at(-1);
    if (last !== undefined && compare(last[0]!, entry) === 0) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}
