import { formatNumber, translateLoosely } from '@wsis/i18n';
import type { FieldGroup, RuleBook } from '@wsis/rule-book';
import type { Submission } from '../../application/submissions/ports.js';
import { fieldOfProblem, fieldsOf, missingOf, partsOf } from '../../domain/draft-values.js';
import { Conflicts } from '../forms/conflicts.js';
import { FormView } from '../forms/fields.js';
import type { FieldConflict, Form } from '../forms/form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { Tabs } from '../parts/tabs.js';
import { OthersSaveNotice, type OthersSave } from './co-editors.js';
import { DraftField } from './draft-field.js';
import { partPath, submissionPath, titleOf } from './submission-words.js';

export interface PartPageProps {
  readonly submission: Submission;
  readonly ruleBook: RuleBook;
  readonly part: FieldGroup;
  readonly form: Form<string>;
  readonly conflicts?: readonly FieldConflict<string>[];
  readonly othersSave?: OthersSave | undefined;
  /** What was typed is stored, though some of it must still be mended. */
  readonly stored?: boolean;
}

/** One part of a submission's form, with the way to the others and what each still lacks. */
export function PartPage(props: PartPageProps) {
  const { submission, ruleBook, part, form, conflicts = [], othersSave, stored = false } = props;
  const { language, say } = usePage();
  const name = translateLoosely(language, `web.submission.part.${part}`);
  const disputed = new Set(conflicts.map(({ field }) => field));
  const back = submissionPath(submission.id);
  return (
    <Layout
      title={name}
      desk
      failed={form.refusal !== undefined}
      crumbs={[
        { path: '/desk', label: say('web.desk.title') },
        { path: '/desk/submissions', label: say('web.submissions.title') },
        { path: back, label: titleOf(language, submission.values) },
      ]}
    >
      <h1>{name}</h1>
      <PartTabs submission={submission} ruleBook={ruleBook} />
      {othersSave === undefined ? null : <OthersSaveNotice save={othersSave} />}
      {stored ? <Notice kind="info">{say('web.submission.storedWithProblems')}</Notice> : null}
      <FormView
        form={form}
        action={partPath(submission.id, part)}
        submit={say('web.submission.saveOn')}
        autosave={conflicts.length === 0}
        beside={<PageLink to={back}>{say('web.submission.backToOverview')}</PageLink>}
      >
        <Conflicts form={form} conflicts={conflicts} />
        {fieldsOf(ruleBook, part).map((field) =>
          disputed.has(field.id) ? null : (
            <DraftField
              key={field.id}
              form={form}
              ruleBook={ruleBook}
              field={field}
              picturesAt={`${back}/pictures`}
              values={submission.values}
              disputed={disputed}
            />
          ),
        )}
      </FormView>
    </Layout>
  );
}

/** The parts of the form, each with how much it still lacks. */
export function PartTabs({ submission, ruleBook }: Pick<PartPageProps, 'submission' | 'ruleBook'>) {
  const { language, say } = usePage();
  const missing = missingOf(ruleBook, submission);
  const lacking = (part: FieldGroup) =>
    missing.filter((problem) => fieldOfProblem(ruleBook, problem)?.group === part).length;
  return (
    <Tabs
      label={say('web.submission.parts')}
      tabs={partsOf(ruleBook).map((part) => {
        const count = lacking(part);
        return {
          path: partPath(submission.id, part),
          label: translateLoosely(language, `web.submission.part.${part}`),
          ...(count === 0 ? {} : { count: formatNumber(language, count) }),
        };
      })}
    />
  );
}
