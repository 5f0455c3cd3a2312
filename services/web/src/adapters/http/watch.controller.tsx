import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { ContestReads, PartAway } from '../../application/ports.js';
import {
  SWITCHES,
  WATCHED_SERVICES,
  Watch,
  type PauseSwitch,
  type WatchedService,
} from '../../application/watch/ports.js';
import { Form } from '../../pages/forms/form.js';
import { ParkedPage, ReplayPage } from '../../pages/watch/parked-pages.js';
import { SwitchPage, turnForm, turnIn } from '../../pages/watch/turn-pages.js';
import { WatchPage } from '../../pages/watch/watch-page.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

const HOME = '/desk/watch';

@Pages(':language/desk/watch')
export class WatchController {
  constructor(
    @Inject(Watch) private readonly watch: Watch,
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Access.role('secretariat', 'auditor')
  async look(@Res() { visit }: FastifyReply) {
    const [watched, switches, editions] = await Promise.all([
      this.watch.read(visit),
      this.watch.switches(visit),
      this.contest.editions(),
    ]);
    return visit.show(<WatchPage {...{ watched, switches, editions }} now={this.clock.now()} />);
  }

  @Get('events')
  @Access.role('secretariat', 'auditor')
  async events(@Res() { visit }: FastifyReply) {
    return visit.show(<ParkedPage list={await this.watch.parked(visit)} />);
  }

  @Get('events/:service/replay')
  @Access.role('secretariat', { fresh: true })
  confirmReplay(@Param('service') name: string, @Res() { visit }: FastifyReply) {
    return visit.show(<ReplayPage service={serviceOf(name)} form={replayForm(visit)} />);
  }

  @Post('events/:service/replay')
  @Access.role('secretariat', { fresh: true })
  async replay(@Param('service') name: string, @Res() { visit }: FastifyReply) {
    const service = serviceOf(name);
    const form = replayForm(visit);
    const done = await this.watch.replay(visit, service, form.text('key') || undefined);
    if (done.ok) return visit.goTo(`${HOME}/events`, done.value === 0 ? 'replay-empty' : 'replay-asked');
    return visit.show(<ReplayPage service={service} form={form.refusedBy(done.error)} />, done.error);
  }

  @Get('switches/:service/:name')
  @Access.role('secretariat', { fresh: true })
  async askToTurn(@Param('service') service: string, @Param('name') own: string, @Res() { visit }: FastifyReply) {
    const turned = await this.find(visit, service, own);
    return visit.show(<SwitchPage turned={turned} form={turnForm(visit, turned.paused)} />);
  }

  @Post('switches/:service/:name')
  @Access.role('secretariat', { fresh: true })
  async turn(@Param('service') service: string, @Param('name') own: string, @Res() { visit }: FastifyReply) {
    const turned = await this.find(visit, service, own);
    const form = turnForm(visit);
    const refuse = (refused: typeof form, answer: { readonly status?: number }) =>
      visit.show(<SwitchPage turned={turned} form={refused} />, answer);
    const missing = form.missing();
    if (missing.length > 0) return refuse(form.refusedFor(missing), { status: 422 });
    const proposed = await this.watch.proposeTurn(visit, turned.name, turnIn(form));
    if (proposed.ok) return visit.goTo(`/desk/approvals/${proposed.value}`, 'proposed');
    return refuse(form.refusedBy(proposed.error), proposed.error);
  }

  private async find(visit: Visit, service: string, own: string): Promise<PauseSwitch> {
    const name = SWITCHES.find((known) => known === `${service}/${own}`);
    if (name === undefined) throw new NothingThere('HTTP.NOT_FOUND');
    const found = (await this.watch.switches(visit)).find((each) => each.name === name);
    if (found === undefined) throw new PartAway(service);
    return found;
  }
}

function serviceOf(name: string): WatchedService {
  const service = WATCHED_SERVICES.find((known) => known === name);
  if (service === undefined) throw new NothingThere('HTTP.NOT_FOUND');
  return service;
}

function replayForm(visit: Visit): Form<'key'> {
  const { language, posted } = visit;
  return new Form({
    language,
    posted,
    values: { key: visit.query('key') ?? '' },
    fields: { key: { label: translate(language, 'web.watch.key') } },
  });
}
