import type { Language } from '@wsis/kernel';
import type { ProjectText, TextState } from '../../domain/shown-text.js';
import { usePage } from '../page-context.js';
import { PageLink } from './links.js';
import { textOrigin } from './words.js';

/** Below one of many: nothing for the author's own text, else whether a machine or a checker stands behind it. */
export function TextMark({ text }: { text: ProjectText | undefined }) {
  const { language } = usePage();
  if (text === undefined || text.state === 'original') return null;
  return <p class="quiet">{textOrigin(language, text.state, text.language)}</p>;
}

export interface LanguageNoteProps {
  readonly state: TextState;
  /** The language of the text that is shown. */
  readonly of: Language;
  /** Where the author's own text is, when another is shown; without the language. */
  readonly original?: string | undefined;
  /** Where a translation for this reader is, when the author's text is shown. */
  readonly translation?: string | undefined;
}

/** Whose words a text is in: the author's, a machine's draft, or a checked translation; and the way to the other. */
export function LanguageNote({ state, of, original, translation }: LanguageNoteProps) {
  const { language, say } = usePage();
  return (
    <p class={`language-note ${state}`}>
      {textOrigin(language, state, of)}{' '}
      {original === undefined ? null : <PageLink to={original}>{say('web.text.showOriginal')}</PageLink>}
      {translation === undefined ? null : <PageLink to={translation}>{say('web.text.showTranslation')}</PageLink>}
    </p>
  );
}
