import { translateLoosely, type MessageKey } from '@wsis/i18n';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { Calendar } from '../../application/ports.js';
import { nextSteps, type NextStep } from '../../domain/next-steps.js';
import { PhaseTime } from '../contest/role-steps.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';

interface Place {
  readonly label: MessageKey;
  /** From the id of an edition and the path of its desk. */
  readonly to: (id: string, path: string) => string;
}

const screening: Place = {
  label: 'web.screening.title',
  to: (id) => `/desk/screening/${id}`,
};

/** Where the work of a phase is done while it runs. */
const WORK: Readonly<Record<string, Place>> = {
  submission: screening,
  screening,
  voting: { label: 'web.watch.title', to: (_id, path) => `${path}/watch` },
  evaluation: { label: 'web.panels.title', to: (id) => `/desk/panels?edition=${id}` },
  announcement: { label: 'web.outcome.title', to: (_id, path) => `${path}/outcome` },
};

export interface NextStepsProps {
  readonly edition: DeskEdition;
  /** Of the edition's desk, without the language. */
  readonly path: string;
  readonly calendar: Calendar | undefined;
}

/** What the secretariat does next, with a link to where. */
export function NextSteps({ edition, path, calendar }: NextStepsProps) {
  const { say } = usePage();
  const steps = nextSteps(edition.rulesVersion, calendar?.phases);
  if (steps.length === 0) return null;
  return (
    <>
      <h2>{say('web.next.title')}</h2>
      <ol class="steps">
        {steps.map((step) => (
          <li key={'phase' in step ? step.phase.phase : step.step}>
            <OneStep {...{ step, edition, path, calendar }} />
          </li>
        ))}
      </ol>
    </>
  );
}

function OneStep({ step, edition, path, calendar }: NextStepsProps & { step: NextStep }) {
  const { language, say } = usePage();
  switch (step.step) {
    case 'rules':
      return <PageLink to={`${path}/rules`}>{say('web.next.rules')}</PageLink>;
    case 'dates':
      return <PageLink to={`${path}/calendar`}>{say('web.next.dates')}</PageLink>;
    case 'over':
      return <PageLink to={`${path}/outcome`}>{say('web.next.over')}</PageLink>;
    case 'run':
    case 'prepare': {
      const work = step.step === 'run' ? WORK[step.phase.phase] : undefined;
      return (
        <>
          {translateLoosely(language, `phase.${step.phase.phase}`)} ·{' '}
          {calendar === undefined ? null : <PhaseTime calendar={calendar} phase={step.phase.phase} />}
          <br />
          {step.step === 'prepare' ? (
            <PageLink to={`${path}/readiness`}>{say('web.next.prepare')}</PageLink>
          ) : work === undefined ? null : (
            <PageLink to={work.to(encodeURIComponent(edition.id), path)}>
              {translateLoosely(language, work.label)}
            </PageLink>
          )}
        </>
      );
    }
  }
}
