import { Controller, Get, Inject, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, answerCached, problem } from '@wsis/http';
import { isLanguage, type Language } from '@wsis/kernel';
import { SharePainter } from '../../application/ports.js';
import type { PromotionScreens } from '../../application/read-model.js';
import { shareVersion, type SharedNominee } from '../../domain/share-picture.js';
import { toProblem } from './problem-map.js';
import { SCREENS } from './releases.controller.js';

/** How long the words may be kept: a nominee may be withdrawn meanwhile. */
const WORDS_SECONDS = 60;
const PICTURE_SECONDS = 30 * 86_400;

/** What people share of a nominee, once the nominees are released. */
@ApiTags('share')
@Controller('nominees/:nominee/share/:language')
export class ShareController {
  constructor(
    @Inject(SCREENS) private readonly screens: PromotionScreens,
    @Inject(SharePainter) private readonly painter: SharePainter,
  ) {}

  /** Title, organisation, category and edition in one language, and the address of their picture. */
  @Get()
  @Access.public()
  async words(
    @Param('nominee', ParseUUIDPipe) nominee: string,
    @Param('language') language: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const shared = await this.find(nominee, language);
    const picture = `/api/promotion/nominees/${nominee}/share/${language}/${shareVersion(shared, language as Language)}.png`;
    const body = { ...shared, picture: { address: picture, width: 1_200, height: 630 } };
    return answerCached(request, reply, body, { maxAgeSeconds: WORDS_SECONDS });
  }

  /** The picture, 1200 x 630, of exactly those words. */
  @Get(':version.png')
  @ApiProduces('image/png')
  @Access.public()
  async picture(
    @Param('nominee', ParseUUIDPipe) nominee: string,
    @Param('language') language: string,
    @Param('version') version: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const shared = await this.find(nominee, language);
    if (version !== shareVersion(shared, language as Language)) throw toProblem({ code: 'PROMOTION.NOT_SHARED' });
    const etag = `"${version}"`;
    if (request.headers['if-none-match'] === etag) {
      void reply.status(304).headers({ etag, 'cache-control': `public, max-age=${PICTURE_SECONDS}, immutable` });
      return undefined;
    }
    const painted = await this.painter.paint(shared, language as Language);
    if (!painted) throw toProblem({ code: 'PROMOTION.PICTURES_BUSY' });
    void reply.headers({
      etag,
      'cache-control': `public, max-age=${PICTURE_SECONDS}, immutable`,
      'content-disposition': `inline; filename="nominee-${shared.number}-${language}.png"`,
      'content-security-policy': "default-src 'none'; sandbox",
    });
    void reply.type('image/png');
    return painted;
  }

  private async find(nominee: string, language: string): Promise<SharedNominee> {
    if (!isLanguage(language)) throw problem('HTTP.NOT_FOUND');
    const shared = await this.screens.shared(nominee, language);
    if (!shared) throw toProblem({ code: 'PROMOTION.NOT_SHARED' });
    return shared;
  }
}
