import fc from 'fast-check';
import { demonstration2026, edition2015, validateSubmission, type RuleBook, type SubmissionCheck } from './index.js';

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(' ');

const story = words(40);
const complete2026: Record<string, unknown> = {
  title: 'Computers for every village',
  organisationName: 'Ministry of Posts',
  stakeholderType: 'government',
  country: 'TD',
  submitterRole: 'owner',
  contactName: 'A Person',
  contactEmail: 'person@example.org',
  category: 'C7-egov',
  sdgs: [4, 9],
  sdgLinks: { 4: words(12), 9: words(12) },
  gdcObjectives: ['gdc-1'],
  gdcLinks: { 'gdc-1': words(12) },
  shortDescription: words(160),
  impactAreas: ['social'],
  consentPublication: true,
  consentAccuracy: true,
};
for (const id of [
  'goals',
  'timeframe',
  'addedValue',
  'results',
  'impactQualitative',
  'impactQuantitative',
  'communityEmpowerment',
  'replicability',
  'sustainability',
  'wsisValues',
  'partnerships',
  'challengesAndFuture',
]) {
  complete2026[id] = story;
}
const complete2015: Record<string, unknown> = {
  title: 'Computers for every village',
  organisationName: 'Ministry of Posts',
  stakeholderType: 'government',
  country: 'INT',
  contactName: 'A Person',
  contactEmail: 'person@example.org',
  category: 'C11',
  shortDescription: words(100),
  projectInformation: words(1500),
  consentPublication: true,
  consentAccuracy: true,
};

function problemsOf(values: Record<string, unknown>, check: SubmissionCheck, book: RuleBook = demonstration2026) {
  return validateSubmission(book, { language: 'en', values }, check).map(({ field, rule }) => `${field}: ${rule}`);
}

const changed = (change: Record<string, unknown>) => ({ ...complete2026, ...change });

