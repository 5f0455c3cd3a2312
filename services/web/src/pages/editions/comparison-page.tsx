import { formatList, translate, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { RuleDifference } from '../../domain/rule-inputs.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { rulesDeskPath, useEditionCrumbs } from './edition-pages.js';
import { ruleLabel, ruleValue } from './rule-form.js';

/** What a draft is compared with: the rules in force, or those it was copied from. */
export interface ComparedWith {
  /** The edition whose rules the draft was begun with; absent where it is compared with the rules in force. */
  readonly earlier: string | undefined;
  readonly name: string;
  readonly differences: readonly RuleDifference[];
}

/** With what the draft is compared, in the words of a link or a heading. */
export function comparisonTitle(language: Language, compared: ComparedWith | undefined): string {
  if (compared === undefined) return translate(language, 'web.rules-desk.compare.before');
  const { earlier } = compared;
  return earlier === undefined
    ? translate(language, 'web.rules-desk.compare')
    : translate(language, 'web.rules-desk.compare.earlier', { edition: earlier });
}

/** Rule by rule what is not the same. */
export function ComparisonPage({ edition, compared }: { edition: DeskEdition; compared: ComparedWith | undefined }) {
  const { language, say } = usePage();
  const title = comparisonTitle(language, compared);
  const path = rulesDeskPath(edition);
  return (
    <Layout title={title} desk crumbs={[...useEditionCrumbs(edition), { path, label: say('web.rules-desk.title') }]}>
      <h1>{title}</h1>
      {compared === undefined ? <p>{say('web.rules-desk.nothingToCompare')}</p> : <Differences compared={compared} />}
      <p>
        <PageLink to={path}>{say('web.rules-desk.title')}</PageLink>
      </p>
    </Layout>
  );
}

/** What differs, as a table. */
export function Differences({ compared: { name, differences } }: { compared: ComparedWith }) {
  const { language, say } = usePage();
  if (differences.length === 0) return <p>{say('web.rules-desk.differences.count', { count: 0, name })}</p>;
  const caption = say('web.rules-desk.differences.count', { count: differences.length, name });
  return (
    <div class="scroll" role="region" aria-label={caption} tabindex={0}>
      <table class="data">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say('web.rules-desk.rule')}</th>
            <th scope="col">{name}</th>
            <th scope="col">{say('web.rules-desk.draft')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) =>
            'list' in difference ? (
              <tr key={difference.list}>
                <th scope="row">{translateLoosely(language, `web.rules-desk.part.${difference.list}`)}</th>
                <td colspan={2}>
                  <ul>
                    {(['added', 'removed', 'changed'] as const).map((what) =>
                      difference[what].length === 0 ? null : (
                        <li key={what}>
                          {say(`web.rules-desk.entries.${what}`, { names: formatList(language, difference[what]) })}
                        </li>
                      ),
                    )}
                    {difference.reordered ? <li>{say('web.rules-desk.entries.reordered')}</li> : null}
                  </ul>
                </td>
              </tr>
            ) : (
              <tr key={difference.path}>
                <th scope="row">{ruleLabel(language, difference.path)}</th>
                <td>{ruleValue(language, difference.input, difference.before)}</td>
                <td>{ruleValue(language, difference.input, difference.after)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
