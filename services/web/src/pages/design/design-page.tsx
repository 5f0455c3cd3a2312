import { Form } from '../forms/form.js';
import { FormView, TextArea, TextField } from '../forms/fields.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Notice } from '../parts/notice.js';

/** Every part that pages are made of, in the reader's language. */
export function DesignPage() {
  const { language, say } = usePage();
  const form = new Form({
    language,
    fields: {
      email: { label: say('web.sign-in.email'), required: true },
      text: { label: say('web.conflict.mine'), maxWords: 200 },
    },
    base: 1,
  }).refusedFor([{ field: 'email', rule: 'isEmail' }]);
  return (
    <Layout title={say('web.design.title')} desk>
      <h1>{say('web.design.title')}</h1>
      <Notice>{say('web.generated.detail')}</Notice>
      <FormView form={form} action="/design" submit={say('web.code.submit')}>
        <TextField form={form} name="email" type="email" />
        <TextArea form={form} name="text" />
      </FormView>
    </Layout>
  );
}
