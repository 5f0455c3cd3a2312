/** Small building blocks that read unknown JSON into one exact type and name every problem by field and rule. */

export const PROBLEM_RULES = [
  'required',
  'unknown',
  'type',
  'minimum',
  'maximum',
  'length',
  'pattern',
  'one-of',
  'unique',
  'sum',
  'reference',
  'final',
  'checked',
  'words-minimum',
  'words-maximum',
  'characters-maximum',
  'items-minimum',
  'items-maximum',
  'accepted',
  'not-before',
  'eligible',
  'unchanged',
] as const;
export type ProblemRule = (typeof PROBLEM_RULES)[number];

/** One thing wrong: where, which rule, and the numbers or names a message needs. Never holds the offending text. */
export interface RuleProblem {
  readonly field: string;
  readonly rule: ProblemRule;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Collects problems while a value is read. */
export type Report = (field: string, rule: ProblemRule, params?: Readonly<Record<string, string | number>>) => void;

/** Reads one value; returns undefined after reporting why it cannot. */
export interface Shape<T> {
  read(value: unknown, field: string, report: Report): T | undefined;
  readonly optional?: boolean;
}

const below = (parent: string, key: string | number) => (parent === '' ? `${key}` : `${parent}.${key}`);

const refuse = <T>(report: Report, field: string, expected: string): T | undefined => {
  report(field, 'type', { expected });
  return undefined;
};

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with exactly these members. */
export function object<T extends object>(members: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const shapes = Object.entries(members) as [string, Shape<unknown>][];
  const known = new Set(shapes.map(([key]) => key));
  return {
    read(value, field, report) {
      if (!isObject(value)) return refuse(report, field, 'object');
      let complete = true;
      const result: Record<string, unknown> = {};
      for (const [key, shape] of shapes) {
        if (!Object.hasOwn(value, key) || value[key] === undefined) {
          if (shape.optional) continue;
          report(below(field, key), 'required');
          complete = false;
          continue;
        }
        const read = shape.read(value[key], below(field, key), report);
        if (read === undefined) complete = false;
        else result[key] = read;
      }
      for (const key of Object.keys(value)) {
        if (known.has(key)) continue;
        report(below(field, key.slice(0, 80)), 'unknown');
        complete = false;
      }
      return complete ? (result as T) : undefined;
    },
  };
}

/** A list; its length is bounded so that no input is endless. */
export function list<T>(item: Shape<T>, bounds: { min?: number; max?: number } = {}): Shape<readonly T[]> {
  const { min = 0, max = 500 } = bounds;
  return {
    read(value, field, report) {
      if (!Array.isArray(value)) return refuse(report, field, 'list');
      if (value.length < min) report(field, 'items-minimum', { minimum: min, actual: value.length });
      if (value.length > max) report(field, 'items-maximum', { maximum: max, actual: value.length });
      if (value.length < min || value.length > max) return undefined;
      const items = value.map((each, index) => item.read(each, below(field, index), report));
      return items.includes(undefined) ? undefined : (items as T[]);
    },
  };
}

/** A whole number within bounds. */
export function integer(min: number, max: number): Shape<number> {
  return {
    read(value, field, report) {
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return refuse(report, field, 'integer');
      if (value < min) report(field, 'minimum', { minimum: min, actual: value });
      if (value > max) report(field, 'maximum', { maximum: max, actual: value });
      return value < min || value > max ? undefined : value + 0;
    },
  };
}

/** Whether a text can be hashed: no half of a surrogate pair, no control character but line breaks and tabs. */
export function isCleanText(text: string): boolean {
  return !/[\p{Surrogate}]/u.test(text) && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
}

/** A text that is not blank. */
export function text(maxCharacters = 2000): Shape<string> {
  return {
    read(value, field, report) {
      if (typeof value !== 'string') return refuse(report, field, 'text');
      if (value.trim() === '') report(field, 'required');
      else if (value.length > maxCharacters) report(field, 'length', { maximum: maxCharacters, actual: value.length });
      else if (!isCleanText(value)) report(field, 'pattern', { expected: 'printable text' });
      else return value;
      return undefined;
    },
  };
}

/** A text of a given form; `expected` names it for the reader. */
export function pattern(expression: RegExp, expected: string): Shape<string> {
  return {
    read(value, field, report) {
      if (typeof value !== 'string') return refuse(report, field, 'text');
      if (expression.test(value)) return value;
      report(field, 'pattern', { expected });
      return undefined;
    },
  };
}

/** One of a closed list of texts. */
export function oneOf<const T extends string | number>(values: readonly T[]): Shape<T> {
  return {
    read(value, field, report) {
      if (values.includes(value as T)) return value as T;
      report(field, 'one-of', { allowed: values.join(', ') });
      return undefined;
    },
  };
}

/** True or false. */
export const boolean: Shape<boolean> = {
  read: (value, field, report) => (typeof value === 'boolean' ? value : refuse(report, field, 'true or false')),
};

/** The value, or null. */
export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return { read: (value, field, report) => (value === null ? null : shape.read(value, field, report)) };
}

/** A member that may be left out. */
export function optional<T>(shape: Shape<T>): Shape<T> {
  return { read: (value, field, report) => shape.read(value, field, report), optional: true };
}

/** A list when the value is one, else the other shape. */
export function listOr<T, U>(items: Shape<T>, other: Shape<U>): Shape<T | U> {
  return {
    read: (value, field, report) =>
      Array.isArray(value) ? items.read(value, field, report) : other.read(value, field, report),
  };
}
