import { Rational } from './rational.js';

/** One judge's total for one entry. */
export interface JudgedEntry {
  readonly judge: string;
  readonly entry: number;
  readonly value: Rational;
}

/** How high each entry stands and how lenient each judge is, once one is separated from the other. */
export interface SeverityModel {
  /** Entry to value, as a panel of average leniency would score it. */
  readonly entries: ReadonlyMap<number, Rational>;
  /** Judge to leniency: positive gives more than the others, the mean of a linked group is zero. */
  readonly judges: ReadonlyMap<string, Rational>;
  /** Groups not linked by a common judge or entry; values of different groups cannot be compared. */
  readonly groups: number;
}

/**
 * Exact least squares of `value = entry + judge` (two-way additive model without interaction; Searle, Linear Models,
 * 1971, chapter 7). Where every judge saw every entry this is the plain mean.
 */
export function severityAdjusted(scores: readonly JudgedEntry[]): SeverityModel {
  const judges = [...new Set(scores.map((each) => each.judge))].sort();
  const entries = [...new Set(scores.map((each) => each.entry))].sort((a, b) => a - b);
  const judgeIndex = new Map(judges.map((judge, index) => [judge, index]));
  const byEntry = new Map<number, JudgedEntry[]>(entries.map((entry) => [entry, []]));
  for (const score of scores) byEntry.get(score.entry)!.push(score);

  // Normal equations for the judges, the entries eliminated.
  const size = judges.length;
  const rows = judges.map(() => Array.from({ length: size + 1 }, () => Rational.zero));
  const add = (row: number, column: number, value: Rational) => {
    rows[row]![column] = rows[row]![column]!.plus(value);
  };
  for (const seen of byEntry.values()) {
    const share = Rational.of(1, seen.length);
    const mean = Rational.mean(seen.map((each) => each.value))!;
    for (const { judge, value } of seen) {
      const row = judgeIndex.get(judge)!;
      add(row, row, Rational.one);
      for (const other of seen) add(row, judgeIndex.get(other.judge)!, Rational.zero.minus(share));
      add(row, size, value.minus(mean));
    }
  }
  const groups = linkedGroups(
    size,
    [...byEntry.values()].map((seen) => seen.map((each) => judgeIndex.get(each.judge)!)),
  );
  // One equation of each group follows from its others; "leniencies sum to zero" takes its place.
  for (const group of groups) {
    rows[group[0]!] = Array.from({ length: size + 1 }, (_, column) =>
      group.includes(column) ? Rational.one : Rational.zero,
    );
  }
  const leniency = solve(rows);
  const adjusted = [...byEntry].map(([entry, seen]): [number, Rational] => [
    entry,
    Rational.mean(seen.map(({ judge, value }) => value.minus(leniency[judgeIndex.get(judge)!]!)))!,
  ]);
  return {
    entries: new Map(adjusted),
    judges: new Map(judges.map((judge, index) => [judge, leniency[index]!])),
    groups: groups.length,
  };
}

function linkedGroups(size: number, links: readonly (readonly number[])[]): number[][] {
  const parent = Array.from({ length: size }, (_, index) => index);
  const root = (index: number): number => (parent[index] === index ? index : root(parent[index]!));
  for (const [first, ...rest] of links) for (const other of rest) parent[root(other)] = root(first!);
  const groups = new Map<number, number[]>();
  for (let index = 0; index < size; index += 1) groups.set(root(index), [...(groups.get(root(index)) ?? []), index]);
  return [...groups.values()];
}

/** Gauss-Jordan elimination on an augmented square matrix known to have one solution. */
function solve(rows: Rational[][]): Rational[] {
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const pivot = rows.findIndex((row, index) => index >= column && !row[column]!.isZero);
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const head = rows[column]!;
    const divisor = head[column]!;
    for (let at = column; at <= size; at += 1) head[at] = head[at]!.dividedBy(divisor);
    for (const [index, row] of rows.entries()) {
      const factor = row[column]!;
      if (index === column || factor.isZero) continue;
      for (let at = column; at <= size; at += 1) row[at] = row[at]!.minus(factor.times(head[at]!));
    }
  }
  return rows.map((row) => row[size]!);
}
