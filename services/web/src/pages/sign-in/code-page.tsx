import type { CodeRequestState } from '../../application/sign-in/ports.js';
import type { Form } from '../forms/form.js';
import { FormView, HiddenField, TextField } from '../forms/fields.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';

export type CodeField = 'email' | 'code' | 'to';

/** Sign in, second step: the code from the mail. It asks for the address as well, so that it works on another device. */
export function CodePage(props: { form: Form<CodeField>; mail: CodeRequestState | undefined; now: Date }) {
  const { form, mail, now } = props;
  const { say } = usePage();
  return (
    <Layout title={say('web.code.title')} failed={form.refusal !== undefined}>
      <h1>{say('web.code.title')}</h1>
      <p class="lead">{say('web.code.explained')}</p>
      {mail === undefined ? null : <HowFar mail={mail} now={now} />}
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

/** How long the person should wait before they ask for another code; not at all where the mail did not get there. */
export function secondsToResend({ state, resendAt }: CodeRequestState, now: Date): number {
  if (state === 'bounced' || state === 'given-up') return 0;
  return Math.max(0, Math.ceil(((resendAt?.getTime() ?? 0) - now.getTime()) / 1_000));
}

/** How far the mail is, and from when on another one may be asked for. A slow mail needs no second code. */
function HowFar({ mail, now }: { mail: CodeRequestState; now: Date }) {
  const { say } = usePage();
  const codeEndsIn = Math.floor(((mail.codeEndsAt?.getTime() ?? 0) - now.getTime()) / 60_000);
  const resendIn = secondsToResend(mail, now);
  return (
    <Notice kind={mail.state === 'bounced' || mail.state === 'given-up' ? 'problem' : 'info'}>
      <p>
        {mail.state === 'handed-over'
          ? say('web.code.mail.handed-over')
          : mail.state === 'bounced'
            ? say('web.code.mail.bounced')
            : mail.state === 'given-up'
              ? say('web.code.mail.given-up')
              : say('web.code.mail.waiting')}
      </p>
      {codeEndsIn < 1 ? null : <p>{say('web.code.mail.ends', { minutes: codeEndsIn })}</p>}
      {resendIn > 0 ? <p>{say('web.code.mail.resend', { seconds: resendIn })}</p> : null}
    </Notice>
  );
}
