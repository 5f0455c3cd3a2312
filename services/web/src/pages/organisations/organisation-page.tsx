import { countryName, translateLoosely } from '@wsis/i18n';
import type { OrganisationWithMembers } from '../../application/organisations/ports.js';
import { FormView, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Facts } from '../parts/facts.js';
import { Theirs } from '../parts/words.js';
import { Members } from './members.js';
import { RemovalPage, type RemovalPageProps } from './removal-page.js';

/** One organisation for its members: who belongs to it, and an invitation for one more. */
export function OrganisationPage(props: { organisation: OrganisationWithMembers; form: Form<'email'> }) {
  const { organisation, form } = props;
  const { id, name, country, stakeholderType, members } = organisation;
  const { account, language, say } = usePage();
  const administers = members.some((member) => member.administers && member.accountId === account?.accountId);
  const path = `/desk/organisations/${encodeURIComponent(id)}`;
  return (
    <Layout title={name} desk failed={form.refusal !== undefined} crumbs={useCrumbs()}>
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
      <Members
        members={members}
        removal={({ accountId }) =>
          administers && accountId !== account?.accountId
            ? `${path}/members/${encodeURIComponent(accountId)}/removal`
            : undefined
        }
      />
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

export function OwnRemovalPage(props: Omit<RemovalPageProps, 'path' | 'crumbs'>) {
  const path = `/desk/organisations/${encodeURIComponent(props.organisation.id)}`;
  return <RemovalPage {...props} path={path} crumbs={useCrumbs()} />;
}

function useCrumbs() {
  const { say } = usePage();
  return [
    { path: '/desk', label: say('web.desk.title') },
    { path: '/desk/organisations', label: say('web.organisations.title') },
  ];
}
