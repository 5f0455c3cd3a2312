import type { RuleBook } from '@wsis/rule-book';
import type { Submission } from '../../application/submissions/ports.js';
import { TextArea } from '../forms/fields.js';
import type { Form } from '../forms/form.js';
import { usePage } from '../page-context.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { Steps } from '../parts/steps.js';
import { Theirs, categoryName } from '../parts/words.js';
import { categoriesOfRules } from './rule-words.js';
import { submissionPath, titleOf } from './submission-words.js';

/** What handing in means, and what happens after. */
export function HandInEffect({ submission, ruleBook }: { submission: Submission; ruleBook: RuleBook }) {
  const { language, say } = usePage();
  return (
    <>
      <p>
        <strong>
          <Theirs text={titleOf(language, submission.values)} language={submission.language} />
        </strong>
        {', '}
        {categoryName(language, categoriesOfRules(ruleBook), submission.category ?? '')}
      </p>
      <p>{say('web.submission.handIn.effect')}</p>
      <Steps
        steps={[
          say('web.submission.handIn.step.receipt'),
          say('web.submission.handIn.step.screening'),
          say('web.submission.handIn.step.outcome'),
          say('web.submission.handIn.step.vote'),
        ]}
      />
    </>
  );
}

/** Withdrawing, with what it means. */
export function WithdrawForm({ submission, form }: { submission: Submission; form: Form<'reason'> }) {
  const { language, say } = usePage();
  const path = submissionPath(submission.id);
  const title = titleOf(language, submission.values);
  return (
    <ConfirmPage
      title={say('web.submission.withdraw')}
      form={form}
      action={`${path}/withdrawal`}
      back={path}
      submit={say('web.submission.withdraw')}
      final
      effect={
        <>
          <p>
            <strong>
              <Theirs text={title} language={submission.language} />
            </strong>
          </p>
          <p>{say('web.submission.withdraw.effect')}</p>
        </>
      }
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: '/desk/submissions', label: say('web.submissions.title') },
        { path, label: title },
      ]}
    >
      <TextArea form={form} name="reason" rows={3} />
    </ConfirmPage>
  );
}
