import { DECISIONS, mayDecide, standingAfter, type Standing } from './standing.js';

describe('decisions about ballots', () => {
  const allowed = (['stands', 'under-review', 'removed'] as Standing[]).flatMap((standing) =>
    DECISIONS.map((decision) => {
      const result = mayDecide(decision, [{ ledgerNumber: 5, standing }]);
      return `${standing}: ${decision} ${result.ok ? 'allowed' : result.error.code}`;
    }),
  );

  it('follow one table', () => {
    expect(allowed).toEqual([
      'stands: review allowed',
      'stands: restoration VOTING.NOT_UNDER_REVIEW',
      'stands: removal allowed',
      'under-review: review allowed',
      'under-review: restoration allowed',
      'under-review: removal allowed',
      'removed: review VOTING.ALREADY_REMOVED',
      'removed: restoration allowed',
      'removed: removal VOTING.ALREADY_REMOVED',
    ]);
  });

  it('name every ballot that refuses them', () => {
    const ballots = [1, 2, 3].map((ledgerNumber) => ({
      ledgerNumber,
      standing: (ledgerNumber === 2 ? 'stands' : 'removed') as Standing,
    }));
    expect(mayDecide('removal', ballots)).toEqual({
      ok: false,
      error: { code: 'VOTING.ALREADY_REMOVED', numbers: [1, 3] },
    });
  });

  it('leave a ballot where they say', () => {
    expect(DECISIONS.map(standingAfter)).toEqual(['under-review', 'stands', 'removed']);
  });
});
