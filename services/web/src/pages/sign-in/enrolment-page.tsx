import { renderSVG } from 'uqr';
import type { Form } from '../forms/form.js';
import { FormView, HiddenField, TextField } from '../forms/fields.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Steps } from '../parts/steps.js';

export type EnrolmentField = 'code' | 'uri' | 'secret' | 'to';

/** Before anything secret is on the screen: what an authenticator is for. */
export function EnrolmentIntro({ form }: { form: Form<EnrolmentField> }) {
  const { say } = usePage();
  return (
    <Layout title={say('web.enrolment.title')} failed={form.refusal !== undefined}>
      <h1>{say('web.enrolment.title')}</h1>
      <p class="lead">{say('web.enrolment.explained')}</p>
      <FormView form={form} action="/sign-in/authenticator" submit={say('web.enrolment.begin')}>
        <HiddenField form={form} name="to" />
      </FormView>
    </Layout>
  );
}

/** The secret, shown once, as a picture and as text; it counts once its first code is typed in. */
export function EnrolmentPage({ form }: { form: Form<EnrolmentField> }) {
  const { say } = usePage();
  return (
    <Layout title={say('web.enrolment.title')} failed={form.refusal !== undefined}>
      <h1>{say('web.enrolment.title')}</h1>
      <Steps
        steps={[
          <p>{say('web.enrolment.step.app')}</p>,
          <>
            <p>{say('web.enrolment.step.scan')}</p>
            <div
              class="qr"
              role="img"
              aria-label={say('web.enrolment.qr')}
              dangerouslySetInnerHTML={{ __html: renderSVG(form.text('uri')) }}
            />
            <p>
              {say('web.enrolment.secret')}{' '}
              <code dir="ltr" translate={false}>
                {inFours(form.text('secret'))}
              </code>
            </p>
          </>,
          <FormView form={form} action="/sign-in/authenticator/confirmation" submit={say('web.enrolment.submit')}>
            <TextField form={form} name="code" inputmode="numeric" autocomplete="one-time-code" size={8} dir="ltr" />
            <HiddenField form={form} name="uri" />
            <HiddenField form={form} name="secret" />
            <HiddenField form={form} name="to" />
          </FormView>,
        ]}
      />
    </Layout>
  );
}

function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
