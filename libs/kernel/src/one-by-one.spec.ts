import { OneByOne } from './one-by-one.js';

const later = () => {
  let finish: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (finish = resolve));
  return { promise, finish };
};

it('begins a work when the one before has ended, and turns away who finds no room', async () => {
  const turns = new OneByOne(2);
  const first = later();
  const begun: string[] = [];
  const one = turns.run(() => (begun.push('one'), first.promise));
  const two = turns.run(async () => begun.push('two'));
  expect(turns.run(async () => begun.push('three'))).toBeUndefined();
  await Promise.resolve();
  expect(begun).toEqual(['one']);
  first.finish();
  await Promise.all([one, two]);
  expect(begun).toEqual(['one', 'two']);
});

it('goes on after a work that failed', async () => {
  const turns = new OneByOne(1);
  await expect(turns.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await turns.run(async () => 'next')).toBe('next');
});
