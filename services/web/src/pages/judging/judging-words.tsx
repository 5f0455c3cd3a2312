import { formatNumber, translate } from '@wsis/i18n';
import type { Language } from '@wsis/kernel';
import type { RuleBook } from '@wsis/rule-book';
import type { Assignment, Sheet } from '../../application/judging/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { Form, type FieldSpec } from '../forms/form.js';
import type { PostedForm } from '../forms/posted-form.js';
import { usePage } from '../page-context.js';
import { Badge } from '../parts/badge.js';

export const LONGEST_COMMENT = 4_000;
/** Of a score sheet: `scores.<criterion>`, as the service names them, and `comment`. */
export type SheetField = `scores.${string}` | 'comment';

export const judgingPath = (edition: string) => `/desk/judging?edition=${encodeURIComponent(edition)}`;
export const sheetPath = (edition: string, nominee: string) =>
  `/desk/judging/${encodeURIComponent(edition)}/sheets/${encodeURIComponent(nominee)}`;

/** What an entry is called; one that a conflict bars from reading is called by its number. */
export function entryTitle(language: Language, { number, texts }: Pick<Assignment, 'number' | 'texts'>): string {
  return (
    chooseText(texts, language)?.text.title ??
    translate(language, 'web.judging.number', { number: formatNumber(language, number) })
  );
}

/** An exact fraction, `3/20`, as a number; for the eye alone. */
export function fraction(text: string): number {
  const [over = 0, under = 1] = text.split('/').map(Number);
  return over / under;
}

/** Where my sheet of an entry stands, in a word. */
export function SheetState({ entry }: { entry: Assignment }) {
  const { say } = usePage();
  if (entry.conflict !== undefined) return <Badge mood="plain">{say('web.judging.state.conflict')}</Badge>;
  if (entry.sheet?.sealed === true) return <Badge mood="good">{say('web.judging.state.sealed')}</Badge>;
  if (entry.sheet !== undefined) return <Badge mood="info">{say('web.judging.state.begun')}</Badge>;
  return <Badge mood="warn">{say('web.judging.state.waiting')}</Badge>;
}

/** The scores of a sheet as its form holds them. */
export function sheetValues(ruleBook: RuleBook, sheet: Sheet | undefined): Record<SheetField, string> {
  const scores = ruleBook.evaluation.criteria.map(({ id }) => [`scores.${id}`, String(sheet?.scores[id] ?? '')]);
  return { ...Object.fromEntries(scores), comment: sheet?.comment ?? '' } as Record<SheetField, string>;
}

/** My sheet as a form, made from the version that stands now. */
export function sheetForm(
  language: Language,
  ruleBook: RuleBook,
  sheet: Sheet | undefined,
  posted?: PostedForm,
): Form<SheetField> {
  const criteria = ruleBook.evaluation.criteria.map(({ id, names, weight }): [string, FieldSpec] => [
    `scores.${id}`,
    {
      label: names[language].text,
      // A sheet may be saved without it and not be sealed.
      required: true,
      hint: translate(language, 'web.judging.weight', {
        percent: formatNumber(language, Math.round(fraction(weight) * 1000) / 10),
      }),
    },
  ]);
  const fields = {
    ...Object.fromEntries(criteria),
    comment: {
      label: translate(language, 'web.judging.comment'),
      hint: translate(language, 'web.judging.comment.hint'),
      maxCharacters: LONGEST_COMMENT,
    },
  } as Record<SheetField, FieldSpec>;
  return new Form<SheetField>({
    language,
    fields,
    values: sheetValues(ruleBook, sheet),
    base: sheet?.version ?? 0,
    ...(posted === undefined ? {} : { posted }),
  });
}

/** The scores that stand in a form; what was not chosen is left out, and what is no number is for the service to refuse. */
export function scoresIn(form: Form<SheetField>): Record<string, number> {
  return Object.fromEntries(
    form.names.flatMap((name) => {
      const value = form.text(name);
      return name === 'comment' || value === '' ? [] : [[name.slice('scores.'.length), Number(value)]];
    }),
  );
}
