import { translateLoosely } from '@wsis/i18n';
import { BREACH_REASONS } from '../../application/nominees/ports.js';
import type { Nominee } from '../../application/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { ChoiceField, FormView, TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Theirs } from '../parts/words.js';

export type ReportField = 'reason' | 'words';

/** Tells the secretariat that a nominee's page or campaign breaks the rules. Nobody is asked who they are. */
export function ReportPage({ nominee, form }: { nominee: Nominee; form: Form<ReportField> }) {
  const { say } = usePage();
  const { name, path } = useNominee(nominee);
  return (
    <Layout
      title={say('web.report.title')}
      editionId={nominee.editionId}
      crumbs={[{ path, label: name }]}
      failed={form.refusal !== undefined}
    >
      <h1>{say('web.report.title')}</h1>
      <p class="lead">{name}</p>
      <p>
        {say('web.report.explained')}{' '}
        <PageLink to={`/editions/${encodeURIComponent(nominee.editionId)}/rules`}>{say('web.now.rules')}</PageLink>
      </p>
      <FormView
        form={form}
        action={`${path}/report`}
        submit={say('web.report.send')}
        beside={<PageLink to={path}>{say('web.confirm.back')}</PageLink>}
      >
        <Reasons form={form} />
        <TextArea form={form} name="words" />
      </FormView>
    </Layout>
  );
}

function Reasons({ form }: { form: Form<ReportField> }) {
  const { language } = usePage();
  return (
    <ChoiceField
      form={form}
      name="reason"
      choices={BREACH_REASONS.map((value) => ({
        value,
        label: translateLoosely(language, `web.report.reason.${value}`),
      }))}
    />
  );
}

/** The report has been taken: what happens now. */
export function ReportedPage({ nominee }: { nominee: Nominee }) {
  const { say } = usePage();
  const { name, path } = useNominee(nominee);
  return (
    <Layout title={say('web.report.sent')} editionId={nominee.editionId} crumbs={[{ path, label: name }]}>
      <h1>{say('web.report.sent')}</h1>
      <Notice kind="success" live>
        {say('web.report.sent.detail')}
      </Notice>
      <p>
        <PageLink to={path}>{name}</PageLink>
      </p>
    </Layout>
  );
}

function useNominee(nominee: Nominee) {
  const { language } = usePage();
  const text = chooseText(nominee.texts, language)?.text;
  return {
    name: <Theirs text={text?.title ?? nominee.organisation} language={text?.language} />,
    path: `/nominees/${encodeURIComponent(nominee.id)}`,
  };
}
