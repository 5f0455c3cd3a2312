import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, Actor, OptionalActor, problem, type AccountClaims, MaxCharacters, IsFilled } from '@wsis/http';
import { isLanguage } from '@wsis/kernel';
import { Authors } from '../../application/authors.js';
import { KeepPictures } from '../../application/keep-pictures.js';
import { NomineeScreens } from '../../application/nominee-screens.js';
import { Budgets, FileStore } from '../../application/ports.js';
import { NominationsScreens } from '../../application/screens.js';
import { PICTURE_LIMITS, type Picture } from '../../domain/picture.js';
import { PICTURE_TYPES, readPicture } from './picture-body.js';
import { toProblem, valueOrThrow } from './problem-map.js';
import { mayReadEarly } from './nominees.controller.js';
import { NomineeIdPipe, PictureIdPipe, SubmissionIdPipe } from './record-id.js';
import { Readers } from './readers.js';

export class DescriptionDto {
  /** What is to be seen, for those who cannot see it. */
  @IsString()
  @IsFilled()
  @MaxCharacters(PICTURE_LIMITS.descriptionCharacters)
  description!: string;
}

/** A stored file: the hash of its bytes, and the ending of its type. */
const FILE = /^[0-9a-f]{64}\.(webp|jpg)$/;
/** A file never changes under its name; caches forget it in time after its nominee was withdrawn. */
const A_WEEK_SECONDS = 7 * 86_400;

@Controller()
export class PicturesController {
  constructor(
    @Inject(KeepPictures) private readonly keepPictures: KeepPictures,
    @Inject(NominationsScreens) private readonly submissions: NominationsScreens,
    @Inject(NomineeScreens) private readonly nominees: NomineeScreens,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(Budgets) private readonly budgets: Budgets,
    @Inject(Authors) private readonly authors: Authors,
    @Inject(Readers) private readonly readers: Readers,
  ) {}

  /** Adds a picture: its bytes are the body, its description in the submission's language stands in the address. */
  @Post('submissions/:id/pictures')
  @Access.signedIn()
  @ApiConsumes(...PICTURE_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async add(
    @Param('id', SubmissionIdPipe) id: string,
    @Query() { description }: DescriptionDto,
    @Actor() actor: AccountClaims,
    @Req() request: FastifyRequest,
  ): Promise<Picture> {
    const refusal = await this.budgets.maySendPicture(actor.accountId);
    if (refusal) throw problem('HTTP.TOO_MANY_REQUESTS', {}, [], {}, refusal.headers);
    const bytes = await readPicture(request);
    const author = await this.authors.ofSubmission(actor.accountId, id);
    return valueOrThrow(await this.keepPictures.add(id, bytes, description.trim(), author));
  }

  @Put('submissions/:id/pictures/:picture/descriptions/:language')
  @HttpCode(204)
  @Access.signedIn()
  async describe(
    @Param('id', SubmissionIdPipe) id: string,
    @Param('picture', PictureIdPipe) picture: string,
    @Param('language') language: string,
    @Body() { description }: DescriptionDto,
    @Actor() actor: AccountClaims,
  ): Promise<void> {
    if (!isLanguage(language)) throw problem('HTTP.NOT_FOUND');
    const author = await this.authors.ofSubmission(actor.accountId, id);
    valueOrThrow(await this.keepPictures.describe(id, picture, language, description.trim(), author));
  }

  @Delete('submissions/:id/pictures/:picture')
  @HttpCode(204)
  @Access.signedIn()
  async remove(
    @Param('id', SubmissionIdPipe) id: string,
    @Param('picture', PictureIdPipe) picture: string,
    @Actor() actor: AccountClaims,
  ): Promise<void> {
    const author = await this.authors.ofSubmission(actor.accountId, id);
    valueOrThrow(await this.keepPictures.remove(id, picture, author));
  }

  /** One size of a picture, to its authors and to those who review the submission. */
  @Get('submissions/:id/pictures/:file')
  @Access.signedIn()
  @ApiProduces('image/webp', 'image/jpeg')
  async preview(
    @Param('id', SubmissionIdPipe) id: string,
    @Param('file') file: string,
    @Actor() actor: AccountClaims,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const found = await this.submissions.submission(id);
    const shown = found?.pictures.some(({ variants }) => variants.some((variant) => variant.file === file));
    const reader = found && (await this.readers.of(found, actor));
    if (!found || !shown || !reader || reader.as === 'translator' || reader.as === 'stepped-back') {
      throw toProblem({ code: 'NOMINATIONS.PICTURE_UNKNOWN' });
    }
    void reply.header('cache-control', 'private, no-store');
    return this.send(reply, file);
  }

  /** One size of a picture of a nominee, once the list is released and as long as the nominee stands on it. */
  @Get('nominees/:id/pictures/:file')
  @Access.public()
  @ApiProduces('image/webp', 'image/jpeg')
  async picture(
    @Param('id', NomineeIdPipe) id: string,
    @Param('file') file: string,
    @OptionalActor() actor: AccountClaims | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const found = FILE.test(file) ? await this.nominees.picture(id, file) : undefined;
    if (!found || !(found.released || mayReadEarly(actor, found.edition))) {
      throw toProblem({ code: 'NOMINATIONS.PICTURE_UNKNOWN' });
    }
    const kept = found.released ? `public, max-age=${A_WEEK_SECONDS}, immutable` : 'no-store';
    const etag = `"${file.slice(0, 64)}"`;
    void reply.headers({ 'cache-control': kept, etag });
    if (request.headers['if-none-match'] === etag) {
      void reply.status(304);
      return undefined;
    }
    return this.send(reply, file);
  }

  /** A picture is shown and nothing else: no browser takes it for a page, or runs what it might hold. */
  private async send(reply: FastifyReply, file: string): Promise<unknown> {
    const bytes = await this.files.read(file);
    if (!bytes) throw new Error(`The file ${file} is gone`);
    void reply.headers({
      'content-disposition': `inline; filename="${file.slice(0, 16)}${file.slice(64)}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    });
    void reply.type(file.endsWith('.webp') ? 'image/webp' : 'image/jpeg');
    return bytes;
  }
}
