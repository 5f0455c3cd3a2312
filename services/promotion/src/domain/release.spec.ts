import { readyFor, type Progress } from './release.js';

const nothing: Progress = {
  listComplete: false,
  tallyCertified: false,
  categoriesWithChampions: [],
  decidedCategories: [],
};

describe('A release', () => {
  it('of the nominees needs the frozen list', () => {
    expect(readyFor('nominees', nothing)).toMatchObject({
      ok: false,
      error: { code: 'PROMOTION.NOT_READY', lacking: 'nominee-list-frozen' },
    });
    expect(readyFor('nominees', { ...nothing, listComplete: true }).ok).toBe(true);
  });

  it('of the Champions needs the certified tally', () => {
    expect(readyFor('champions', { ...nothing, listComplete: true })).toMatchObject({
      error: { lacking: 'tally-certified' },
    });
    expect(readyFor('champions', { ...nothing, tallyCertified: true }).ok).toBe(true);
  });

  it('of the winners names each category that has Champions and no decision', () => {
    const voted = { ...nothing, tallyCertified: true, categoriesWithChampions: ['C9', 'C1', 'C4'] };
    expect(readyFor('winners', { ...voted, decidedCategories: ['C4'] })).toMatchObject({
      error: { lacking: 'decisions-certified', categories: ['C1', 'C9'] },
    });
    expect(readyFor('winners', nothing)).toMatchObject({ error: { lacking: 'tally-certified' } });
  });

  it('of the winners may lack a category that has no Champions', () => {
    const voted = { ...nothing, tallyCertified: true, categoriesWithChampions: ['C1'] };
    expect(readyFor('winners', { ...voted, decidedCategories: ['C1'] }).ok).toBe(true);
  });
});
