import { nextEmpty, readChosen, sameChoices, withChanges, writeChosen } from './choices.js';

test('choices survive a detour through an address, and rubbish there is dropped', () => {
  expect(readChosen(writeChosen({ C1: 17, C2: 203 }), 18)).toEqual(new Set([17, 203]));
  expect(readChosen('17,,-3,1e9,<b>,99999999,5', 18)).toEqual(new Set([17, 5]));
  expect(readChosen('1,2,3', 2)).toEqual(new Set([1, 2]));
  expect(readChosen(undefined, 18)).toEqual(new Set());
});

test('a change touches its own categories alone, and can empty one', () => {
  expect(withChanges({ C1: 17, C2: 203 }, { C2: undefined, C3: 5 })).toEqual({ C1: 17, C3: 5 });
});

test('two ballots are the same when every category is', () => {
  expect(sameChoices({ C1: 17, C2: 3 }, { C2: 3, C1: 17 })).toBe(true);
  expect(sameChoices({ C1: 17 }, { C1: 17, C2: 3 })).toBe(false);
  expect(sameChoices({ C1: 17, C2: 3 }, { C1: 17 })).toBe(false);
});

test('the next empty category is looked for round the ring', () => {
  const ring = ['C1', 'C2', 'C3'];
  expect(nextEmpty(ring, { C1: 1 }, 'C1')).toBe('C2');
  expect(nextEmpty(ring, {}, 'C1')).toBe('C2');
  expect(nextEmpty(ring, { C2: 1, C3: 2 }, 'C2')).toBe('C1');
  expect(nextEmpty(ring, { C1: 1, C2: 1, C3: 2 }, 'C2')).toBeUndefined();
});
