import { formatInstant, languageName, translateLoosely } from '@wsis/i18n';
import { LANGUAGES } from '@wsis/kernel';
import type { SupportView } from '../../application/people/ports.js';
import type { Edition } from '../../application/ports.js';
import { FormView, HiddenField, SelectField, TextArea, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge, type Mood } from '../parts/badge.js';
import { Facts } from '../parts/facts.js';

export type SupportField = 'edition' | 'email' | 'reason' | 'language';

const BALLOT_MOODS: Readonly<Record<string, Mood>> = { complete: 'good', incomplete: 'warn' };
const MAIL_MOODS: Readonly<Record<string, Mood>> = { 'handed-over': 'good', bounced: 'bad', 'given-up': 'bad' };

export interface SupportPageProps {
  readonly form: Form<SupportField>;
  readonly editions: readonly Edition[];
  /** How the mailbox stands, once it was asked for with a reason. */
  readonly view?: SupportView | undefined;
}

/** Finds somebody who cannot get in by address, and what can be done about it. */
export function SupportPage({ form, editions, view }: SupportPageProps) {
  const { say } = usePage();
  const title = say('web.support.title');
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined}
      crumbs={[{ path: '/desk', label: say('web.desk.title') }]}
    >
      <h1>{title}</h1>
      <p class="lead">{say('web.support.explained')}</p>
      <FormView form={form} action="/desk/support" submit={say('web.support.look')}>
        <SelectField
          form={form}
          name="edition"
          choices={editions.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField form={form} name="email" type="email" autocomplete="off" />
        <TextArea form={form} name="reason" rows={2} />
      </FormView>
      {view === undefined ? null : <Found form={form} editions={editions} view={view} />}
    </Layout>
  );
}

function Found({ form, editions, view }: SupportPageProps & { view: SupportView }) {
  const { language, say } = usePage();
  const timeZone = editions.find(({ id }) => id === form.text('edition'))?.timeZone ?? 'UTC';
  const instant = (at: Date | undefined) =>
    at === undefined ? say('web.support.never') : formatInstant(language, at, timeZone);
  return (
    <>
      <h2>
        <bdi dir="ltr">{form.text('email')}</bdi>
      </h2>
      {view.accountId === undefined ? <p>{say('web.support.unknown')}</p> : null}
      <Facts
        facts={[
          [say('web.people.seen'), instant(view.lastSeenAt)],
          [say('web.support.registered'), instant(view.registeredAt)],
          [
            say('web.support.ballot'),
            <Badge mood={BALLOT_MOODS[view.ballot] ?? 'plain'}>
              {translateLoosely(language, `web.support.ballot.${view.ballot}`)}
            </Badge>,
          ],
          [say('web.support.reminders'), instant(view.remindersAgreedAt)],
        ]}
      />
      <h3>{say('web.support.mails')}</h3>
      {view.mails.length === 0 ? <p>{say('web.my-data.mails.none')}</p> : null}
      <ul>
        {view.mails.map(({ kind, state, reason, askedAt }, index) => (
          <li key={index}>
            {translateLoosely(language, `web.mail-kind.${kind}`)}, {instant(askedAt)}{' '}
            <Badge mood={MAIL_MOODS[state] ?? 'plain'}>{translateLoosely(language, `web.mail-state.${state}`)}</Badge>
            {reason === undefined ? null : ` ${translateLoosely(language, `web.support.bounce.${reason}`)}`}
          </li>
        ))}
      </ul>
      <h3>{say('web.support.code')}</h3>
      <p>{say('web.support.code.explained')}</p>
      <HelpForm form={form} action="/desk/support/codes" submit={say('web.support.code')} withLanguage />
      <h3>{say('web.support.unblock')}</h3>
      <p>{say('web.support.unblock.explained')}</p>
      <HelpForm form={form} action="/desk/support/unblocking" submit={say('web.support.unblock')} />
    </>
  );
}

/** One step for the person that was found, with the address and the reason that were given already. */
function HelpForm(props: { form: Form<SupportField>; action: string; submit: string; withLanguage?: boolean }) {
  const { form, action, submit, withLanguage = false } = props;
  const { language } = usePage();
  return (
    <form class="form" method="post" action={`/${language}${action}`}>
      <HiddenField form={form} name="edition" />
      <HiddenField form={form} name="email" />
      <HiddenField form={form} name="reason" />
      {withLanguage ? (
        <SelectField
          form={form}
          name="language"
          choices={LANGUAGES.map((code) => ({ value: code, label: languageName(code, code) }))}
        />
      ) : null}
      <p class="actions">
        <button type="submit" class="button">
          {submit}
        </button>
      </p>
    </form>
  );
}
