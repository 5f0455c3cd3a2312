import { problemTexts } from '@wsis/i18n';
import type { Refused } from '../../application/refused.js';
import type { ProofDemand } from '../../application/sign-in/ports.js';
import { OWN_FIELDS, type Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { useAddress, useIsland, usePage } from '../page-context.js';
import type { AddressField } from './address-page.js';

export interface ProofPageProps {
  readonly refused: Refused;
  readonly demand: ProofDemand;
  readonly form: Form<AddressField>;
}

/**
 * Very many ask for a code just now: a script calculates for a moment and goes on by itself; without scripts a short wait
 * does the same, and needs neither eyes nor puzzles.
 */
export function ProofPage({ refused, demand, form }: ProofPageProps) {
  const { language, say } = usePage();
  const address = useAddress();
  useIsland('proof');
  return (
    <Layout title={say('web.proof.title')}>
      <h1>{say('web.proof.title')}</h1>
      <p class="lead">{refused.title ?? problemTexts.title(language, refused.code)}</p>
      <p id="proof-status" role="status" data-working={say('web.proof.working')}>
        {say('web.proof.wait', { seconds: demand.wait.seconds })}
      </p>
      <form method="post" action={address('/sign-in')} data-challenge={JSON.stringify(demand.challenge)}>
        <input type="hidden" name={OWN_FIELDS.key} value={form.key} />
        <input type="hidden" name="email" value={form.text('email')} />
        <input type="hidden" name="to" value={form.text('to')} />
        <input type="hidden" name="proof" value={demand.wait.ticket} />
        <button type="submit" class="button">
          {say('web.proof.send')}
        </button>
      </form>
      <p class="quiet">{say('web.proof.why')}</p>
    </Layout>
  );
}
