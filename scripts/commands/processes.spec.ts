import { join } from 'node:path';

const { freePorts } = (await import(join(import.meta.dirname, 'processes.mjs'))) as {
  freePorts(count: number): Promise<number[]>;
};

describe('free ports', () => {
  it('are given to one caller only, although nobody listens on them yet', async () => {
    const given = (await Promise.all(Array.from({ length: 20 }, () => freePorts(25)))).flat();
    expect(new Set(given).size).toBe(500);
    expect(given.every((port) => port >= 20_000 && port < 30_000)).toBe(true);
  });
});
