import type { StoppableMail } from '../../application/mails/ports.js';
import { FormView } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Notice } from '../parts/notice.js';

export interface StopMailsProps {
  readonly mail: StoppableMail;
  readonly path: string;
  readonly form: Form<never>;
}

/** One button that stops one kind of mail; afterwards, that it is stopped. */
export function StopMailsPage({ mail, path, form }: StopMailsProps) {
  const { say } = usePage();
  return (
    <Layout title={say('web.stop-mails.title')} failed={form.refusal !== undefined}>
      <h1>{say('web.stop-mails.title')}</h1>
      {mail.stopped ? (
        <Notice kind="success" live>
          {say('web.stop-mails.stopped')}
        </Notice>
      ) : (
        <>
          <p class="lead">{say('web.stop-mails.explained')}</p>
          <FormView form={form} action={path} submit={say('web.stop-mails.submit')} />
        </>
      )}
    </Layout>
  );
}
