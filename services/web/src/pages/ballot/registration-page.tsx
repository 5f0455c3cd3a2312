import { countryName, formatDay, translateIfPossible } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import { referenceData } from '@wsis/rule-book';
import type { ProfileQuestion, VoterRegistration } from '../../application/ballot/ports.js';
import type { Edition } from '../../application/ports.js';
import type { Form } from '../forms/form.js';
import { CheckField, FormView, SelectField, TextField, type Choice } from '../forms/fields.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';

/** The few facts that the rules ask of a voter, once an edition, and what becomes of them. */
export function RegistrationPage(props: { edition: Edition; registration: VoterRegistration; form: Form<string> }) {
  const { edition, registration, form } = props;
  const { language, say } = usePage();
  const { linksDestroyedOn } = registration;
  return (
    <Layout title={say('web.register.title')} editionId={edition.id} failed={form.refusal !== undefined}>
      <h1>{say('web.register.title')}</h1>
      <p class="lead">
        {say('web.register.explained')} <RuleLink edition={edition.id} rule="vote.profile" />
      </p>
      <FormView
        form={form}
        action={`/editions/${encodeURIComponent(edition.id)}/ballot/registration`}
        submit={say('web.register.submit')}
      >
        {registration.questions.map((question) => (
          <Question key={question.id} question={question} types={registration.stakeholderTypes} form={form} />
        ))}
        <Notice title={say('web.register.privacy.title')}>
          <ul>
            <li>{say('web.register.privacy.kept')}</li>
            <li>
              {linksDestroyedOn === undefined
                ? say('web.register.privacy.link')
                : say('web.register.privacy.linkUntil', {
                    day: formatDay(language, new Date(linksDestroyedOn), 'UTC'),
                  })}
            </li>
            <li>{say('web.register.privacy.never')}</li>
          </ul>
        </Notice>
        <CheckField form={form} name="reminders" />
        <CheckField form={form} name="consent" />
      </FormView>
    </Layout>
  );
}

function Question(props: { question: ProfileQuestion; types: readonly string[]; form: Form<string> }) {
  const { question, types, form } = props;
  const { language, say } = usePage();
  const empty = say('web.form.choose');
  switch (question.type) {
    case 'country':
      return <SelectField form={form} name={question.id} choices={countriesIn(language)} empty={empty} />;
    case 'stakeholder-type':
      return (
        <SelectField
          form={form}
          name={question.id}
          choices={types.map((type) => ({
            value: type,
            label: translateIfPossible(language, `stakeholder.${type}`) ?? type,
          }))}
          empty={empty}
        />
      );
    case 'text':
      return <TextField form={form} name={question.id} />;
  }
}

const sorted = new Map<Language, readonly Choice[]>();

/** Every country by its name, in the reader's alphabet. */
function countriesIn(language: Language): readonly Choice[] {
  const known = sorted.get(language);
  if (known) return known;
  const { compare } = new Intl.Collator(language);
  const choices = referenceData.countries
    .map(({ code }) => ({ value: code, label: countryName(language, code) }))
    .sort((a, b) => compare(a.label, b.label));
  sorted.set(language, choices);
  return choices;
}
