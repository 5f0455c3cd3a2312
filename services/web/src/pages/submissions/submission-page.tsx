import { formatInstant, formatNumber, languageName, translateLoosely } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Calendar, Edition } from '../../application/ports.js';
import type { OrganisationWithMembers } from '../../application/organisations/ports.js';
import type { Submission } from '../../application/submissions/ports.js';
import { fieldOfProblem, missingOf, partsOf } from '../../domain/draft-values.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Deadline } from '../parts/deadline.js';
import { Facts } from '../parts/facts.js';
import { LinkButton, PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Progress } from '../parts/progress.js';
import { Theirs, categoryName } from '../parts/words.js';
import { CoEditors, LastSave } from './co-editors.js';
import { categoriesOfRules } from './rule-words.js';
import { StateBadge, partPath, problemSentence, submissionPath, titleOf } from './submission-words.js';

export interface SubmissionPageProps {
  readonly submission: Submission;
  readonly ruleBook: RuleBook;
  readonly edition: Edition;
  readonly calendar: Calendar | undefined;
  /** The one that it is for, where the reader belongs to it. */
  readonly organisation: OrganisationWithMembers | undefined;
}

/** One submission for its authors: where it stands and why, what is missing, and what can be done now. */
export function SubmissionPage(props: SubmissionPageProps) {
  const { submission, ruleBook, edition, organisation } = props;
  const { language, say } = usePage();
  const title = titleOf(language, submission.values);
  const path = submissionPath(submission.id);
  const open = submission.state === 'draft' || submission.state === 'returned';
  const missing = open ? missingOf(ruleBook, submission) : [];
  return (
    <Layout
      title={title}
      desk
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        {
          path: `/desk/submissions?edition=${encodeURIComponent(submission.editionId)}`,
          label: say('web.submissions.title'),
        },
      ]}
    >
      <h1>
        <Theirs text={title} language={submission.language} /> <StateBadge state={submission.state} />
      </h1>
      <WhatNow {...props} />
      <p class="actions">
        {open && missing.length === 0 ? (
          <LinkButton to={`${path}/submission`}>{say('web.submission.handIn')}</LinkButton>
        ) : null}
        {open ? (
          <LinkButton to={partPath(submission.id, nextPart(ruleBook, missing))} quiet={missing.length === 0}>
            {say('web.submission.write')}
          </LinkButton>
        ) : null}
        <LinkButton to={`${path}/preview`} quiet>
          {say('web.submission.preview')}
        </LinkButton>
        {open ? (
          <LinkButton to={`${path}/pictures`} quiet>
            {say('web.pictures.title')}
          </LinkButton>
        ) : null}
      </p>
      {open ? <Missing submission={submission} ruleBook={ruleBook} missing={missing} /> : null}
      <Facts
        facts={[
          [
            say('web.submission.category'),
            submission.category === undefined
              ? undefined
              : categoryName(language, categoriesOfRules(ruleBook), submission.category),
          ],
          [say('web.submission.language'), languageName(language, submission.language)],
          [
            say('web.submission.organisation'),
            submission.organisationId !== undefined && organisation === undefined ? undefined : (
              <Theirs text={organisation?.name ?? say('web.submission.organisation.none')} />
            ),
          ],
          [
            say('web.submission.saved-by'),
            open ? <LastSave {...{ submission, organisation, timeZone: edition.timeZone }} /> : undefined,
          ],
        ]}
      />
      {open ? (
        <p>
          <PageLink to={`${path}/about`}>{say('web.submission.changeAbout')}</PageLink>
        </p>
      ) : null}
      {organisation === undefined ? null : <CoEditors submission={submission} organisation={organisation} />}
      <History {...props} />
      {submission.state === 'withdrawn' ? null : (
        <p>
          {submission.relation === 'member' ? (
            say('web.submission.withdraw.others')
          ) : (
            <PageLink to={`${path}/withdrawal`}>{say('web.submission.withdraw')}</PageLink>
          )}
        </p>
      )}
    </Layout>
  );
}

/** What the state means and what comes next; what was given back says why, before everything else. */
function WhatNow({ submission, calendar }: SubmissionPageProps) {
  const { language, say } = usePage();
  const reason = submission.history.findLast(({ reason: given }) => given !== '');
  const next =
    submission.state === 'draft' && submission.organisationId !== undefined ? 'draft-shared' : submission.state;
  const explained = reason !== undefined && reason.state === submission.state;
  const phase = calendar?.phases.find(({ phase: name }) =>
    submission.state === 'draft' ? name === 'submission' : submission.state === 'returned' && name === 'screening',
  );
  return (
    <>
      <p class="lead">{translateLoosely(language, `web.submission.next.${next}`)}</p>
      {explained ? (
        <Notice kind={submission.state === 'nominated' ? 'info' : 'warning'} title={say('web.submission.reason')}>
          <div class="text" dir="auto">
            {reason.reason}
          </div>
        </Notice>
      ) : null}
      {calendar !== undefined && phase?.closesAt !== undefined && phase.state === 'open' ? (
        <Deadline at={phase.closesAt} timeZone={calendar.timeZone} now={calendar.now} />
      ) : null}
    </>
  );
}

type Missing = ReturnType<typeof missingOf>;

/** What is missing, by part, each a link to its field. */
function Missing({ submission, ruleBook, missing }: { submission: Submission; ruleBook: RuleBook; missing: Missing }) {
  const { language, say } = usePage();
  const total = ruleBook.submission.fields.length;
  const lacking = new Set(missing.map((problem) => fieldOfProblem(ruleBook, problem)?.id)).size;
  return (
    <section aria-labelledby="missing">
      <h2 id="missing">{say('web.submission.missing')}</h2>
      <Progress
        label={say('web.submission.progress')}
        value={total - lacking}
        max={total}
        text={say('web.submission.progress.text', {
          done: formatNumber(language, total - lacking),
          total: formatNumber(language, total),
        })}
      />
      {missing.length === 0 ? <Notice kind="success">{say('web.submission.missing.none')}</Notice> : null}
      {partsOf(ruleBook).map((part) => {
        const problems = missing.filter((problem) => fieldOfProblem(ruleBook, problem)?.group === part);
        return problems.length === 0 ? null : (
          <div key={part}>
            <h3>{translateLoosely(language, `web.submission.part.${part}`)}</h3>
            <ul>
              {problems.map((problem) => (
                <li key={problem.field}>
                  <PageLink to={`${partPath(submission.id, part)}#${problem.field}`}>
                    {problemSentence(language, ruleBook, problem)}
                  </PageLink>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

/** The first part that lacks something, else the first. */
function nextPart(ruleBook: RuleBook, missing: Missing): string {
  const parts = partsOf(ruleBook);
  const lacking = new Set(missing.map((problem) => fieldOfProblem(ruleBook, problem)?.group));
  return parts.find((part) => lacking.has(part)) ?? parts[0] ?? '';
}

/** Every step, with its reason. */
export function History({ submission, edition }: Pick<SubmissionPageProps, 'submission' | 'edition'>) {
  const { language, say } = usePage();
  if (submission.history.length === 0) return null;
  return (
    <>
      <h2>{say('web.submission.history')}</h2>
      <ol>
        {submission.history.map(({ what, state, reason, at }, index) => (
          <li key={index}>
            {say('web.labelled', { label: formatInstant(language, at, edition.timeZone) })}{' '}
            {translateLoosely(
              language,
              what === 'screened' ? `web.submission.state.${state}` : `web.submission.step.${what}`,
            )}
            {reason === '' ? null : (
              <div class="text" dir="auto">
                {reason}
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
