import { relationOf, type Author } from './author.js';

const author = (accountId: string, ...belongsTo: Author['belongsTo']): Author => ({ accountId, belongsTo });
const owned = { submitterAccountId: 'awa', organisationId: 'lab' };
const ownedByNobodyElse = { submitterAccountId: 'awa', organisationId: null };

describe('What somebody is to a submission', () => {
  it.each([
    ['who began it', owned, author('awa'), 'submitter'],
    ['who began it and administers', owned, author('awa', { organisationId: 'lab', administers: true }), 'submitter'],
    ['an administrator', owned, author('ben', { organisationId: 'lab', administers: true }), 'administrator'],
    ['a member', owned, author('ben', { organisationId: 'lab', administers: false }), 'member'],
    ['a member of another', owned, author('ben', { organisationId: 'mill', administers: true }), undefined],
    ['a former member', owned, author('ben'), undefined],
    [
      'a member, where it is for nobody',
      ownedByNobodyElse,
      author('ben', { organisationId: 'lab', administers: true }),
      undefined,
    ],
  ])('follows for %s', (_who, submission, who, relation) => {
    expect(relationOf(submission, who)).toBe(relation);
  });
});
