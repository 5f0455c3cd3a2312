import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { formatInstant, translate, translateLoosely } from '@wsis/i18n';
import {
  CalendarDesk,
  EditionDesk,
  PHASE_MOVES,
  type CalendarCommand,
  type DeskCalendar,
  type DeskEdition,
  type DeskPhase,
  type PhaseDates,
  type PhaseMove,
} from '../../application/editions/ports.js';
import type { Refused } from '../../application/refused.js';
import { instantAt, localTimeOf } from '../../domain/local-time.js';
import { CalendarPage } from '../../pages/editions/calendar-pages.js';
import {
  DatesPage,
  EffectPage,
  MovePage,
  STEP,
  moveTitle,
  type EffectPageProps,
} from '../../pages/editions/calendar-step-pages.js';
import { Form, OWN_FIELDS, type FieldSpec } from '../../pages/forms/form.js';
import { PostedForm } from '../../pages/forms/posted-form.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const ENDS = ['opensAt', 'closesAt'] as const;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
const NOTHING_CHANGED: Refused = { code: 'WEB.NOTHING_CHANGED', status: 422, errors: [], more: {} };

interface Found {
  readonly edition: DeskEdition;
  readonly calendar: DeskCalendar;
  readonly prepared: string | undefined;
}

@Pages(':language/desk/editions/:edition/calendar')
@Access.role('secretariat')
export class CalendarController {
  constructor(
    @Inject(EditionDesk) private readonly editions: EditionDesk,
    @Inject(CalendarDesk) private readonly calendars: CalendarDesk,
  ) {}

  @Get()
  async look(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const [found, changes] = await Promise.all([this.find(visit, editionId), this.calendars.changes(visit, editionId)]);
    return visit.show(<CalendarPage {...found} changes={changes} />);
  }

  @Get('dates')
  @Access.role('secretariat', { fresh: true })
  async askForDates(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const found = await this.find(visit, editionId);
    return visit.show(<DatesPage {...found} form={datesForm(visit, found.calendar)} />);
  }

  @Post('dates')
  @Access.role('secretariat', { fresh: true })
  async proposeDates(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const found = await this.find(visit, editionId);
    const { calendar } = found;
    const form = datesForm(visit, calendar, visit.posted);
    if (stepOf(visit) === STEP.change) return visit.show(<DatesPage {...found} form={form} />);
    const again = (refused: Form<string>, answer: { readonly status?: number }) =>
      visit.show(<DatesPage {...found} form={refused} />, answer);
    const dates = form.names.filter((name) => name !== 'reason');
    const broken = [...form.missing(), ...unreadableIn(form, dates, calendar.timeZone)];
    if (broken.length > 0) return again(form.refusedFor(broken), { status: 422 });
    const plans = plansIn(form, calendar);
    if (plans.length === 0) return again(form.refusedBy(NOTHING_CHANGED), NOTHING_CHANGED);
    const command: CalendarCommand = {
      type: 'dates',
      fromVersion: Number(form.base),
      plans,
      reason: form.text('reason'),
    };
    const title = translate(visit.language, 'web.calendar-desk.dates');
    return this.goOn(visit, found.edition, command, { form, at: 'dates', title }, (refused) => {
      // The next try is made from the calendar as it stands now, which the person sees on the page before.
      const rebased = datesForm(visit, calendar, madeFrom(visit.posted, calendar));
      const ours = plans.flatMap(({ phase }, index) =>
        ENDS.map((end) => [`phases.${index}.${end}`, `${phase}.${end}`] as const),
      );
      const names = Object.fromEntries(ours);
      return again(rebased.refusedBy(inWords(refused, rebased, names), names), refused);
    });
  }

  @Get(':phase/:move')
  @Access.role('secretariat', { fresh: true })
  async askForMove(
    @Param('edition') editionId: string,
    @Param('phase') phase: string,
    @Param('move') move: string,
    @Res() { visit }: FastifyReply,
  ) {
    const found = await this.moveOf(visit, editionId, phase, move);
    return visit.show(<MovePage {...found} form={moveForm(visit, found)} />);
  }

