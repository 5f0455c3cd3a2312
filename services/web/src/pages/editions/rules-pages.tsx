import { formatInstant, formatList, translateLoosely } from '@wsis/i18n';
import type { DeskEdition, Rules } from '../../application/editions/ports.js';
import {
  RULE_LISTS,
  RULE_PARTS,
  entriesOf,
  valueAt,
  type RuleInputs,
  type RuleList,
  type RulePart,
} from '../../domain/rule-inputs.js';
import { FormView, SelectField } from '../forms/fields.js';
import { OWN_FIELDS, type Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { useAddress, usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { Facts } from '../parts/facts.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { PreviewLinks } from '../parts/preview-links.js';
import { EditionTabs, rulesDeskPath, useEditionCrumbs } from './edition-pages.js';
import { Differences, comparisonTitle, type ComparedWith } from './comparison-page.js';
import { RuleFields, ruleLabel, textInWords } from './rule-form.js';

const PARTS = Object.keys(RULE_PARTS) as RulePart[];
const LISTS = Object.keys(RULE_LISTS) as RuleList[];

export interface RulesPageProps {
  readonly edition: DeskEdition;
  readonly draft: Rules;
  readonly compared: ComparedWith | undefined;
}

/** The draft of an edition's rules: its parts, what in it is new, and the way to adopt it. */
export function RulesPage({ edition, draft, compared }: RulesPageProps) {
  const { language, say } = usePage();
  const path = rulesDeskPath(edition);
  return (
    <Layout title={say('web.rules-desk.title')} desk editionId={edition.id} crumbs={useEditionCrumbs(edition)}>
      <h1>{say('web.rules-desk.title')}</h1>
      <EditionTabs edition={edition} />
      <Facts
        facts={[
          [say('web.rules-desk.draft'), say('web.editions-desk.rules.version', { version: draft.version })],
          [say('web.rules-desk.saved'), draft.at && formatInstant(language, draft.at, edition.timeZone)],
          [
            say('web.rules-desk.differences'),
            compared === undefined ? undefined : (
              <PageLink to={`${path}/comparison`}>
                {say('web.rules-desk.differences.count', { count: compared.differences.length, name: compared.name })}
              </PageLink>
            ),
          ],
        ]}
      />
      <ul class="cards">
        {[...PARTS, ...LISTS, 'provenance/json'].map((part) => (
          <li class="card" key={part}>
            <h2>
              <PageLink to={`${path}/${part}`}>
                {translateLoosely(language, `web.rules-desk.part.${part.split('/')[0]}`)}
              </PageLink>
            </h2>
          </li>
        ))}
      </ul>
      <p class="actions">
        <LinkButton to={`${path}/adoption`}>{say('web.rules-desk.adopt')}</LinkButton>
        <LinkButton to={`${path}/preview`} quiet>
          {say('web.rules-desk.preview')}
        </LinkButton>
        {compared === undefined ? null : (
          <LinkButton to={`${path}/comparison`} quiet>
            {comparisonTitle(language, compared)}
          </LinkButton>
        )}
      </p>
    </Layout>
  );
}

/** No draft yet: it begins with the rules of another edition, or with what is usual. */
export function BeginRulesPage({
  edition,
  form,
  editions,
}: {
  edition: DeskEdition;
  form: Form<'from'>;
  editions: readonly DeskEdition[];
}) {
  const { say } = usePage();
  return (
    <Layout
      title={say('web.rules-desk.begin')}
      desk
      crumbs={useEditionCrumbs(edition)}
      failed={form.refusal !== undefined}
    >
      <h1>{say('web.rules-desk.begin')}</h1>
      <EditionTabs edition={edition} />
      <p class="lead">{say('web.rules-desk.begin.explained')}</p>
      <FormView form={form} action={rulesDeskPath(edition)} submit={say('web.rules-desk.begin')}>
        <SelectField
          form={form}
          name="from"
          empty={say('web.rules-desk.begin.usual')}
          choices={editions
            .filter(({ rulesVersion }) => rulesVersion !== undefined)
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormView>
    </Layout>
  );
}

export interface RulePartPageProps {
  readonly edition: DeskEdition;
  readonly title: string;
  /** Below the rules of the edition; where the form is sent. */
  readonly at: string;
  readonly form: Form<string>;
  readonly inputs: RuleInputs;
  /** Fields that somebody else changed meanwhile, and what they hold now. */
  readonly theirs?: readonly { readonly path: string; readonly values: readonly string[] }[];
}

/** One part of the rules, or one entry of a list, as a form. */
export function RulePartPage({ edition, title, at, form, inputs, theirs = [] }: RulePartPageProps) {
  const { language, say } = usePage();
  const path = rulesDeskPath(edition);
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined}
      crumbs={[...useEditionCrumbs(edition), { path, label: say('web.rules-desk.title') }]}
    >
      <h1>{title}</h1>
      {theirs.length === 0 ? null : (
        <Notice kind="warning" title={say('web.conflict.title')}>
          <p>{say('web.rules-desk.conflict')}</p>
          <dl class="facts">
            {theirs.map((each) => (
              <div key={each.path}>
                <dt>{ruleLabel(language, each.path)}</dt>
                <dd dir="auto">
                  {formatList(
                    language,
                    each.values.map((text) => textInWords(language, text)),
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </Notice>
      )}
      <FormView
        form={form}
        action={`${path}/${at}`}
        submit={say('web.rules-desk.save')}
        beside={<PageLink to={`${path}/${at.split('/')[0] ?? ''}`}>{say('web.confirm.back')}</PageLink>}
      >
        <RuleFields form={form} inputs={inputs} />
      </FormView>
      {at.includes('/') || at === 'general' ? null : (
        <p>
          <PageLink to={`${path}/${at}/json`}>{say('web.rules-desk.advanced')}</PageLink>
        </p>
      )}
    </Layout>
  );
}

/** The entries of a list, to be moved, taken out, edited and added. */
export function RuleListPage({
  edition,
  list,
  draft,
  form,
}: {
  edition: DeskEdition;
  list: RuleList;
  draft: Rules;
  form: Form<string>;
}) {
  const { language, say } = usePage();
  const address = useAddress();
  const rules = rulesDeskPath(edition);
  const title = translateLoosely(language, `web.rules-desk.part.${list}`);
  const entries = entriesOf(draft.ruleBook, list);
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined}
      crumbs={[...useEditionCrumbs(edition), { path: rules, label: say('web.rules-desk.title') }]}
    >
      <h1>{title}</h1>
      {form.refusal === undefined ? null : (
        <Notice kind="problem" title={form.refusal.title} live>
          <ul>
            {[...form.refusal.errors.map(({ message }) => message), form.refusal.detail].map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ol>
        {entries.map((entry, index) => {
          const name = String(valueAt(entry, RULE_LISTS[list].named));
          return (
            <li key={name}>
              <div class="row">
                <PageLink to={`${rules}/${list}/${index}`}>
                  {name} <bdi>{textOf(entry, language)}</bdi>
                </PageLink>
                <form method="post" class="row" action={address(`${rules}/${list}/${index}/moves`)}>
                  <input type="hidden" name={OWN_FIELDS.base} value={String(draft.version)} />
                  {(['up', 'down', 'out'] as const).map((move) => (
                    <button
                      key={move}
                      type="submit"
                      class="button quiet"
                      name="move"
                      value={move}
                      aria-label={`${say('web.labelled', { label: say(`web.rules-desk.move.${move}`) })} ${name}`}
                    >
                      {say(`web.rules-desk.move.${move}`)}
                    </button>
                  ))}
                </form>
              </div>
            </li>
          );
        })}
      </ol>
      <p class="actions">
        <LinkButton to={`${rules}/${list}/new`}>{say('web.rules-desk.add')}</LinkButton>
        <LinkButton to={`${rules}/${list}/json`} quiet>
          {say('web.rules-desk.advanced')}
        </LinkButton>
      </p>
    </Layout>
  );
}

function textOf(entry: unknown, language: string): string {
  const named = valueAt(entry, `names.${language}.text`) ?? valueAt(entry, `labels.${language}.text`);
  return typeof named === 'string' ? named : '';
}

/** Asks before the draft goes to the second person. */
export function AdoptionPage({ edition, draft, compared, form }: RulesPageProps & { form: Form<'version' | 'hash'> }) {
  const { say } = usePage();
  const path = rulesDeskPath(edition);
  return (
    <ConfirmPage
      title={say('web.rules-desk.adopt')}
      form={form}
      action={`${path}/adoption`}
      back={path}
      submit={say('web.rules-desk.adopt')}
      crumbs={useEditionCrumbs(edition)}
      effect={<p>{say('web.rules-desk.adopt.explained', { version: draft.version, edition: edition.name })}</p>}
    >
      <PreviewLinks path={`${path}/preview`} />
      {compared === undefined ? null : <Differences compared={compared} />}
      <input type="hidden" name="version" value={form.text('version')} />
      <input type="hidden" name="hash" value={form.text('hash')} />
    </ConfirmPage>
  );
}
