import { err, ok, type Language, type Result } from '@wsis/kernel';
import {
  comparableText,
  eligibleProject,
  eligibleSubmitter,
  isCleanText,
  projectKey,
  regionOf,
  validateSubmission,
  withinEntityLimit,
  type RuleBook,
  type RuleProblem,
} from '@wsis/rule-book';
import { relationOf, type Author } from './author.js';
import { isFrozen, isOpen, type Edition } from './edition.js';
import type { FieldProblem, NominationsError } from './nominations-error.js';

export const SUBMISSION_STATES = ['draft', 'submitted', 'returned', 'nominated', 'declined', 'withdrawn'] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** Where the text of a language comes from. */
export type TextState = 'original' | 'machine-draft' | 'checked';

/** Answers by field id, as the rule book's form names them. */
export type Values = Readonly<Record<string, unknown>>;

/** A project of an earlier edition that this submission stands for. */
export interface PastProjectReference {
  readonly year: number;
  readonly category: string | null;
  readonly title: string;
  readonly source: string | null;
}

/** What an author writes. */
export interface SubmissionContent {
  readonly language: Language;
  readonly values: Values;
  readonly organisationId: string | null;
  /** A made-up entry of a demonstration or a rehearsal. */
  readonly generated: boolean;
  readonly pastProject: PastProjectReference | null;
}

export interface Submission extends SubmissionContent {
  readonly id: string;
  readonly editionId: string;
  readonly state: SubmissionState;
  readonly version: number;
  readonly submitterAccountId: string;
  /** Where the secretariat moved it, or what its author chose. */
  readonly category: string | null;
}

/** Problems of what was typed that a draft may keep: the author is told, and nothing is lost. */
const KEPT_IN_A_DRAFT: ReadonlySet<RuleProblem['rule']> = new Set([
  'required',
  'words-minimum',
  'words-maximum',
  'items-minimum',
  'pattern',
  'not-before',
  'reference',
  'accepted',
  'eligible',
]);

/** Checks a draft: gives what its author should still mend, or refuses what no form could have sent. */
export function checkDraft(
  ruleBook: RuleBook,
  content: SubmissionContent,
): Result<readonly FieldProblem[], NominationsError> {
  const unclean = uncleanTexts(content.values);
  if (unclean.length > 0) return err({ code: 'NOMINATIONS.DRAFT_INVALID', problems: unclean });
  const problems = validateSubmission(ruleBook, content, 'draft');
  const refused = problems.filter((problem) => !KEPT_IN_A_DRAFT.has(problem.rule));
  return refused.length > 0 ? err({ code: 'NOMINATIONS.DRAFT_INVALID', problems: refused }) : ok(problems);
}

const UNCLEAN = { expected: 'printable text' };

/** Texts that no person typed (control characters, halves of characters) are not stored anywhere. */
function uncleanTexts(value: unknown, field = ''): readonly FieldProblem[] {
  if (typeof value === 'string') return isCleanText(value) ? [] : [{ field, rule: 'pattern', params: UNCLEAN }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const path = field === '' ? key.slice(0, 80) : `${field}.${key.slice(0, 80)}`;
    return isCleanText(key)
      ? uncleanTexts(each, path)
      : [{ field: field || 'values', rule: 'pattern', params: UNCLEAN }];
  });
}

/** Decides whether somebody may change a submission now: who began it or a co-editor, as long as it is not handed in. */
export function decideChange(submission: Submission, author: Author): Result<undefined, NominationsError> {
  if (relationOf(submission, author) === undefined) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
  if (submission.state !== 'draft' && submission.state !== 'returned') {
    return err({ code: 'NOMINATIONS.ALREADY_SUBMITTED', state: submission.state });
  }
  return ok(undefined);
}

/** Decides whether an author may save what was written from that version. */
export function decideSave(
  submission: Submission,
  fromVersion: number,
  author: Author,
): Result<undefined, NominationsError> {
  const mayChange = decideChange(submission, author);
  if (!mayChange.ok) return mayChange;
  if (submission.version !== fromVersion) return err({ code: 'NOMINATIONS.STALE_DRAFT', version: submission.version });
  return ok(undefined);
}

