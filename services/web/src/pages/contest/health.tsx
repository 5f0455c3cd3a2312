import { formatNumber, translateLoosely } from '@wsis/i18n';
import type { Edition, VotingHealth } from '../../application/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Instant } from '../parts/words.js';

const ROWS = ['counted', 'superseded', 'incomplete', 'removed', 'underReview'] as const;

export interface HealthProps {
  readonly edition: Edition;
  /** Absent until the vote of this edition is prepared. */
  readonly health: VotingHealth | undefined;
}

/** How the vote stands: ballots, never choices. */
export function HealthPage({ edition, health }: HealthProps) {
  const { language, say } = usePage();
  return (
    <Layout title={say('web.health.title', { edition: edition.name })} editionId={edition.id}>
      <h1>{say('web.health.title', { edition: edition.name })}</h1>
      <p>{say('web.health.explained')}</p>
      {health === undefined ? (
        <p>{say('web.health.none')}</p>
      ) : (
        <>
          <dl class="facts">
            <dt>{say('web.health.state')}</dt>
            <dd>
              <span class={`state ${health.state}`}>
                {translateLoosely(language, `web.vote-state.${health.state}`)}
              </span>
            </dd>
            {health.opensAt === undefined ? null : (
              <>
                <dt>{say('web.health.opens')}</dt>
                <dd>
                  <Instant instant={health.opensAt} timeZone={edition.timeZone} />
                </dd>
              </>
            )}
            {health.closesAt === undefined ? null : (
              <>
                <dt>{say('web.health.closes')}</dt>
                <dd>
                  <Instant instant={health.closesAt} timeZone={edition.timeZone} />
                </dd>
              </>
            )}
            {health.accepted === undefined ? null : (
              <>
                <dt>{say('web.health.saved')}</dt>
                <dd>{formatNumber(language, health.accepted)}</dd>
              </>
            )}
            {health.ledgerRows === undefined ? null : (
              <>
                <dt>{say('web.health.ledger')}</dt>
                <dd>{formatNumber(language, health.ledgerRows)}</dd>
              </>
            )}
          </dl>
          {health.balance === undefined ? (
            <p>{say('web.health.balance.later')}</p>
          ) : (
            <div class="scroll" role="region" aria-label={say('web.health.balance')} tabindex={0}>
              <table>
                <caption>{say('web.health.balance')}</caption>
                <tbody>
                  <tr>
                    <th scope="row">{say('web.health.accepted')}</th>
                    <td class="figure">{formatNumber(language, health.balance.accepted)}</td>
                  </tr>
                  {ROWS.map((row) => (
                    <tr key={row}>
                      <th scope="row">{translateLoosely(language, `web.health.row.${row}`)}</th>
                      <td class="figure">{formatNumber(language, health.balance?.[row] ?? 0)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </Layout>
  );
}
