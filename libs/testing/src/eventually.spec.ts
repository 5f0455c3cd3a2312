import { eventually } from './eventually.js';

test('gives what was seen as soon as the look succeeds', async () => {
  let looks = 0;
  const seen = await eventually('the third look', () => (looks += 1) >= 3 && 'third', { everyMs: 1 });
  expect(seen).toBe('third');
  expect(looks).toBe(3);
});

test('waits out a look that throws', async () => {
  let looks = 0;
  await eventually('an expectation that holds', () => expect((looks += 1)).toBeGreaterThan(2), { everyMs: 1 });
  expect(looks).toBe(3);
});

test('says what it waited for and what it last saw', async () => {
  const never = eventually('the moon', () => Promise.reject(new Error('still dark')), { timeoutMs: 5, everyMs: 1 });
  await expect(never).rejects.toThrow('Waited 5 ms for the moon: still dark');
});
