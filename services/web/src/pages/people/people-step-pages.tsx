import { languageName, translateLoosely } from '@wsis/i18n';
import { LANGUAGES } from '@wsis/kernel';
import { ALL_EDITIONS, INVITED_ROLES, type HeldRole } from '../../application/people/ports.js';
import type { Category, Edition } from '../../application/ports.js';
import { PersonName } from '../approvals/approvals-page.js';
import { FormView, HiddenField, SelectField, TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { PageLink } from '../parts/links.js';
import { categoryName } from '../parts/words.js';
import type { HeldField, InvitationField } from './people-forms.js';
import { RoleName } from './people-page.js';

export interface InvitePageProps {
  readonly form: Form<InvitationField>;
  readonly editions: readonly Edition[];
  /** Of the edition that is chosen. */
  readonly categories: readonly Category[];
}

/** One role for one or many people, by their addresses. */
export function InvitePage({ form, editions, categories }: InvitePageProps) {
  const { language, say } = usePage();
  const title = say('web.people.invite');
  return (
    <Layout title={title} desk failed={form.refusal !== undefined} crumbs={useCrumbs()}>
      <h1>{title}</h1>
      <p class="lead">{say('web.people.invite.explained')}</p>
      <FormView
        form={form}
        action="/desk/people/invitations"
        submit={title}
        beside={<PageLink to="/desk/people">{say('web.confirm.back')}</PageLink>}
      >
        <TextArea form={form} name="emails" rows={8} />
        <SelectField
          form={form}
          name="role"
          empty={say('web.form.choose')}
          choices={INVITED_ROLES.map((role) => ({ value: role, label: translateLoosely(language, `role.${role}`) }))}
        />
        <SelectField
          form={form}
          name="edition"
          choices={[
            ...editions.map(({ id, name }) => ({ value: id, label: name })),
            { value: ALL_EDITIONS, label: say('web.people.allEditions') },
          ]}
        />
        <SelectField
          form={form}
          name="category"
          empty={say('web.people.category.all')}
          choices={categories.map(({ code }) => ({ value: code, label: categoryName(language, categories, code) }))}
        />
        <SelectField
          form={form}
          name="language"
          choices={LANGUAGES.map((code) => ({ value: code, label: languageName(code, code) }))}
        />
      </FormView>
    </Layout>
  );
}

interface OnePerson<F extends string> {
  readonly form: Form<F>;
  readonly accountId: string;
  readonly names: ReadonlyMap<string, string>;
  readonly editions: readonly Edition[];
}

/** Takes a role away, with every session that states it. */
export function RevokePage(props: OnePerson<HeldField> & { held: HeldRole }) {
  const { form, accountId, names, editions, held } = props;
  const { say } = usePage();
  const edition = editions.find(({ id }) => id === held.edition);
  return (
    <ConfirmPage
      title={say('web.people.revoke.title')}
      form={form}
      action={`/desk/people/${encodeURIComponent(accountId)}/revocation`}
      back="/desk/people"
      submit={say('web.people.revoke')}
      crumbs={useCrumbs()}
      effect={
        <>
          <p>
            <strong>
              <PersonName names={names} id={accountId} />: <RoleName held={held} />
            </strong>
            {edition === undefined ? null : ` (${edition.name})`}
          </p>
          <p>{say('web.people.revoke.explained')}</p>
        </>
      }
    >
      <HiddenField form={form} name="edition" />
      <HiddenField form={form} name="role" />
      <HiddenField form={form} name="category" />
    </ConfirmPage>
  );
}

/** Proposes that a lost second factor is forgotten; another person approves. */
export function ResetPage({ form, accountId, names }: OnePerson<'reason'>) {
  const { say } = usePage();
  return (
    <ConfirmPage
      title={say('web.people.reset')}
      form={form}
      action={`/desk/people/${encodeURIComponent(accountId)}/second-factor`}
      back="/desk/people"
      submit={say('web.people.reset.propose')}
      crumbs={useCrumbs()}
      effect={
        <>
          <p>
            <strong>
              <PersonName names={names} id={accountId} />
            </strong>
          </p>
          <p>{say('web.people.reset.explained')}</p>
        </>
      }
    >
      <TextArea form={form} name="reason" rows={4} />
    </ConfirmPage>
  );
}

function useCrumbs() {
  const { say } = usePage();
  return [
    { path: '/desk', label: say('web.desk.title') },
    { path: '/desk/people', label: say('web.people.title') },
  ];
}
