import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Access, Actor, decodePlace, pageSize, problem, type AccountClaims } from '@wsis/http';
import { MoveCalendar } from '../../application/move-calendar.js';
import type { CalendarEffect } from '../../domain/calendar-effect.js';
import { isPhase, type CalendarCommand, type Phase, type PhasePlan } from '../../domain/calendar.js';
import { CompetitionScreens, type CalendarChangeView, type CalendarView } from '../../application/screens.js';
import {
  CalendarCommandDto,
  ChangeCalendarDto,
  ClosePhaseDto,
  ExtendPhaseDto,
  OpenPhaseDto,
  type PhasePlanDto,
} from './calendar.dto.js';
import { PageQueryDto, answerPage, type PageAnswer } from './page.dto.js';
import { toProblem, valueOrThrow } from './problem-map.js';

interface Proposed {
  readonly approvalId: string;
}

@Controller('editions/:edition')
export class CalendarController {
  constructor(
    @Inject(MoveCalendar) private readonly moveCalendar: MoveCalendar,
    @Inject(CompetitionScreens) private readonly screens: CompetitionScreens,
  ) {}

  /** The phases, the zone they are shown in, and the database's own time. */
  @Get('calendar')
  @Access.public()
  @Header('cache-control', 'no-store')
  async calendar(@Param('edition') edition: string): Promise<CalendarView> {
    const found = await this.screens.calendar(edition);
    if (!found) throw toProblem({ code: 'COMPETITION.EDITION_UNKNOWN', edition });
    return found;
  }

  /** Every change by command, with the dates before it and the reason, the latest first. */
  @Get('calendar/changes')
  @Access.public()
  @Header('cache-control', 'public, max-age=5')
  async changes(
    @Param('edition') edition: string,
    @Query() query: PageQueryDto,
  ): Promise<PageAnswer<CalendarChangeView>> {
    return answerPage(
      await this.screens.calendarChanges(edition, decodePlace(query.cursor, ['number']), pageSize(query.limit)),
    );
  }

  /** What a change, an opening, an extension or a closing would do if it were agreed to now; nothing is changed. */
  @Post('calendar/effect')
  @HttpCode(200)
  @Access.role('secretariat', 'auditor', { recordsItself: true })
  async effect(@Param('edition') edition: string, @Body() body: CalendarCommandDto): Promise<CalendarEffect> {
    return valueOrThrow(await this.moveCalendar.effect(edition, commandIn(body)));
  }

  @Post('calendar/changes')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  change(
    @Param('edition') edition: string,
    @Body() body: ChangeCalendarDto,
    @Actor() actor: AccountClaims,
  ): Promise<Proposed> {
    const { fromVersion, reason } = body;
    return this.propose(edition, { type: 'change-calendar', fromVersion, plans: plansIn(body.phases), reason }, actor);
  }

  /** Opens a phase at the instant of the second person's approval. */
  @Post('phases/:phase/opening')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  open(
    @Param('edition') edition: string,
    @Param('phase') phase: string,
    @Body() body: OpenPhaseDto,
    @Actor() actor: AccountClaims,
  ): Promise<Proposed> {
    const closesAt = body.closesAt === undefined ? null : new Date(body.closesAt);
    return this.propose(edition, { type: 'open-phase', phase: known(phase), closesAt, reason: body.reason }, actor);
  }

  @Post('phases/:phase/extension')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  extend(
    @Param('edition') edition: string,
    @Param('phase') phase: string,
    @Body() body: ExtendPhaseDto,
    @Actor() actor: AccountClaims,
  ): Promise<Proposed> {
    const closesAt = new Date(body.closesAt);
    return this.propose(edition, { type: 'extend-phase', phase: known(phase), closesAt, reason: body.reason }, actor);
  }

  /** Closes a phase at the instant of the second person's approval. */
  @Post('phases/:phase/closing')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  close(
    @Param('edition') edition: string,
    @Param('phase') phase: string,
    @Body() body: ClosePhaseDto,
    @Actor() actor: AccountClaims,
  ): Promise<Proposed> {
    return this.propose(edition, { type: 'close-phase', phase: known(phase), reason: body.reason }, actor);
  }

  private async propose(edition: string, command: CalendarCommand, actor: AccountClaims): Promise<Proposed> {
    return valueOrThrow(await this.moveCalendar.propose(edition, command, actor));
  }
}

function commandIn({
  type,
  phase,
  closesAt,
  fromVersion = 0,
  phases = [],
  reason,
}: CalendarCommandDto): CalendarCommand {
  const end = closesAt === undefined ? null : new Date(closesAt);
  switch (type) {
    case 'change-calendar':
      return { type, fromVersion, plans: plansIn(phases), reason };
    case 'open-phase':
      return { type, phase: known(phase), closesAt: end, reason };
    case 'extend-phase':
      if (end === null) throw problem('HTTP.VALIDATION_FAILED', {}, [{ field: 'closesAt', rule: 'required' }]);
      return { type, phase: known(phase), closesAt: end, reason };
    case 'close-phase':
      return { type, phase: known(phase), reason };
  }
}

function plansIn(phases: readonly PhasePlanDto[]): readonly PhasePlan[] {
  return phases.map(({ phase, opensAt, closesAt }) => ({
    phase,
    opensAt: opensAt === null ? null : new Date(opensAt),
    closesAt: closesAt === null ? null : new Date(closesAt),
  }));
}

function known(phase: string | undefined): Phase {
  if (phase === undefined || !isPhase(phase)) throw problem('HTTP.NOT_FOUND');
  return phase;
}
