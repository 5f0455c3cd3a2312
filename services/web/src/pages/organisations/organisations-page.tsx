import { countryName, translateLoosely } from '@wsis/i18n';
import { STAKEHOLDER_TYPES } from '@wsis/rule-book';
import type { Organisation } from '../../application/organisations/ports.js';
import { FormView, SelectField, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { countryChoices } from '../parts/country-choices.js';
import { PageLink } from '../parts/links.js';
import { Theirs } from '../parts/words.js';

export type OrganisationField = 'name' | 'country' | 'stakeholderType';

/** The organisations that a person belongs to or is asked to join, and a new one. */
export function OrganisationsPage(props: { organisations: readonly Organisation[]; form: Form<OrganisationField> }) {
  const { organisations, form } = props;
  const { language, say } = usePage();
  return (
    <Layout
      title={say('web.organisations.title')}
      desk
      failed={form.refusal !== undefined}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: '/desk/submissions', label: say('web.submissions.title') },
      ]}
    >
      <h1>{say('web.organisations.title')}</h1>
      <p class="lead">{say('web.organisations.explained')}</p>
      {organisations.length === 0 ? <p>{say('web.organisations.none')}</p> : null}
      <ul class="cards">
        {organisations.map(({ id, name, country, state }) => (
          <li class="card" key={id}>
            <h2>
              {state === 'active' ? (
                <PageLink to={`/desk/organisations/${encodeURIComponent(id)}`}>
                  <Theirs text={name} />
                </PageLink>
              ) : (
                <Theirs text={name} />
              )}
            </h2>
            <p>{countryName(language, country)}</p>
            {state === 'active' ? null : <Invitation id={id} name={name} />}
          </li>
        ))}
      </ul>
      <h2>{say('web.organisation.found')}</h2>
      <FormView form={form} action="/desk/organisations" submit={say('web.organisation.found')}>
        <TextField form={form} name="name" autocomplete="organization" />
        <SelectField form={form} name="country" choices={countryChoices(language)} empty={say('web.form.choose')} />
        <SelectField
          form={form}
          name="stakeholderType"
          empty={say('web.form.choose')}
          choices={STAKEHOLDER_TYPES.map((type) => ({
            value: type,
            label: translateLoosely(language, `stakeholder.${type}`),
          }))}
        />
      </FormView>
    </Layout>
  );
}

/** Asked to join: two ways to answer. */
function Invitation({ id, name }: { id: string; name: string }) {
  const { language, say } = usePage();
  const address = `/${language}/desk/organisations/${encodeURIComponent(id)}`;
  return (
    <>
      <p>
        <Badge mood="warn">{say('web.organisation.invited')}</Badge>
      </p>
      <form method="post" action={`${address}/membership`}>
        <button type="submit" class="button">
          {say('web.organisation.join')} <span class="unseen">{name}</span>
        </button>
      </form>
      <form method="post" action={`${address}/leaving`}>
        <button type="submit" class="button quiet">
          {say('web.organisation.decline')} <span class="unseen">{name}</span>
        </button>
      </form>
    </>
  );
}
