import { Body, Controller, Get, Header, Inject, Param, Post, Query, Req } from '@nestjs/common';
import {
  Access,
  Actor,
  decodePlace,
  noteEditions,
  pageSize,
  type AccountClaims,
  type IdentifiedRequest,
} from '@wsis/http';
import { CreateEdition } from '../../application/create-edition.js';
import type { Edition } from '../../domain/edition.js';
import { CompetitionScreens, type EditionView } from '../../application/screens.js';
import { CreateEditionDto } from './edition.dto.js';
import { PageQueryDto, answerPage, type PageAnswer } from './page.dto.js';
import { toProblem, valueOrThrow } from './problem-map.js';

@Controller('editions')
export class EditionsController {
  constructor(
    @Inject(CreateEdition) private readonly createEdition: CreateEdition,
    @Inject(CompetitionScreens) private readonly screens: CompetitionScreens,
  ) {}

  /** All editions, the latest year first. */
  @Get()
  @Access.public()
  @Header('cache-control', 'public, max-age=5')
  async list(@Query() query: PageQueryDto): Promise<PageAnswer<EditionView>> {
    return answerPage(
      await this.screens.editions(decodePlace(query.cursor, ['number', 'text']), pageSize(query.limit)),
    );
  }

  @Get(':edition')
  @Access.public()
  @Header('cache-control', 'public, max-age=5')
  async get(@Param('edition') edition: string): Promise<EditionView> {
    const found = await this.screens.edition(edition);
    if (!found) throw toProblem({ code: 'COMPETITION.EDITION_UNKNOWN', edition });
    return found;
  }

  @Post()
  @Access.role('secretariat')
  async create(
    @Body() body: CreateEditionDto,
    @Actor() actor: AccountClaims,
    @Req() request: IdentifiedRequest,
  ): Promise<Edition> {
    noteEditions(request, [body.id]);
    return valueOrThrow(
      await this.createEdition.execute({ ...body, copyFrom: body.copyFrom, createdBy: actor.accountId }),
    );
  }
}
