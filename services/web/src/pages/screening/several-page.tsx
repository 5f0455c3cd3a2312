import { problemTexts, translate } from '@wsis/i18n';
import type { RuleBook } from '@wsis/rule-book';
import type { Calendar, Edition } from '../../application/ports.js';
import type { Decision, NotDone, QueuedEntry } from '../../application/screening/ports.js';
import type { Visitor } from '../../application/visitor.js';
import { ChoiceField, FormView, TextArea } from '../forms/fields.js';
import { Form } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';
import { Layout } from '../layout.js';
import { usePage } from '../page-context.js';
import { EmptyState } from '../parts/empty-state.js';
import { PageLink } from '../parts/links.js';
import { Notice } from '../parts/notice.js';
import { RuleLink } from '../parts/rule-link.js';
import { Theirs, categoryName } from '../parts/words.js';
import { categoriesOfRules } from '../submissions/rule-words.js';
import { SubmissionTitle } from '../submissions/submission-words.js';
import { useEntryCrumbs } from './entry-page.js';
import { ScreeningTime, decisionFields, entryPath, screeningPath, useOutcomes } from './screening-words.js';

export type SeveralField = 'entries' | 'outcome' | 'reason';

/** One that was chosen and not decided on, and why. */
export interface NotDecided {
  readonly title: string;
  readonly code: string;
}

export interface SeveralPageProps {
  readonly edition: Edition;
  readonly calendar: Calendar | undefined;
  readonly ruleBook: RuleBook;
  readonly category: string | undefined;
  /** Those that wait, the longest waiting first. */
  readonly entries: readonly QueuedEntry[];
  /** Still others wait. */
  readonly more: boolean;
  readonly form: Form<SeveralField>;
  readonly done?: number;
  readonly notDecided?: readonly NotDecided[];
}

export const severalPath = (edition: string, category: string | undefined) =>
  `${screeningPath(edition)}/several${category === undefined ? '' : `?category=${encodeURIComponent(category)}`}`;

/** One decision for all that are ticked. */
export function SeveralPage(props: SeveralPageProps) {
  const { edition, calendar, ruleBook, category, form, entries, more } = props;
  const { language, say } = usePage();
  const outcomes = useOutcomes();
  const categories = categoriesOfRules(ruleBook);
  return (
    <Layout
      title={say('web.screening.several')}
      desk
      crumbs={useEntryCrumbs(edition)}
      failed={form.refusal !== undefined}
    >
      <h1>{say('web.screening.several')}</h1>
      {category === undefined ? null : <p class="lead">{categoryName(language, categories, category)}</p>}
      <Outcome {...props} />
      <ScreeningTime calendar={calendar} />
      {entries.length === 0 ? (
        <EmptyState title={say('web.table.empty')}>
          <p>{say('web.screening.empty.waiting')}</p>
          <p>
            <PageLink to={screeningPath(edition.id)}>{say('web.screening.title')}</PageLink>
          </p>
        </EmptyState>
      ) : (
        <>
          <p>
            {say('web.screening.several.explained')} <RuleLink edition={edition.id} rule="screening.shortlistSize" />
          </p>
          {more ? <p class="hint">{say('web.screening.several.more')}</p> : null}
          <Notice kind="warning">{say('web.screening.once')}</Notice>
          <FormView
            form={form}
            action={severalPath(edition.id, category)}
            submit={say('web.screening.several.decide')}
            beside={<PageLink to={screeningPath(edition.id)}>{say('web.confirm.back')}</PageLink>}
          >
            <ChoiceField
              form={form}
              name="entries"
              several
              choices={entries.map((entry) => ({
                value: chosen(entry),
                label: (
                  <>
                    <PageLink to={entryPath(edition.id, entry.id)}>
                      <SubmissionTitle title={entry.title} {...(entry.language && { language: entry.language })} />
                    </PageLink>{' '}
                    – <Theirs text={entry.organisation ?? ''} />,{' '}
                    {categoryName(language, categories, entry.category ?? '')}
                  </>
                ),
              }))}
            />
            <ChoiceField form={form} name="outcome" choices={outcomes} />
            <TextArea form={form} name="reason" />
          </FormView>
        </>
      )}
    </Layout>
  );
}

/** What came of those that were sent, where not all were decided on. */
function Outcome({ done = 0, notDecided = [] }: SeveralPageProps) {
  const { language, say } = usePage();
  if (notDecided.length === 0) return null;
  return (
    <Notice kind="warning" live title={say('web.screening.several.notDecided')}>
      <p>{say('web.screening.several.done', { done })}</p>
      <ul>
        {notDecided.map(({ title, code }, index) => (
          <li key={index}>
            <SubmissionTitle title={title} />: {problemTexts.title(language, code)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** An entry in the version that was shown. */
const chosen = ({ id, version }: Pick<QueuedEntry, 'id' | 'version'>) => `${id}.${version}`;

export function severalForm({ language }: Visitor, posted?: PostedForm): Form<SeveralField> {
  return new Form<SeveralField>({ ...severalFields(language), ...(posted === undefined ? {} : { posted }) });
}

const severalFields = (language: Visitor['language']) => ({
  language,
  fields: {
    entries: { label: translate(language, 'web.screening.several.entries'), required: true },
    ...decisionFields(language),
  },
});

/** What the form decides, entry by entry. */
export function decisionsIn(form: Form<SeveralField>): readonly Decision[] {
  return form.texts('entries').map((value) => {
    const [submissionId = '', version = ''] = value.split('.');
    return { submissionId, version: Number(version), outcome: form.text('outcome'), reason: form.text('reason') };
  });
}

/** The form again, with those chosen that were refused and still wait, in the version that stands now. */
export function keptForm(
  { language }: Visitor,
  form: Form<SeveralField>,
  waiting: readonly QueuedEntry[],
  refused: readonly NotDone[],
): Form<SeveralField> {
  const ids = new Set(refused.map(({ submissionId }) => submissionId));
  const values = {
    entries: waiting.filter(({ id }) => ids.has(id)).map(chosen),
    outcome: form.text('outcome'),
    reason: form.text('reason'),
  };
  return new Form<SeveralField>({ ...severalFields(language), values });
}
