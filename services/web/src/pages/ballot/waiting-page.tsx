import { problemTexts } from '@wsis/i18n';
import type { QueuePlace } from '../../application/ballot/ports.js';
import type { Refused } from '../../application/refused.js';
import type { PostedForm } from '../forms/posted-form.js';
import { Layout } from '../layout.js';
import { useIsland, usePage } from '../page-context.js';

export interface WaitingPageProps {
  readonly refused: Refused;
  readonly place: QueuePlace;
  readonly typed: PostedForm;
  /** The field in which the place in the queue comes back. */
  readonly ticketField: string;
}

/** The house is full, or its answer was lost: the choices and the place wait on this page, and go by one press. */
export function WaitingPage({ refused, place, typed, ticketField }: WaitingPageProps) {
  const { language, path, say } = usePage();
  useIsland('resend');
  const ticket = place.ticket ?? typed.text(ticketField);
  return (
    <Layout title={say('web.waiting.title')}>
      <h1>{say('web.waiting.title')}</h1>
      <p class="lead">{refused.title ?? problemTexts.title(language, refused.code)}</p>
      <p>{say('web.waiting.kept')}</p>
      <p role="status">{say('web.waiting.when', { seconds: place.retryAfterSeconds })}</p>
      <form method="post" action={`/${language}${path}`} data-resend-after={place.retryAfterSeconds}>
        {typed.entries
          .filter(([name]) => name !== ticketField)
          .map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        {ticket === '' ? null : <input type="hidden" name={ticketField} value={ticket} />}
        <button type="submit" class="button">
          {say('web.waiting.send')}
        </button>
      </form>
      <p class="quiet">{say('web.waiting.once')}</p>
    </Layout>
  );
}
