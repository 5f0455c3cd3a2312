import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { isLanguage } from '@wsis/kernel';
import type { FieldGroup, RuleBook } from '@wsis/rule-book';
import { Organisations } from '../../application/organisations/ports.js';
import { ContestReads, type Edition } from '../../application/ports.js';
import type { BrokenRule, Refused } from '../../application/refused.js';
import { Submissions, type Submission, type SubmissionContent } from '../../application/submissions/ports.js';
import { fieldOfProblem, fieldsOf, flatten, gather, missingOf, partsOf } from '../../domain/draft-values.js';
import { Form } from '../../pages/forms/form.js';
import { ConfirmPage } from '../../pages/parts/confirm-page.js';
import { readTableState } from '../../pages/parts/table-query.js';
import { AboutPage, type AboutField, type AboutPageProps } from '../../pages/submissions/about-page.js';
import { inWords, partForm } from '../../pages/submissions/draft-form.js';
import { MySubmissionsPage } from '../../pages/submissions/my-submissions-page.js';
import { memberName, type OthersSave } from '../../pages/submissions/co-editors.js';
import { PartPage } from '../../pages/submissions/part-page.js';
import { PreviewPage } from '../../pages/submissions/preview-page.js';
import { HandInEffect, WithdrawForm } from '../../pages/submissions/step-pages.js';
import { SubmissionPage } from '../../pages/submissions/submission-page.js';
import { partPath, submissionPath, titleOf } from '../../pages/submissions/submission-words.js';
import { NothingThere } from './nothing-there.js';
import { openSubmission, type Opened } from './open-submission.js';
import { Pages } from './pages.js';
import type { Visit } from './visit.js';

/** How often a save that somebody overtook is put onto the newer version before the author is asked. */
const OVERTAKEN_AT_MOST = 3;
/** The submissions of a nominator and of their organisations. */
@Pages(':language/desk/submissions')
@Access.signedIn()
export class SubmissionsController {
  constructor(
    @Inject(Submissions) private readonly submissions: Submissions,
    @Inject(Organisations) private readonly organisations: Organisations,
    @Inject(ContestReads) private readonly contest: ContestReads,
  ) {}

  @Get()
  async mine(@Res() { visit }: FastifyReply) {
    const editions = await this.contest.editions();
    const wanted = visit.query('edition');
    const edition = wanted === undefined ? editions[0] : editions.find(({ id }) => id === wanted);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    const path = '/desk/submissions';
    const state = readTableState((name) => visit.query(name), { path, filters: ['edition'] });
    const [calendar, categories, lines] = await Promise.all([
      this.contest.calendar(edition.id),
      this.contest.categories(edition.id),
      this.submissions.mine(visit, edition.id, state.cursor),
    ]);
    return visit.show(<MySubmissionsPage {...{ editions, edition, calendar, categories, lines, state }} />);
  }

  @Get('new')
  async askHowToBegin(@Res() { visit }: FastifyReply) {
    const { edition, ruleBook } = await this.editionToBegin(visit);
    return visit.show(await this.aboutPage(visit, ruleBook, aboutForm(visit), beginning(edition)));
  }

  @Post('new')
  async begin(@Res() { visit }: FastifyReply) {
    const { edition, ruleBook } = await this.editionToBegin(visit);
    const form = aboutForm(visit);
    const begun = await this.submissions.begin(visit, edition.id, contentOf(form, {}));
    if (begun.ok) return visit.goTo(partPath(begun.value.id, partsOf(ruleBook)[0] ?? ''), 'submission-begun');
    return visit.show(
      await this.aboutPage(visit, ruleBook, form.refusedBy(begun.error), beginning(edition)),
      begun.error,
    );
  }

  @Get(':submission')
  async look(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const { submission, ruleBook } = await this.opened(visit, id);
    const [edition, calendar, organisation] = await Promise.all([
      this.editionOf(submission.editionId),
      this.contest.calendar(submission.editionId),
      this.organisationOf(visit, submission),
    ]);
    return visit.show(<SubmissionPage {...{ submission, ruleBook, edition, calendar, organisation }} />);
  }

  @Get(':submission/about')
  async askAbout(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const { submission, ruleBook } = await this.opened(visit, id);
    return visit.show(await this.aboutPage(visit, ruleBook, aboutForm(visit, submission), changing(submission)));
  }

  /** As with the answers: put onto what stands now, unless two people chose differently. */
  @Post(':submission/about')
  async changeAbout(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    for (let attempt = 1; ; attempt += 1) {
      const { submission, ruleBook } = await this.opened(visit, id);
      const form = aboutForm(visit, submission);
      const { form: merged, conflicts } = form.onto(aboutValues(submission), submission.version);
      const place = changing(submission);
      if (conflicts.length > 0) {
        return visit.show(await this.aboutPage(visit, ruleBook, merged, { ...place, conflicts }), { status: 409 });
      }
      const saved = await this.submissions.save(visit, submission, contentOf(merged, submission.values));
      if (saved.ok) return visit.goTo(submissionPath(id), 'submission-saved');
      if (saved.error.code === 'NOMINATIONS.STALE_DRAFT' && attempt < OVERTAKEN_AT_MOST) continue;
      return visit.show(await this.aboutPage(visit, ruleBook, form.refusedBy(saved.error), place), saved.error);
    }
  }

