import { formatList, formatNumber, translateLoosely } from '@wsis/i18n';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { VotingHealth } from '../../application/ports.js';
import { holds } from '../../application/visitor.js';
import type { EditionWatched } from '../../application/watch/ports.js';
import { everyHour } from '../../domain/hours.js';
import { VoteFigures } from '../contest/health.js';
import { EditionTabs, editionPath, useEditionCrumbs } from '../editions/edition-pages.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { AsOf } from '../parts/deadline.js';
import { HourBars } from '../parts/hour-bars.js';
import { LinkButton } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Progress } from '../parts/progress.js';
import { MailFiguresView } from './mail-figures-view.js';
import { TurnPage, type TurnField } from './turn-pages.js';

const HOURS_SHOWN = 48;

export interface EditionWatchProps {
  readonly edition: DeskEdition;
  readonly watched: EditionWatched;
  readonly now: Date;
}

/** How one edition does: its vote, the second count behind it, and its mails. */
export function EditionWatchPage({ edition, watched, now }: EditionWatchProps) {
  const { language, say } = usePage();
  const { health, tally, notices, away } = watched;
  const names = away.map((service) => translateLoosely(language, `web.service.${service}`));
  return (
    <Layout title={say('web.watch.title')} desk editionId={edition.id} crumbs={useEditionCrumbs(edition)}>
      <h1>{say('web.watch.title')}</h1>
      <EditionTabs edition={edition} />
      <p class="lead">{say('web.watch.edition.explained')}</p>
      <AsOf now={now} />
      {names.length === 0 ? null : (
        <Notice kind="warning">{say('web.desk.away', { parts: formatList(language, names) })}</Notice>
      )}
      {away.includes('voting') ? null : (
        <>
          <h2>{say('web.service.voting')}</h2>
          {health === undefined ? (
            <p>{say('web.health.none')}</p>
          ) : (
            <VoteFigures health={health} timeZone={edition.timeZone} />
          )}
          <TurnButton edition={edition} health={health} />
        </>
      )}
      {tally === undefined ? null : <Tally edition={edition} health={health} tally={tally} now={now} />}
      {notices === undefined ? null : (
        <>
          <h2>{say('web.service.notifications')}</h2>
          <MailFiguresView figures={notices} timeZone={edition.timeZone} now={now} />
        </>
      )}
    </Layout>
  );
}

type Vote = Pick<EditionWatchProps, 'edition'> & { readonly health: VotingHealth | undefined };

function TurnButton({ edition, health }: Vote) {
  const { account, language } = usePage();
  if (!mayBeTurned(health) || !holds(account, ['secretariat'], edition.id)) return null;
  return (
    <p class="actions">
      <LinkButton to={savingPath(edition)} quiet>
        {translateLoosely(language, `web.switch.saving.${health?.state === 'paused' ? 'resume' : 'pause'}`)}
      </LinkButton>
    </p>
  );
}

type TallyProps = Vote & Pick<EditionWatchProps, 'now'> & { readonly tally: NonNullable<EditionWatched['tally']> };

/** The picture ends now while ballots may come, else with the last that came. */
function Tally({ edition, health, tally, now }: TallyProps) {
  const { language, say } = usePage();
  const last = mayBeTurned(health) ? now : (tally.hours.at(-1)?.hour ?? now);
  const known = tally.hours.map(({ hour, accepted }) => [hour, [accepted]] as const);
  return (
    <>
      <HourBars
        title={say('web.watch.ballotsByHour')}
        parts={[{ name: say('web.health.accepted'), mood: 'plain' }]}
        hours={everyHour<readonly number[]>(known, last, HOURS_SHOWN, [0])}
        timeZone={edition.timeZone}
      />
      <h3>{say('web.watch.secondCount')}</h3>
      <p>{say('web.watch.secondCount.explained')}</p>
      <Progress
        label={say('web.watch.secondCount.read')}
        value={tally.read}
        max={Math.max(1, tally.rows)}
        text={say('web.watch.of', {
          done: formatNumber(language, tally.read),
          all: formatNumber(language, tally.rows),
        })}
      />
      {tally.differs ? <Notice kind="problem">{say('web.watch.secondCount.differs')}</Notice> : null}
    </>
  );
}

/** Pausing the saving of ballots, or letting it go on. */
export function SavingPage({ edition, form }: { edition: DeskEdition; form: Form<TurnField> }) {
  const { say } = usePage();
  const back = `${editionPath(edition)}/watch`;
  return (
    <TurnPage
      name="saving"
      form={form}
      action={savingPath(edition)}
      back={back}
      crumbs={[...useEditionCrumbs(edition), { path: back, label: say('web.watch.title') }]}
    />
  );
}

/** Only a vote that is open or paused can be turned. */
export function mayBeTurned(health: VotingHealth | undefined): boolean {
  return health?.state === 'open' || health?.state === 'paused';
}

function savingPath(edition: DeskEdition): string {
  return `${editionPath(edition)}/watch/saving`;
}
