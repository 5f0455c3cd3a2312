import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '@wsis/http';
import { isLanguage, type Language } from '@wsis/kernel';
import { ContestReads, type Edition } from '../../application/ports.js';
import { ApiPage } from '../../pages/api.js';
import { EditionPage } from '../../pages/edition.js';
import { HealthPage } from '../../pages/health.js';
import { Home } from '../../pages/home.js';
import { NomineePage } from '../../pages/nominee.js';
import { Nominees } from '../../pages/nominees.js';
import { ResultsPage } from '../../pages/results.js';
import type { PageContext } from '../../pages/say.js';
import { answerPage } from './answer-page.js';
import { NothingThere } from './nothing-there.js';
import { PageProblemFilter } from './page-problem.filter.js';
import { PUBLIC_URL } from './tokens.js';

/** Pages with a clock are kept briefly; the rest a little longer. */
const CLOCK_SECONDS = 5;
const LIST_SECONDS = 30;
const LONGEST_CURSOR = 200;

@ApiExcludeController()
@Controller(':language')
@Access.public()
@UseFilters(PageProblemFilter)
export class PagesController {
  constructor(
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async home(@Param('language') language: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const page = this.pageOf(language, '');
    const editions = await this.contest.editions();
    const clocks = await Promise.all(
      editions.map(async (edition) => ({ edition, calendar: await this.contest.calendar(edition.id) })),
    );
    return answerPage(request, reply, <Home page={page} editions={clocks} />, {
      language: page.language,
      maxAgeSeconds: CLOCK_SECONDS,
    });
  }

  @Get('api')
  api(@Param('language') language: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const page = this.pageOf(language, '/api');
    return answerPage(request, reply, <ApiPage page={page} />, {
      language: page.language,
      maxAgeSeconds: LIST_SECONDS,
    });
  }

  @Get('editions/:edition')
  async edition(
    @Param('language') language: string,
    @Param('edition') editionId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const page = this.pageOf(language, `/editions/${encodeURIComponent(editionId)}`);
    const [edition, calendar] = await Promise.all([this.editionOf(editionId), this.contest.calendar(editionId)]);
    return answerPage(request, reply, <EditionPage page={page} edition={edition} calendar={calendar} />, {
      language: page.language,
      maxAgeSeconds: CLOCK_SECONDS,
    });
  }

  @Get('editions/:edition/nominees')
  async nominees(
    @Param('language') language: string,
    @Param('edition') editionId: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const category = oneText(query['category']);
    const cursor = oneText(query['cursor']);
    const kept = new URLSearchParams({
      ...(category === undefined ? {} : { category }),
      ...(cursor === undefined ? {} : { cursor }),
    }).toString();
    const path = `/editions/${encodeURIComponent(editionId)}/nominees`;
    const page = this.pageOf(language, kept === '' ? path : `${path}?${kept}`);
    const [edition, categories] = await Promise.all([this.editionOf(editionId), this.contest.categories(editionId)]);
    if (category !== undefined && !categories.some((entry) => entry.code === category)) {
      throw new NothingThere('NOMINATIONS.CATEGORY_UNKNOWN');
    }
    const nominees = category === undefined ? undefined : await this.contest.nominees(editionId, category, cursor);
    return answerPage(
      request,
      reply,
      <Nominees page={page} edition={edition} categories={categories} category={category} nominees={nominees} />,
      { language: page.language, maxAgeSeconds: LIST_SECONDS },
    );
  }

  @Get('nominees/:nominee')
  async nominee(
    @Param('language') language: string,
    @Param('nominee') nomineeId: string,
    @Query('text') text: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const original = text === 'original';
    const path = `/nominees/${encodeURIComponent(nomineeId)}`;
    const page = this.pageOf(language, path);
    const nominee = await this.contest.nominee(nomineeId);
    if (!nominee) throw new NothingThere('NOMINATIONS.NOMINEE_UNKNOWN');
    const [edition, categories] = await Promise.all([
      this.editionOf(nominee.editionId),
      this.contest.categories(nominee.editionId),
    ]);
    return answerPage(
      request,
      reply,
      <NomineePage page={page} edition={edition} categories={categories} nominee={nominee} originalWanted={original} />,
      { language: page.language, maxAgeSeconds: LIST_SECONDS },
    );
  }

  @Get('editions/:edition/results')
  async results(
    @Param('language') language: string,
    @Param('edition') editionId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const page = this.pageOf(language, `/editions/${encodeURIComponent(editionId)}/results`);
    const [edition, categories, results] = await Promise.all([
      this.editionOf(editionId),
      this.contest.categories(editionId),
      this.contest.results(editionId),
    ]);
    return answerPage(
      request,
      reply,
      <ResultsPage page={page} edition={edition} categories={categories} results={results} />,
      // The instant of a release is awaited by many: the page that says "not yet" must not outlive it.
      { language: page.language, maxAgeSeconds: CLOCK_SECONDS },
    );
  }

  @Get('editions/:edition/health')
  async health(
    @Param('language') language: string,
    @Param('edition') editionId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const page = this.pageOf(language, `/editions/${encodeURIComponent(editionId)}/health`);
    const [edition, health] = await Promise.all([this.editionOf(editionId), this.contest.health(editionId)]);
    return answerPage(request, reply, <HealthPage page={page} edition={edition} health={health} />, {
      language: page.language,
      maxAgeSeconds: CLOCK_SECONDS,
    });
  }

  private pageOf(language: string, path: string): PageContext & { readonly language: Language } {
    if (!isLanguage(language)) throw new NothingThere('HTTP.NOT_FOUND');
    return { language, path, publicUrl: this.publicUrl };
  }

  private async editionOf(editionId: string): Promise<Edition> {
    const edition = await this.contest.edition(editionId);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }
}

/** A query value that was given once; longer ones than any of ours are as good as none. */
function oneText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_CURSOR ? value : undefined;
}
