import { formatDay, formatInstant, languageName, translateIfPossible, translateLoosely } from '@wsis/i18n';
import type { GivenAnswer, MyData, OpenSession, SentMail } from '../../application/my-data/ports.js';
import { ChoiceField, FormView } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Facts } from '../parts/facts.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { placeName, Theirs } from '../parts/words.js';

/** Everything that is held about the person who looks, and what can be done about it. */
export function MyDataPage({ mine, form }: { mine: MyData; form: Form<'wanted'> }) {
  const { language, say } = usePage();
  const { account } = mine;
  return (
    <Layout title={say('web.my-data.title')} failed={form.refusal !== undefined}>
      <h1>{say('web.my-data.title')}</h1>
      <p class="lead">{say('web.my-data.explained')}</p>
      <Facts
        facts={[
          [say('web.sign-in.email'), <Theirs text={account.email} />],
          [say('web.my-data.name'), account.displayName === '' ? undefined : <Theirs text={account.displayName} />],
          [say('web.language.label'), languageName(language, account.language)],
        ]}
      />
      <p class="actions">
        <LinkButton to="/my-data/name" quiet>
          {say('web.my-data.name.change')}
        </LinkButton>
        <a class="button quiet" href={`/${language}/my-data/export`} download>
          {say('web.my-data.export')}
        </a>
        <LinkButton to="/my-data/erasure" quiet>
          {say('web.my-data.erase')}
        </LinkButton>
      </p>

      <h2>{say('web.my-data.votes')}</h2>
      {mine.registrations.length === 0 ? <p>{say('web.my-data.votes.none')}</p> : null}
      {mine.registrations.map(({ editionId, editionName, answers, consentedAt, linkDestroyedOn }) => (
        <section key={editionId}>
          <h3>
            <PageLink to={`/editions/${encodeURIComponent(editionId)}/ballot`}>
              <Theirs text={editionName} />
            </PageLink>
          </h3>
          <p>
            {say('web.my-data.votes.since', { instant: formatInstant(language, consentedAt, 'UTC') })}{' '}
            {linkDestroyedOn === undefined
              ? null
              : say('web.register.privacy.linkUntil', { day: formatDay(language, new Date(linkDestroyedOn), 'UTC') })}
          </p>
          <Facts facts={answers.map((answer) => [<Theirs text={answer.label} />, <Answer answer={answer} />])} />
        </section>
      ))}

      <h2>{say('web.my-data.notices')}</h2>
      <FormView form={form} action="/my-data/notices" submit={say('web.my-data.notices.save')}>
        <ChoiceField
          form={form}
          name="wanted"
          several
          choices={Object.keys(mine.wanted).map((notice) => ({
            value: notice,
            label: translateLoosely(language, `web.mail-kind.${notice}`),
          }))}
        />
      </FormView>

      <h2>{say('web.my-data.sessions')}</h2>
      <Sessions sessions={mine.sessions} />
      <h2>{say('web.my-data.mails')}</h2>
      <Mails mails={mine.mails} />
    </Layout>
  );
}

function Answer({ answer: { type, value } }: { answer: GivenAnswer }) {
  const { language } = usePage();
  switch (type) {
    case 'country':
      return <>{placeName(language, value)}</>;
    case 'stakeholder-type':
      return <>{translateIfPossible(language, `stakeholder.${value}`) ?? value}</>;
    case 'text':
      return <Theirs text={value} />;
  }
}

function Sessions({ sessions }: { sessions: readonly OpenSession[] }) {
  const { language, say } = usePage();
  return (
    <>
      <ul>
        {sessions.map(({ id, signedInAt, lastSeenAt, current }) => (
          <li key={id}>
            {say('web.my-data.session', {
              since: formatInstant(language, signedInAt, 'UTC'),
              seen: formatInstant(language, lastSeenAt, 'UTC'),
            })}{' '}
            {current ? (
              <strong>{say('web.my-data.session.current')}</strong>
            ) : (
              <form method="post" action={`/${language}/my-data/sessions/${encodeURIComponent(id)}/end`}>
                <button type="submit" class="button quiet">
                  {say('web.my-data.session.end')}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length < 2 ? null : (
        <form method="post" action={`/${language}/my-data/sessions/others/end`}>
          <button type="submit" class="button quiet">
            {say('web.my-data.session.endOthers')}
          </button>
        </form>
      )}
    </>
  );
}

/** Mails by kind and fate; what stood in them is not kept. */
function Mails({ mails }: { mails: readonly SentMail[] }) {
  const { language, say } = usePage();
  if (mails.length === 0) return <p>{say('web.my-data.mails.none')}</p>;
  return (
    <ul>
      {mails.map(({ kind, state, at }, index) => (
        <li key={index}>
          {translateLoosely(language, `web.mail-kind.${kind}`)} ·{' '}
          {translateLoosely(language, `web.mail-state.${state}`)}
          {at === undefined ? null : ` · ${formatInstant(language, at, 'UTC')}`}
        </li>
      ))}
    </ul>
  );
}
