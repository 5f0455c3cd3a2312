import { Get, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Result } from '@wsis/kernel';
import { Support, type SupportCase } from '../../application/people/ports.js';
import { ContestReads } from '../../application/ports.js';
import type { Refused } from '../../application/refused.js';
import { Form } from '../../pages/forms/form.js';
import { SupportPage, type SupportField } from '../../pages/people/support-page.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const HOME = '/desk/support';

/** Help for those who cannot get in. What is found stands in the answer of a POST: no address holds a mailbox. */
@Pages(':language/desk/support')
@Access.role('secretariat')
export class SupportController {
  constructor(
    @Inject(Support) private readonly support: Support,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  @Get()
  async begin(@Res() { visit }: FastifyReply) {
    const editions = await this.contest.editions();
    return visit.show(<SupportPage form={supportForm(visit, editions[0]?.id)} editions={editions} />);
  }

  @Post()
  async look(@Res() { visit }: FastifyReply) {
    const form = supportForm(visit);
    const missing = form.missing();
    const editions = await this.contest.editions();
    if (missing.length > 0) {
      return visit.show(<SupportPage form={form.refusedFor(missing)} editions={editions} />, { status: 422 });
    }
    const found = await this.support.look(visit, caseIn(form));
    if (found.ok) return visit.show(<SupportPage form={form} editions={editions} view={found.value} />);
    return visit.show(<SupportPage form={form.refusedBy(found.error)} editions={editions} />, found.error);
  }

  @Post('codes')
  async sendCode(@Res() { visit }: FastifyReply) {
    const form = supportForm(visit);
    const sent = await this.support.sendCode(visit, caseIn(form), form.text('language') || visit.language);
    return this.after(visit, form, sent, 'code-sent');
  }

  @Post('unblocking')
  async unblock(@Res() { visit }: FastifyReply) {
    const form = supportForm(visit);
    return this.after(visit, form, await this.support.unblock(visit, caseIn(form)), 'mailbox-unblocked');
  }

  private async after(visit: Visit, form: Form<SupportField>, done: Result<void, Refused>, said: string) {
    if (done.ok) return visit.goTo(HOME, said);
    const editions = await this.contest.editions();
    return visit.show(<SupportPage form={form.refusedBy(done.error)} editions={editions} />, done.error);
  }
}

function caseIn(form: Form<SupportField>): SupportCase {
  return { editionId: form.text('edition'), email: form.text('email'), reason: form.text('reason') };
}

function supportForm({ language, posted }: Visit, edition = ''): Form<SupportField> {
  return new Form({
    language,
    posted,
    values: { edition },
    fields: {
      edition: { label: translate(language, 'web.desk.edition'), required: true },
      email: { label: translate(language, 'web.support.email'), required: true },
      reason: {
        label: translate(language, 'web.approvals.reason'),
        hint: translate(language, 'web.support.reason.hint'),
        required: true,
        maxCharacters: 300,
      },
      language: { label: translate(language, 'web.people.language') },
    },
  });
}
