import { problemTexts, translate, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { BrokenRule } from '../../application/refused.js';
import type { SubmissionState } from '../../application/submissions/ports.js';
import type { Values } from '../../domain/draft-values.js';
import { usePage } from '../page-context.js';
import { Badge, type Mood } from '../parts/badge.js';
import { Theirs } from '../parts/words.js';
import { inWords, problemLabel } from './draft-form.js';

const MOODS: Readonly<Record<SubmissionState, Mood>> = {
  draft: 'plain',
  submitted: 'info',
  returned: 'warn',
  nominated: 'good',
  declined: 'bad',
  withdrawn: 'plain',
};

/** Where a submission stands, in a word. */
export function StateBadge({ state }: { state: SubmissionState }) {
  const { language } = usePage();
  return <Badge mood={MOODS[state]}>{stateName(language, state)}</Badge>;
}

export function stateName(language: Language, state: string): string {
  return translateLoosely(language, `web.submission.state.${state}`);
}

/** What a submission is called; a draft may have no title yet. */
export function titleOf(language: Language, values: Values): string {
  const title = values['title'];
  return typeof title === 'string' && title !== '' ? title : translate(language, 'web.submission.untitled');
}

export function SubmissionTitle({ title, language }: { title: string; language?: Language }) {
  const { say } = usePage();
  return title === '' ? <>{say('web.submission.untitled')}</> : <Theirs text={title} language={language} />;
}

/** A problem of a submission as a sentence. */
export function problemSentence(language: Language, ruleBook: RuleBook, problem: BrokenRule): string {
  const [worded = problem] = inWords(language, ruleBook, [problem]);
  return problemTexts.rule(language, { ...worded, field: problemLabel(language, ruleBook, problem) });
}

export const submissionPath = (id: string) => `/desk/submissions/${encodeURIComponent(id)}`;
export const partPath = (id: string, part: string) => `${submissionPath(id)}/parts/${part}`;
