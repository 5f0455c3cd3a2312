import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { Screening } from '../../application/screening/ports.js';
import { MovePage, StepBackPage, moveForm, stepBackForm } from '../../pages/screening/entry-step-pages.js';
import { entryPath, screeningPath } from '../../pages/screening/screening-words.js';
import { Pages } from './pages.js';
import { DECIDERS, ScreeningRooms } from './screening-rooms.js';

/** What else is done with one entry: leaving it to others, moving it where it belongs. */
@Pages(':language/desk/screening/:edition/entries/:submission')
export class ScreeningStepsController {
  constructor(
    @Inject(ScreeningRooms) private readonly rooms: ScreeningRooms,
    @Inject(Screening) private readonly screening: Screening,
  ) {}

  @Get('conflict')
  @Access.role(...DECIDERS)
  async askWhy(@Param('edition') edition: string, @Param('submission') id: string, @Res() { visit }: FastifyReply) {
    return visit.show(<StepBackPage {...await this.rooms.entry(visit, edition, id)} form={stepBackForm(visit)} />);
  }

  @Post('conflict')
  @Access.role(...DECIDERS)
  async stepBack(@Param('edition') edition: string, @Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const entry = await this.rooms.entry(visit, edition, id);
    const form = stepBackForm(visit);
    const missing = form.missing();
    if (missing.length > 0)
      return visit.show(<StepBackPage {...entry} form={form.refusedFor(missing)} />, { status: 422 });
    const done = await this.screening.stepBack(visit, id, form.text('reason'));
    if (done.ok) return visit.goTo(screeningPath(edition), 'conflict-declared');
    return visit.show(<StepBackPage {...entry} form={form.refusedBy(done.error)} />, done.error);
  }

  @Get('category')
  @Access.role('secretariat')
  async askWhere(@Param('edition') edition: string, @Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const entry = await this.rooms.entry(visit, edition, id);
    return visit.show(<MovePage {...entry} form={moveForm(visit, entry.submission)} />);
  }

  @Post('category')
  @Access.role('secretariat')
  async move(@Param('edition') edition: string, @Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const entry = await this.rooms.entry(visit, edition, id);
    const form = moveForm(visit, entry.submission, visit.posted);
    const missing = form.missing();
    if (missing.length > 0) return visit.show(<MovePage {...entry} form={form.refusedFor(missing)} />, { status: 422 });
    const moved = await this.screening.move(visit, id, {
      category: form.text('category'),
      reason: form.text('reason'),
      version: Number(form.base),
    });
    if (moved.ok) return visit.goTo(entryPath(edition, id), 'entry-moved');
    const now = await this.rooms.entry(visit, edition, id);
    // What was typed stays, now for the category where it stands.
    const { category, version } = now.submission;
    const again = form.onto({ category: category ?? '', reason: '' }, version).form;
    return visit.show(<MovePage {...now} form={again.refusedBy(moved.error)} />, moved.error);
  }
}
