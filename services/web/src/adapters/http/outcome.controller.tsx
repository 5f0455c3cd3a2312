import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import type { Clock } from '@wsis/kernel';
import { CLOCK } from '@wsis/service';
import { EditionDesk, type DeskEdition } from '../../application/editions/ports.js';
import {
  BALLOT_DECISIONS,
  OutcomeDesk,
  RELEASE_KINDS,
  ReleasePreviews,
  type BallotDecision,
  type ReleaseKind,
} from '../../application/outcome/ports.js';
import { ledgerNumbersIn } from '../../domain/ledger-numbers.js';
import { instantAt, localTimeOf } from '../../domain/local-time.js';
import { Form } from '../../pages/forms/form.js';
import { OutcomePage } from '../../pages/outcome/outcome-page.js';
import { BallotsPage, CertifyPage, ReleasePage, type BallotsField } from '../../pages/outcome/proposal-pages.js';
import { NothingThere } from './nothing-there.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

@Pages(':language/desk/editions/:edition/outcome')
@Access.role('secretariat')
export class OutcomeController {
  constructor(
    @Inject(OutcomeDesk) private readonly desk: OutcomeDesk,
    @Inject(ReleasePreviews) private readonly previews: ReleasePreviews,
    @Inject(EditionDesk) private readonly editions: EditionDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async look(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    return visit.show(<OutcomePage {...await this.find(visit, editionId)} />);
  }

  @Get('certification')
  @Access.role('secretariat', { fresh: true })
  async askToCertify(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    return visit.show(<CertifyPage {...await this.find(visit, editionId)} form={plainForm(visit)} />);
  }

  @Post('certification')
  @Access.role('secretariat', { fresh: true })
  async certify(@Param('edition') editionId: string, @Res() { visit }: FastifyReply) {
    const found = await this.find(visit, editionId);
    const proposed = await this.desk.certify(visit, editionId);
    if (proposed.ok) return visit.goTo(`/desk/approvals/${proposed.value}`, 'proposed');
    const form = plainForm(visit).refusedBy(proposed.error);
    return visit.show(<CertifyPage {...found} form={form} />, proposed.error);
  }

  @Get('ballots/:decision')
  @Access.role('secretariat', { fresh: true })
  async askForBallots(
    @Param('edition') editionId: string,
    @Param('decision') name: string,
    @Res() { visit }: FastifyReply,
  ) {
    const decision = decisionOf(name);
    const edition = await this.edition(visit, editionId);
    return visit.show(<BallotsPage edition={edition} decision={decision} form={ballotsForm(visit)} />);
  }

  @Post('ballots/:decision')
  @Access.role('secretariat', { fresh: true })
  async decide(@Param('edition') editionId: string, @Param('decision') name: string, @Res() { visit }: FastifyReply) {
    const decision = decisionOf(name);
    const edition = await this.edition(visit, editionId);
    const form = ballotsForm(visit);
    const ledgerNumbers = ledgerNumbersIn(form.text('ledgerNumbers'));
    const broken = [
      ...form.missing(),
      ...(ledgerNumbers === undefined ? [{ field: 'ledgerNumbers' as const, rule: 'numbers' }] : []),
    ];
    if (ledgerNumbers === undefined || broken.length > 0) {
      const refused = form.refusedFor(broken);
      return visit.show(<BallotsPage edition={edition} decision={decision} form={refused} />, { status: 422 });
    }
    const ballots = { ledgerNumbers, rule: form.text('rule'), evidence: form.text('evidence') };
    const proposed = await this.desk.decide(visit, editionId, decision, ballots);
    if (proposed.ok) return visit.goTo(`/desk/approvals/${proposed.value}`, 'proposed');
    const refused = form.refusedBy(proposed.error);
    return visit.show(<BallotsPage edition={edition} decision={decision} form={refused} />, proposed.error);
  }

  @Get('releases/:kind')
  @Access.role('secretariat', { fresh: true })
  async askToRelease(@Param('edition') editionId: string, @Param('kind') name: string, @Res() { visit }: FastifyReply) {
    const opened = await this.releaseInQuestion(visit, editionId, releaseKindOf(name));
    const staged = (opened.preview.ok ? opened.preview.value.publishAt : undefined) ?? this.clock.now();
    return visit.show(<ReleasePage {...opened} form={releaseForm(visit, opened.edition.timeZone, staged)} />);
  }

  @Post('releases/:kind')
  @Access.role('secretariat', { fresh: true })
  async release(@Param('edition') editionId: string, @Param('kind') name: string, @Res() { visit }: FastifyReply) {
    const kind = releaseKindOf(name);
    const opened = await this.releaseInQuestion(visit, editionId, kind);
    const { timeZone } = opened.edition;
    const form = releaseForm(visit, timeZone);
    const publishAt = instantAt(form.text('publishAt'), timeZone);
    if (publishAt === undefined) {
      const refused = form.refusedFor([
        { field: 'publishAt', rule: form.text('publishAt') === '' ? 'required' : 'dayAndTime' },
      ]);
      return visit.show(<ReleasePage {...opened} form={refused} />, { status: 422 });
    }
    const proposed = await this.desk.release(visit, editionId, kind, publishAt);
    if (proposed.ok) return visit.goTo(`/desk/approvals/${proposed.value}`, 'proposed');
    return visit.show(<ReleasePage {...opened} form={form.refusedBy(proposed.error)} />, proposed.error);
  }

  private async releaseInQuestion(visit: Visit, editionId: string, kind: ReleaseKind) {
    const [edition, preview] = await Promise.all([
      this.edition(visit, editionId),
      this.previews.read(visit, editionId, kind, this.clock.now()),
    ]);
    return { edition, kind, preview };
  }

  private async find(visit: Visit, editionId: string) {
    const [edition, outcome] = await Promise.all([
      this.edition(visit, editionId),
      this.desk.read(visit, editionId, this.clock.now()),
    ]);
    return { edition, outcome };
  }

  private async edition(visit: Visit, editionId: string): Promise<DeskEdition> {
    const edition = await this.editions.find(visit, editionId);
    if (edition === undefined) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }
}

function decisionOf(name: string): BallotDecision {
  const decision = BALLOT_DECISIONS.find((known) => known === name);
  if (decision === undefined) throw new NothingThere('HTTP.NOT_FOUND');
  return decision;
}

export function releaseKindOf(name: string): ReleaseKind {
  const kind = RELEASE_KINDS.find((known) => known === name);
  if (kind === undefined) throw new NothingThere('HTTP.NOT_FOUND');
  return kind;
}

function plainForm({ language, posted }: Visit): Form<never> {
  return new Form<never>({ language, posted, fields: {} });
}

function ballotsForm({ language, posted }: Visit): Form<BallotsField> {
  return new Form({
    language,
    posted,
    fields: {
      ledgerNumbers: {
        label: translate(language, 'web.outcome.numbers'),
        hint: translate(language, 'web.outcome.numbers.hint'),
        required: true,
      },
      rule: {
        label: translate(language, 'web.outcome.rule'),
        hint: translate(language, 'web.outcome.rule.hint'),
        required: true,
        maxCharacters: 500,
      },
      evidence: {
        label: translate(language, 'web.outcome.evidence'),
        hint: translate(language, 'web.outcome.evidence.hint'),
        required: true,
        maxCharacters: 10_000,
      },
    },
  });
}

function releaseForm({ language, posted }: Visit, timeZone: string, staged?: Date): Form<'publishAt'> {
  return new Form({
    language,
    posted,
    fields: {
      publishAt: {
        label: translate(language, 'web.outcome.publishAt'),
        hint: translate(language, 'web.calendar-desk.zone', { timeZone }),
        required: true,
      },
    },
    values: staged === undefined ? {} : { publishAt: localTimeOf(staged, timeZone) },
  });
}
