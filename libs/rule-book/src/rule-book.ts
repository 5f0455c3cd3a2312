import type { Language } from '@wsis/kernel';
import type { LocalizedText } from './localized-text.js';

/** The format of a rule book; raised only when old rule books could no longer be read. */
export const RULE_BOOK_SCHEMA_VERSION = 1;

/** Whether a rule was published by the contest or is our assumption, and where it was read. */
export interface Provenance {
  readonly status: 'published' | 'assumption';
  readonly source?: string;
  readonly note?: string;
}

export const STAKEHOLDER_TYPES = [
  'government',
  'private-sector',
  'civil-society',
  'academia',
  'international-organization',
  'technical-community',
  'other',
] as const;
export type StakeholderType = (typeof STAKEHOLDER_TYPES)[number];

/** May somebody nominate a project of others? `with-consent`: only with the owner's consent on file. */
export const THIRD_PARTY_NOMINATIONS = ['refused', 'with-consent', 'allowed'] as const;
export type ThirdPartyNomination = (typeof THIRD_PARTY_NOMINATIONS)[number];

export const FIELD_GROUPS = [
  'identity',
  'classification',
  'description',
  'impact',
  'partnership',
  'coverage',
  'evidence',
  'consent',
] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

/** The kinds of form fields; what value each takes is said at `FieldValue`. */
export const FIELD_TYPES = [
  'text',
  'textarea',
  'select',
  'multiselect',
  'text-per-item',
  'country',
  'countries',
  'email',
  'tel',
  'url',
  'month',
  'image',
  'files',
  'checkbox',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Who may read a field's value: everybody; screeners, experts and secretariat; secretariat and submitter. */
export const FIELD_VISIBILITIES = ['public', 'reviewers', 'private'] as const;
export type FieldVisibility = (typeof FIELD_VISIBILITIES)[number];

/** Reference lists that a choice may be taken from instead of own options. */
export const OPTION_SOURCES = ['categories', 'sdgs', 'stakeholder-types', 'gdc-objectives'] as const;
export type OptionSource = (typeof OPTION_SOURCES)[number];

/** One answer of a choice. */
export interface FieldOption {
  readonly id: string;
  readonly labels: LocalizedText;
}

/** One field of the submission form. */
export interface FormField {
  readonly id: string;
  readonly group: FieldGroup;
  readonly type: FieldType;
  readonly required: boolean;
  /** Limits in words as people count them; null is no limit. For `text-per-item` they hold for each item. */
  readonly minWords: number | null;
  readonly maxWords: number | null;
  /** Hard limit in characters (Unicode code points), so that no text is endless; null for fields without text. */
  readonly maxCharacters: number | null;
  readonly minItems: number | null;
  readonly maxItems: number | null;
  readonly translatable: boolean;
  readonly visibility: FieldVisibility;
  /** A choice's own answers, or the reference list it takes them from; null for other types. */
  readonly options: readonly FieldOption[] | OptionSource | null;
  /** For `text-per-item`: the multiselect each of whose chosen answers wants a text. */
  readonly perItemOf: string | null;
  /** This field is needed as soon as that other one is filled. */
  readonly requiredWith: string | null;
  /** For `month`: may not lie before that other month. */
  readonly notBefore: string | null;
  /** For `country`: an international body may answer `INT`. */
  readonly allowInternational: boolean;
  readonly labels: LocalizedText;
  readonly help: LocalizedText;
  readonly provenance: Provenance;
}

/** Fields every form has, with the type the platform relies on; the rest of the form is the rule book's. */
export const CORE_FIELDS = {
  title: 'text',
  organisationName: 'text',
  stakeholderType: 'select',
  country: 'country',
  category: 'select',
  shortDescription: 'textarea',
  consentPublication: 'checkbox',
} as const satisfies Readonly<Record<string, FieldType>>;

/** One prize category. */
export interface CategoryRule {
  readonly number: number;
  readonly code: string;
  readonly actionLine: string;
  readonly names: LocalizedText;
}

/** What the texts must be before the nominee list may be frozen. */
export interface LanguageGate {
  /** `checked`: every category name must be confirmed in every interface language. */
  readonly categoryNames: 'any' | 'checked';
  /** Nominees' texts: the original suffices, or every interface language needs at least that state. */
  readonly nomineeTexts: 'original' | 'machine-draft' | 'checked';
}

export interface LanguageRules {
  /** Languages of pages, mails and certificates. */
  readonly interface: readonly Language[];
  /** The language that decides when texts differ. */
  readonly prevailing: Language;
  readonly gate: LanguageGate;
}

export interface EntityLimit {
  /** Submissions of one entity in one category; null: waived. */
  readonly perCategory: number | null;
  /** Submissions of one entity in the whole edition; null: waived. */
  readonly perEdition: number | null;
}

export interface SubmissionRules {
  readonly stakeholderTypes: readonly StakeholderType[];
  readonly thirdParty: ThirdPartyNomination;
  readonly entityLimit: EntityLimit;
  /** One project may be submitted once, in one category. */
  readonly sameProjectOnce: boolean;
  readonly pastWinnersEligible: boolean;
  readonly pastChampionsEligible: boolean;
  readonly languages: readonly Language[];
  readonly fields: readonly FormField[];
}

/** Who screens: screeners with the secretariat administering, or the secretariat alone. */
export const SCREENED_BY = ['screeners', 'secretariat'] as const;
export type ScreenedBy = (typeof SCREENED_BY)[number];

export interface ScreeningRules {
  readonly screenedBy: ScreenedBy;
  /** The most nominees a category may have; null: no cap. */
  readonly shortlistSize: number | null;
  /** The secretariat may move a submission to another category before the list is frozen. */
  readonly mayMoveCategory: boolean;
}

export const PROFILE_FIELD_TYPES = ['text', 'country', 'stakeholder-type'] as const;
export type ProfileFieldType = (typeof PROFILE_FIELD_TYPES)[number];

/** One thing a voter is asked before voting. */
export interface VoterProfileField {
  readonly id: string;
  readonly type: ProfileFieldType;
  readonly required: boolean;
  readonly labels: LocalizedText;
}

/** The coarse facts of a voter that the count may use; nothing else of a voter is kept with a ballot. */
export const COUNT_FACTS = ['country', 'stakeholderType'] as const;
export type CountFact = (typeof COUNT_FACTS)[number];

/** What happens to a choice whose nominee left: its category opens again, or it stays spent. Either way it is not counted. */
export const LOST_CHOICE_EFFECTS = ['reopened', 'spent'] as const;
export type LostChoiceEffect = (typeof LOST_CHOICE_EFFECTS)[number];

export interface VoteRules {
  /** A ballot counts when at least so many categories are filled. */
  readonly categoriesRequired: number;
  /** May a saved choice be changed until the close? If not, later saves only fill empty categories. */
  readonly mayChange: boolean;
  readonly ownProjectAllowed: boolean;
  readonly profile: readonly VoterProfileField[];
  /** Facts that the count uses: they travel with the voter's session and are stored with the ballot. */
  readonly facts: readonly CountFact[];
  readonly afterWithdrawal: LostChoiceEffect;
  readonly afterMove: LostChoiceEffect;
  /** Does a choice lost to a withdrawal or move still fill its category when ballots are judged complete? */
  readonly lostChoiceFillsCategory: boolean;
  /** How long after the close a ticket drawn before it is still served; 0: not at all. */
  readonly graceSeconds: number;
  /** Voters with an unfinished ballot, who agreed to it, are reminded so many hours before the close; empty: never. */
  readonly reminderHours: readonly number[];
}

/**
 * How equal votes are told apart, tried in the order of the rule book. The last three are final: they always decide,
 * or keep the tie by rule (`include-all-tied`: the tied share one rank and, at the border, all become Champions).
 */
export const TIE_BREAKERS = [
  'more-distinct-countries',
  'more-distinct-stakeholder-types',
  'fewer-removed-votes',
  'drawn-by-lot-from-public-seed',
  'earlier-nominee-number',
  'include-all-tied',
] as const;
export type TieBreaker = (typeof TIE_BREAKERS)[number];
export const FINAL_TIE_BREAKERS: readonly TieBreaker[] = [
  'drawn-by-lot-from-public-seed',
  'earlier-nominee-number',
  'include-all-tied',
];

/** Where the seed of a lot comes from: a value nobody can choose or know before the close. */
export const LOT_SEEDS = ['none', 'ledger-root-at-close'] as const;
export type LotSeed = (typeof LOT_SEEDS)[number];

export const TOTALS_PUBLICATIONS = ['never', 'after-certification', 'after-winners'] as const;
export type TotalsPublication = (typeof TOTALS_PUBLICATIONS)[number];

/** Who gets what opens the ballots' commitments after certification. */
export const OPENINGS_PUBLICATIONS = ['auditors', 'public'] as const;
export type OpeningsPublication = (typeof OPENINGS_PUBLICATIONS)[number];

export interface CountRules {
  /** So many most voted of each category become Champions and go to the panel. */
  readonly topN: number;
  /** A nominee with fewer counted votes is never a Champion. */
  readonly minimumVotes: number;
  readonly tieBreakers: readonly TieBreaker[];
  readonly lotSeed: LotSeed;
  /** How long a removal of ballots may be objected to before the count is certified. */
  readonly objectionWindowHours: number;
  readonly publicationOfTotals: TotalsPublication;
  readonly publicationOfOpenings: OpeningsPublication;
}

/** How equal weighted means are told apart. The last three are final. */
export const SCORE_TIE_BREAKERS = [
  'higher-median',
  'higher-on-heaviest-criterion',
  'more-votes',
  'drawn-by-lot-from-public-seed',
  'earlier-nominee-number',
  'panel-decides',
] as const;
export type ScoreTieBreaker = (typeof SCORE_TIE_BREAKERS)[number];
export const FINAL_SCORE_TIE_BREAKERS: readonly ScoreTieBreaker[] = [
  'drawn-by-lot-from-public-seed',
  'earlier-nominee-number',
  'panel-decides',
];

/** One criterion of the score sheet; its weight is an exact fraction as text, `3/20`. */
export interface Criterion {
  readonly id: string;
  readonly weight: string;
  readonly names: LocalizedText;
}

/** What a score means. */
export interface ScaleAnchor {
  readonly score: number;
  readonly names: LocalizedText;
}

export interface Scale {
  readonly minimum: number;
  readonly maximum: number;
  readonly anchors: readonly ScaleAnchor[];
}

export interface AppealRule {
  readonly allowed: boolean;
  /** Hours after the decision; 0 when there is no appeal. */
  readonly windowHours: number;
}

export interface EvaluationRules {
  readonly criteria: readonly Criterion[];
  readonly scale: Scale;
  /** Experts on a category's panel. */
  readonly panelSize: number;
  /** Sealed sheets every entry needs before a decision. */
  readonly quorum: number;
  readonly tieBreakers: readonly ScoreTieBreaker[];
  readonly winnersPerCategory: number;
  readonly noWinnerAllowed: boolean;
  readonly specialRecognitionAllowed: boolean;
  readonly appeal: AppealRule;
}

/** All rules of one edition. What it does not say, no code may decide. */
export interface RuleBook {
  readonly schemaVersion: typeof RULE_BOOK_SCHEMA_VERSION;
  readonly name: string;
  readonly year: number;
  readonly categories: readonly CategoryRule[];
  readonly languages: LanguageRules;
  readonly submission: SubmissionRules;
  readonly screening: ScreeningRules;
  readonly vote: VoteRules;
  readonly count: CountRules;
  readonly evaluation: EvaluationRules;
  readonly provenance: Readonly<Record<RulePath, Provenance>>;
}

type RuleGroup = 'languages' | 'submission' | 'screening' | 'vote' | 'count' | 'evaluation';

/** The address of one rule: `vote.categoriesRequired`. */
export type RulePath =
  'categories' | { [Group in RuleGroup]: `${Group}.${Extract<keyof RuleBook[Group], string>}` }[RuleGroup];

const RULES: Readonly<Record<RulePath, true>> = {
  categories: true,
  'languages.interface': true,
  'languages.prevailing': true,
  'languages.gate': true,
  'submission.stakeholderTypes': true,
  'submission.thirdParty': true,
  'submission.entityLimit': true,
  'submission.sameProjectOnce': true,
  'submission.pastWinnersEligible': true,
  'submission.pastChampionsEligible': true,
  'submission.languages': true,
  'submission.fields': true,
  'screening.screenedBy': true,
  'screening.shortlistSize': true,
  'screening.mayMoveCategory': true,
  'vote.categoriesRequired': true,
  'vote.mayChange': true,
  'vote.ownProjectAllowed': true,
  'vote.profile': true,
  'vote.facts': true,
  'vote.afterWithdrawal': true,
  'vote.afterMove': true,
  'vote.lostChoiceFillsCategory': true,
  'vote.graceSeconds': true,
  'vote.reminderHours': true,
  'count.topN': true,
  'count.minimumVotes': true,
  'count.tieBreakers': true,
  'count.lotSeed': true,
  'count.objectionWindowHours': true,
  'count.publicationOfTotals': true,
  'count.publicationOfOpenings': true,
  'evaluation.criteria': true,
  'evaluation.scale': true,
  'evaluation.panelSize': true,
  'evaluation.quorum': true,
  'evaluation.tieBreakers': true,
  'evaluation.winnersPerCategory': true,
  'evaluation.noWinnerAllowed': true,
  'evaluation.specialRecognitionAllowed': true,
  'evaluation.appeal': true,
};

/** Every rule of a rule book, in the order of its pages; the compiler keeps it complete. */
export const RULE_PATHS = Object.keys(RULES) as readonly RulePath[];

/** A rule that the contest has not published. */
export interface Assumption {
  /** A rule path, or `submission.fields.<id>` for one field of the form. */
  readonly rule: string;
  readonly note: string;
  readonly source?: string;
}

/** Lists what a rule book assumes, in the order of its rules, so that it can be shown and signed for. */
export function listAssumptions(ruleBook: RuleBook): readonly Assumption[] {
  const all: [string, Provenance][] = [];
  for (const path of RULE_PATHS) {
    all.push([path, ruleBook.provenance[path]]);
    if (path === 'submission.fields') {
      for (const field of ruleBook.submission.fields) all.push([`submission.fields.${field.id}`, field.provenance]);
    }
  }
  return all
    .filter(([, provenance]) => provenance.status === 'assumption')
    .map(([rule, { note, source }]) => ({ rule, note: note ?? '', ...(source === undefined ? {} : { source }) }));
}

/** Finds a category by its code. */
export function categoryByCode(ruleBook: RuleBook, code: string): CategoryRule | undefined {
  return ruleBook.categories.find((category) => category.code === code);
}
