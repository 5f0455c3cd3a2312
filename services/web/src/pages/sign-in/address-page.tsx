import type { Form } from '../forms/form.js';
import { FormView, HiddenField, TextField } from '../forms/fields.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { RuleLink } from '../parts/rule-link.js';

export type AddressField = 'email' | 'to';

/** Who comes from a ballot goes back to it. */
const VOTING_IN = /\/editions\/([\w.-]+)\/ballot/;

/** Sign in, first step: to which address the code goes. */
export function AddressPage({ form }: { form: Form<AddressField> }) {
  const { say } = usePage();
  const edition = VOTING_IN.exec(form.text('to'))?.[1];
  return (
    <Layout title={say('web.sign-in.title')} failed={form.refusal !== undefined}>
      <h1>{say('web.sign-in.title')}</h1>
      <p class="lead">{say('web.sign-in.explained')}</p>
      <FormView form={form} action="/sign-in" submit={say('web.sign-in.send')}>
        <TextField form={form} name="email" type="email" autocomplete="email" />
        <HiddenField form={form} name="to" />
      </FormView>
      {edition === undefined ? null : (
        <p class="quiet">
          {say('web.sign-in.why')} <RuleLink edition={edition} rule="vote.profile" />
        </p>
      )}
    </Layout>
  );
}
