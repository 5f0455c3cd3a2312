import type { ComponentChildren } from 'preact';
import { direction, formatDay, formatInstant, translateLoosely } from '@wsis/i18n';
import type {
  CalendarChange,
  DeskCalendar,
  DeskEdition,
  DeskPhase,
  PhaseMove,
} from '../../application/editions/ports.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { State } from '../parts/badge.js';
import { Facts } from '../parts/facts.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RowsTable } from '../parts/rows-table.js';
import { Theirs } from '../parts/words.js';
import { PhaseInstant } from './calendar-effect-view.js';
import { EditionTabs, editionPath, useEditionCrumbs } from './edition-pages.js';

export interface CalendarPageProps {
  readonly edition: DeskEdition;
  readonly calendar: DeskCalendar;
  readonly changes: readonly CalendarChange[];
  /** The name of the edition whose dates were moved here and wait to be checked. */
  readonly prepared: string | undefined;
}

/** The phases on a time line and as a table, what can be done about each, and every change so far. */
export function CalendarPage({ edition, calendar, changes, prepared }: CalendarPageProps) {
  const { language, say } = usePage();
  const path = `${editionPath(edition)}/calendar`;
  const title = say('web.calendar.title');
  return (
    <Layout title={title} desk editionId={edition.id} crumbs={useEditionCrumbs(edition)}>
      <h1>{title}</h1>
      <EditionTabs edition={edition} />
      {prepared === undefined ? null : (
        <PreparedDates calendar={calendar} from={prepared}>
          <p>
            <PageLink to={`${path}/dates`}>{say('web.calendar-desk.prepared.check')}</PageLink>
          </p>
        </PreparedDates>
      )}
      <Timeline calendar={calendar} />
      <RowsTable
        caption={say('web.calendar-desk.zone', { timeZone: edition.timeZone })}
        wide
        rows={calendar.phases}
        rowKey={({ phase }) => phase}
        columns={[
          {
            key: 'phase',
            label: say('web.calendar.phase'),
            heading: true,
            cell: ({ phase }) => translateLoosely(language, `phase.${phase}`),
          },
          {
            key: 'state',
            label: say('web.calendar.state'),
            cell: ({ state }) => (
              <State open={state === 'open'}>{translateLoosely(language, `web.phase-state.${state}`)}</State>
            ),
          },
          {
            key: 'opens',
            label: say('web.calendar.opens'),
            cell: ({ opensAt }) => <PhaseInstant at={opensAt} timeZone={calendar.timeZone} now={calendar.now} />,
          },
          {
            key: 'closes',
            label: say('web.calendar.closes'),
            cell: ({ closesAt }) => <PhaseInstant at={closesAt} timeZone={calendar.timeZone} now={calendar.now} />,
          },
          {
            key: 'todo',
            label: say('web.calendar-desk.todo'),
            cell: (phase) => <Moves phase={phase} path={path} />,
          },
        ]}
      />
      <p class="actions">
        <LinkButton to={`${path}/dates`}>{say('web.calendar-desk.dates')}</LinkButton>
      </p>
      <h2>{say('web.calendar-desk.changes')}</h2>
      {changes.length === 0 ? <p>{say('web.calendar-desk.changes.none')}</p> : null}
      <ol reversed>
        {changes.map((change) => (
          <li key={change.version}>
            {change.changedAt === undefined
              ? null
              : say('web.labelled', { label: formatInstant(language, change.changedAt, calendar.timeZone) })}{' '}
            {translateLoosely(language, `web.calendar-desk.change.${change.change}`)} <Theirs text={change.reason} />
          </li>
        ))}
      </ol>
    </Layout>
  );
}

/** Dates of an earlier edition that were moved here: what they are, and that nobody has agreed to them yet. */
export function PreparedDates(props: { calendar: DeskCalendar; from: string; children?: ComponentChildren }) {
  const { calendar, from, children } = props;
  const { language, say } = usePage();
  const instant = (at: Date | undefined) =>
    at === undefined ? say('web.calendar.unknown') : formatInstant(language, at, calendar.timeZone);
  return (
    <Notice kind="warning" title={say('web.calendar-desk.prepared')}>
      <p>{say('web.calendar-desk.prepared.explained', { edition: from })}</p>
      <Facts
        facts={calendar.template.map(({ phase, opensAt, closesAt }) => [
          translateLoosely(language, `phase.${phase}`),
          `${instant(opensAt)} – ${instant(closesAt)}`,
        ])}
      />
      {children}
    </Notice>
  );
}

function Moves({ phase, path }: { phase: DeskPhase; path: string }) {
  const { language } = usePage();
  const moves: readonly PhaseMove[] =
    phase.state === 'open' ? ['extension', 'closing'] : phase.state === 'closed' ? [] : ['opening'];
  return (
    <ul class="plain">
      {moves.map((move) => (
        <li key={move}>
          <PageLink to={`${path}/${phase.phase}/${move}`}>
            {translateLoosely(language, `web.calendar-desk.move.${move}`)}
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

const WIDTH = 720;
const ROW = 44;

/** The same as the table beside it, as a picture. Time runs as the language is read. */
function Timeline({ calendar }: { calendar: DeskCalendar }) {
  const { language, say } = usePage();
  const known = calendar.phases.filter(({ opensAt, closesAt }) => opensAt !== undefined && closesAt !== undefined);
  const instants = known.flatMap(({ opensAt, closesAt }) => [Number(opensAt), Number(closesAt)]);
  if (instants.length === 0) return null;
  const first = Math.min(...instants, calendar.now.getTime());
  const last = Math.max(...instants, calendar.now.getTime());
  const along = (instant: number) => Math.round(((instant - first) / Math.max(1, last - first)) * (WIDTH - 20)) + 10;
  const fromStart = (x: number, width = 0) => (direction(language) === 'rtl' ? WIDTH - x - width : x);
  const height = known.length * ROW + 24;
  const day = (instant: number) => formatDay(language, new Date(instant), calendar.timeZone);
  const now = fromStart(along(calendar.now.getTime()));
  return (
    <div class="scroll" role="region" aria-label={say('web.calendar-desk.timeline')} tabindex={0}>
      <svg class="timeline" viewBox={`0 0 ${WIDTH} ${height}`} width={WIDTH} height={height} role="img">
        <title>{say('web.calendar-desk.timeline')}</title>
        {known.map((phase, index) => {
          const [from, to] = [along(Number(phase.opensAt)), along(Number(phase.closesAt))];
          const width = Math.max(4, to - from);
          return (
            <g key={phase.phase} class={phase.state}>
              <text x={fromStart(10)} y={index * ROW + 13}>
                {translateLoosely(language, `phase.${phase.phase}`)}
              </text>
              <rect x={fromStart(from, width)} y={index * ROW + 23} width={width} height="14" rx="4" />
            </g>
          );
        })}
        <line x1={now} x2={now} y1="0" y2={height - 20} />
        <text x={fromStart(10)} y={height - 4}>
          {day(first)}
        </text>
        <text x={fromStart(WIDTH - 10)} y={height - 4} text-anchor="end">
          {day(last)}
        </text>
      </svg>
    </div>
  );
}
