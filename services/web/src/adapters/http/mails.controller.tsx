import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { StoppableMails } from '../../application/mails/ports.js';
import { Form } from '../../pages/forms/form.js';
import { StopMailsPage } from '../../pages/mails/stop-mails-page.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** Where the link at the foot of a mail leads. Looking changes nothing, so no mail scanner stops anything. */
@Pages(':language/stop-mails/:token')
@Access.public()
export class MailsController {
  constructor(@Inject(StoppableMails) private readonly mails: StoppableMails) {}

  @Get()
  async look(@Param('token') token: string, @Res() { visit }: FastifyReply) {
    const mail = await this.mails.read(visit, token);
    if (!mail) throw new NothingThere('NOTIFICATIONS.STOP_LINK_UNKNOWN');
    return visit.show(<StopMailsPage mail={mail} path={pathOf(token)} form={emptyForm(visit)} />);
  }

  @Post()
  async stop(@Param('token') token: string, @Res() { visit }: FastifyReply) {
    const stopped = await this.mails.stop(visit, token);
    if (stopped.ok) return visit.goTo(pathOf(token));
    const form = emptyForm(visit).refusedBy(stopped.error);
    const mail = { notice: '', stopped: false };
    return visit.show(<StopMailsPage mail={mail} path={pathOf(token)} form={form} />, stopped.error);
  }
}

const pathOf = (token: string) => `/stop-mails/${encodeURIComponent(token)}`;

function emptyForm({ language, posted }: Visit): Form<never> {
  return new Form({ language, fields: {}, ...(posted === undefined ? {} : { posted }) });
}
