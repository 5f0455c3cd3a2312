import { formatNumber, localeOf, problemTexts, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
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
          <VoteFigures health={health} timeZone={edition.timeZone} />
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

/** The vote as it goes on: its window, its ballots, its door, and why saves were refused. */
export function VoteFigures({ health, timeZone }: { health: VotingHealth; timeZone: string }) {
  const { language, say } = usePage();
  return (
    <>
      <dl class="facts">
        <dt>{say('web.health.state')}</dt>
        <dd>
          <span class={`state ${health.state}`}>{translateLoosely(language, `web.vote-state.${health.state}`)}</span>
        </dd>
        {health.opensAt === undefined ? null : (
          <>
            <dt>{say('web.health.opens')}</dt>
            <dd>
              <Instant instant={health.opensAt} timeZone={timeZone} />
            </dd>
          </>
        )}
        {health.closesAt === undefined ? null : (
          <>
            <dt>{say('web.health.closes')}</dt>
            <dd>
              <Instant instant={health.closesAt} timeZone={timeZone} />
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
        {health.state === 'open' || health.state === 'paused' ? <Door door={health.door} /> : null}
      </dl>
      <RefusalCounts refusals={health.door.refusals} />
    </>
  );
}

/** How the last moments went: what waits, how long, and how fast the last batch was saved. */
function Door({ door: { waiting, oldestWaitingMs, lastBatch } }: { door: VotingHealth['door'] }) {
  const { language, say } = usePage();
  return (
    <>
      <dt>{say('web.health.waiting')}</dt>
      <dd>{formatNumber(language, waiting)}</dd>
      <dt>{say('web.health.oldest')}</dt>
      <dd>{milliseconds(language, oldestWaitingMs)}</dd>
      {lastBatch.size === 0 ? null : (
        <>
          <dt>{say('web.health.batch')}</dt>
          <dd>
            {say('web.health.batch.value', {
              size: lastBatch.size,
              time: milliseconds(language, lastBatch.milliseconds),
            })}
          </dd>
        </>
      )}
    </>
  );
}

function milliseconds(language: Language, value: number): string {
  return new Intl.NumberFormat(localeOf(language), {
    style: 'unit',
    unit: 'millisecond',
    unitDisplay: 'long',
  }).format(value);
}

/** Why saves were refused: a count for each reason, never for a nominee. */
function RefusalCounts({ refusals }: { refusals: VotingHealth['door']['refusals'] }) {
  const { language, say } = usePage();
  if (refusals.length === 0) return null;
  return (
    <>
      <div class="scroll" role="region" aria-label={say('web.health.refusals')} tabindex={0}>
        <table>
          <caption>{say('web.health.refusals')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('web.health.refusals.reason')}</th>
              <th scope="col" class="figure">
                {say('web.health.refusals.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {refusals.map(([code, count]) => (
              <tr key={code}>
                <th scope="row">{problemTexts.title(language, code)}</th>
                <td class="figure">{formatNumber(language, count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">{say('web.health.live')}</p>
    </>
  );
}
