import { translateLoosely } from '@wsis/i18n';
import type { Calendar, Edition } from '../../application/ports.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Instant } from '../parts/words.js';

const STEPS = [
  { role: 'nominator', phase: 'submission', to: () => '/desk/submissions' },
  { role: 'screener', phase: 'screening', to: () => '/desk' },
  { role: 'voter', phase: 'voting', to: (edition: Edition) => `/editions/${encodeURIComponent(edition.id)}/ballot` },
  { role: 'expert', phase: 'evaluation', to: () => '/desk' },
] as const;

/** What each role has to do in an edition, when, and where. */
export function RoleSteps({ edition, calendar }: { edition: Edition; calendar: Calendar }) {
  const { language, say } = usePage();
  return (
    <dl class="facts">
      {STEPS.map(({ role, phase, to }) => (
        <div key={role}>
          <dt>{translateLoosely(language, `role.${role}`)}</dt>
          <dd>
            <PageLink to={to(edition)}>{translateLoosely(language, `web.role-step.${role}`)}</PageLink>
            <br />
            <span class="quiet">
              {translateLoosely(language, `phase.${phase}`)} · <PhaseTime calendar={calendar} phase={phase} />
            </span>
          </dd>
        </div>
      ))}
      <div>
        <dt>{say('web.role-step.others')}</dt>
        <dd>
          <PageLink to="/desk">{say('web.now.submit')}</PageLink>
        </dd>
      </div>
    </dl>
  );
}

/** When a phase opens, or until when it is open. */
export function PhaseTime({ calendar, phase: name }: { calendar: Calendar; phase: string }) {
  const { say } = usePage();
  const { timeZone } = calendar;
  const phase = calendar.phases.find((one) => one.phase === name);
  if (phase?.state === 'open') {
    if (phase.closesAt === undefined) return <>{say('web.role-step.open')}</>;
    return (
      <>
        {say('web.role-step.openUntil')} <Instant instant={phase.closesAt} timeZone={timeZone} />
      </>
    );
  }
  if (phase?.state === 'closed') return <>{say('web.role-step.over')}</>;
  if (phase?.opensAt === undefined) return <>{say('web.role-step.undated')}</>;
  return (
    <>
      {say('web.role-step.opens')} <Instant instant={phase.opensAt} timeZone={timeZone} />
    </>
  );
}
