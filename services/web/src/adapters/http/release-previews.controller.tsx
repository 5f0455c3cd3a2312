import { Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { NomineeDesk } from '../../application/nominees/desk.js';
import { ReleasePreviews, type ReleaseKind } from '../../application/outcome/ports.js';
import { ContestReads } from '../../application/ports.js';
import { ReadRefused } from '../../application/refused.js';
import { readClock } from '../../domain/contest-clock.js';
import { narrowedBy, readNomineeSearch } from '../../domain/nominee-search.js';
import { ResultsPage } from '../../pages/contest/results.js';
import { CategoriesPage } from '../../pages/nominees/categories-page.js';
import { NomineePage } from '../../pages/nominees/nominee-page.js';
import { NomineesPage } from '../../pages/nominees/nominees-page.js';
import { previewPath } from '../../pages/outcome/preview-parts.js';
import { NothingThere } from './nothing-there.js';
import { releaseKindOf } from './outcome.controller.js';
import { Pages } from './pages.js';
import { pictureFile } from './picture-file.js';
import type { Visit } from './visit.js';

/** The very pages that everybody will see once a release is public, in each language, under a banner that says so. */
@Pages(':language/desk/editions/:edition/outcome/releases')
@Access.role('secretariat')
export class ReleasePreviewsController {
  constructor(
    @Inject(ReleasePreviews) private readonly previews: ReleasePreviews,
    @Inject(NomineeDesk) private readonly nominees: NomineeDesk,
    @Inject(ContestReads) private readonly contest: ContestReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':kind/preview')
  async preview(@Param('edition') editionId: string, @Param('kind') name: string, @Res() { visit }: FastifyReply) {
    const kind = releaseKindOf(name);
    const { edition, categories, preview, votingOpen } = await this.opened(visit, editionId, kind);
    if (kind !== 'nominees') {
      return visit.show(<ResultsPage edition={edition} categories={categories} results={preview.results} />);
    }
    const path = previewPath(editionId, kind);
    const search = readNomineeSearch((each) => visit.query(each));
    const counts = await this.nominees.counts(visit, editionId, search);
    const shown = { edition, categories, search, counts, path, votingOpen };
    if (Object.keys(narrowedBy(search)).length === 0) return visit.show(<CategoriesPage {...shown} />);
    const cursor = visit.query('cursor');
    const page = await this.nominees.list(visit, editionId, search, cursor);
    if (page === undefined) return visit.goTo(path);
    return visit.show(<NomineesPage {...shown} page={page} cursor={cursor} />);
  }

  @Get('nominees/preview/:nominee')
  async nominee(
    @Param('edition') editionId: string,
    @Param('nominee') nomineeId: string,
    @Res() { visit }: FastifyReply,
  ) {
    const [{ edition, categories, votingOpen }, nominee] = await Promise.all([
      this.opened(visit, editionId, 'nominees'),
      this.nominees.nominee(visit, nomineeId),
    ]);
    if (nominee?.editionId !== editionId) throw new NothingThere('NOMINATIONS.NOMINEE_UNKNOWN');
    const originalWanted = visit.query('text') === 'original';
    const { order } = readNomineeSearch((each) => visit.query(each));
    return visit.show(
      <NomineePage {...{ edition, categories, nominee, originalWanted, order, votingOpen }} picture={undefined} />,
    );
  }

  @Get('nominees/preview/:nominee/pictures/:file')
  picture(@Param('nominee') nomineeId: string, @Param('file') file: string, @Res() reply: FastifyReply) {
    return pictureFile(reply, this.nominees, nomineeId, file);
  }

  private async opened(visit: Visit, editionId: string, kind: ReleaseKind) {
    const [edition, categories, calendar, preview] = await Promise.all([
      this.contest.edition(editionId),
      this.contest.categories(editionId),
      this.contest.calendar(editionId),
      this.previews.read(visit, editionId, kind, this.clock.now()),
    ]);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    if (!preview.ok) throw new ReadRefused(preview.error);
    const { publishAt } = preview.value;
    visit.preview = { editionId, kind, publishAt, timeZone: edition.timeZone };
    const votingOpen = readClock(calendar?.phases ?? []).open.some(({ phase }) => phase === 'voting');
    return { edition, categories, preview: preview.value, votingOpen };
  }
}
