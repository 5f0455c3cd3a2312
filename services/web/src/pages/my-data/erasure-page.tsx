import { CheckField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';

/** What erasing means, and what stays because it belongs to nobody any more. */
export function ErasurePage({ form }: { form: Form<'sure'> }) {
  const { say } = usePage();
  return (
    <ConfirmPage
      title={say('web.erasure.title')}
      form={form}
      action="/my-data/erasure"
      back="/my-data"
      submit={say('web.erasure.submit')}
      final
      crumbs={[{ path: '/my-data', label: say('web.my-data.title') }]}
      effect={
        <ul>
          <li>{say('web.erasure.goes')}</li>
          <li>{say('web.erasure.ballot')}</li>
          <li>{say('web.erasure.again')}</li>
        </ul>
      }
    >
      <CheckField form={form} name="sure" />
    </ConfirmPage>
  );
}