  @Get(':submission/parts/:part')
  async write(@Param('submission') id: string, @Param('part') name: string, @Res() { visit }: FastifyReply) {
    const { submission, ruleBook } = await this.opened(visit, id);
    const part = partOf(ruleBook, name);
    const form = partForm(visit.language, ruleBook, part, submission);
    const othersSave = await this.othersSave(visit, submission);
    return visit.show(<PartPage {...{ submission, ruleBook, part, form, othersSave }} />);
  }

  /** Saves what was typed, put onto what stands now, so that nobody undoes what somebody else wrote. */
  @Post(':submission/parts/:part')
  async savePart(@Param('submission') id: string, @Param('part') name: string, @Res() { visit }: FastifyReply) {
    for (let attempt = 1; ; attempt += 1) {
      const { submission, ruleBook } = await this.opened(visit, id);
      const part = partOf(ruleBook, name);
      const fields = fieldsOf(ruleBook, part);
      const form = partForm(visit.language, ruleBook, part, submission, visit.posted);
      const { form: merged, conflicts } = form.onto(flatten(ruleBook, fields, submission.values), submission.version);
      const page = { submission, ruleBook, part };
      if (conflicts.length > 0)
        return visit.show(<PartPage {...page} form={merged} conflicts={conflicts} />, { status: 409 });
      const flat = Object.fromEntries(merged.names.map((field) => [field, merged.text(field)]));
      const values = gather(ruleBook, fields, submission.values, flat);
      const saved = await this.submissions.save(visit, submission, { ...submission, values });
      if (saved.ok) {
        const { version, problems } = saved.value;
        const stored = { ruleBook, submission: { ...submission, values, version } };
        const next = partForm(visit.language, ruleBook, part, stored.submission);
        return this.afterSaving(visit, stored, part, problems, next.wasSeen(form, merged));
      }
      if (saved.error.code === 'NOMINATIONS.STALE_DRAFT' && attempt < OVERTAKEN_AT_MOST) continue;
      const refused = worded(visit, ruleBook, saved.error);
      return visit.show(<PartPage {...page} form={form.refusedBy(refused)} />, saved.error);
    }
  }

  @Get(':submission/preview')
  async preview(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    return visit.show(<PreviewPage {...await this.opened(visit, id)} />);
  }

  @Get(':submission/submission')
  async confirmHandIn(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, id);
    if (missingOf(opened.ruleBook, opened.submission).length > 0) return visit.goTo(submissionPath(id));
    return visit.show(handInPage(visit, opened, stepForm(visit, opened.submission)));
  }

  @Post(':submission/submission')
  async handIn(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const opened = await this.opened(visit, id);
    const form = stepForm(visit, opened.submission);
    const received = await this.submissions.handIn(visit, id, form.base ?? '');
    if (received.ok) return visit.goTo(submissionPath(id), 'submission-received');
    const refused = worded(visit, opened.ruleBook, received.error);
    return visit.show(handInPage(visit, opened, form.refusedBy(refused)), received.error);
  }

  @Get(':submission/withdrawal')
  async confirmWithdrawal(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const { submission } = await this.opened(visit, id);
    return visit.show(<WithdrawForm submission={submission} form={reasonForm(visit)} />);
  }

  @Post(':submission/withdrawal')
  async withdraw(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const { submission } = await this.opened(visit, id);
    const form = reasonForm(visit);
    const withdrawn = await this.submissions.withdraw(visit, id, form.text('reason'));
    if (withdrawn.ok) return visit.goTo(submissionPath(id), 'submission-withdrawn');
    return visit.show(<WithdrawForm submission={submission} form={form.refusedBy(withdrawn.error)} />, withdrawn.error);
  }

  /** On to the next part; or the same again, where what is stored must still be mended. */
  private afterSaving(
    visit: Visit,
    { submission, ruleBook }: Opened,
    part: FieldGroup,
    problems: readonly BrokenRule[],
    was: string,
  ) {
    const parts = partsOf(ruleBook);
    const next = parts[parts.indexOf(part) + 1];
    const form = partForm(visit.language, ruleBook, part, submission);
    const here = problems.filter((problem) => fieldOfProblem(ruleBook, problem)?.group === part);
    const path = next === undefined ? submissionPath(submission.id) : partPath(submission.id, next);
    if (here.length === 0) return visit.saved(form, path, 'submission-saved', was);
    if (visit.isAutosave) return visit.saved(form, path, undefined, was);
    const refused = form.refusedFor(inWords(visit.language, ruleBook, here));
    return visit.show(<PartPage {...{ submission, ruleBook, part }} form={refused} stored />, { status: 422 });
  }

  private async aboutPage(visit: Visit, ruleBook: RuleBook, form: Form<AboutField>, place: AboutPlace) {
    const submit = translate(visit.language, place.begins ? 'web.submissions.begin' : 'web.submission.save');
    const organisations = await this.submissions.organisations(visit);
    return <AboutPage {...{ ...place, form, submit, organisations, languages: ruleBook.submission.languages }} />;
  }

  private async editionToBegin(visit: Visit): Promise<{ readonly edition: Edition; readonly ruleBook: RuleBook }> {
    const edition = await this.editionOf(visit.query('edition') ?? '');
    const ruleBook = await this.submissions.rules(edition.id);
    if (!ruleBook) throw new NothingThere('COMPETITION.NO_RULE_BOOK');
    visit.edition = edition.id;
    return { edition, ruleBook };
  }

  private opened(visit: Visit, id: string): Promise<Opened> {
    return openSubmission(this.submissions, visit, id);
  }

  /** The organisation that it is for, where the visitor still belongs to it. */
  private async organisationOf(visit: Visit, { organisationId }: Submission) {
    return organisationId === undefined ? undefined : this.organisations.find(visit, organisationId);
  }

  /** Who else wrote in it last, by name; nothing where that was the visitor. */
  private async othersSave(visit: Visit, submission: Submission): Promise<OthersSave | undefined> {
    const { savedBy, savedAt } = submission;
    if (savedBy === undefined || savedAt === undefined || savedBy === visit.account?.accountId) return undefined;
    const [organisation, { timeZone }] = await Promise.all([
      this.organisationOf(visit, submission),
      this.editionOf(submission.editionId),
    ]);
    return { name: memberName(organisation, savedBy), at: savedAt, timeZone };
  }

  private async editionOf(id: string): Promise<Edition> {
    const edition = await this.contest.edition(id);
    if (!edition) throw new NothingThere('COMPETITION.EDITION_UNKNOWN');
    return edition;
  }
}

