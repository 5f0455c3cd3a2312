import { Get, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Result } from '@wsis/kernel';
import { Support, type SupportCase } from '../../application/people/ports.js';
import { ContestReads, type Edition } from '../../application/ports.js';
import type { Refused } from '../../application/refused.js';
import { holds } from '../../application/visitor.js';
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
    const editions = await this.editions(visit);
    return visit.show(<SupportPage form={supportForm(visit, editions[0]?.id)} editions={editions} />);
  }

  @Post()
  async look(@Res() { visit }: FastifyReply) {
    const form = supportForm(visit);
    if (form.missing().length > 0) return this.incomplete(visit, form);
    const editions = await this.editions(visit);
    const found = await this.support.look(visit, caseIn(form));
    if (found.ok) return visit.show(<SupportPage form={form} editions={editions} view={found.value} />);
    return visit.show(<SupportPage form={form.refusedBy(found.error)} editions={editions} />, found.error);
  }

  @Post('codes')
  async sendCode(@Res() { visit }: FastifyReply) {
    const form = supportForm(visit);
    if (form.missing().length > 0) return this.incomplete(visit, form);
    const sent = await this.support.sendCode(visit, caseIn(form), form.text('language') || visit.language);
    return this.after(visit, form, sent, 'code-sent');
  }

  @Post('unblocking')
  async unblock(@Res() { visit }: FastifyReply) {
    const form = supportForm(visit);
    if (form.missing().length > 0) return this.incomplete(visit, form);
    return this.after(visit, form, await this.support.unblock(visit, caseIn(form)), 'mailbox-unblocked');
  }

  /** Those whose voters this visitor helps. */
  private async editions(visit: Visit): Promise<readonly Edition[]> {
    return (await this.contest.editions()).filter(({ id }) => holds(visit.account, ['secretariat'], id));
  }

  private async incomplete(visit: Visit, form: Form<SupportField>) {
    const refused = form.refusedFor(form.missing());
    return visit.show(<SupportPage form={refused} editions={await this.editions(visit)} />, { status: 422 });
  }

  private async after(visit: Visit, form: Form<SupportField>, done: Result<void, Refused>, said: string) {
    if (done.ok) return visit.goTo(HOME, said);
    const editions = await this.editions(visit);
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
