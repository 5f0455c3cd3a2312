import { translate, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { DeskEdition, DeskPhase, ExpectedEffect, PhaseMove } from '../../application/editions/ports.js';
import { FormView, HiddenField, TextArea, TextField } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { PageLink } from '../parts/links.js';
import { Theirs } from '../parts/words.js';
import { CalendarEffectView } from './calendar-effect-view.js';
import { PreparedDates, type CalendarPageProps } from './calendar-pages.js';
import { editionPath, useEditionCrumbs } from './edition-pages.js';

/** New dates for the phases that have not begun. */
export function DatesPage({
  edition,
  calendar,
  form,
  prepared,
}: Omit<CalendarPageProps, 'changes'> & { form: Form<string> }) {
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
      {prepared === undefined ? null : <PreparedDates calendar={calendar} from={prepared} />}
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
  const label = translateLoosely(language, `web.calendar-desk.move.${move}`);
  return `${translate(language, 'web.labelled', { label })} ${translateLoosely(language, `phase.${phase}`)}`;
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
        {say('web.labelled', { label: say('web.approvals.reason') })} <Theirs text={form.text('reason')} />
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
