import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Access, Actor, type AccountClaims } from '@wsis/http';
import { DressRehearsals } from '../../application/dress-rehearsals.js';
import {
  RehearsalScreens,
  type RehearsalAtWork,
  type RehearsalView,
  type RehearsalsView,
} from '../../application/rehearsal-screens.js';
import { toProblem, valueOrThrow } from './problem-map.js';

const READERS = ['secretariat', 'auditor'] as const;
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
  @Access.role(...READERS)
  list(@Param('edition') edition: string): Promise<RehearsalsView> {
    return this.screens.list(edition);
  }

  @Get(':rehearsal')
  @Access.role(...READERS)
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

/** The same over all editions, as they are watched. */
@Controller('dress-rehearsals')
export class AllRehearsalsController {
  constructor(@Inject(RehearsalScreens) private readonly screens: RehearsalScreens) {}

  /** The latest fifty of the editions that one looks after, with how far each is. */
  @Get()
  @Access.role(...READERS)
  async list(@Actor() actor: AccountClaims): Promise<{ readonly items: readonly RehearsalAtWork[] }> {
    const held = actor.roles.filter(({ role }) => READERS.some((reader) => reader === role));
    const editions = held.map(({ edition }) => edition);
    return { items: await this.screens.everywhere(editions.includes('*') ? undefined : editions) };
  }
}
