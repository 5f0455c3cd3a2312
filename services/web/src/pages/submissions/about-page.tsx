import { languageName } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { MyOrganisation } from '../../application/submissions/ports.js';
import { FormView, SelectField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
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
}

/** In which language a submission is written, and for which organisation. */
export function AboutPage({ form, action, submit, back, languages, organisations }: AboutPageProps) {
  const { language, say } = usePage();
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
        <SelectField
          form={form}
          name="language"
          choices={languages.map((each) => ({ value: each, label: languageName(language, each) }))}
        />
        <SelectField
          form={form}
          name="organisationId"
          empty={say('web.submission.organisation.none')}
          choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormView>
      <p>
        <PageLink to="/desk/organisations">{say('web.organisations.title')}</PageLink>
      </p>
    </Layout>
  );
}
