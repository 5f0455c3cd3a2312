import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import type { BrokenRule, Refused } from '../../application/refused.js';
import { Screening } from '../../application/screening/ports.js';
import { ListPage, listForm } from '../../pages/screening/list-page.js';
import { ownCategories } from '../../pages/screening/screening-words.js';
import {
  SeveralPage,
  decisionsIn,
  keptForm,
  severalForm,
  severalPath,
  type NotDecided,
} from '../../pages/screening/several-page.js';
import { Pages } from './pages.js';
import { DECIDERS, ScreeningRooms } from './screening-rooms.js';
import type { Visit } from './visit.js';

/** `nominees.17.texts.ar`: a text that is not at the level of the rules. */
const TEXT_OF_NOMINEE = /^nominees\.\d+\.texts\.(\w+)$/;

/** Decisions on many entries at once, and the list that they make. */
@Pages(':language/desk/screening/:edition')
export class ShortlistController {
  constructor(
    @Inject(ScreeningRooms) private readonly rooms: ScreeningRooms,
    @Inject(Screening) private readonly screening: Screening,
  ) {}

  @Get('several')
  @Access.role(...DECIDERS)
  async choose(@Param('edition') edition: string, @Res() { visit }: FastifyReply) {
    return visit.show(<SeveralPage {...await this.waiting(visit, edition)} form={severalForm(visit)} />);
  }

  /** Each decision stands or falls by itself; those that were refused stay chosen, with why. */
  @Post('several')
  @Access.role(...DECIDERS)
  async decide(@Param('edition') edition: string, @Res() { visit }: FastifyReply) {
    const before = await this.waiting(visit, edition);
    const form = severalForm(visit, visit.posted);
    const missing = form.missing();
    if (missing.length > 0) {
      return visit.show(<SeveralPage {...before} form={form.refusedFor(missing)} />, { status: 422 });
    }
    const decisions = decisionsIn(form);
    const decided = await this.screening.decideSeveral(visit, edition, decisions);
    if (!decided.ok) {
      return visit.show(<SeveralPage {...before} form={form.refusedBy(onEntries(decided.error))} />, decided.error);
    }
    const refused = decided.value;
    if (refused.length === 0) return visit.goTo(severalPath(edition, visit.query('category')), 'screened-several');
    const now = await this.waiting(visit, edition);
    const titles = new Map(before.entries.map(({ id, title }) => [id, title]));
    const notDecided: readonly NotDecided[] = refused.map(({ submissionId, code }) => ({
      code,
      title: titles.get(submissionId) ?? '',
    }));
    const again = keptForm(visit, form, now.entries, refused);
    const done = decisions.length - refused.length;
    return visit.show(<SeveralPage {...now} form={again} done={done} notDecided={notDecided} />, { status: 409 });
  }

  @Get('list')
  @Access.role('secretariat', { fresh: true })
  async look(@Param('edition') edition: string, @Res() { visit }: FastifyReply) {
    return visit.show(<ListPage {...await this.list(visit, edition)} form={listForm(visit)} />);
  }

  @Post('list')
  @Access.role('secretariat', { fresh: true })
  async propose(@Param('edition') edition: string, @Res() { visit }: FastifyReply) {
    const proposed = await this.screening.proposeFreeze(visit, edition);
    if (proposed.ok) return visit.goTo(`/desk/approvals/nominations/${proposed.value}`, 'proposed');
    const list = await this.list(visit, edition);
    const [texts, others] = textsLacking(proposed.error);
    return visit.show(<ListPage {...list} form={listForm(visit).refusedBy(others)} lacking={texts} />, proposed.error);
  }

  private async list(visit: Visit, edition: string) {
    const [room, frozen] = await Promise.all([
      this.rooms.edition(visit, edition),
      this.screening.frozenList(visit, edition),
    ]);
    return { ...room, frozen };
  }

  private async waiting(visit: Visit, edition: string) {
    const category = visit.query('category');
    const categories = category === undefined ? ownCategories(visit.account, edition) : [category];
    const [room, queue] = await Promise.all([
      this.rooms.edition(visit, edition),
      this.screening.queue(visit, edition, { state: 'submitted', categories }),
    ]);
    const entries = queue.items.filter(({ own, steppedBack }) => !own && !steppedBack);
    return { ...room, category, entries, more: queue.nextCursor !== undefined };
  }
}

/** What is no entry is told where entries are chosen, once. */
function onEntries(refused: Refused): Refused {
  const chosen = /^decisions\.\d+\.(?:submissionId|version)$/;
  const errors = new Map<string, BrokenRule>();
  for (const error of refused.errors) {
    const field = chosen.test(error.field) ? 'entries' : error.field;
    errors.set(`${field} ${error.rule}`, { ...error, field });
  }
  return { ...refused, errors: [...errors.values()] };
}

/** The texts that are missing, counted by language, and whatever else stands in the way. */
function textsLacking(refused: Refused): [texts: (readonly [string, number])[], others: Refused] {
  const counts = new Map<string, number>();
  const errors = refused.errors.filter(({ field }) => {
    const language = TEXT_OF_NOMINEE.exec(field)?.[1];
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
    return language === undefined;
  });
  return [[...counts], { ...refused, errors }];
}
