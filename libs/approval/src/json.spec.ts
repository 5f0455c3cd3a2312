import fc from 'fast-check';
import { canonicalJson, payloadHashOf } from './json.js';

test('the hash does not depend on the order of names, and on everything else', () => {
  expect(payloadHashOf({ b: 1, a: [1, { d: null, c: 'é' }] })).toBe(
    payloadHashOf({ a: [1, { c: 'é', d: null }], b: 1 }),
  );
  expect(payloadHashOf({ a: 1 })).not.toBe(payloadHashOf({ a: '1' }));
  expect(payloadHashOf([1, 2])).not.toBe(payloadHashOf([2, 1]));
  // sha256sum of {"a":1}
  expect(payloadHashOf({ a: 1 })).toBe('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862');
});

test.each([
  ['undefined', undefined],
  ['a missing member', { a: undefined }],
  ['NaN', { a: Number.NaN }],
  ['infinity', [Number.POSITIVE_INFINITY]],
  ['a function', { a: () => 1 }],
  ['a date', { a: new Date(0) }],
  ['a hole in a list', [1, , 2]],
  ['a zero character', { a: 'x\u0000' }],
  ['half of a surrogate pair', { '\ud800': 1 }],
  ['a big integer', 1n],
  ['a map', new Map()],
])('%s is not a payload', (_name, value) => {
  expect(canonicalJson(value)).toBeUndefined();
  expect(() => payloadHashOf(value)).toThrow('The payload is not a JSON value');
});

test('what is 65 levels deep is refused, and does not exhaust the stack', () => {
  let value: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) value = [value];
  expect(canonicalJson(value)).toBeUndefined();
});

test('the canonical text reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      if (text === undefined) return;
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});
