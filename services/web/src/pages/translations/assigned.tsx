import { formatNumber, languageName } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { Assignment, TranslationLine } from '../../application/translations/ports.js';
import { holds } from '../../application/visitor.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { DataTable } from '../parts/table.js';
import { Theirs, categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import type { OverviewPageProps } from './overview-page.js';
import { assignmentsPath, entriesPath, openOf } from './translation-words.js';

type AssignedProps = Pick<OverviewPageProps, 'edition' | 'ruleBook' | 'overview' | 'state' | 'translators'>;

/** What was given to the reader, and for who gives it, how much each translator still has. */
export function Assigned(props: AssignedProps) {
  const { edition, overview, translators } = props;
  const { account, language, say } = usePage();
  const gives = holds(account, ['secretariat'], edition.id) && !overview.frozen;
  return (
    <>
      <Mine {...props} />
      {translators === undefined || overview.assignments.length === 0 ? null : <ByTranslator {...props} />}
      {gives ? (
        <section aria-labelledby="assign">
          <h2 id="assign">{say('web.translations.assign')}</h2>
          <ul>
            {overview.languages.map((into) => (
              <li key={into}>
                <PageLink to={assignmentsPath(edition.id, into)}>
                  {say('web.translations.assign.into', { language: languageName(language, into) })}
                </PageLink>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Mine({ edition, ruleBook, overview }: AssignedProps) {
  const { account, language, say } = usePage();
  const mine = overview.assignments.filter(({ translator }) => translator === account?.accountId);
  if (mine.length === 0) return null;
  const open = mine
    .map((assignment) => ({ ...assignment, ...openOf(linesOf(assignment, overview.lines)) }))
    .filter(({ entries }) => entries > 0);
  const named = categoriesOfRules(ruleBook);
  return (
    <section aria-labelledby="mine">
      <h2 id="mine">{say('web.translations.mine')}</h2>
      {open.length === 0 ? <p>{say('web.translations.mine.none')}</p> : null}
      <ul>
        {open.map(({ language: into, category, entries, words }) => (
          <li key={`${into} ${category}`}>
            <PageLink to={entriesPath(edition.id, into, { category })}>
              {say('web.labelled', { label: languageName(language, into) })} {categoryName(language, named, category)}
            </PageLink>{' '}
            {say('web.translations.amount', { entries, words })}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface TranslatorLoad {
  readonly translator: string;
  readonly languages: readonly Language[];
  readonly categories: number;
  readonly entries: number;
  readonly words: number;
}

function ByTranslator({ overview, state, translators }: AssignedProps) {
  const { language, say } = usePage();
  return (
    <DataTable
      caption={say('web.translations.byTranslator')}
      state={state}
      rows={loadsOf(overview.assignments, overview.lines)}
      rowKey={({ translator }) => translator}
      empty={null}
      columns={[
        {
          key: 'translator',
          label: say('web.translations.translator'),
          heading: true,
          cell: ({ translator }) => <Theirs text={translators?.get(translator) ?? translator} />,
        },
        {
          key: 'languages',
          label: say('web.translations.languages'),
          cell: ({ languages }) => languages.map((each) => languageName(language, each)).join(', '),
        },
        {
          key: 'assigned',
          label: say('web.translations.assigned'),
          figure: true,
          cell: ({ categories }) => formatNumber(language, categories),
        },
        {
          key: 'open',
          label: say('web.translations.open'),
          cell: ({ entries, words }) => say('web.translations.amount', { entries, words }),
        },
      ]}
    />
  );
}

/** Who has the most to do first. */
function loadsOf(assignments: readonly Assignment[], lines: readonly TranslationLine[]): readonly TranslatorLoad[] {
  return [...new Set(assignments.map(({ translator }) => translator))]
    .map((translator) => {
      const own = assignments.filter((each) => each.translator === translator);
      const languages = [...new Set(own.map(({ language }) => language))];
      return { translator, languages, categories: own.length, ...openOf(own.flatMap((each) => linesOf(each, lines))) };
    })
    .sort((one, other) => other.words - one.words);
}

function linesOf({ language, category }: Assignment, lines: readonly TranslationLine[]): readonly TranslationLine[] {
  return lines.filter((line) => line.language === language && line.category === category);
}