  @Post(':phase/:move')
  @Access.role('secretariat', { fresh: true })
  async proposeMove(
    @Param('edition') editionId: string,
    @Param('phase') phaseName: string,
    @Param('move') moveName: string,
    @Res() { visit }: FastifyReply,
  ) {
    const found = await this.moveOf(visit, editionId, phaseName, moveName);
    const { phase, move, calendar } = found;
    const form = moveForm(visit, found, visit.posted);
    if (stepOf(visit) === STEP.change) return visit.show(<MovePage {...found} form={form} />);
    const again = (refused: typeof form, answer: { readonly status?: number }) =>
      visit.show(<MovePage {...found} form={refused} />, answer);
    const broken = [...form.missing(), ...unreadableIn(form, ['closesAt'], calendar.timeZone)];
    if (broken.length > 0) return again(form.refusedFor(broken), { status: 422 });
    const closesAt = instantAt(form.text('closesAt'), calendar.timeZone);
    const command: CalendarCommand = { type: move, phase: phase.phase, closesAt, reason: form.text('reason') };
    const title = moveTitle(visit.language, phase, move);
    const shown = (other: string) =>
      INSTANT.test(other) ? formatInstant(visit.language, new Date(other), calendar.timeZone) : other;
    return this.goOn(visit, found.edition, command, { form, at: `${phase.phase}/${move}`, title }, (refused) =>
      again(form.refusedBy(withOther(refused, shown)), refused),
    );
  }

  /** First shows what would follow; then proposes it. */
  private async goOn(
    visit: Visit,
    edition: DeskEdition,
    command: CalendarCommand,
    page: Pick<EffectPageProps, 'form' | 'at' | 'title'>,
    refuse: (refused: Refused) => FastifyReply,
  ) {
    if (stepOf(visit) === STEP.propose) {
      const proposed = await this.calendars.propose(visit, edition.id, command);
      return proposed.ok ? visit.goTo('/desk/approvals', 'proposed') : refuse(proposed.error);
    }
    const effect = await this.calendars.effect(visit, edition.id, command);
    if (!effect.ok) return refuse(effect.error);
    return visit.show(<EffectPage {...page} edition={edition} effect={effect.value} />);
  }

