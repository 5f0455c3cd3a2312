import type { Form } from '../forms/form.js';
import { FormView, HiddenField, TextField } from '../forms/fields.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';

export type SecondFactorField = 'code' | 'to';

/** A code of the authenticator app: after signing in, and before what two persons decide. */
export function SecondFactorPage({ form }: { form: Form<SecondFactorField> }) {
  const { say } = usePage();
  return (
    <Layout title={say('web.second-factor.title')} failed={form.refusal !== undefined}>
      <h1>{say('web.second-factor.title')}</h1>
      <p class="lead">{say('web.second-factor.explained')}</p>
      <FormView form={form} action="/sign-in/second-factor" submit={say('web.second-factor.submit')}>
        <TextField form={form} name="code" inputmode="numeric" autocomplete="one-time-code" size={8} dir="ltr" />
        <HiddenField form={form} name="to" />
      </FormView>
      <details>
        <summary>{say('web.second-factor.help')}</summary>
        <p>{say('web.second-factor.help.detail')}</p>
      </details>
    </Layout>
  );
}
