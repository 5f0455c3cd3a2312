import { languageName } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { Submission, SubmissionText } from '../../application/submissions/ports.js';
import { usePage } from '../page-context.js';
import { Tabs } from '../parts/tabs.js';
import { translationFor } from './entry-view.js';

/** Read without any translation beside it. */
const ALONE = 'none';

/** The translation that is asked for, else the one in the reader's language. */
export function besideOf(
  submission: Submission,
  wanted: string | undefined,
  reader: Language,
): SubmissionText | undefined {
  if (wanted === ALONE) return undefined;
  return (
    submission.texts.find(({ language, state }) => language === wanted && state !== 'original') ??
    translationFor(submission, reader)
  );
}

/** Which translation to read beside the author's own words. */
export function Translations(props: {
  submission: Submission;
  beside: SubmissionText | undefined;
  /** The page's own address. */
  path: string;
}) {
  const { submission, beside, path } = props;
  const { language, say } = usePage();
  const translations = submission.texts.filter(({ state }) => state !== 'original');
  if (translations.length === 0) return <p class="hint">{say('web.screening.noTranslation')}</p>;
  return (
    <Tabs
      label={say('web.screening.beside')}
      tabs={[
        ...translations.map((text) => ({
          path: `${path}?beside=${text.language}`,
          label: languageName(language, text.language),
          current: text === beside,
        })),
        {
          path: `${path}?beside=${ALONE}`,
          label: say('web.screening.originalOnly'),
          current: beside === undefined,
        },
      ]}
    />
  );
}
