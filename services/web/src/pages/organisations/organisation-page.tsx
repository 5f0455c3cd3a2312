import { countryName, translateLoosely } from '@wsis/i18n';
import type { OrganisationWithMembers } from '../../application/organisations/ports.js';
import { FormView, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';
import { Facts } from '../parts/facts.js';
import { Theirs } from '../parts/words.js';

/** One organisation for its members: who belongs to it, and an invitation for one more. */
export function OrganisationPage(props: { organisation: OrganisationWithMembers; form: Form<'email'> }) {
  const { organisation, form } = props;
  const { id, name, country, stakeholderType, members } = organisation;
  const { language, say } = usePage();
  const path = `/desk/organisations/${encodeURIComponent(id)}`;
  return (
    <Layout
      title={name}
      desk
      failed={form.refusal !== undefined}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: '/desk/organisations', label: say('web.organisations.title') },
      ]}
    >
      <h1>
        <Theirs text={name} />
      </h1>
      <Facts
        facts={[
          [say('web.nominee.country'), countryName(language, country)],
          [say('web.nominee.stakeholder'), translateLoosely(language, `stakeholder.${stakeholderType}`)],
        ]}
      />
      <h2>{say('web.organisation.members')}</h2>
      <ul>
        {members.map(({ accountId, displayName, state, administers }) => (
          <li key={accountId}>
            <Theirs text={displayName === '' ? say('web.organisation.member.unnamed') : displayName} />{' '}
            {state === 'invited' ? <Badge>{say('web.organisation.member.invited')}</Badge> : null}
            {administers ? <Badge>{say('web.organisation.member.administrator')}</Badge> : null}
          </li>
        ))}
      </ul>
      <p class="hint">{say('web.organisation.members.explained')}</p>
      <h2>{say('web.organisation.invite')}</h2>
      <FormView form={form} action={`${path}/members`} submit={say('web.organisation.invite')}>
        <TextField form={form} name="email" type="email" autocomplete="off" />
      </FormView>
      <form method="post" action={`/${language}${path}/leaving`}>
        <button type="submit" class="button quiet">
          {say('web.organisation.leave')}
        </button>
      </form>
    </Layout>
  );
}
