import { translateLoosely } from '@wsis/i18n';
import type { Edition } from '../../application/ports.js';
import { holds } from '../../application/visitor.js';
import type { PauseSwitch, ServiceState, Watched } from '../../application/watch/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge, type Mood } from '../parts/badge.js';
import { Card, Cards } from '../parts/card.js';
import { AsOf } from '../parts/deadline.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Instant, Theirs } from '../parts/words.js';
import { MailFiguresView } from './mail-figures-view.js';
import { ownName, ServiceName, SwitchBadge, switchPath, useWatchCrumbs, WatchTabs } from './watch-parts.js';

const MOODS: Readonly<Record<ServiceState['state'], Mood>> = { ready: 'good', 'not-ready': 'bad', away: 'bad' };

export interface WatchPageProps {
  readonly watched: Watched;
  readonly switches: readonly PauseSwitch[];
  readonly editions: readonly Edition[];
  readonly now: Date;
}

/** The platform at a glance: first what is wrong, then what may be done. */
export function WatchPage({ watched, switches, editions, now }: WatchPageProps) {
  const { say } = usePage();
  return (
    <Layout title={say('web.watch.title')} desk crumbs={useWatchCrumbs(false)}>
      <h1>{say('web.watch.title')}</h1>
      <WatchTabs />
      <p class="lead">{say('web.watch.explained')}</p>
      <AsOf now={now} />
      {watched.parked.length === 0 ? null : <ParkedNotice parked={watched.parked} />}
      <Services services={watched.services} />
      <h2>{say('web.watch.switches')}</h2>
      <p>{say('web.watch.switches.explained')}</p>
      <Switches switches={switches} />
      <h2>{say('web.watch.mails')}</h2>
      <p>{say('web.watch.mails.explained')}</p>
      {watched.mails === undefined ? null : <MailFiguresView figures={watched.mails} timeZone="UTC" now={now} />}
      <h2>{say('web.watch.editions')}</h2>
      <ul>
        {editions.map(({ id, name }) => (
          <li key={id}>
            <PageLink to={`/desk/editions/${encodeURIComponent(id)}/watch`}>{name}</PageLink>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

function ParkedNotice({ parked }: { parked: Watched['parked'] }) {
  const { say } = usePage();
  const letters = parked.reduce((sum, figures) => sum + figures.letters, 0);
  return (
    <Notice kind="problem" title={say('web.watch.parked', { letters })}>
      <>
        <p>{say('web.watch.parked.explained')}</p>
        <p>
          <PageLink to="/desk/watch/events">{say('web.watch.parked.look')}</PageLink>
        </p>
      </>
    </Notice>
  );
}

function Services({ services }: { services: readonly ServiceState[] }) {
  const { language, say } = usePage();
  const caption = say('web.watch.services');
  return (
    <>
      <h2>{caption}</h2>
      <div class="scroll" role="region" aria-label={caption} tabindex={0}>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">{say('web.watch.service')}</th>
              <th scope="col">{say('web.calendar.state')}</th>
              <th scope="col">{say('web.watch.says')}</th>
            </tr>
          </thead>
          <tbody>
            {services.map(({ service, state, parts }) => (
              <tr key={service}>
                <th scope="row">
                  <ServiceName service={service} />
                </th>
                <td>
                  <Badge mood={MOODS[state]}>{translateLoosely(language, `web.watch.state.${state}`)}</Badge>
                </td>
                <td>
                  {parts.map((part) => (
                    <div key={part.name} dir="ltr">
                      <code>{part.name}</code> {part.detail}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Switches({ switches }: { switches: readonly PauseSwitch[] }) {
  const { account, language, say } = usePage();
  if (switches.length === 0) return <Notice kind="warning">{say('web.watch.switches.away')}</Notice>;
  return (
    <Cards>
      {switches.map((each) => (
        <Card key={each.name} level={3} title={translateLoosely(language, `web.switch.${ownName(each)}.name`)}>
          <p>
            <SwitchBadge paused={each.paused} />
          </p>
          <p>
            {each.paused ? null : <strong>{say('web.watch.oncePaused')} </strong>}
            {translateLoosely(language, `web.switch.${ownName(each)}.pause.effect`)}
          </p>
          {each.changedAt === undefined ? null : (
            <>
              <p class="quiet">
                {say('web.watch.turned')} <Instant instant={each.changedAt} timeZone="UTC" />
              </p>
              <p dir="auto">
                <Theirs text={each.reason ?? ''} />
              </p>
            </>
          )}
          {holds(account, ['secretariat']) ? (
            <p class="actions">
              <LinkButton to={switchPath(each)} quiet>
                {translateLoosely(language, `web.switch.${ownName(each)}.${each.paused ? 'resume' : 'pause'}`)}
              </LinkButton>
            </p>
          ) : null}
        </Card>
      ))}
    </Cards>
  );
}
