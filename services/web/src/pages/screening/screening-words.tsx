import { formatNumber, translate, translateLoosely } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Calendar } from '../../application/ports.js';
import { OUTCOMES, type Standing } from '../../application/screening/ports.js';
import type { Submission } from '../../application/submissions/ports.js';
import { holds, type VisitingAccount, type Visitor } from '../../application/visitor.js';
import { Form, type FieldSpec } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';
import { usePage } from '../page-context.js';
import { Deadline } from '../parts/deadline.js';
import { Notice } from '../parts/notice.js';

const LONGEST_REASON = 2_000;

export const screeningPath = (edition: string) => `/desk/screening/${encodeURIComponent(edition)}`;
export const entryPath = (edition: string, id: string) => `${screeningPath(edition)}/entries/${encodeURIComponent(id)}`;

/** The categories that a screener was invited for; none where it is all of them. */
export function ownCategories(account: VisitingAccount | undefined, edition: string): readonly string[] {
  if (holds(account, ['secretariat', 'auditor'], edition)) return [];
  const held = (account?.roles ?? []).filter(
    ({ role, edition: where }) => role === 'screener' && (where === edition || where === '*'),
  );
  const named = held.map(({ category }) => category);
  return named.some((category) => category === undefined || category === '') ? [] : named.map(String);
}

/** Whether the rules let an account decide; when and on what is for nominations to say. */
export function mayDecide(account: VisitingAccount | undefined, ruleBook: RuleBook, edition: string): boolean {
  const byScreeners = ruleBook.screening.screenedBy === 'screeners';
  return holds(account, byScreeners ? ['screener', 'secretariat'] : ['secretariat'], edition);
}

export function isScreeningOpen(calendar: Calendar | undefined): boolean {
  return calendar?.phases.some(({ phase, state }) => phase === 'screening' && state === 'open') === true;
}

/** Until when there is time, or that it is not the time. */
export function ScreeningTime({ calendar }: { calendar: Calendar | undefined }) {
  const { say } = usePage();
  const phase = calendar?.phases.find((each) => each.phase === 'screening');
  return calendar !== undefined && phase?.state === 'open' && phase.closesAt !== undefined ? (
    <Deadline at={phase.closesAt} timeZone={calendar.timeZone} now={calendar.now} />
  ) : (
    <Notice>{phase?.state === 'closed' ? say('web.screening.closed') : say('web.screening.notOpen')}</Notice>
  );
}

/** How many submissions stand in a state, in these categories or in all. */
export function countOf(standings: readonly Standing[], state: string, categories: readonly string[] = []): number {
  return standings
    .filter((each) => each.state === state && (categories.length === 0 || categories.includes(each.category ?? '')))
    .reduce((sum, { count }) => sum + count, 0);
}

/** How many places of a category's shortlist are taken: in a sentence, or in two figures. */
export function Places({ ruleBook, standings, category, short = false }: PlacesProps) {
  const { language, say } = usePage();
  const taken = formatNumber(language, countOf(standings, 'nominated', [category]));
  const limit = ruleBook.screening.shortlistSize;
  const size = limit === null ? undefined : formatNumber(language, limit);
  if (short) return <>{size === undefined ? taken : `${taken} / ${size}`}</>;
  return (
    <>
      {size === undefined ? say('web.screening.places.open', { taken }) : say('web.screening.places', { taken, size })}
    </>
  );
}

export interface PlacesProps {
  readonly ruleBook: RuleBook;
  readonly standings: readonly Standing[];
  readonly category: string;
  readonly short?: boolean;
}

export type DecisionField = 'outcome' | 'reason';
const NOTHING_YET: Readonly<Record<DecisionField, string>> = { outcome: '', reason: '' };

export const decisionFields = (language: Language): Readonly<Record<DecisionField, FieldSpec>> => ({
  outcome: { label: translate(language, 'web.screening.outcome'), required: true },
  reason: {
    label: translate(language, 'web.screening.reason'),
    hint: translate(language, 'web.screening.reason.hint'),
    maxCharacters: LONGEST_REASON,
  },
});

/** What the screener makes of an entry, in the version that is read. */
export function decisionForm(
  { language }: Visitor,
  { version }: Pick<Submission, 'version'>,
  posted?: PostedForm,
): Form<DecisionField> {
  return new Form<DecisionField>({
    language,
    base: version,
    fields: decisionFields(language),
    ...(posted === undefined ? {} : { posted }),
  });
}

/** The same, with all that was typed, for the version that stands now. */
export const ontoVersion = (form: Form<DecisionField>, { version }: Pick<Submission, 'version'>) =>
  form.onto(NOTHING_YET, version).form;

/** What may be made of an entry, with what follows from it. */
export function useOutcomes() {
  const { language } = usePage();
  return OUTCOMES.map((value) => ({
    value,
    label: translateLoosely(language, `web.screening.outcome.${value}`),
    hint: translateLoosely(language, `web.screening.outcome.${value}.hint`),
  }));
}