  private async find(visit: Visit, editionId: string): Promise<Found> {
    const [edition, calendar] = await Promise.all([
      this.editions.find(visit, editionId),
      this.calendars.read(visit, editionId),
    ]);
    if (edition === undefined || calendar === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return { edition, calendar, prepared: await this.preparedFrom(visit, edition, calendar) };
  }

  /** The edition whose dates were moved here, as long as nobody has agreed to any. */
  private async preparedFrom(visit: Visit, { copiedFrom }: DeskEdition, { template }: DeskCalendar) {
    if (copiedFrom === undefined || template.length === 0) return undefined;
    return (await this.editions.find(visit, copiedFrom))?.name ?? copiedFrom;
  }

  private async moveOf(visit: Visit, editionId: string, phaseName: string, moveName: string) {
    const found = await this.find(visit, editionId);
    const { calendar } = found;
    const phase = calendar.phases.find((each) => each.phase === phaseName);
    const move = PHASE_MOVES.find((known) => known === moveName);
    if (phase === undefined || move === undefined) throw new NothingThere('HTTP.NOT_FOUND');
    return { ...found, phase, move };
  }
}

/** Which of the two pages was sent, and by which button. */
function stepOf({ posted }: Visit): string | undefined {
  return posted.texts(STEP.name).at(-1);
}

/** Of these fields, those that hold something else than a day and a time. */
function unreadableIn<F extends string>(form: Form<F>, dates: readonly F[], timeZone: string) {
  return dates
    .filter((field) => form.text(field) !== '' && instantAt(form.text(field), timeZone) === undefined)
    .map((field) => ({ field, rule: 'dayAndTime' }));
}

/** A refusal that names another date, as people know that one. */
function withOther(refused: Refused, name: (other: string) => string): Refused {
  const errors = refused.errors.map((error) => {
    const other = error.params?.['other'];
    return other === undefined ? error : { ...error, params: { ...error.params, other: name(String(other)) } };
  });
  return { ...refused, errors };
}

function inWords(refused: Refused, form: Form<string>, ours: Readonly<Record<string, string>>): Refused {
  return withOther(refused, (other) => {
    const field = ours[other] ?? other;
    return form.names.includes(field) ? form.nameOf(field) : other;
  });
}

/** The phases that can still be planned, with their dates, else those copied from an earlier edition. */
function datesForm({ language }: Visit, calendar: DeskCalendar, posted?: PostedForm): Form<string> {
  const fields: Record<string, FieldSpec> = {};
  const values: Record<string, string> = {};
  for (const phase of calendar.phases.filter(({ state }) => state === 'planned' || state === 'unplanned')) {
    const copied = calendar.template.find((each) => each.phase === phase.phase);
    const from = phase.state === 'unplanned' && copied !== undefined ? copied : phase;
    for (const end of ENDS) {
      const label = translate(language, end === 'opensAt' ? 'web.calendar.opens' : 'web.calendar.closes');
      const called = `${translateLoosely(language, `phase.${phase.phase}`)} – ${label}`;
      fields[`${phase.phase}.${end}`] = { label, called };
      values[`${phase.phase}.${end}`] = shown(from[end], calendar.timeZone);
    }
  }
  fields['reason'] = reasonField(language);
  const base = calendar.version;
  return new Form({ language, fields, values, base, ...(posted === undefined ? {} : { posted }) });
}

/** The phases whose dates are to be other than they are. */
function plansIn(form: Form<string>, calendar: DeskCalendar): readonly PhaseDates[] {
  const { timeZone } = calendar;
  return calendar.phases
    .filter((phase) => form.names.includes(`${phase.phase}.opensAt`))
    .filter((phase) => ENDS.some((end) => form.text(`${phase.phase}.${end}`) !== shown(phase[end], timeZone)))
    .map(({ phase }) => ({
      phase,
      opensAt: instantAt(form.text(`${phase}.opensAt`), timeZone),
      closesAt: instantAt(form.text(`${phase}.closesAt`), timeZone),
    }));
}

function moveForm(
  { language }: Visit,
  { calendar, phase, move }: { calendar: DeskCalendar; phase: DeskPhase; move: PhaseMove },
  posted?: PostedForm,
): Form<'closesAt' | 'reason'> {
  return new Form({
    language,
    fields: {
      closesAt: {
        label: translate(language, 'web.calendar.closes'),
        hint: translate(language, 'web.calendar-desk.zone', { timeZone: calendar.timeZone }),
        required: move === 'extension',
      },
      reason: reasonField(language),
    },
    values: { closesAt: shown(phase.closesAt, calendar.timeZone) },
    ...(posted === undefined ? {} : { posted }),
  });
}

function reasonField(language: Visit['language']): FieldSpec {
  return {
    label: translate(language, 'web.approvals.reason'),
    hint: translate(language, 'web.calendar-desk.reason.hint'),
    required: true,
    maxCharacters: 1_000,
  };
}

function shown(instant: Date | undefined, timeZone: string): string {
  return instant === undefined ? '' : localTimeOf(instant, timeZone);
}

function madeFrom(posted: PostedForm, calendar: DeskCalendar): PostedForm {
  const entries = posted.entries.filter(([name]) => name !== OWN_FIELDS.base);
  return new PostedForm([...entries, [OWN_FIELDS.base, String(calendar.version)]], []);
}
