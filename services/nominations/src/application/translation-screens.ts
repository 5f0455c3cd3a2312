import type { Language } from '@wsis/kernel';
import type { LanguageGate } from '@wsis/rule-book';

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

export interface TranslationOverview {
  readonly gate: LanguageGate;
  readonly languages: readonly Language[];
  /** From then on, no text changes any more. */
  readonly frozen: boolean;
  readonly items: readonly TranslationLine[];
}

/** What the screens of the translators show. */
export abstract class TranslationScreens {
  /** Undefined until the rules of the edition are known here. */
  abstract overview(editionId: string): Promise<TranslationOverview | undefined>;
}
