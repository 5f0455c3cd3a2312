import { direction, formatDay, formatInstant, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type {
  CalendarChange,
  DeskCalendar,
  DeskEdition,
  DeskPhase,
  ExpectedEffect,
  PhaseMove,
} from '../../application/editions/ports.js';
import { FormView, HiddenField, TextArea, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { State } from '../parts/badge.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Theirs } from '../parts/words.js';
import { CalendarEffectView, PhaseInstant } from './calendar-effect-view.js';
import { EditionTabs, editionPath, useEditionCrumbs } from './edition-pages.js';

export interface CalendarPageProps {
  readonly edition: DeskEdition;
  readonly calendar: DeskCalendar;
  readonly changes: readonly CalendarChange[];
}

/** The phases on a time line and as a table, what can be done about each, and every change so far. */
export function CalendarPage({ edition, calendar, changes }: CalendarPageProps) {
  const { language, say } = usePage();
  const path = `${editionPath(edition)}/calendar`;
  const title = say('web.calendar.title');
  return (
    <Layout title={title} desk editionId={edition.id} crumbs={useEditionCrumbs(edition)}>
      <h1>{title}</h1>
      <EditionTabs edition={edition} />
      <Timeline calendar={calendar} />
      <div class="scroll" role="region" aria-label={title} tabindex={0}>
        <table class="data">
          <caption>{say('web.calendar-desk.zone', { timeZone: edition.timeZone })}</caption>
          <thead>
            <tr>
              <th scope="col">{say('web.calendar.phase')}</th>
              <th scope="col">{say('web.calendar.state')}</th>
              <th scope="col">{say('web.calendar.opens')}</th>
              <th scope="col">{say('web.calendar.closes')}</th>
              <th scope="col">{say('web.calendar-desk.todo')}</th>
            </tr>
          </thead>
          <tbody>
            {calendar.phases.map((phase) => (
              <tr key={phase.phase}>
                <th scope="row">{translateLoosely(language, `phase.${phase.phase}`)}</th>
                <td>
                  <State open={phase.state === 'open'}>
                    {translateLoosely(language, `web.phase-state.${phase.state}`)}
                  </State>
                </td>
                <td>
                  <PhaseInstant at={phase.opensAt} timeZone={calendar.timeZone} now={calendar.now} />
                </td>
                <td>
                  <PhaseInstant at={phase.closesAt} timeZone={calendar.timeZone} now={calendar.now} />
                </td>
                <td>
                  <Moves phase={phase} path={path} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="actions">
        <LinkButton to={`${path}/dates`}>{say('web.calendar-desk.dates')}</LinkButton>
      </p>
      <h2>{say('web.calendar-desk.changes')}</h2>
      {changes.length === 0 ? <p>{say('web.calendar-desk.changes.none')}</p> : null}
      <ol reversed>
        {changes.map((change) => (
          <li key={change.version}>
            {change.changedAt === undefined ? null : formatInstant(language, change.changedAt, calendar.timeZone)}
            {': '}
            {translateLoosely(language, `web.calendar-desk.change.${change.change}`)} <Theirs text={change.reason} />
          </li>
        ))}
      </ol>
    </Layout>
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
              <text x={fromStart(10)} y={index * ROW + 14}>
                {translateLoosely(language, `phase.${phase.phase}`)}
              </text>
              <rect x={fromStart(from, width)} y={index * ROW + 20} width={width} height="14" rx="4" />
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

/** New dates for the phases that have not begun. */
export function DatesPage({
  edition,
  calendar,
  form,
}: {
  edition: DeskEdition;
  calendar: DeskCalendar;
  form: Form<string>;
}) {
  const { language, say } = usePage();
  const path = `${editionPath(edition)}/calendar`;
  const title = say('web.calendar-desk.dates');
  return (
    <Layout
      title={title}
      desk
      failed={form.refusal !== undefined}
      crumbs={[...useEditionCrumbs(edition), { path, label: say('web.calendar.title') }]}
    >
      <h1>{title}</h1>
      <p class="lead">{say('web.calendar-desk.dates.explained', { timeZone: edition.timeZone })}</p>
      <FormView
        form={form}
        action={`${path}/dates`}
        submit={say('web.calendar-desk.see')}
        beside={<PageLink to={path}>{say('web.confirm.back')}</PageLink>}
      >
        {calendar.phases
          .filter(({ state }) => state === 'planned' || state === 'unplanned')
          .map(({ phase }) => (
            <fieldset class="field" key={phase}>
              <legend>{translateLoosely(language, `phase.${phase}`)}</legend>
              <TextField form={form} name={`${phase}.opensAt`} type="datetime-local" dir="ltr" />
              <TextField form={form} name={`${phase}.closesAt`} type="datetime-local" dir="ltr" />
            </fieldset>
          ))}
        <TextArea form={form} name="reason" rows={3} />
      </FormView>
    </Layout>
  );
}

export interface MovePageProps {
  readonly edition: DeskEdition;
  readonly phase: DeskPhase;
  readonly move: PhaseMove;
  readonly form: Form<'closesAt' | 'reason'>;
}

/** Opening, extending or closing a phase: until when, and why. */
export function MovePage({ edition, phase, move, form }: MovePageProps) {
  const { language, say } = usePage();
  const path = `${editionPath(edition)}/calendar`;
  return (
    <ConfirmPage
      title={moveTitle(language, phase, move)}
      form={form}
      action={`${path}/${phase.phase}/${move}`}
      back={path}
      submit={say('web.calendar-desk.see')}
      crumbs={[...useEditionCrumbs(edition), { path, label: say('web.calendar.title') }]}
      effect={
        <p>
          {move === 'extension'
            ? say('web.calendar-desk.effect.extension')
            : translateLoosely(language, `web.calendar-desk.effect.${move}.${phase.phase}`)}
        </p>
      }
    >
      {move === 'closing' ? null : <TextField form={form} name="closesAt" type="datetime-local" dir="ltr" />}
      <TextArea form={form} name="reason" rows={3} />
    </ConfirmPage>
  );
}

/** What is done to which phase. */
export function moveTitle(language: Language, { phase }: DeskPhase, move: PhaseMove): string {
  return `${translateLoosely(language, `web.calendar-desk.move.${move}`)}: ${translateLoosely(language, `phase.${phase}`)}`;
}

export interface EffectPageProps {
  readonly edition: DeskEdition;
  readonly effect: ExpectedEffect;
  /** What was typed; it goes along unseen. */
  readonly form: Form<string>;
  /** Below the calendar; where the form is sent. */
  readonly at: string;
  readonly title: string;
}

/** What would follow from what was typed, before it is proposed; it can still be changed. */
export function EffectPage({ edition, effect, form, at, title }: EffectPageProps) {
  const { say } = usePage();
  const path = `${editionPath(edition)}/calendar`;
  return (
    <ConfirmPage
      title={title}
      form={form}
      action={`${path}/${at}`}
      back={path}
      submit={say('web.calendar-desk.propose')}
      crumbs={[...useEditionCrumbs(edition), { path, label: say('web.calendar.title') }]}
      effect={<p>{say('web.calendar-desk.effect.second')}</p>}
      button={
        <button type="submit" class="button quiet" name={STEP.name} value={STEP.change}>
          {say('web.calendar-desk.retype')}
        </button>
      }
    >
      <CalendarEffectView effect={effect} timeZone={edition.timeZone} />
      <p>
        {say('web.approvals.reason')}: <Theirs text={form.text('reason')} />
      </p>
      {form.names.map((name) => (
        <HiddenField key={name} form={form} name={name} />
      ))}
      <input type="hidden" name={STEP.name} value={STEP.propose} />
    </ConfirmPage>
  );
}

/** What the last of the two pages asks for; a button's own value is sent after the hidden one. */
export const STEP = { name: 'step', propose: 'propose', change: 'change' } as const;
