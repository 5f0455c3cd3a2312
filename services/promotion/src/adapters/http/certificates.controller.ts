import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, Actor, answerCached, decodePlace, encodeCursor, pageSize, type AccountClaims } from '@wsis/http';
import { IssueCertificates } from '../../application/issue-certificates.js';
import type { PromotionScreens } from '../../application/read-model.js';
import { zipOf } from './zip.js';
import { CertificateBatchDto, CertificateDto, CertificateFileDto, PageQueryDto } from './promotion.dto.js';
import { toProblem } from './problem-map.js';
import { SCREENS } from './releases.controller.js';

const A_DAY = 86_400;
/** So many documents of some 100 kB stand in one file. */
const CERTIFICATES_A_FILE = 100;

/** Certificates. Whoever has the number of one may read it: the number cannot be guessed. */
@ApiTags('certificates')
@Controller()
export class CertificatesController {
  constructor(
    @Inject(IssueCertificates) private readonly issueCertificates: IssueCertificates,
    @Inject(SCREENS) private readonly screens: PromotionScreens,
  ) {}

  /** Issues one certificate; asking again gives the same one. */
  @Post('editions/:edition/certificates')
  @HttpCode(201)
  @Access.role('secretariat')
  async issue(@Param('edition') edition: string, @Body() body: CertificateDto, @Actor() actor: AccountClaims) {
    const { nomineeId, honour, language } = body;
    const done = await this.issueCertificates.one(edition, { nomineeId, honour, language }, actor.accountId);
    if (!done.ok) throw toProblem(done.error);
    return done.value;
  }

  /** Issues what is missing for all holders of an honour, up to 100 a call; call again while some remain. */
  @Post('editions/:edition/certificates/batch')
  @HttpCode(200)
  @Access.role('secretariat')
  async issueAll(@Param('edition') edition: string, @Body() body: CertificateBatchDto, @Actor() actor: AccountClaims) {
    const languages = [...new Set(body.languages)];
    const done = await this.issueCertificates.all(edition, body.honour, languages, actor.accountId);
    if (!done.ok) throw toProblem(done.error);
    return done.value;
  }

  /** Begins a job that issues what is missing for all holders of an honour; `GET jobs/:id` tells how far it is. */
  @Post('editions/:edition/certificates/jobs')
  @HttpCode(202)
  @Access.role('secretariat')
  async begin(@Param('edition') edition: string, @Body() body: CertificateBatchDto, @Actor() actor: AccountClaims) {
    const languages = [...new Set(body.languages)];
    const done = await this.issueCertificates.begin(edition, body.honour, languages, actor.accountId);
    if (!done.ok) throw toProblem(done.error);
    return done.value;
  }

  /** How many of each honour and language are held and issued; nothing of an honour that is not public. */
  @Get('editions/:edition/certificates/figures')
  @Access.role('secretariat', 'auditor')
  async figures(@Param('edition') edition: string) {
    return { items: await this.screens.certificateFigures(edition), aFile: CERTIFICATES_A_FILE };
  }

  /** The documents of one honour and language in one ZIP, so many a file, in the order of the nominees' numbers. */
  @Get('editions/:edition/certificates/documents.zip')
  @ApiProduces('application/zip')
  @Access.role('secretariat')
  async documents(
    @Param('edition') edition: string,
    @Query() { honour, language, part }: CertificateFileDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const wanted = { honour, language, skip: (Number(part) - 1) * CERTIFICATES_A_FILE, limit: CERTIFICATES_A_FILE };
    const found = await this.screens.documents(edition, wanted);
    if (found.length === 0) throw toProblem({ code: 'PROMOTION.CERTIFICATE_UNKNOWN' });
    const files = found.map(({ number, document }) => ({
      name: `${number}-${honour}-${language}.pdf`,
      content: document,
    }));
    void reply.headers({ 'content-disposition': `attachment; filename="${honour}-${language}-${part}.zip"` });
    void reply.type('application/zip');
    return zipOf(files);
  }

  /** All certificates of an edition, in the order of their numbers. */
  @Get('editions/:edition/certificates')
  @Access.role('secretariat', 'auditor')
  async list(@Param('edition') edition: string, @Query() query: PageQueryDto) {
    const [after] = decodePlace(query.cursor, ['uuid']) ?? [];
    const limit = pageSize(query.limit);
    const found = await this.screens.certificates(edition, {
      after: after === undefined ? undefined : String(after),
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(found.length > limit && last ? { nextCursor: encodeCursor([last.certificateId]) } : {}) };
  }

  /** What a certificate says, and the SHA-256 of its document: proof that it is genuine. */
  @Get('certificates/:id')
  @Access.public()
  async read(
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.screens.certificate(id);
    if (!found) throw toProblem({ code: 'PROMOTION.CERTIFICATE_UNKNOWN' });
    return answerCached(request, reply, found, { maxAgeSeconds: A_DAY, immutable: true });
  }

  /** The document, the same bytes for ever. */
  @Get('certificates/:id/document.pdf')
  @ApiProduces('application/pdf')
  @Access.public()
  async document(
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.screens.document(id);
    if (!found) throw toProblem({ code: 'PROMOTION.CERTIFICATE_UNKNOWN' });
    const etag = `"${found.documentHash}"`;
    void reply.headers({ etag, 'cache-control': `public, max-age=${A_DAY}, immutable` });
    if (request.headers['if-none-match'] === etag) {
      void reply.status(304);
      return undefined;
    }
    void reply.headers({
      'content-disposition': `inline; filename="certificate-${id}.pdf"`,
      'x-content-type-options': 'nosniff',
    });
    void reply.type('application/pdf');
    return found.document;
  }
}
