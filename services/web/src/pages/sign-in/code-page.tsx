import type { Form } from '../forms/form.js';
import { FormView, HiddenField, TextField } from '../forms/fields.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';

export type CodeField = 'email' | 'code' | 'to';

/** Sign in, second step: the code from the mail. It asks for the address as well, so that it works on another device. */
export function CodePage({ form }: { form: Form<CodeField> }) {
  const { say } = usePage();
  return (
    <Layout title={say('web.code.title')} failed={form.refusal !== undefined}>
      <h1>{say('web.code.title')}</h1>
      <p class="lead">{say('web.code.explained')}</p>
      <FormView
        form={form}
        action="/sign-in/code"
        submit={say('web.code.submit')}
        beside={<PageLink to={`/sign-in?to=${encodeURIComponent(form.text('to'))}`}>{say('web.code.again')}</PageLink>}
      >
        <TextField form={form} name="email" type="email" autocomplete="email" />
        <TextField form={form} name="code" autocomplete="one-time-code" size={12} dir="ltr" />
        <HiddenField form={form} name="to" />
      </FormView>
      <details>
        <summary>{say('web.code.help')}</summary>
        <p>{say('web.code.help.detail')}</p>
      </details>
    </Layout>
  );
}
