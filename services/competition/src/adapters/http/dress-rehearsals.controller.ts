import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Access, Actor, type AccountClaims } from '@wsis/http';
import { DressRehearsals } from '../../application/dress-rehearsals.js';
import { RehearsalScreens, type RehearsalView, type RehearsalsView } from '../../application/rehearsal-screens.js';
import { toProblem, valueOrThrow } from './problem-map.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An edition's rules played to the end on a platform that is thrown away. */
@Controller('editions/:edition/dress-rehearsals')
export class DressRehearsalsController {
  constructor(
    @Inject(DressRehearsals) private readonly rehearsals: DressRehearsals,
    @Inject(RehearsalScreens) private readonly screens: RehearsalScreens,
  ) {}

  /** The latest twenty, and whether one can be started here. */
  @Get()
  @Access.role('secretariat', 'auditor')
  list(@Param('edition') edition: string): Promise<RehearsalsView> {
    return this.screens.list(edition);
  }

  @Get(':rehearsal')
  @Access.role('secretariat', 'auditor')
  async one(@Param('edition') edition: string, @Param('rehearsal') rehearsal: string): Promise<RehearsalView> {
    const found = UUID.test(rehearsal) ? await this.screens.one(edition, rehearsal) : undefined;
    if (!found) throw toProblem({ code: 'COMPETITION.REHEARSAL_UNKNOWN', rehearsal });
    return found;
  }

  @Post()
  @HttpCode(202)
  @Access.role('secretariat')
  async start(@Param('edition') edition: string, @Actor() actor: AccountClaims): Promise<{ readonly id: string }> {
    return valueOrThrow(await this.rehearsals.start(edition, actor.accountId));
  }

  @Post(':rehearsal/cancellation')
  @HttpCode(202)
  @Access.role('secretariat')
  async cancel(@Param('edition') edition: string, @Param('rehearsal') rehearsal: string): Promise<void> {
    if (!UUID.test(rehearsal)) throw toProblem({ code: 'COMPETITION.REHEARSAL_UNKNOWN', rehearsal });
    valueOrThrow(await this.rehearsals.cancel(edition, rehearsal));
  }
}
