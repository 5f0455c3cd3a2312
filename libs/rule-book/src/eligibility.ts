import { INTERNATIONAL, isCountryCode } from './reference-data.js';
import type { RuleBook } from './rule-book.js';
import { pastProjects, type PastProject } from './seeds/past-projects.js';
import { isCleanText, isObject, type RuleProblem } from './shape.js';

/** Who submits: the group, the part in the project, and the owner's consent where others nominate. */
export interface Submitter {
  readonly stakeholderType: string;
  readonly role: 'owner' | 'partner' | 'third-party';
  readonly ownerConsent: boolean;
}

/** Names why somebody may not submit; nothing where they may. */
export function eligibleSubmitter(ruleBook: RuleBook, submitter: Submitter): readonly RuleProblem[] {
  const { stakeholderTypes, thirdParty } = ruleBook.submission;
  const problems: RuleProblem[] = [];
  if (!(stakeholderTypes as readonly string[]).includes(submitter.stakeholderType)) {
    problems.push({ field: 'stakeholderType', rule: 'one-of', params: { allowed: stakeholderTypes.join(', ') } });
  }
  if (submitter.role === 'third-party' && thirdParty === 'refused') {
    problems.push({ field: 'submitterRole', rule: 'eligible', params: { allowed: 'owner, partner' } });
  }
  if (submitter.role === 'third-party' && thirdParty === 'with-consent' && !submitter.ownerConsent) {
    problems.push({ field: 'ownerConsent', rule: 'accepted', params: {} });
  }
  return problems;
}

/** A project as far as earlier editions can be searched for it. */
export interface ProjectIdentity {
  readonly title: string;
  readonly organisation: string;
  /** ISO 3166-1 alpha-2 or `INT`. */
  readonly country: string;
}

/** A text reduced to what makes two spellings the same: case, accents, spaces and punctuation do not matter. */
export function comparableText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A key that two submissions of the same project share; meant for a unique constraint within an edition. */
export function projectKey(project: Pick<ProjectIdentity, 'title' | 'organisation'>): string {
  return `${comparableText(project.title)}|${comparableText(project.organisation)}`;
}

/** Earlier projects, before the rule book's year, of the same title and of the same or an unknown country. */
export function earlierAppearances(
  ruleBook: RuleBook,
  project: ProjectIdentity,
  past: readonly PastProject[] = pastProjects,
): readonly PastProject[] {
  const title = comparableText(project.title);
  if (title === '') return [];
  return past.filter(
    (each) =>
      each.year < ruleBook.year &&
      each.title !== null &&
      (each.country === null || each.country === project.country) &&
      comparableText(each.title) === title,
  );
}

/** Names why a project may not take part again; nothing where it may. */
export function eligibleProject(
  ruleBook: RuleBook,
  project: ProjectIdentity,
  past: readonly PastProject[] = pastProjects,
): readonly RuleProblem[] {
  const { pastWinnersEligible, pastChampionsEligible } = ruleBook.submission;
  return earlierAppearances(ruleBook, project, past)
    .filter(
      ({ status }) =>
        (status === 'winner' && !pastWinnersEligible) || (status === 'champion' && !pastChampionsEligible),
    )
    .map(({ year, status }) => ({ field: 'title', rule: 'eligible', params: { status, year } }));
}

/** Names the entity limit that one more submission would break, given how many the entity has already. */
export function withinEntityLimit(
  ruleBook: RuleBook,
  already: { readonly inCategory: number; readonly inEdition: number },
): readonly RuleProblem[] {
  const { perCategory, perEdition } = ruleBook.submission.entityLimit;
  const problems: RuleProblem[] = [];
  if (perCategory !== null && already.inCategory >= perCategory) {
    problems.push({
      field: 'organisationName',
      rule: 'maximum',
      params: { maximum: perCategory, actual: already.inCategory + 1, limit: 'submission.entityLimit.perCategory' },
    });
  }
  if (perEdition !== null && already.inEdition >= perEdition) {
    problems.push({
      field: 'organisationName',
      rule: 'maximum',
      params: { maximum: perEdition, actual: already.inEdition + 1, limit: 'submission.entityLimit.perEdition' },
    });
  }
  return problems;
}

/** Tells whether a category may take one more nominee. */
export function shortlistHasRoom(ruleBook: RuleBook, nominatedInCategory: number): boolean {
  const { shortlistSize } = ruleBook.screening;
  return shortlistSize === null || nominatedInCategory < shortlistSize;
}

/** Names what is wrong with a voter's profile: required answers, known countries and groups, no unknown field. */
export function validateVoterProfile(ruleBook: RuleBook, profile: unknown): readonly RuleProblem[] {
  if (!isObject(profile)) return [{ field: 'profile', rule: 'type', params: { expected: 'object' } }];
  const problems: RuleProblem[] = [];
  for (const { id, type, required } of ruleBook.vote.profile) {
    const field = `profile.${id}`;
    const value = Object.hasOwn(profile, id) ? profile[id] : undefined;
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
      if (required) problems.push({ field, rule: 'required', params: {} });
    } else if (typeof value !== 'string') {
      problems.push({ field, rule: 'type', params: { expected: 'text' } });
    } else if (type === 'country') {
      if (value !== INTERNATIONAL && !isCountryCode(value)) {
        problems.push({ field, rule: 'one-of', params: { allowed: 'ISO 3166-1 alpha-2, INT' } });
      }
    } else if (type === 'stakeholder-type') {
      const allowed: readonly string[] = ruleBook.submission.stakeholderTypes;
      if (!allowed.includes(value)) problems.push({ field, rule: 'one-of', params: { allowed: allowed.join(', ') } });
    } else if (value.length > 300) {
      problems.push({ field, rule: 'length', params: { maximum: 300, actual: value.length } });
    } else if (!isCleanText(value)) {
      problems.push({ field, rule: 'pattern', params: { expected: 'printable text' } });
    }
  }
  for (const id of Object.keys(profile)) {
    if (!ruleBook.vote.profile.some((each) => each.id === id)) {
      problems.push({ field: `profile.${id.slice(0, 80)}`, rule: 'unknown', params: {} });
    }
  }
  return problems;
}
