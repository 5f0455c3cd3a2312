import type { Language, Result } from '@wsis/kernel';
import type { LoweredGate } from '@wsis/rule-book';
import type { Values } from '../../domain/draft-values.js';
import type { TextState } from '../../domain/shown-text.js';
import type { EntryTexts } from '../../domain/translation-file.js';
import type { Page } from '../ports.js';
import type { Refused } from '../refused.js';
import type { Visitor } from '../visitor.js';

export const TRANSLATION_STATES = ['missing', 'machine-draft', 'checked'] as const;
export type TranslationState = (typeof TRANSLATION_STATES)[number];

/** How far the entries of one category are in one language. */
export interface TranslationLine {
  readonly category: string;
  readonly language: Language;
  readonly missing: number;
  readonly drafts: number;
  readonly checked: number;
  /** Entries whose authors wrote in this language. */
  readonly originals: number;
  /** Of the originals that nobody has translated, and of those with an unchecked draft. */
  readonly missingWords: number;
  readonly draftWords: number;
  /** Nominated entries that the language gate of the rules keeps from the list. */
  readonly held: number;
}

/** Who was given the entries of a category to translate. */
export interface Assignment {
  readonly language: Language;
  readonly category: string;
  /** Their account. */
  readonly translator: string;
}

/** Another translator for a category, or nobody; and who was seen there before. Empty: nobody. */
export interface AssignmentChange {
  readonly category: string;
  readonly translator: string;
  readonly from: string;
}

/** Where two persons asked for less than the language gate of the rules does, and why. */
export interface LoweredGateNotice extends LoweredGate {
  readonly reason: string;
  readonly loweredAt: Date;
}

export interface TranslationOverview {
  readonly languages: readonly Language[];
  /** The list of nominees stands: no text changes any more. */
  readonly frozen: boolean;
  readonly lines: readonly TranslationLine[];
  readonly assignments: readonly Assignment[];
}

/** One entry that is wanted in another language than its author's. */
export interface EntryToTranslate {
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly original: Language;
  readonly words: number;
  readonly state: TranslationState;
  /** Of the translation; 0 while there is none. */
  readonly version: number;
  /** Given to the visitor. */
  readonly mine: boolean;
}

export interface EntryFilter {
  readonly state?: TranslationState | undefined;
  readonly category?: string | undefined;
}

/** What the list may be sorted by; else what was given to the visitor comes first. */
export const ENTRY_SORTS = ['title', 'words'] as const;

/** How the list is looked through: `title` or `-words`, and where the page begins. */
export interface EntryPlace {
  readonly sort?: string | undefined;
  readonly cursor?: string | undefined;
}

export interface VersionedText<S extends TextState = TextState> {
  readonly language: Language;
  readonly state: S;
  readonly version: number;
  readonly values: Values;
}

/** A text that is not its author's. */
export type Translation = VersionedText<'machine-draft' | 'checked'>;

/** What its author wrote, and all that was made of it. */
export interface TranslatedEntry {
  readonly id: string;
  readonly editionId: string;
  readonly category: string | undefined;
  readonly original: VersionedText<'original'>;
  readonly translations: readonly Translation[];
}

export type NewTranslation = Pick<Translation, 'state' | 'values'>;

/** A draft in the version that somebody has read. */
export interface ReadDraft {
  readonly id: string;
  readonly version: number;
}

export const CHECK_OUTCOMES = ['checked', 'unknown', 'stale', 'incomplete'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** What the entries of an edition say in other languages than their authors'. */
export abstract class Translations {
  abstract overview(visitor: Visitor, editionId: string): Promise<TranslationOverview | undefined>;
  abstract entries(
    visitor: Visitor,
    editionId: string,
    language: Language,
    filter: EntryFilter,
    place: EntryPlace,
  ): Promise<Page<EntryToTranslate>>;
  /** All entries of a category with their words. */
  abstract texts(
    visitor: Visitor,
    editionId: string,
    language: Language,
    category: string,
  ): Promise<readonly EntryTexts[]>;
  abstract find(visitor: Visitor, entryId: string): Promise<TranslatedEntry | undefined>;
  /** Gives the version that was made; 0 begins a translation. */
  abstract save(
    visitor: Visitor,
    entryId: string,
    language: Language,
    translation: NewTranslation,
    fromVersion: number,
  ): Promise<Result<number, Refused>>;
  /** The earliest first; for everybody. */
  abstract loweredGates(editionId: string): Promise<readonly LoweredGateNotice[]>;
  /** Proposes to ask for less. Answers the approval's id. */
  abstract lowerGate(
    visitor: Visitor,
    editionId: string,
    lowered: Readonly<Record<'categories' | 'languages', readonly string[]>> &
      Readonly<Record<'level' | 'reason', string>>,
    key: string,
  ): Promise<Result<string, Refused>>;
  /** All of the changes, or none. */
  abstract assign(
    visitor: Visitor,
    editionId: string,
    language: Language,
    changes: readonly AssignmentChange[],
  ): Promise<Result<void, Refused>>;
  /** Approves drafts as they were read, and says of each what became of it. */
  abstract check(
    visitor: Visitor,
    editionId: string,
    language: Language,
    drafts: readonly ReadDraft[],
  ): Promise<Result<readonly { readonly id: string; readonly outcome: CheckOutcome }[], Refused>>;
}
