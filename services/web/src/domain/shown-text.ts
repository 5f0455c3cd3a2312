import { LANGUAGES, type Language } from '@wsis/kernel';

export type TextState = 'original' | 'machine-draft' | 'checked';

/** One text of a project in one language, and where it comes from. */
export interface ProjectText {
  readonly language: Language;
  readonly title: string;
  readonly shortDescription: string;
  readonly state: TextState;
}

export interface ShownText {
  readonly text: ProjectText;
  /** The author's own text, when another one is shown. */
  readonly original: ProjectText | undefined;
  /** A text in the reader's language, when the author's own was asked for. */
  readonly translation: ProjectText | undefined;
}

/** Chooses the text that a reader is shown: their own language where it exists, else the author's text. */
export function chooseText(
  texts: readonly ProjectText[],
  reader: Language,
  originalWanted = false,
): ShownText | undefined {
  const original = texts.find((text) => text.state === 'original') ?? byCustom(texts);
  if (!original) return undefined;
  const own = texts.find((text) => text.language === reader);
  const text = originalWanted ? original : (own ?? original);
  return {
    text,
    original: text === original ? undefined : original,
    translation: text === original && own !== undefined && own !== original ? own : undefined,
  };
}

function byCustom(texts: readonly ProjectText[]): ProjectText | undefined {
  const order: readonly Language[] = ['en', ...LANGUAGES];
  for (const language of order) {
    const found = texts.find((text) => text.language === language);
    if (found) return found;
  }
  return undefined;
}
