import { err, ok, type Result } from '@wsis/kernel';

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
  readonly rule: 'required' | 'maxLength' | 'isIn' | 'country' | 'unknownField' | 'wrongType';
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The facts about a voter that may travel with its ballot session. */
export interface CoarseFacts {
  readonly country: string;
  readonly stakeholderType: string;
}

const LONGEST_ANSWER = 200;
const COUNTRY_CODES: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD ' +
    'CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF ' +
    'GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN ' +
    'KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
    'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI ' +
    'SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI ' +
    'VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

/** Tells whether a text is a country of ISO 3166-1 alpha-2. */
export function isCountry(code: string): boolean {
  return COUNTRY_CODES.has(code);
}

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

function fieldProblem(field: ProfileField, given: unknown, rules: VoterRules): Omit<ProfileProblem, 'field'> | undefined {
  if (given === undefined || given === null || given === '') return field.required ? { rule: 'required' } : undefined;
  if (typeof given !== 'string') return { rule: 'wrongType' };
  const text = given.trim();
  if (text === '') return field.required ? { rule: 'required' } : undefined;
  if (text.length > LONGEST_ANSWER) return { rule: 'maxLength', params: { max: LONGEST_ANSWER, actual: text.length } };
  if (field.type === 'country' && !isCountry(text)) return { rule: 'country' };
  if (field.type === 'stakeholder-type' && !rules.stakeholderTypes.includes(text)) {
    return { rule: 'isIn', params: { allowed: rules.stakeholderTypes.join(', ') } };
  }
  return undefined;
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
