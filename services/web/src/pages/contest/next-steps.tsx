import type { ComponentChildren } from 'preact';
import type { MessageKey } from '@wsis/i18n';
import type { Calendar, Edition } from '../../application/ports.js';
import { readClock } from '../../domain/contest-clock.js';
import { usePage } from '../page-context.js';
import { LinkButton } from '../parts/links.js';

/** What everybody can do in an edition now: said for the phase that is open, with the way there. */
export function NextSteps({ edition, calendar }: { edition: Edition; calendar: Calendar | undefined }) {
  const { say } = usePage();
  const path = `/editions/${encodeURIComponent(edition.id)}`;
  const phases = calendar?.phases ?? [];
  const open = new Set(readClock(phases).open.map(({ phase }) => phase));
  const voted = phases.some(({ phase, state }) => phase === 'voting' && state === 'closed');
  const rules: Step = [`${path}/rules`, 'web.now.rules'];
  if (open.has('voting')) {
    return (
      <Steps said={say('web.now.voting')} first={[`${path}/ballot`, 'web.now.vote']}>
        {[[`${path}/nominees`, 'web.now.look'], rules]}
      </Steps>
    );
  }
  if (open.has('submission')) {
    return (
      <Steps said={say('web.now.submission')} first={['/desk', 'web.now.submit']}>
        {[rules]}
      </Steps>
    );
  }
  if (voted) {
    const said = open.has('announcement') ? say('web.now.announcement') : say('web.now.evaluation');
    return (
      <Steps said={said} first={[`${path}/results`, 'web.now.results']}>
        {[
          [`${path}/ballot`, 'web.now.mine'],
          [`${path}/nominees`, 'web.now.look'],
        ]}
      </Steps>
    );
  }
  const said = open.has('screening') ? say('web.now.screening') : say('web.now.wait');
  return <Steps said={said}>{[rules]}</Steps>;
}

/** Without the language, and what it is called. */
type Step = readonly [to: string, label: MessageKey & `web.now.${string}`];

function Steps({ said, first, children }: { said: string; first?: Step; children: readonly Step[] }) {
  const { say } = usePage();
  const button = ([to, label]: Step, quiet: boolean): ComponentChildren => (
    <LinkButton key={label} to={to} quiet={quiet}>
      {say(label)}
    </LinkButton>
  );
  return (
    <div class="next-steps">
      <p>{said}</p>
      <p class="actions">
        {first === undefined ? null : button(first, false)}
        {children.map((step) => button(step, true))}
      </p>
    </div>
  );
}
