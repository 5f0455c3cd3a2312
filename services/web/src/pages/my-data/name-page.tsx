import { FormView, HiddenField, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { useAddress, usePage } from '../page-context.js';

export type NameField = 'displayName' | 'to';

/** Asks somebody what they are called, who is not called anything so far or wants to be called otherwise. */
export function NamePage({ form }: { form: Form<NameField> }) {
  const { say } = usePage();
  const address = useAddress();
  const to = form.text('to');
  return (
    <Layout title={say('web.name.title')} failed={form.refusal !== undefined}>
      <h1>{say('web.name.title')}</h1>
      <p class="lead">{say('web.name.explained')}</p>
      <FormView
        form={form}
        action="/my-data/name"
        submit={say('web.name.save')}
        beside={<a href={to === '' ? address('/my-data') : to}>{say('web.name.later')}</a>}
      >
        <TextField form={form} name="displayName" autocomplete="name" />
        <HiddenField form={form} name="to" />
      </FormView>
    </Layout>
  );
}