describe('a submission', () => {
  it('that answers everything is complete, by both rule books', () => {
    expect(problemsOf(complete2026, 'complete')).toEqual([]);
    expect(problemsOf(complete2015, 'complete', edition2015)).toEqual([]);
  });

  it('that is empty is a fine draft, and names every missing field when completed', () => {
    expect(problemsOf({}, 'draft')).toEqual([]);
    const required = demonstration2026.submission.fields.filter((field) => field.required);
    expect(problemsOf({}, 'complete')).toEqual(required.map((field) => `${field.id}: required`));
  });

  it('lacking any one required field is not complete', () => {
    const required = demonstration2026.submission.fields.filter((field) => field.required).map((field) => field.id);
    fc.assert(
      fc.property(fc.constantFrom(...required), fc.constantFrom(undefined, null, '', '  ', [], {}), (id, nothing) => {
        expect(problemsOf(changed({ [id]: nothing }), 'complete')).toContain(`${id}: required`);
      }),
    );
  });

  it('in a language the edition does not take is refused by language', () => {
    expect(validateSubmission(demonstration2026, { language: 'fr', values: {} }, 'draft')).toEqual([
      { field: 'language', rule: 'one-of', params: { allowed: 'en' } },
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['over its word limit', { shortDescription: words(201) }, 'shortDescription: words-maximum'],
    ['over the word limit of one item', { sdgLinks: { 4: words(101), 9: words(12) } }, 'sdgLinks.4: words-maximum'],
    ['endless without a space', { title: 'x'.repeat(301) }, 'title: characters-maximum'],
    ['with a title of two lines', { title: 'one\ntwo' }, 'title: pattern'],
    ['with a title that turns its reading direction', { title: 'abc\u202etxt' }, 'title: pattern'],
    ['with half a character', { title: '\ud800' }, 'title: pattern'],
    ['with a number for a text', { title: 5 }, 'title: type'],
    ['with an unknown field', { prize: 'gold' }, 'prize: unknown'],
    ['in a category that does not exist', { category: 'C12' }, 'category: one-of'],
    ['in two categories', { category: ['C1', 'C2'] }, 'category: one-of'],
    ['of an unknown group', { stakeholderType: 'king' }, 'stakeholderType: one-of'],
    ['of an unknown country', { country: 'ZZ' }, 'country: one-of'],
    ['with goal 18', { sdgs: [4, 18] }, 'sdgs.1: one-of'],
    ['with a goal twice', { sdgs: [4, 4] }, 'sdgs.1: unique'],
    ['with goals as a text', { sdgs: '4' }, 'sdgs: type'],
    ['with a reason for an unknown goal', { sdgLinks: { 18: 'x' } }, 'sdgLinks.18: unknown'],
    ['with reasons as a list', { sdgLinks: ['x'] }, 'sdgLinks: type'],
    ['with a script for a website', { website: 'javascript:alert(1)' }, 'website: pattern'],
    ['with a password in a website', { website: 'https://a:b@example.org' }, 'website: pattern'],
    ['with two addresses', { contactEmail: 'a@example.org, b@example.org' }, 'contactEmail: pattern'],
    ['with letters for a telephone', { contactPhone: 'call me' }, 'contactPhone: pattern'],
    ['with a month that does not exist', { startDate: '2025-13' }, 'startDate: pattern'],
    ['ending before it starts', { startDate: '2025-03', endDate: '2025-02' }, 'endDate: not-before'],
    ['with a text for a tick', { consentPublication: 'yes' }, 'consentPublication: type'],
    ['with too many files', { documents: Array.from({ length: 11 }, (_, at) => `f${at}`) }, 'documents: items-maximum'],
    ['with international coverage countries', { coverageCountries: ['INT'] }, 'coverageCountries.0: one-of'],
  ])('%s is refused already as a draft', (_case, change, expected) => {
    expect(problemsOf(change, 'draft')).toContain(expected);
    expect(problemsOf(changed(change), 'complete')).toContain(expected);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['too few words', { shortDescription: words(149) }, 'shortDescription: words-minimum'],
    ['too few words for one goal', { sdgLinks: { 4: words(9), 9: words(12) } }, 'sdgLinks.4: words-minimum'],
    ['a goal without its reason', { sdgLinks: { 4: words(12) } }, 'sdgLinks.9: required'],
    ['a reason for a goal not chosen', { sdgs: [4] }, 'sdgLinks.9: reference'],
    ['no consent', { consentPublication: false }, 'consentPublication: accepted'],
    ['a picture without words', { image: 'place' }, 'imageAlternative: required'],
  ])('%s is fine in a draft and refused when complete', (_case, change, expected) => {
    expect(problemsOf(changed(change), 'draft')).toEqual([]);
    expect(problemsOf(changed(change), 'complete')).toEqual([expected]);
  });

  it('keeps the limits of the rule book to the word', () => {
    for (const [count, fits] of [
      [149, false],
      [150, true],
      [200, true],
      [201, false],
    ] as const) {
      expect(problemsOf(changed({ shortDescription: words(count) }), 'complete').length === 0).toBe(fits);
    }
  });

  it('is answered, never a crash, whatever it holds', () => {
    const ids = demonstration2026.submission.fields.map((field) => field.id);
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...ids), fc.jsonValue()),
        fc.constantFrom('draft', 'complete'),
        (values, check) => {
          const problems = validateSubmission(demonstration2026, { language: 'en', values }, check as SubmissionCheck);
          for (const { field } of problems) expect(ids).toContain(field.split('.')[0]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not take inherited members for answers', () => {
    expect(problemsOf(Object.create({ title: 7 }) as Record<string, unknown>, 'draft')).toEqual([]);
    expect(problemsOf(JSON.parse('{"__proto__": 1}') as Record<string, unknown>, 'draft')).toEqual([
      '__proto__: unknown',
    ]);
  });
});
