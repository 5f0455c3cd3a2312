import { formatList, formatNumber, translateLoosely, type MessageKey } from '@wsis/i18n';
import type { DeskEntry } from '../../application/desk-entry.js';
import type { DeskEdition } from '../../application/editions/ports.js';
import type { WatchedService } from '../../application/watch/ports.js';
import type { Check, CheckState, Figures, PhaseReadiness } from '../../domain/readiness.js';
import { EditionTabs, useEditionCrumbs } from '../editions/edition-pages.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Badge, type Mood } from '../parts/badge.js';
import { CheckItem, CheckList } from '../parts/check-list.js';
import { AsOf } from '../parts/deadline.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Instant } from '../parts/words.js';

const MOODS: Readonly<Record<CheckState, Mood>> = { done: 'good', open: 'warn', unknown: 'plain' };

export interface ReadinessPageProps {
  readonly edition: DeskEdition;
  readonly phases: readonly PhaseReadiness[];
  readonly away: readonly WatchedService[];
  /** The desks that this person may go to. */
  readonly offered: readonly DeskEntry[];
  readonly now: Date;
}

/** One list a phase: what must be true before it opens, who can mend what is not, and where. */
export function ReadinessPage({ edition, phases, away, offered, now }: ReadinessPageProps) {
  const { language, say } = usePage();
  const title = say('web.readiness.title');
  const names = away.map((service) => translateLoosely(language, `web.service.${service}`));
  return (
    <Layout title={title} desk editionId={edition.id} crumbs={useEditionCrumbs(edition)}>
      <h1>{title}</h1>
      <EditionTabs edition={edition} />
      <p class="lead">{say('web.readiness.explained')}</p>
      <AsOf now={now} />
      {names.length === 0 ? null : (
        <Notice kind="warning">{say('web.desk.away', { parts: formatList(language, names) })}</Notice>
      )}
      {phases.map((readiness) => (
        <Phase key={readiness.phase} edition={edition} readiness={readiness} offered={offered} />
      ))}
    </Layout>
  );
}

type PhaseProps = Pick<ReadinessPageProps, 'edition' | 'offered'> & { readonly readiness: PhaseReadiness };

/** A phase that has opened needs nothing more: its list is folded away. */
function Phase({ edition, readiness, offered }: PhaseProps) {
  const { language, say } = usePage();
  const { phase, state, opensAt, checks } = readiness;
  const done = checks.filter((check) => check.state === 'done').length;
  const tally = say('web.readiness.done', { done, all: checks.length });
  const list = (
    <CheckList>
      {checks.map((check) => (
        <OneCheck key={check.name} edition={edition} check={check} offered={offered} />
      ))}
    </CheckList>
  );
  return (
    <section>
      <h2>
        {translateLoosely(language, `phase.${phase}`)}{' '}
        <Badge mood={done === checks.length ? 'good' : 'warn'}>{tally}</Badge>
      </h2>
      {opensAt === undefined ? null : (
        <p class="quiet">
          {say('web.calendar.opens')} <Instant instant={opensAt} timeZone={edition.timeZone} />
        </p>
      )}
      {state === 'open' || state === 'closed' ? (
        <details>
          <summary>{say('web.readiness.opened')}</summary>
          {list}
        </details>
      ) : (
        list
      )}
    </section>
  );
}

function OneCheck({ edition, check, offered }: Pick<PhaseProps, 'edition' | 'offered'> & { check: Check }) {
  const { language, say } = usePage();
  const { name, state, mender } = check;
  const who = translateLoosely(language, `web.readiness.mender.${mender}`);
  const link = linkTo(check.place, edition, offered);
  return (
    <CheckItem
      mood={MOODS[state]}
      word={translateLoosely(language, `web.readiness.state.${state}`)}
      mend={
        state === 'done' ? undefined : (
          <>
            <HowFar figures={check.figures} /> {say('web.readiness.mender', { who })}{' '}
            {link === undefined ? null : <PageLink to={link.path}>{translateLoosely(language, link.label)}</PageLink>}
          </>
        )
      }
    >
      {translateLoosely(language, `web.readiness.check.${name}`)}
    </CheckItem>
  );
}

function HowFar({ figures: { done, all, left, sent, failed } }: { figures: Figures }) {
  const { language, say } = usePage();
  const figure = (value: number) => formatNumber(language, value);
  if (done !== undefined && all !== undefined)
    return <>({say('web.watch.of', { done: figure(done), all: figure(all) })})</>;
  if (sent !== undefined && failed !== undefined)
    return <>({say('web.readiness.mails', { sent: figure(sent), failed: figure(failed) })})</>;
  return left === undefined ? null : <>({say('web.readiness.left', { left: figure(left) })})</>;
}

/** The names of an edition's own pages; those of desks stand with the desks. */
const EDITION_PAGES: Readonly<Record<string, MessageKey>> = {
  rules: 'web.editions-desk.rules',
  calendar: 'web.calendar.title',
  rehearsals: 'web.rehearsals.title',
  outcome: 'web.outcome.title',
};

/** Only where this person may go. */
function linkTo(place: string, edition: DeskEdition, offered: readonly DeskEntry[]) {
  const path = place.replace(':edition', encodeURIComponent(edition.id));
  const entry = offered.find((each) => `${path}/`.startsWith(`${each.path}/`) || path.startsWith(`${each.path}?`));
  const own = /^\/desk\/editions\/[^/]+\/(\w+)/.exec(path)?.[1] ?? '';
  return entry && { path, label: EDITION_PAGES[own] ?? entry.label };
}
