import {
  demonstration2026,
  earlierAppearances,
  edition2015,
  eligibleProject,
  eligibleSubmitter,
  pastProjects,
  projectKey,
  shortlistHasRoom,
  validateVoterProfile,
  withinEntityLimit,
  type PastProject,
  type RuleBook,
} from './index.js';

const withSubmission = (submission: Partial<RuleBook['submission']>): RuleBook => ({
  ...demonstration2026,
  submission: { ...demonstration2026.submission, ...submission },
});
const past = (status: PastProject['status'], more: Partial<PastProject> = {}): PastProject => ({
  year: 2020,
  category: 'C1',
  title: 'Réseau des écoles: Phase 2',
  titleLanguage: 'fr',
  organisation: 'Ministry',
  country: 'SN',
  status,
  source: 'https://example.org',
  ...more,
});
const again = { title: 'RESEAU des écoles – phase 2', organisation: 'Other', country: 'SN' };

describe('a project that won before', () => {
  it('is refused with the year it won, however its title is spelt', () => {
    expect(eligibleProject(demonstration2026, again, [past('winner')])).toEqual([
      { field: 'title', rule: 'eligible', params: { status: 'winner', year: 2020 } },
    ]);
  });

  it('is also refused where its country is not known', () => {
    expect(eligibleProject(demonstration2026, again, [past('winner', { country: null })])).toHaveLength(1);
  });

  it('may come where the rules allow it', () => {
    expect(eligibleProject(withSubmission({ pastWinnersEligible: true }), again, [past('winner')])).toEqual([]);
  });

  it.each<[string, PastProject]>([
    ['a Champion may come back', past('champion')],
    ['a nominee may come back', past('nominee')],
    ['another country is another project', past('winner', { country: 'ML' })],
    ['this year and later are not the past', past('winner', { year: 2026 })],
    ['a winner without a known title matches nothing', past('winner', { title: null })],
  ])('%s', (_case, project) => {
    expect(eligibleProject(demonstration2026, again, [project])).toEqual([]);
  });

  it('Champions are barred where the rules say so', () => {
    expect(eligibleProject(withSubmission({ pastChampionsEligible: false }), again, [past('champion')])).toHaveLength(
      1,
    );
  });

  it('titles of other scripts are compared too', () => {
    const arabic = past('winner', { title: 'منصة مدرستي', country: 'SA' });
    const project = { title: 'منصة  مدرستي', organisation: 'x', country: 'SA' };
    expect(earlierAppearances(demonstration2026, project, [arabic])).toHaveLength(1);
    expect(
      earlierAppearances(demonstration2026, { ...project, title: '!!' }, [past('winner', { title: '–' })]),
    ).toEqual([]);
  });

  it('no nominee of the published list of 2015 had won before', () => {
    const nominees = pastProjects.filter((each) => each.year === 2015);
    expect(nominees).toHaveLength(302);
    for (const { title, organisation, country } of nominees) {
      const project = { title: title!, organisation: organisation ?? '', country: country ?? '' };
      expect(eligibleProject(edition2015, project)).toEqual([]);
    }
  });
});

describe('a submitter', () => {
  const owner = { stakeholderType: 'academia', role: 'owner', ownerConsent: false } as const;

  it('of any listed group may submit its own project', () => {
    expect(eligibleSubmitter(demonstration2026, owner)).toEqual([]);
    expect(eligibleSubmitter(edition2015, { ...owner, stakeholderType: 'technical-community' })).toMatchObject([
      { field: 'stakeholderType', rule: 'one-of' },
    ]);
  });

  it('may propose the project of others only as the rules say', () => {
    const other = { ...owner, role: 'third-party' } as const;
    expect(eligibleSubmitter(demonstration2026, other)).toMatchObject([{ field: 'ownerConsent', rule: 'accepted' }]);
    expect(eligibleSubmitter(demonstration2026, { ...other, ownerConsent: true })).toEqual([]);
    expect(eligibleSubmitter(edition2015, { ...other, ownerConsent: true })).toMatchObject([
      { field: 'submitterRole', rule: 'eligible' },
    ]);
    expect(eligibleSubmitter(withSubmission({ thirdParty: 'allowed' }), other)).toEqual([]);
  });
});

describe('limits', () => {
  it('of an entity are named by their rule, or waived', () => {
    const limited = withSubmission({ entityLimit: { perCategory: 1, perEdition: 3 } });
    expect(withinEntityLimit(limited, { inCategory: 0, inEdition: 2 })).toEqual([]);
    expect(withinEntityLimit(limited, { inCategory: 1, inEdition: 3 }).map(({ params }) => params['limit'])).toEqual([
      'submission.entityLimit.perCategory',
      'submission.entityLimit.perEdition',
    ]);
    expect(withinEntityLimit(demonstration2026, { inCategory: 99, inEdition: 99 })).toEqual([]);
  });

  it('of the shortlist hold per category', () => {
    expect(shortlistHasRoom(demonstration2026, 19)).toBe(true);
    expect(shortlistHasRoom(demonstration2026, 20)).toBe(false);
    expect(shortlistHasRoom(edition2015, 10_000)).toBe(true);
  });
});

describe('the same project', () => {
  it('has the same key however it is typed', () => {
    const key = projectKey({ title: 'E-Health  (phase I)', organisation: 'Ministère de la Santé' });
    expect(projectKey({ title: 'e health phase i', organisation: 'MINISTERE DE LA SANTE' })).toBe(key);
    expect(projectKey({ title: 'e health phase ii', organisation: 'Ministère de la Santé' })).not.toBe(key);
  });
});

describe('a voter profile', () => {
  const profile = { userName: 'A B', organisationName: 'Lab', stakeholderType: 'academia', country: 'TD' };

  it('gives what the rule book asks for', () => {
    expect(validateVoterProfile(demonstration2026, profile)).toEqual([]);
  });

  it('is refused field by field', () => {
    const wrong = { userName: ' ', organisationName: 7, stakeholderType: 'x', country: 'XX', shoeSize: '44' };
    expect(validateVoterProfile(demonstration2026, wrong).map(({ field, rule }) => `${field}: ${rule}`)).toEqual([
      'profile.userName: required',
      'profile.organisationName: type',
      'profile.stakeholderType: one-of',
      'profile.country: one-of',
      'profile.shoeSize: unknown',
    ]);
    expect(validateVoterProfile(demonstration2026, { ...profile, userName: 'x'.repeat(301) })).toMatchObject([
      { field: 'profile.userName', rule: 'length' },
    ]);
    expect(validateVoterProfile(demonstration2026, [])).toMatchObject([{ rule: 'type' }]);
    expect(validateVoterProfile(demonstration2026, JSON.parse('{"__proto__": {"country": "TD"}}')).length).toBe(5);
  });
});
