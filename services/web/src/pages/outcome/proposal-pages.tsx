import { translateLoosely } from '@wsis/i18n';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { BallotDecision, Outcome, ReleaseKind } from '../../application/outcome/ports.js';
import { editionPath, useEditionCrumbs } from '../editions/edition-pages.js';
import { TextArea, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { Checklist } from './outcome-page.js';

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

export function ReleasePage({
  edition,
  kind,
  form,
}: {
  edition: DeskEdition;
  kind: ReleaseKind;
  form: Form<'publishAt'>;
}) {
  const { language, say } = usePage();
  return (
    <ConfirmPage
      title={say('web.outcome.release', { release: translateLoosely(language, `web.release.${kind}`) })}
      form={form}
      action={`${editionPath(edition)}/outcome/releases/${kind}`}
      back={`${editionPath(edition)}/outcome`}
      submit={say('web.outcome.propose')}
      final
      crumbs={useOutcomeCrumbs(edition)}
      effect={
        <>
          <p>{say('web.outcome.release.explained')}</p>
          <p>{say('web.calendar-desk.effect.second')}</p>
        </>
      }
    >
      <TextField form={form} name="publishAt" type="datetime-local" dir="ltr" />
    </ConfirmPage>
  );
}

function useOutcomeCrumbs(edition: DeskEdition) {
  const { say } = usePage();
  return [...useEditionCrumbs(edition), { path: `${editionPath(edition)}/outcome`, label: say('web.outcome.title') }];
}
