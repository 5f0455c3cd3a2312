import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Access, Actor, decodePlace, pageSize, problem, type AccountClaims } from '@wsis/http';
import { MoveCalendar } from '../../application/move-calendar.js';
import { isPhase, type CalendarCommand, type Phase } from '../../domain/calendar.js';
import { CompetitionScreens, type CalendarChangeView, type CalendarView } from '../../application/screens.js';
import { ChangeCalendarDto, ClosePhaseDto, ExtendPhaseDto, OpenPhaseDto } from './calendar.dto.js';
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

  @Post('calendar/changes')
  @HttpCode(202)
  @Access.role('secretariat', { fresh: true })
  change(
    @Param('edition') edition: string,
    @Body() body: ChangeCalendarDto,
    @Actor() actor: AccountClaims,
  ): Promise<Proposed> {
    const plans = body.phases.map(({ phase, opensAt, closesAt }) => ({
      phase,
      opensAt: opensAt === null ? null : new Date(opensAt),
      closesAt: closesAt === null ? null : new Date(closesAt),
    }));
    const { fromVersion, reason } = body;
    return this.propose(edition, { type: 'change-calendar', fromVersion, plans, reason }, actor);
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

function known(phase: string): Phase {
  if (!isPhase(phase)) throw problem('HTTP.NOT_FOUND');
  return phase;
}
