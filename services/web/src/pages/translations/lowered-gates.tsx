import { formatInstant, formatList, languageName } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Edition } from '../../application/ports.js';
import type { LoweredGateNotice } from '../../application/translations/ports.js';
import { usePage } from '../page-context.js';
import { Theirs, categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';

/** Where two persons asked for less than the rules do, since when, and why. */
export function LoweredGates(props: { edition: Edition; ruleBook: RuleBook; lowered: readonly LoweredGateNotice[] }) {
  const { edition, ruleBook, lowered } = props;
  const { language, say } = usePage();
  if (lowered.length === 0) return null;
  const named = categoriesOfRules(ruleBook);
  return (
    <>
      <p>{say('web.gate.lowered')}</p>
      <ul>
        {lowered.map(({ categories, languages, level, reason, loweredAt }, index) => (
          <li key={index}>
            {say('web.gate.lowered.line', {
              level: level.replace('-', '_'),
              languages: formatList(
                language,
                languages.map((each) => languageName(language, each)),
              ),
              categories:
                categories.length === 0
                  ? 'all'
                  : formatList(
                      language,
                      categories.map((code) => categoryName(language, named, code)),
                    ),
              at: formatInstant(language, loweredAt, edition.timeZone),
            })}{' '}
            {say('web.labelled', { label: say('web.gate.reason') })} <Theirs text={reason} />
          </li>
        ))}
      </ul>
    </>
  );
}
