import { decideAssignments } from './translation-assignment.js';

const known = { categories: ['C1', 'C2'], translators: new Set(['amina', 'boris']) };
const standing = new Map([['C1', 'amina']]);

describe('Assignments of translations', () => {
  it('stand where those who made them saw what stood before', () => {
    const wanted = [
      { category: 'C1', translator: 'boris', from: 'amina' },
      { category: 'C2', translator: 'amina', from: null },
    ];
    expect(decideAssignments(wanted, known, standing)).toMatchObject({ ok: true });
    expect(decideAssignments([{ category: 'C1', translator: null, from: 'amina' }], known, standing).ok).toBe(true);
  });

  it.each([
    ['was assigned', { category: 'C1', translator: 'boris', from: null }],
    ['was taken away', { category: 'C2', translator: 'boris', from: 'amina' }],
  ])('overrule nobody who was faster: it %s meanwhile', (_, wanted) => {
    expect(decideAssignments([wanted], known, standing)).toEqual({
      ok: false,
      error: { code: 'NOMINATIONS.ASSIGNMENT_CHANGED', categories: wanted.category },
    });
  });

  it.each([
    ['somebody who is no translator', { category: 'C1', translator: 'carla', from: 'amina' }, 'C1'],
    ['a category that the rules have not', { category: 'C9', translator: 'amina', from: null }, 'items.0.category'],
  ])('name %s', (_, wanted, field) => {
    expect(decideAssignments([wanted], known, standing)).toMatchObject({
      error: { code: 'NOMINATIONS.TRANSLATOR_UNKNOWN', problems: [{ field, rule: 'one-of' }] },
    });
  });
});
