import type { Language } from '@wsis/kernel';
import type { LanguageGate, LoweredGate } from '@wsis/rule-book';
import type { Values } from '../domain/submission.js';
import type { ListPage, Place } from './screens.js';

/** How far the texts of one category are in one language. */
export interface TranslationLine {
  readonly category: string;
  readonly language: Language;
  /** Entries that were handed in or nominated. */
  readonly entries: number;
  readonly originals: number;
  readonly checked: number;
  readonly machineDrafts: number;
  readonly missing: number;
  /** The words of the originals that nobody has translated, and of those with an unchecked draft. */
  readonly missingWords: number;
  readonly draftWords: number;
  /** Nominated entries that the language gate of the rules still keeps from the list. */
  readonly heldByGate: number;
}

/** Where two persons asked for less than the language gate of the rules does, and why. */
export interface LoweredGateView extends LoweredGate {
  readonly reason: string;
  readonly loweredAt: Date;
}

export interface TranslationAssignment {
  readonly language: Language;
  readonly category: string;
  readonly translator: string;
}

export interface TranslationOverview {
  readonly gate: LanguageGate;
  readonly languages: readonly Language[];
  /** From then on, no text changes any more. */
  readonly frozen: boolean;
  readonly items: readonly TranslationLine[];
  /** Which account was given what; nobody translates the rest in particular. */
  readonly assignments: readonly TranslationAssignment[];
}

/** The orders of the entries; a minus turns one round. `mine`: first what was given to the viewer. */
export const TRANSLATION_ORDERS = ['mine', '-mine', 'title', '-title', 'words', '-words'] as const;
export type TranslationOrder = (typeof TRANSLATION_ORDERS)[number];

/** How far one entry is in one language. */
export const TRANSLATION_STATES = ['missing', 'machine-draft', 'checked'] as const;
export type TranslationState = (typeof TRANSLATION_STATES)[number];

/** One entry that is to be read in another language than its author's. */
export interface TranslationEntry {
  readonly id: string;
  readonly category: string;
  /** In the author's language. */
  readonly title: string;
  readonly original: Language;
  /** Of the original. */
  readonly words: number;
  readonly nominated: boolean;
  readonly state: TranslationState;
  /** Of the translation; 0 while there is none. */
  readonly version: number;
  /** Given to whom the list is made for. */
  readonly mine: boolean;
}

/** The same with its words. */
export interface TranslationTexts extends TranslationEntry {
  readonly originalVersion: number;
  readonly source: Values;
  /** What stands in the other language. */
  readonly values: Values;
}

export interface TranslationFilter {
  readonly editionId: string;
  readonly language: Language;
  readonly state?: TranslationState;
  readonly category?: string;
  /** Whom the list is made for. */
  readonly viewer: string;
}

/** What the screens of the translators show. */
export abstract class TranslationScreens {
  abstract loweredGates(editionId: string): Promise<readonly LoweredGateView[]>;
  /** Undefined until the rules of the edition are known here. */
  abstract overview(editionId: string): Promise<TranslationOverview | undefined>;
  /** Entries whose author wrote in another language; those with equal places in the order in which they were begun. */
  abstract entries(
    filter: TranslationFilter,
    order: TranslationOrder,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<TranslationEntry>>;
  abstract texts(
    filter: TranslationFilter,
    after: Place | undefined,
    limit: number,
  ): Promise<ListPage<TranslationTexts>>;
}