/** Decides whether somebody may withdraw a submission, or take it to another organisation: not every co-editor may. */
export function decideDisposal(submission: Submission, author: Author): Result<undefined, NominationsError> {
  const relation = relationOf(submission, author);
  if (relation === undefined) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
  return relation === 'member' ? err({ code: 'NOMINATIONS.SUBMITTER_REQUIRED' }) : ok(undefined);
}

/**
 * Decides for which organisation a submission may be written: one of the author's own. Nobody fills the limit of an
 * organisation, or bars its members from voting, without belonging to it.
 */
export function decideOrganisation(
  organisationId: string | null,
  author: Author,
  before?: Submission,
): Result<undefined, NominationsError> {
  if (before && before.organisationId !== organisationId) {
    const mayMove = decideDisposal(before, author);
    if (!mayMove.ok) return mayMove;
  }
  const belongs = author.belongsTo.some((each) => each.organisationId === organisationId);
  return organisationId === null || belongs ? ok(undefined) : err({ code: 'NOMINATIONS.NOT_A_MEMBER' });
}

/** Decides, by the rule book and the database's clock, whether a submission is received. */
export function decideSubmit(
  edition: Edition,
  submission: Submission,
  fromVersion: number,
  author: Author,
  now: Date,
): Result<undefined, NominationsError> {
  const mayChange = decideSave(submission, fromVersion, author);
  if (!mayChange.ok) return mayChange;
  if (isFrozen(edition)) return err({ code: 'NOMINATIONS.LIST_FROZEN' });
  // What the screeners gave back may come again as long as they screen.
  const open =
    isOpen(edition, 'submission', now) || (submission.state === 'returned' && isOpen(edition, 'screening', now));
  if (!open) return err({ code: 'NOMINATIONS.PHASE_CLOSED', phase: 'submission' });
  const { ruleBook } = edition;
  const { values } = submission;
  const problems: readonly FieldProblem[] = [
    ...validateSubmission(ruleBook, submission, 'complete'),
    ...eligibleSubmitter(ruleBook, {
      stakeholderType: textOf(values, 'stakeholderType'),
      role: roleOf(values),
      ownerConsent: values['ownerConsent'] === true,
    }),
  ];
  if (problems.length > 0) return err({ code: 'NOMINATIONS.INCOMPLETE', problems: withoutRepeats(problems) });
  const past = eligibleProject(ruleBook, {
    title: textOf(values, 'title'),
    organisation: textOf(values, 'organisationName'),
    country: textOf(values, 'country'),
  });
  return past.length > 0 ? err({ code: 'NOMINATIONS.PAST_WINNER', problems: past }) : ok(undefined);
}

/** Decides whether an entity may have one more submission received, from those it has already. */
export function decideEntityLimit(
  ruleBook: RuleBook,
  already: { readonly inCategory: number; readonly inEdition: number },
): Result<undefined, NominationsError> {
  const problems = withinEntityLimit(ruleBook, already);
  return problems.length > 0 ? err({ code: 'NOMINATIONS.ENTITY_LIMIT', problems }) : ok(undefined);
}

function withoutRepeats(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ field, rule }) => !seen.has(`${field} ${rule}`) && seen.add(`${field} ${rule}`));
}

function roleOf(values: Values): 'owner' | 'partner' | 'third-party' {
  const role = values['submitterRole'];
  return role === 'third-party' || role === 'partner' ? role : 'owner';
}

/** The text of a field, or nothing. */
export function textOf(values: Values, field: string): string {
  const value = values[field];
  return typeof value === 'string' ? value.trim() : '';
}

/** Facts of a submission that are looked up, counted and shown by themselves. */
export interface SubmissionFacts {
  readonly category: string | null;
  readonly stakeholderType: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly organisationName: string | null;
  readonly submitterRole: string | null;
  readonly ownerConsent: boolean;
  readonly sdgs: readonly number[];
  readonly gdcObjectives: readonly string[];
  readonly beneficiaries: readonly string[];
  readonly website: string | null;
  readonly attachments: readonly {
    readonly kind: 'image' | 'document';
    readonly place: string;
    readonly alternative: string | null;
  }[];
  /** Two submissions of one project share it; null while title or organisation is missing. */
  readonly projectKey: string | null;
  /** Two submissions of one entity share it. */
  readonly entityKey: string | null;
}

