import { countCharacters, err, isLongerThan, ok, type Result } from '@wsis/kernel';
import { isCleanText, isCountryCode } from '@wsis/rule-book';

/** One thing that the rule book asks a voter. */
export interface ProfileField {
  readonly id: string;
  readonly type: 'text' | 'country' | 'stakeholder-type';
  readonly required: boolean;
}

/** What an edition asks of its voters, as far as identity needs it. */
export interface VoterRules {
  readonly profile: readonly ProfileField[];
  readonly stakeholderTypes: readonly string[];
  /** Facts that the count uses; no other leaves identity. */
  readonly facts: readonly string[];
  readonly ownProjectAllowed: boolean;
}

export type VoterProfile = Readonly<Record<string, string>>;

export interface ProfileProblem {
  readonly field: string;
  readonly rule: 'required' | 'maxLength' | 'isIn' | 'isCountry' | 'unknownField' | 'wrongType' | 'pattern';
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The facts about a voter that may travel with its ballot session. */
export interface CoarseFacts {
  readonly country: string;
  readonly stakeholderType: string;
}

const LONGEST_ANSWER = 200;

/** Checks a voter's answers against what the edition's rule book asks. */
export function readProfile(
  answers: Readonly<Record<string, unknown>>,
  rules: VoterRules,
): Result<VoterProfile, readonly ProfileProblem[]> {
  const problems: ProfileProblem[] = [];
  const profile: Record<string, string> = {};
  const asked = new Set(rules.profile.map((field) => field.id));
  for (const name of Object.keys(answers)) {
    if (!asked.has(name)) problems.push({ field: `profile.${name}`, rule: 'unknownField' });
  }
  for (const field of rules.profile) {
    const given = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
    const problem = fieldProblem(field, given, rules);
    if (problem) problems.push({ field: `profile.${field.id}`, ...problem });
    else if (typeof given === 'string' && given.trim() !== '') profile[field.id] = given.trim();
  }
  return problems.length > 0 ? err(problems) : ok(profile);
}

function fieldProblem(
  field: ProfileField,
  given: unknown,
  rules: VoterRules,
): Omit<ProfileProblem, 'field'> | undefined {
  if (given === undefined || given === null || given === '') return field.required ? { rule: 'required' } : undefined;
  if (typeof given !== 'string') return { rule: 'wrongType' };
  const text = given.trim();
  if (text === '') return field.required ? { rule: 'required' } : undefined;
  if (isLongerThan(text, LONGEST_ANSWER)) {
    return { rule: 'maxLength', params: { max: LONGEST_ANSWER, actual: countCharacters(text) } };
  }
  if (!isOneCleanLine(text)) return { rule: 'pattern', params: { expected: 'printable text' } };
  if (field.type === 'country' && !isCountryCode(text)) return { rule: 'isCountry' };
  if (field.type === 'stakeholder-type' && !rules.stakeholderTypes.includes(text)) {
    return { rule: 'isIn', params: { allowed: rules.stakeholderTypes.join(', ') } };
  }
  return undefined;
}

/** Of a single line, with nothing that nobody sees or that turns the text around. */
function isOneCleanLine(text: string): boolean {
  return isCleanText(text) && !/[\n\r\t\u2028\u2029\u202d\u202e]/.test(text);
}

/** The facts that the rule book counts; whatever it does not count stays empty. */
export function coarseFacts(profile: VoterProfile, rules: VoterRules): CoarseFacts {
  const answerTo = (type: ProfileField['type']) => {
    const field = rules.profile.find((each) => each.type === type);
    return field ? (profile[field.id] ?? '') : '';
  };
  return {
    country: rules.facts.includes('country') ? answerTo('country') : '',
    stakeholderType: rules.facts.includes('stakeholderType') ? answerTo('stakeholder-type') : '',
  };
}
