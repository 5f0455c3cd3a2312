import { languageName } from '@wsis/i18n';
import { GATE_LEVELS } from '@wsis/rule-book';
import { ChoiceField, FormView, SelectField, TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { categoryName } from '../parts/words.js';
import { ruleSentence } from '../rules/rule-sentence.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { LoweredGates } from './lowered-gates.js';
import type { OverviewPageProps } from './overview-page.js';
import { gatePath, overviewPath } from './translation-words.js';

export type GateField = 'languages' | 'categories' | 'level' | 'reason';

export interface GatePageProps extends Pick<OverviewPageProps, 'edition' | 'ruleBook' | 'overview' | 'lowered'> {
  readonly form: Form<GateField>;
}

/** Asks for less than the language gate of the rules does. */
export function GatePage({ edition, ruleBook, overview, lowered, form }: GatePageProps) {
  const { language, say } = usePage();
  const title = say('web.gate.lower');
  const named = categoriesOfRules(ruleBook);
  const asked = GATE_LEVELS.indexOf(ruleBook.languages.gate.nomineeTexts);
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: overviewPath(edition.id), label: say('web.translations.title') },
      ]}
    >
      <h1>{title}</h1>
      <p>
        {ruleSentence(language, ruleBook, 'languages.gate')} <RuleLink edition={edition.id} rule="languages.gate" />
      </p>
      <LoweredGates edition={edition} ruleBook={ruleBook} lowered={lowered} />
      {overview.frozen ? <Notice>{say('web.translations.frozen')}</Notice> : null}
      {asked <= 0 ? <Notice>{say('web.gate.open')}</Notice> : null}
      {overview.frozen || asked <= 0 ? null : (
        <>
          <p>{say('web.gate.explained')}</p>
          <FormView
            form={form}
            action={gatePath(edition.id)}
            submit={say('web.gate.propose')}
            beside={<PageLink to={overviewPath(edition.id)}>{say('web.confirm.back')}</PageLink>}
          >
            <SelectField
              form={form}
              name="level"
              empty={say('web.form.choose')}
              choices={GATE_LEVELS.slice(0, asked).map((value) => ({
                value,
                label: say('web.gate.level.is', { level: value.replace('-', '_') }),
              }))}
            />
            <ChoiceField
              form={form}
              name="languages"
              several
              choices={overview.languages.map((value) => ({ value, label: languageName(language, value) }))}
            />
            <ChoiceField
              form={form}
              name="categories"
              several
              choices={named.map(({ code }) => ({ value: code, label: categoryName(language, named, code) }))}
            />
            <TextArea form={form} name="reason" />
          </FormView>
        </>
      )}
    </Layout>
  );
}