/** Reads the facts out of the answers; what is missing or of another kind is null or empty. */
export function factsOf(content: SubmissionContent): SubmissionFacts {
  const { values } = content;
  const text = (field: string): string | null => textOf(values, field) || null;
  const list = (field: string): readonly unknown[] => {
    const value = values[field];
    return Array.isArray(value) ? value : [];
  };
  const isText = (each: unknown): each is string => typeof each === 'string';
  const isGoal = (each: unknown): each is number => Number.isInteger(each) && Number(each) >= 1 && Number(each) <= 17;
  const title = text('title');
  const organisation = text('organisationName');
  const country = text('country');
  const image = text('image');
  return {
    category: text('category'),
    stakeholderType: text('stakeholderType'),
    country,
    region: country === null ? null : regionOf(country),
    organisationName: organisation,
    submitterRole: text('submitterRole'),
    ownerConsent: values['ownerConsent'] === true,
    sdgs: list('sdgs').filter(isGoal),
    gdcObjectives: list('gdcObjectives').filter(isText),
    beneficiaries: list('beneficiaries').filter(isText),
    website: text('website'),
    attachments: [
      ...(image === null ? [] : [{ kind: 'image' as const, place: image, alternative: text('imageAlternative') }]),
      ...list('documents')
        .filter(isText)
        .map((place) => ({ kind: 'document' as const, place, alternative: null })),
    ],
    projectKey: title && organisation ? projectKey({ title, organisation }) : null,
    entityKey: content.organisationId ?? (organisation === null ? null : comparableText(organisation)),
  };
}

/** Answers that are translated stand with their language, the others once. */
export function splitValues(ruleBook: RuleBook, values: Values): { readonly texts: Values; readonly facts: Values } {
  const translatable = new Set(
    ruleBook.submission.fields.filter((field) => field.translatable).map((field) => field.id),
  );
  const entries = Object.entries(values);
  return {
    texts: Object.fromEntries(entries.filter(([id]) => translatable.has(id))),
    facts: Object.fromEntries(entries.filter(([id]) => !translatable.has(id))),
  };
}

/** Leaves out the answers that the reader may not see. */
export function visibleValues(
  ruleBook: RuleBook,
  values: Values,
  reader: 'author' | 'secretariat' | 'reviewer' | 'public',
): Values {
  if (reader === 'author' || reader === 'secretariat') return values;
  const visible = new Set(
    ruleBook.submission.fields
      .filter(({ visibility }) => visibility === 'public' || (reader === 'reviewer' && visibility === 'reviewers'))
      .map((field) => field.id),
  );
  return Object.fromEntries(Object.entries(values).filter(([id]) => visible.has(id)));
}

/** The answers that are translated for those who read or judge them: nothing that is private, and no fact. */
export function translatableValues(ruleBook: RuleBook, values: Values): Values {
  const wanted = new Set(
    ruleBook.submission.fields
      .filter(({ translatable, visibility }) => translatable && visibility !== 'private')
      .map((field) => field.id),
  );
  return Object.fromEntries(Object.entries(values).filter(([id]) => wanted.has(id)));
}

/** Checks a translation: only translated answers, each sound by the form; its language need not be one of submission. */
export function checkTranslation(ruleBook: RuleBook, language: Language, texts: Values): readonly FieldProblem[] {
  const translatable = new Set(
    ruleBook.submission.fields.filter((field) => field.translatable).map((field) => field.id),
  );
  const foreign = Object.keys(texts).filter((id) => !translatable.has(id));
  if (foreign.length > 0) return foreign.map((id) => ({ field: id.slice(0, 80), rule: 'unknown' }));
  // A word limit binds the original; how many words another language needs is not its author's fault.
  return validateSubmission(ruleBook, { language, values: texts }, 'draft').filter(
    ({ field, rule }) => field !== 'language' && !rule.startsWith('words-'),
  );
}
