import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { LANGUAGES, isLanguage } from '@wsis/kernel';
import { EditionDesk } from '../../application/editions/ports.js';
import { Certificates, HONOURS } from '../../application/outcome/certificates.js';
import { Form } from '../../pages/forms/form.js';
import { CertificatesPage, type CertificatesField } from '../../pages/outcome/certificates-page.js';
import { jobPath } from '../../pages/watch/jobs-pages.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** The certificates of an edition: all of an honour at once, and the files to print or send on. */
@Pages(':language/desk/editions/:edition/outcome/certificates')
@Access.role('secretariat')
export class CertificatesController {
  constructor(
    @Inject(Certificates) private readonly certificates: Certificates,
    @Inject(EditionDesk) private readonly editions: EditionDesk,
  ) {}

  @Get()
  async look(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    return visit.show(<CertificatesPage {...await this.opened(visit, editionId)} form={certificatesForm(visit)} />);
  }

  @Post()
  async begin(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, editionId);
    const form = certificatesForm(visit);
    const missing = form.missing();
    if (missing.length > 0) {
      return visit.show(<CertificatesPage {...opened} form={form.refusedFor(missing)} />, { status: 422 });
    }
    const wanted = { honour: form.text('honour'), languages: form.texts('languages') };
    const begun = await this.certificates.begin(visit, editionId, wanted);
    if (begun.ok) return visit.goTo(jobPath({ service: 'promotion', id: begun.value }));
    return visit.show(<CertificatesPage {...opened} form={form.refusedBy(begun.error)} />, begun.error);
  }

  @Get('documents/:honour/:into/:part')
  async file(
    @Param('edition') editionId: string,
    @Param('honour') name: string,
    @Param('into') language: string,
    @Param('part') part: string,
    @Res() reply: FastifyReply,
  ) {
    const honour = HONOURS.find((known) => known === name);
    if (honour === undefined || !isLanguage(language) || !/^[1-9]\d{0,3}$/.test(part)) {
      throw new NothingThere('HTTP.NOT_FOUND');
    }
    const wanted = { honour, language, part: Number(part) };
    const found = await this.certificates.file(reply.visit, editionId, wanted);
    if (found === undefined) throw new NothingThere('PROMOTION.CERTIFICATE_UNKNOWN');
    return reply
      .header('cache-control', 'private, no-store')
      .header('x-content-type-options', 'nosniff')
      .header('content-disposition', `attachment; filename="${honour}-${language}-${part}.zip"`)
      .type(found.type)
      .send(found.bytes);
  }

  private async opened(visit: Visit, editionId: string) {
    const edition = await this.editions.find(visit, editionId);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return { edition, ...(await this.certificates.figures(visit, editionId)) };
  }
}

function certificatesForm({ language, posted }: Visit): Form<CertificatesField> {
  return new Form<CertificatesField>({
    language,
    posted,
    values: { languages: LANGUAGES },
    fields: {
      honour: { label: translate(language, 'web.certificates.honour'), required: true },
      languages: { label: translate(language, 'web.certificates.languages'), required: true },
    },
  });
}