type AboutPlace = Pick<AboutPageProps, 'action' | 'back' | 'conflicts' | 'fixed'> & { readonly begins: boolean };

const beginning = ({ id }: Edition): AboutPlace => ({
  action: `/desk/submissions/new?edition=${encodeURIComponent(id)}`,
  back: '/desk/submissions',
  begins: true,
});
const changing = ({ id, relation }: Submission): AboutPlace => ({
  action: `${submissionPath(id)}/about`,
  back: submissionPath(id),
  begins: false,
  // Not every co-editor may take it to another organisation.
  fixed: relation === 'member',
});

function partOf(ruleBook: RuleBook, name: string): FieldGroup {
  const part = partsOf(ruleBook).find((each) => each === name);
  if (part === undefined) throw new NothingThere('HTTP.NOT_FOUND');
  return part;
}

function contentOf(form: Form<AboutField>, values: Submission['values']): SubmissionContent {
  const language = form.text('language');
  return {
    // What is no language is sent as it is judged: one that the rules do not know.
    language: isLanguage(language) ? language : 'en',
    organisationId: form.text('organisationId') || undefined,
    values,
  };
}

function aboutForm(visit: Visit, submission?: Submission): Form<AboutField> {
  const { language, posted } = visit;
  return new Form({
    language,
    posted,
    fields: {
      language: {
        label: translate(language, 'web.submission.language'),
        hint: translate(language, 'web.submission.language.hint'),
        required: true,
      },
      organisationId: {
        label: translate(language, 'web.submission.organisation'),
        hint: translate(language, 'web.submission.organisation.hint'),
      },
    },
    values: submission === undefined ? { language } : aboutValues(submission),
    base: submission?.version,
  });
}

const aboutValues = ({ language, organisationId }: Submission): Record<AboutField, string> => ({
  language,
  organisationId: organisationId ?? '',
});

const stepForm = (visit: Visit, { version }: Submission) =>
  new Form<never>({ language: visit.language, posted: visit.posted, fields: {}, base: version });

function reasonForm({ language, posted }: Visit): Form<'reason'> {
  const fields = { reason: { label: translate(language, 'web.submission.withdraw.reason'), maxCharacters: 1_000 } };
  return new Form({ language, posted, fields });
}

/** A refusal whose rules name other fields as people know them. */
const worded = (visit: Visit, ruleBook: RuleBook, refused: Refused): Refused => ({
  ...refused,
  errors: inWords(visit.language, ruleBook, refused.errors),
});

function handInPage({ language }: Visit, { submission, ruleBook }: Opened, form: Form<never>) {
  const path = submissionPath(submission.id);
  return (
    <ConfirmPage
      title={translate(language, 'web.submission.handIn')}
      form={form}
      action={`${path}/submission`}
      back={path}
      submit={translate(language, 'web.submission.handIn')}
      effect={<HandInEffect submission={submission} ruleBook={ruleBook} />}
      crumbs={[
        { path: '/desk', label: translate(language, 'web.desk.title') },
        { path: '/desk/submissions', label: translate(language, 'web.submissions.title') },
        { path, label: titleOf(language, submission.values) },
      ]}
    />
  );
}
