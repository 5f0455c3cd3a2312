import { translate } from '@wsis/i18n';
import type { Submission } from '../../application/submissions/ports.js';
import { SelectField, TextArea } from '../forms/fields.js';
import { Form } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';
import { usePage } from '../page-context.js';
import type { Visitor } from '../../application/visitor.js';
import { ConfirmPage } from '../parts/confirm-page.js';
import { RuleLink } from '../parts/rule-link.js';
import { Theirs, categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { titleOf } from '../submissions/submission-words.js';
import { useEntryCrumbs, type ScreenedEntry } from './entry-page.js';
import { Places, entryPath, screeningPath } from './screening-words.js';

const LONGEST_INTEREST = 1_000;
const LONGEST_REASON = 2_000;

export const stepBackForm = ({ language, posted }: Visitor & { readonly posted: PostedForm }) =>
  new Form<'reason'>({
    language,
    posted,
    fields: {
      reason: {
        label: translate(language, 'web.judging.reason'),
        hint: translate(language, 'web.judging.reason.hint'),
        required: true,
        maxCharacters: LONGEST_INTEREST,
      },
    },
  });

/** Leaving an entry to others. Of the entry itself nothing more than its name is shown. */
export function StepBackPage({ submission, edition, form }: ScreenedEntry & { form: Form<'reason'> }) {
  const { say } = usePage();
  return (
    <ConfirmPage
      title={say('web.judging.stepBack')}
      form={form}
      action={`${entryPath(edition.id, submission.id)}/conflict`}
      back={screeningPath(edition.id)}
      submit={say('web.judging.stepBack')}
      final
      crumbs={useEntryCrumbs(edition)}
      effect={
        <>
          <Named submission={submission} />
          <p>{say('web.screening.stepBack.effect')}</p>
        </>
      }
    >
      <TextArea form={form} name="reason" rows={3} />
    </ConfirmPage>
  );
}

export type MoveField = 'category' | 'reason';

export const moveForm = ({ language }: Visitor, { category, version }: Submission, posted?: PostedForm) =>
  new Form<MoveField>({
    language,
    base: version,
    values: { category: category ?? '' },
    fields: {
      category: { label: translate(language, 'web.screening.move.to'), required: true },
      reason: {
        label: translate(language, 'web.screening.reason'),
        hint: translate(language, 'web.screening.move.reason.hint'),
        required: true,
        maxCharacters: LONGEST_REASON,
      },
    },
    ...(posted === undefined ? {} : { posted }),
  });

/** Moving an entry to the category where it belongs, with the room that each has. */
export function MovePage({
  submission,
  ruleBook,
  edition,
  standings,
  form,
}: ScreenedEntry & { form: Form<MoveField> }) {
  const { language, say } = usePage();
  const path = entryPath(edition.id, submission.id);
  const category = submission.category ?? '';
  const categories = categoriesOfRules(ruleBook);
  return (
    <ConfirmPage
      title={say('web.screening.move')}
      form={form}
      action={`${path}/category`}
      back={path}
      submit={say('web.screening.move')}
      crumbs={[...useEntryCrumbs(edition), { path, label: titleOf(language, submission.values) }]}
      effect={
        <>
          <Named submission={submission} />
          <p>
            {say('web.screening.move.effect', { category: categoryName(language, categories, category) })}{' '}
            <RuleLink edition={edition.id} rule="screening.mayMoveCategory" />
          </p>
        </>
      }
    >
      <SelectField
        form={form}
        name="category"
        choices={ruleBook.categories.map(({ code }) => ({
          value: code,
          label: (
            <>
              {categoryName(language, categories, code)} (<Places {...{ ruleBook, standings }} category={code} short />)
            </>
          ),
        }))}
      />
      <TextArea form={form} name="reason" rows={4} />
    </ConfirmPage>
  );
}

function Named({ submission }: { submission: Submission }) {
  const { language } = usePage();
  return (
    <p>
      <strong>
        <Theirs text={titleOf(language, submission.values)} language={submission.language} />
      </strong>
    </p>
  );
}
