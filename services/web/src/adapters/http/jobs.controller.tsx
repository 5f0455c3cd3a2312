import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { Colleagues } from '../../application/colleagues.js';
import { ContestReads } from '../../application/ports.js';
import { JobWatch } from '../../application/watch/jobs.js';
import { WATCHED_SERVICES, type WatchedService } from '../../application/watch/ports.js';
import { Form } from '../../pages/forms/form.js';
import { JobPage, JobsPage, jobPath } from '../../pages/watch/jobs-pages.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** Long work of all services: how far it is, who began it, and stopping it or going on. */
@Pages(':language/desk/watch/jobs')
export class JobsController {
  constructor(
    @Inject(JobWatch) private readonly jobs: JobWatch,
    @Inject(Colleagues) private readonly colleagues: Colleagues,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  @Get()
  @Access.role('secretariat', 'auditor')
  async list(@Res() { visit }: FastifyReply) {
    const [list, editions] = await Promise.all([this.jobs.list(visit), this.contest.editions()]);
    const names = await this.colleagues.names(
      visit,
      list.jobs.map(({ startedBy }) => startedBy),
    );
    return visit.show(<JobsPage list={list} names={names} editions={editions} />);
  }

  @Get(':service/:job')
  @Access.role('secretariat', 'auditor')
  async look(@Param('service') service: string, @Param('job') id: string, @Res() { visit }: FastifyReply) {
    return visit.show(<JobPage {...await this.opened(visit, service, id)} form={plainForm(visit)} />);
  }

  @Post(':service/:job/cancellation')
  @Access.role('secretariat')
  cancel(@Param('service') service: string, @Param('job') id: string, @Res() { visit }: FastifyReply) {
    return this.move(visit, service, id, 'cancellation');
  }

  @Post(':service/:job/resumption')
  @Access.role('secretariat')
  resume(@Param('service') service: string, @Param('job') id: string, @Res() { visit }: FastifyReply) {
    return this.move(visit, service, id, 'resumption');
  }

  private async move(visit: Visit, service: string, id: string, move: 'cancellation' | 'resumption') {
    const opened = await this.opened(visit, service, id);
    const moved = await this.jobs.move(visit, opened.job.service, id, move);
    if (moved.ok) return visit.goTo(jobPath(opened.job));
    return visit.show(<JobPage {...opened} form={plainForm(visit).refusedBy(moved.error)} />, moved.error);
  }

  private async opened(visit: Visit, service: string, id: string) {
    const job = await this.jobs.find(visit, serviceOf(service), id);
    if (job === undefined) throw new NothingThere('HTTP.NOT_FOUND');
    return { job, names: await this.colleagues.names(visit, [job.startedBy]) };
  }
}

function serviceOf(name: string): WatchedService {
  const service = WATCHED_SERVICES.find((known) => known === name);
  if (service === undefined) throw new NothingThere('HTTP.NOT_FOUND');
  return service;
}

function plainForm({ language, posted }: Visit): Form<never> {
  return new Form<never>({ language, posted, fields: {} });
}
