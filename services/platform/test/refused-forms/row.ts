import type { Moment } from '@wsis/rehearsal';
import type { MessageKey } from '@wsis/i18n';
import type { World } from '../access/world.js';

/** A rule of the catalogue that a field breaks, with its figures. */
export interface BrokenRule {
  readonly field: string;
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Where in the field, if it holds more than one value. */
  readonly within?: string;
}

/** What is said at fields; or of the whole, by the code of a refusal, or by a message of the page. */
export type Told =
  | readonly BrokenRule[]
  | { readonly code: string; readonly status: number }
  | { readonly says: MessageKey; readonly params?: Readonly<Record<string, string | number>> }
  | 'taken';

export type Typed = Readonly<Record<string, string | readonly string[]>>;

export interface SentFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** One form: who fills it, at which moment of the play, and on which page. */
export interface Place {
  /** By their name in the cast of the access matrix. */
  readonly who: string;
  readonly at: Moment;
  /** Without the language. */
  readonly page: (world: World) => string;
  /** How the address ends to which the form is sent, where the page has more than one. */
  readonly sentTo?: string;
  /** What is said names a field together with the group that it stands in. */
  readonly isGrouped?: boolean;
}

/** One bad input: what it is, what is typed, and what its person must be told. */
export interface BadInput extends Place {
  readonly about: string;
  readonly typed: Typed;
  readonly file: SentFile | undefined;
  readonly told: Told;
}

type Line = readonly [about: string, typed: Typed, told: Told | BrokenRule, file?: SentFile];

/** Bad inputs of one form. */
export const inForm = (place: Place, lines: readonly Line[]): readonly BadInput[] =>
  lines.map(([about, typed, told, file]) => ({
    ...place,
    about,
    typed,
    file,
    told: typeof told === 'object' && 'field' in told ? [told] : told,
  }));

export const at = (field: string, rule: string, params: BrokenRule['params'] = {}, within?: string): BrokenRule => ({
  field,
  rule,
  params,
  ...(within === undefined ? {} : { within }),
});

export const whole = (code: string, status: number): Told => ({ code, status });

/** A figure that nobody knows before. */
export const WHATEVER = 'whatever';

/** Words of no language, so many. */
export const words = (count: number) => Array.from({ length: count }, (_, index) => `mot${index}`).join(' ');

/** One character to whoever reads it, eleven to a machine. */
export const FAMILY = '👨‍👩‍👧‍👦';
/** One letter, typed as a letter and its accent. */
export const ACCENTED = 'e\u0301';
/** Turns what follows around, so that a name reads as another one. */
export const TURNED = 'Projet \u202egpj.exe';
export const WITH_CONTROL = 'Projet\u0007';
