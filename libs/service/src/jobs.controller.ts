import { Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, type Type } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, problem } from '@wsis/http';
import { Jobs, type Job, type SweepState } from './jobs.js';

/** The routes of a service's long work: what runs, how far it is, and stopping it or going on, which one person may. */
export function jobsController(serviceName: string): Type<unknown> {
  @ApiTags('jobs')
  @Controller('jobs')
  class JobsController {
    constructor(@Inject(Jobs) private readonly jobs: Jobs) {}

    @Get()
    @Access.role('secretariat', 'auditor')
    @ApiOperation({ summary: 'Long work, the latest first, at most 100; and what the worker looks at again and again' })
    async list(): Promise<{ readonly items: readonly Job[]; readonly sweeps: readonly SweepState[] }> {
      const [items, sweeps] = await Promise.all([this.jobs.list(), this.jobs.sweeps()]);
      return { items, sweeps };
    }

    @Get(':id')
    @Access.role('secretariat', 'auditor')
    @ApiOperation({ summary: 'How far one job is' })
    async read(@Param('id', ParseUUIDPipe) id: string): Promise<Job> {
      const job = await this.jobs.find(id);
      if (job === undefined) throw problem('HTTP.NOT_FOUND');
      return job;
    }

    @Post(':id/cancellation')
    @HttpCode(200)
    @Access.role('secretariat')
    @ApiOperation({ summary: 'Stop a job after the step that it is in; what is done stays done' })
    async cancel(@Param('id', ParseUUIDPipe) id: string): Promise<Job> {
      await this.jobs.cancel(id);
      return this.read(id);
    }

    @Post(':id/resumption')
    @HttpCode(200)
    @Access.role('secretariat')
    @ApiOperation({ summary: 'Go on with a job that was cancelled or failed' })
    async resume(@Param('id', ParseUUIDPipe) id: string): Promise<Job> {
      await this.jobs.resume(id);
      return this.read(id);
    }

    @Post('sweeps/:name')
    @HttpCode(202)
    @Access.role('secretariat')
    @ApiOperation({ summary: 'Let the worker look before its turn' })
    async hurry(@Param('name') name: string): Promise<{ readonly name: string }> {
      if (!(await this.jobs.hurry(name))) throw problem('HTTP.NOT_FOUND');
      return { name };
    }
  }
  const named = `${serviceName.charAt(0).toUpperCase()}${serviceName.slice(1)}JobsController`;
  Object.defineProperty(JobsController, 'name', { value: named });
  return JobsController;
}
