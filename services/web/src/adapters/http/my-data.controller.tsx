import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { PersonalData, type MyData } from '../../application/my-data/ports.js';
import { Form } from '../../pages/forms/form.js';
import { ErasurePage } from '../../pages/my-data/erasure-page.js';
import { MyDataPage } from '../../pages/my-data/my-data-page.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

@Pages(':language/my-data')
@Access.signedIn()
export class MyDataController {
  constructor(@Inject(PersonalData) private readonly data: PersonalData) {}

  @Get()
  async look(@Res() { visit }: FastifyReply) {
    const mine = await this.data.read(visit);
    return visit.show(<MyDataPage mine={mine} form={wantedForm(visit, mine)} />);
  }

  /** The file that a person takes along. */
  @Get('export')
  async export(@Res() reply: FastifyReply) {
    const all = await this.data.export(reply.visit);
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="my-data.json"')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(all, null, 2));
  }

  @Post('notices')
  async want(@Res() { visit }: FastifyReply) {
    const mine = await this.data.read(visit);
    const form = wantedForm(visit, mine);
    const wanted = Object.fromEntries(
      Object.keys(mine.wanted).map((notice) => [notice, form.texts('wanted').includes(notice)]),
    );
    const saved = await this.data.want(visit, wanted);
    if (!saved.ok) return visit.show(<MyDataPage mine={mine} form={form.refusedBy(saved.error)} />, saved.error);
    return visit.goTo('/my-data', 'notices-saved');
  }

  @Post('sessions/others/end')
  async endOthers(@Res() { visit }: FastifyReply) {
    return this.afterEnding(visit, await this.data.endOtherSessions(visit));
  }

  @Post('sessions/:session/end')
  async endOne(@Param('session') session: string, @Res() { visit }: FastifyReply) {
    return this.afterEnding(visit, await this.data.endSession(visit, session));
  }

  @Get('erasure')
  confirmErasure(@Res() { visit }: FastifyReply) {
    return visit.show(<ErasurePage form={erasureForm(visit)} />);
  }

  @Post('erasure')
  async erase(@Res() { visit }: FastifyReply) {
    const form = erasureForm(visit);
    const missing = form.missing();
    if (missing.length > 0) return visit.show(<ErasurePage form={form.refusedFor(missing)} />, { status: 422 });
    const erased = await this.data.erase(visit);
    if (!erased.ok) return visit.show(<ErasurePage form={form.refusedBy(erased.error)} />, erased.error);
    visit.forget('account', 'ballot', 'address', 'codeRequest');
    // The home page is the same for everybody and would not say it.
    return visit.goTo('/sign-in', 'erased');
  }

  private async afterEnding(visit: Visit, ended: Awaited<ReturnType<PersonalData['endSession']>>) {
    if (ended.ok) return visit.goTo('/my-data', 'session-ended');
    const mine = await this.data.read(visit);
    return visit.show(<MyDataPage mine={mine} form={wantedForm(visit, mine).refusedBy(ended.error)} />, ended.error);
  }
}

function wantedForm(visit: Visit, { wanted }: MyData): Form<'wanted'> {
  const { language, posted } = visit;
  return new Form({
    language,
    posted,
    fields: { wanted: { label: translate(language, 'web.my-data.notices') } },
    values: { wanted: Object.keys(wanted).filter((notice) => wanted[notice]) },
  });
}

function erasureForm(visit: Visit): Form<'sure'> {
  const { language, posted } = visit;
  return new Form({
    language,
    posted,
    fields: { sure: { label: translate(language, 'web.erasure.sure'), required: true } },
  });
}
