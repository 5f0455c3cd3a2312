import { randomInt } from 'node:crypto';
import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { NOMINEE_ORDERS, orderOfVoter } from '@wsis/rule-book';
import { BREACH_REPORT_CHARACTERS, NomineeReads } from '../../application/nominees/ports.js';
import { ContestReads, type Calendar, type Edition, type Nominee } from '../../application/ports.js';
import { NOMINEE_FILTERS, narrowedBy, readNomineeSearch, searchParams } from '../../domain/nominee-search.js';
import { readClock } from '../../domain/contest-clock.js';
import { Form } from '../../pages/forms/form.js';
import { CategoriesPage } from '../../pages/nominees/categories-page.js';
import { NomineePage } from '../../pages/nominees/nominee-page.js';
import { NomineesPage } from '../../pages/nominees/nominees-page.js';
import { ReportPage, ReportedPage, type ReportField } from '../../pages/nominees/report-page.js';
import { SharePage } from '../../pages/nominees/share-page.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** How long anybody may keep these pages: as long as a withdrawal may stay unseen. */
const KEEP_SECONDS = 30;
/** A search longer than any address is not searched for, but its page says so. */
const LONGEST_TYPED = 20_000;

@Pages()
@Access.public()
export class NomineesController {
  constructor(
    @Inject(NomineeReads) private readonly nominees: NomineeReads,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  /** The categories; or the nominees of one, or those that a search finds, in one of the random orders. */
  @Get('editions/:edition/nominees')
  async list(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const search = readNomineeSearch((name) => visit.query(name, name === 'q' ? LONGEST_TYPED : undefined));
    const path = `/editions/${encodeURIComponent(editionId)}/nominees`;
    const [edition, categories, calendar] = await Promise.all([
      this.editionOf(editionId),
      this.contest.categories(editionId),
      this.contest.calendar(editionId),
    ]);
    const votingOpen = isVotingOpen(calendar);
    const { category } = search.filters;
    if (category !== undefined && !categories.some(({ code }) => code === category)) {
      throw new NothingThere('NOMINATIONS.CATEGORY_UNKNOWN');
    }
    const counts = await this.nominees.counts(editionId, search);
    const shown = { edition, categories, search, counts, path, votingOpen };
    if (Object.keys(narrowedBy(search)).length === 0) {
      return visit.showToAll(<CategoriesPage {...shown} />, KEEP_SECONDS, [], ['order']);
    }
    if (search.order === undefined && counts !== undefined) {
      const params = searchParams({ ...search, order: orderOf(visit, editionId) });
      return visit.goTo(`${path}?${new URLSearchParams(params).toString()}`);
    }
    const cursor = visit.query('cursor');
    const page = counts && (await this.nominees.list(editionId, search, visit.language, cursor));
    if (page === undefined && cursor !== undefined) {
      return visit.goTo(`${path}?${new URLSearchParams(searchParams(search)).toString()}`);
    }
    return visit.showToAll(
      <NomineesPage {...shown} page={page} cursor={cursor} />,
      KEEP_SECONDS,
      [...NOMINEE_FILTERS, 'q', 'cursor'],
      ['order'],
    );
  }

  @Get('nominees/:nominee')
  async nominee(@Param('nominee') nomineeId: string, @Res() { visit }: FastifyReply) {
    const originalWanted = visit.query('text') === 'original';
    const { order } = readNomineeSearch((name) => visit.query(name));
    const nominee = await this.nomineeOf(nomineeId);
    const [edition, categories, calendar, picture] = await Promise.all([
      this.editionOf(nominee.editionId),
      this.contest.categories(nominee.editionId),
      this.contest.calendar(nominee.editionId),
      this.nominees.sharePicture(nomineeId, visit.language),
    ]);
    const votingOpen = isVotingOpen(calendar);
    return visit.showToAll(
      <NomineePage {...{ edition, categories, nominee, originalWanted, order, picture, votingOpen }} />,
      KEEP_SECONDS,
      ['text'],
      ['order'],
    );
  }

  /** What a nominee's friends need to tell others, and what they must not do. */
  @Get('nominees/:nominee/share')
  async share(@Param('nominee') nomineeId: string, @Res() { visit }: FastifyReply) {
    const nominee = await this.nomineeOf(nomineeId);
    const [edition, picture] = await Promise.all([
      this.editionOf(nominee.editionId),
      this.nominees.sharePicture(nomineeId, visit.language),
    ]);
    return visit.showToAll(<SharePage {...{ edition, nominee, picture }} />, KEEP_SECONDS);
  }

  @Get('nominees/:nominee/report')
  async breach(@Param('nominee') nomineeId: string, @Res() { visit }: FastifyReply) {
    return visit.show(<ReportPage nominee={await this.nomineeOf(nomineeId)} form={reportForm(visit)} />);
  }

  @Post('nominees/:nominee/report')
  async report(@Param('nominee') nomineeId: string, @Res() { visit }: FastifyReply) {
    const nominee = await this.nomineeOf(nomineeId);
    const form = reportForm(visit);
    const refused = (again: Form<ReportField>, status: number) =>
      visit.show(<ReportPage nominee={nominee} form={again} />, { status });
    const missing = form.missing();
    if (missing.length > 0) return refused(form.refusedFor(missing), 422);
    const [reason, words] = [form.text('reason'), form.text('words')];
    const sent = await this.nominees.report(visit, nomineeId, { reason, words, language: visit.language });
    if (!sent.ok) return refused(form.refusedBy(sent.error), sent.error.status);
    return visit.goTo(`/nominees/${encodeURIComponent(nomineeId)}/report/sent`);
  }

  @Get('nominees/:nominee/report/sent')
  async reported(@Param('nominee') nomineeId: string, @Res() { visit }: FastifyReply) {
    return visit.show(<ReportedPage nominee={await this.nomineeOf(nomineeId)} />);
  }

  private async nomineeOf(nomineeId: string): Promise<Nominee> {
    const nominee = await this.nominees.nominee(nomineeId);
    if (!nominee) throw new NothingThere('NOMINATIONS.NOMINEE_UNKNOWN');
    return nominee;
  }

  private async editionOf(editionId: string): Promise<Edition> {
    const edition = await this.contest.edition(editionId);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }
}

function isVotingOpen(calendar: Calendar | undefined): boolean {
  return readClock(calendar?.phases ?? []).open.some(({ phase }) => phase === 'voting');
}

function reportForm({ language, posted }: Visit): Form<ReportField> {
  return new Form<ReportField>({
    language,
    posted,
    fields: {
      reason: { label: translate(language, 'web.report.reason'), required: true },
      words: {
        label: translate(language, 'web.report.words'),
        hint: translate(language, 'web.report.words.hint'),
        required: true,
        maxCharacters: BREACH_REPORT_CHARACTERS,
      },
    },
  });
}

/** A voter's own order; who has no ballot open is given one by chance, and keeps it in the address. */
function orderOf({ voter }: Visit, editionId: string): number {
  return voter?.editionId === editionId ? orderOfVoter(voter.voterId) : randomInt(NOMINEE_ORDERS);
}
