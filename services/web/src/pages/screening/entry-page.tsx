import { formatInstant, languageName } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Calendar, Edition } from '../../application/ports.js';
import type { Standing } from '../../application/screening/ports.js';
import type { Submission, SubmissionText } from '../../application/submissions/ports.js';
import { holds } from '../../application/visitor.js';
import { ChoiceField, FormView, TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { Facts } from '../parts/facts.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { Theirs, categoryName } from '../parts/words.js';
import { EntryView } from '../submissions/entry-view.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { History } from '../submissions/submission-page.js';
import { StateBadge, titleOf } from '../submissions/submission-words.js';
import { Translations } from '../submissions/translations.js';
import {
  Places,
  ScreeningTime,
  entryPath,
  isScreeningOpen,
  mayDecide,
  screeningPath,
  useOutcomes,
  type DecisionField,
} from './screening-words.js';

export interface ScreenedEntry {
  readonly submission: Submission;
  readonly ruleBook: RuleBook;
  readonly edition: Edition;
  readonly calendar: Calendar | undefined;
  readonly standings: readonly Standing[];
  /** The translation that is read beside the original. */
  readonly beside: SubmissionText | undefined;
}

export interface EntryPageProps extends ScreenedEntry {
  /** Names of those who stepped back, by account. */
  readonly names: ReadonlyMap<string, string>;
  readonly form: Form<DecisionField>;
}

/** One entry to read as a whole, and below it what the reader makes of it. */
export function EntryPage(props: EntryPageProps) {
  const { submission, ruleBook, edition, beside, form } = props;
  const { language, say } = usePage();
  const title = titleOf(language, submission.values);
  const path = entryPath(edition.id, submission.id);
  const { category, submittedAt } = submission;
  return (
    <Layout title={title} desk crumbs={useEntryCrumbs(edition)} failed={form.refusal !== undefined}>
      <h1>
        <Theirs text={title} language={submission.language} /> <StateBadge state={submission.state} />
      </h1>
      <Facts
        facts={[
          [
            say('web.submission.category'),
            category === undefined ? undefined : categoryName(language, categoriesOfRules(ruleBook), category),
          ],
          [
            say('web.submission.handedInAt'),
            submittedAt === undefined ? undefined : formatInstant(language, submittedAt, edition.timeZone),
          ],
          [say('web.screening.writtenIn'), languageName(language, submission.language)],
        ]}
      />
      <p class="actions">
        <a href="#decision">{say('web.screening.toDecision')}</a>
        <Ways {...props} />
      </p>
      <Translations submission={submission} beside={beside} path={path} />
      <EntryView submission={submission} ruleBook={ruleBook} beside={beside} picturesAt={`${path}/pictures`} />
      <History submission={submission} edition={edition} />
      <Conflicts {...props} />
      <section aria-labelledby="decision">
        <h2 id="decision">{say('web.screening.decision')}</h2>
        <Decide {...props} />
      </section>
    </Layout>
  );
}

/** What else may be done with the entry. */
function Ways({ submission, ruleBook, edition }: ScreenedEntry) {
  const { account, say } = usePage();
  const { state, relation } = submission;
  const path = entryPath(edition.id, submission.id);
  const undecided = state === 'submitted' || state === 'returned';
  const stepsBack = undecided && relation === undefined && mayDecide(account, ruleBook, edition.id);
  const movable = state === 'submitted' || state === 'nominated';
  const moves = movable && ruleBook.screening.mayMoveCategory && holds(account, ['secretariat'], edition.id);
  return (
    <>
      {stepsBack ? <PageLink to={`${path}/conflict`}>{say('web.judging.stepBack')}</PageLink> : null}
      {moves ? <PageLink to={`${path}/category`}>{say('web.screening.move')}</PageLink> : null}
    </>
  );
}

/** Who left it to others, and why; nominations tells the secretariat alone. */
function Conflicts({ submission, names }: EntryPageProps) {
  const { say } = usePage();
  if (submission.conflicts.length === 0) return null;
  return (
    <section aria-labelledby="conflicts">
      <h2 id="conflicts">{say('web.screening.conflicts')}</h2>
      <ul>
        {submission.conflicts.map(({ accountId, reason }) => (
          <li key={accountId}>
            <Theirs text={names.get(accountId) ?? say('web.submission.co-editor.colleague')} />:{' '}
            <Theirs text={reason} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decide(props: EntryPageProps) {
  const { submission, ruleBook, edition, calendar, standings, form } = props;
  const { account, say } = usePage();
  const outcomes = useOutcomes();
  const corrects = submission.state !== 'submitted';
  const obstacle = obstacleOf(props, account);
  // What was typed stays in sight, whatever has happened to the entry meanwhile.
  if (obstacle !== undefined && form.refusal === undefined) return <Notice>{say(obstacle)}</Notice>;
  return (
    <>
      {obstacle === undefined ? null : <Notice>{say(obstacle)}</Notice>}
      <ScreeningTime calendar={calendar} />
      <p>
        <Places ruleBook={ruleBook} standings={standings} category={submission.category ?? ''} />{' '}
        <RuleLink edition={edition.id} rule="screening.shortlistSize" />
      </p>
      <Notice kind="warning">{corrects ? say('web.screening.corrects') : say('web.screening.once')}</Notice>
      <FormView form={form} action={entryPath(edition.id, submission.id)} submit={say('web.screening.decide')}>
        <ChoiceField form={form} name="outcome" choices={outcomes} />
        <TextArea form={form} name="reason" />
      </FormView>
    </>
  );
}

type Account = Parameters<typeof holds>[0];

/** Why the reader decides nothing here now. */
function obstacleOf({ submission, ruleBook, edition, calendar }: ScreenedEntry, account: Account) {
  const decided = submission.state === 'nominated' || submission.state === 'declined';
  const mayCorrect = decided && holds(account, ['secretariat'], edition.id);
  const obstacles = [
    [!mayDecide(account, ruleBook, edition.id), 'web.screening.readOnly'] as const,
    [submission.relation !== undefined, 'web.screening.ownEntry'] as const,
    [submission.state === 'returned', 'web.screening.withAuthor'] as const,
    [submission.state === 'withdrawn', 'web.screening.isWithdrawn'] as const,
    [decided && !mayCorrect, 'web.screening.isDecided'] as const,
    [!isScreeningOpen(calendar), 'web.screening.notOpen'] as const,
  ];
  return obstacles.find(([stands]) => stands)?.[1];
}

export function useEntryCrumbs(edition: Edition) {
  const { say } = usePage();
  return [
    { path: '/desk', label: say('web.desk.title') },
    { path: screeningPath(edition.id), label: say('web.screening.title') },
  ];
}
