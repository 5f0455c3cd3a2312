/** The nominee chosen in each category, by the category's code; a category without an entry is empty. */
export type Choices = Readonly<Record<string, number>>;

/** Reads `17,203` from an address: what somebody had chosen before a detour. More than a ballot holds is dropped. */
export function readChosen(text: string | undefined, most: number): ReadonlySet<number> {
  const numbers = (text ?? '').split(',').filter((part) => /^\d{1,6}$/.test(part));
  return new Set(numbers.slice(0, most).map(Number));
}

/** The same, written. */
export function writeChosen(choices: Choices): string {
  return Object.values(choices).join(',');
}

/** A ballot with some of its categories changed; what is changed to nothing is emptied. */
export function withChanges(ballot: Choices, changes: Readonly<Record<string, number | undefined>>): Choices {
  const changed: Record<string, number> = { ...ballot };
  for (const [category, nominee] of Object.entries(changes)) {
    if (nominee === undefined) delete changed[category];
    else changed[category] = nominee;
  }
  return changed;
}

/** Whether two ballots say the same. */
export function sameChoices(one: Choices, other: Choices): boolean {
  const codes = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...codes].every((code) => one[code] === other[code]);
}

/** The first category after a given one, round the ring, that holds no choice; none where all do. */
export function nextEmpty(categories: readonly string[], choices: Choices, after: string): string | undefined {
  const start = categories.indexOf(after) + 1;
  return [...categories.slice(start), ...categories.slice(0, start)].find((code) => choices[code] === undefined);
}
