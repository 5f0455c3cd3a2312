import { languageName } from '@wsis/i18n';
import { isLanguage, type Language } from '@wsis/kernel';
import type { MyOrganisation } from '../../application/submissions/ports.js';
import { Conflicts } from '../forms/conflicts.js';
import { FormView, SelectField } from '../forms/fields.js';
import type { FieldConflict, Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';

export type AboutField = 'language' | 'organisationId';

export interface AboutPageProps {
  readonly form: Form<AboutField>;
  readonly action: string;
  readonly submit: string;
  readonly back: string;
  /** The languages that the rules allow. */
  readonly languages: readonly Language[];
  readonly organisations: readonly MyOrganisation[];
  /** The organisation is not for this author to change. */
  readonly fixed?: boolean;
  readonly conflicts?: readonly FieldConflict<AboutField>[];
}

/** In which language a submission is written, and for which organisation. */
export function AboutPage(props: AboutPageProps) {
  const { form, action, submit, back, languages, organisations, fixed = false, conflicts = [] } = props;
  const { language, say } = usePage();
  const disputed = new Set(conflicts.map(({ field }) => field));
  const nameOf = (value: string) =>
    organisations.find(({ id }) => id === value)?.name ??
    (isLanguage(value) ? languageName(language, value) : say('web.submission.organisation.none'));
  return (
    <Layout
      title={say('web.submission.about')}
      desk
      failed={form.refusal !== undefined}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: '/desk/submissions', label: say('web.submissions.title') },
      ]}
    >
      <h1>{say('web.submission.about')}</h1>
      <FormView
        form={form}
        action={action}
        submit={submit}
        beside={<PageLink to={back}>{say('web.confirm.back')}</PageLink>}
      >
        <Conflicts form={form} conflicts={conflicts} nameOf={nameOf} />
        {disputed.has('language') ? null : (
          <SelectField
            form={form}
            name="language"
            choices={languages.map((each) => ({ value: each, label: languageName(language, each) }))}
          />
        )}
        {disputed.has('organisationId') ? null : fixed ? (
          <input type="hidden" name="organisationId" value={form.text('organisationId')} />
        ) : (
          <SelectField
            form={form}
            name="organisationId"
            empty={say('web.submission.organisation.none')}
            choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FormView>
      <p>
        <PageLink to="/desk/organisations">{say('web.organisations.title')}</PageLink>
      </p>
    </Layout>
  );
}
