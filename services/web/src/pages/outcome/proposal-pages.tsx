import { translateLoosely } from '@wsis/i18n';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { Result } from '@wsis/kernel';
import type { BallotDecision, Outcome, ReleaseKind, ReleasePreview } from '../../application/outcome/ports.js';
import type { Refused } from '../../application/refused.js';
import { editionPath, useEditionCrumbs } from '../editions/edition-pages.js';
import { TextArea, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { PreviewLinks } from '../parts/preview-links.js';
import { Checklist } from './outcome-page.js';
import { previewPath } from './preview-parts.js';

export type BallotsField = 'ledgerNumbers' | 'rule' | 'evidence';

export function CertifyPage({ edition, outcome, form }: { edition: DeskEdition; outcome: Outcome; form: Form<never> }) {
  const { say } = usePage();
  return (
    <ConfirmPage
      title={say('web.outcome.certify')}
      form={form}
      action={`${editionPath(edition)}/outcome/certification`}
      back={`${editionPath(edition)}/outcome`}
      submit={say('web.outcome.propose')}
      crumbs={useOutcomeCrumbs(edition)}
      effect={
        <>
          <p>{say('web.outcome.certify.explained')}</p>
          <p>{say('web.calendar-desk.effect.second')}</p>
        </>
      }
    >
      <Checklist edition={edition} outcome={outcome} only={['closed', 'running', 'reviews', 'objections']} />
    </ConfirmPage>
  );
}

export function BallotsPage({
  edition,
  decision,
  form,
}: {
  edition: DeskEdition;
  decision: BallotDecision;
  form: Form<BallotsField>;
}) {
  const { language, say } = usePage();
  return (
    <ConfirmPage
      title={translateLoosely(language, `web.outcome.${decision}`)}
      form={form}
      action={`${editionPath(edition)}/outcome/ballots/${decision}`}
      back={`${editionPath(edition)}/outcome`}
      submit={say('web.outcome.propose')}
      crumbs={useOutcomeCrumbs(edition)}
      effect={
        <>
          <p>{translateLoosely(language, `web.outcome.${decision}.explained`)}</p>
          <p>{say('web.calendar-desk.effect.second')}</p>
        </>
      }
    >
      <TextArea form={form} name="ledgerNumbers" rows={5} />
      <TextField form={form} name="rule" />
      <TextArea form={form} name="evidence" rows={8} />
    </ConfirmPage>
  );
}

export interface ReleaseProps {
  readonly edition: DeskEdition;
  readonly kind: ReleaseKind;
  /** What would become public, or why nothing can yet. */
  readonly preview: Result<ReleasePreview, Refused>;
  readonly form: Form<'publishAt'>;
}

/** When a release becomes public, with what it makes public and a preview of it. */
export function ReleasePage({ edition, kind, preview, form }: ReleaseProps) {
  const { language, say } = usePage();
  const title = say('web.outcome.release', { release: translateLoosely(language, `web.release.${kind}`) });
  const crumbs = useOutcomeCrumbs(edition);
  const back = `${editionPath(edition)}/outcome`;
  if (!preview.ok && form.refusal === undefined) {
    return (
      <Layout title={title} desk crumbs={crumbs}>
        <h1>{title}</h1>
        <Notice kind="warning" title={preview.error.title ?? say('web.outcome.release.early')}>
          {preview.error.detail ?? say('web.outcome.release.early')}
        </Notice>
        <p>
          <PageLink to={back}>{say('web.outcome.title')}</PageLink>
        </p>
      </Layout>
    );
  }
  return (
    <ConfirmPage
      title={title}
      form={form}
      action={`${back}/releases/${kind}`}
      back={back}
      submit={say('web.outcome.propose')}
      final
      crumbs={crumbs}
      effect={
        <>
          {preview.ok ? (
            <p>
              <strong>{translateLoosely(language, `web.preview.size.${kind}`, { ...preview.value.size })}</strong>
            </p>
          ) : null}
          <p>{translateLoosely(language, `web.preview.effect.${kind}`)}</p>
          <p>{say('web.outcome.release.explained')}</p>
          <p>{say('web.outcome.release.second')}</p>
        </>
      }
    >
      {preview.ok ? <PreviewLinks path={previewPath(edition.id, kind)} /> : null}
      <TextField form={form} name="publishAt" type="datetime-local" dir="ltr" />
    </ConfirmPage>
  );
}

function useOutcomeCrumbs(edition: DeskEdition) {
  const { say } = usePage();
  return [...useEditionCrumbs(edition), { path: `${editionPath(edition)}/outcome`, label: say('web.outcome.title') }];
}
