import { Layout } from './layout.js';
import type { PostedForm } from './forms/posted-form.js';
import { usePage } from './page-context.js';
import { PageLink } from './parts/links.js';
import { Notice } from './parts/notice.js';
import { RuleOfRefusal } from './parts/rule-link.js';

export interface RefusalProps {
  readonly title: string;
  readonly detail: string;
  /** Leads to the rule behind it. */
  readonly code: string;
  readonly instance: string;
  /** What was typed into the form that could not be carried out. */
  readonly typed?: PostedForm;
  /** Where the same form can be sent again once the obstacle is gone; without the language. */
  readonly sendAgainTo?: string | undefined;
  /** Opens beside this page, so that what was typed stays. */
  readonly mend?: { readonly path: string; readonly label: string } | undefined;
}

/** What would lead on from here does not exist either. */
const NO_SUCH_PLACE = /\.(EDITION_UNKNOWN|NOT_FOUND)$/;

/** The page of a refusal or an outage: what happened, what to do, what was typed, and the number to quote. */
export function Refusal({ title, detail, code, instance, typed, sendAgainTo, mend }: RefusalProps) {
  const { language, path, edition, say } = usePage();
  const inEdition = path.startsWith('/editions/') && !NO_SUCH_PLACE.test(code);
  return (
    <Layout title={title} editionId={inEdition ? edition : undefined}>
      <h1>{title}</h1>
      <p class="lead">{detail}</p>
      <RuleOfRefusal code={code} />
      {mend === undefined ? null : (
        <p>
          <a class="button" href={`/${language}${mend.path}`} {...(typed === undefined ? {} : { target: '_blank' })}>
            {mend.label}
          </a>
        </p>
      )}
      {typed === undefined || (typed.own().length === 0 && typed.files.length === 0) ? null : (
        <Typed typed={typed} sendAgainTo={sendAgainTo} />
      )}
      <p>
        <PageLink to="">{say('web.error.home')}</PageLink>
      </p>
      <p class="quiet">
        {say('web.error.instance')} <bdi dir="ltr">{instance}</bdi>
      </p>
    </Layout>
  );
}

/** Nothing that a person typed is lost: it can be read, copied and, where it came from our own page, sent again. */
function Typed({ typed, sendAgainTo }: { typed: PostedForm; sendAgainTo: string | undefined }) {
  const { language, say } = usePage();
  return (
    <section aria-labelledby="typed">
      <h2 id="typed">{say('web.kept.title')}</h2>
      <Notice>
        {sendAgainTo === undefined || typed.files.length > 0 ? say('web.kept.copy') : say('web.kept.again')}
      </Notice>
      <dl class="facts">
        {typed.own().map(([name, value]) => (
          <div key={name}>
            <dt dir="ltr">{name}</dt>
            <dd class="text" dir="auto">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {typed.files.length === 0 ? null : <p>{say('web.kept.files')}</p>}
      {sendAgainTo === undefined || typed.files.length > 0 ? null : (
        <form method="post" action={`/${language}${sendAgainTo}`}>
          {typed.entries.map(([name, value]) => (
            <textarea key={name} name={name} hidden>{`\n${value}`}</textarea>
          ))}
          <button type="submit" class="button">
            {say('web.kept.send')}
          </button>
        </form>
      )}
    </section>
  );
}
