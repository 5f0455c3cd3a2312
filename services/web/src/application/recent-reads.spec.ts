import { RecentReads } from './recent-reads.js';

describe('Recent reads', () => {
  let now = 0;
  const reads = (most?: number) => new RecentReads(1_000, () => now, most);
  beforeEach(() => (now = 0));

  it('ask once where many ask at the same time, and again after a while', async () => {
    let asked = 0;
    const ask = async () => (asked += 1);
    const recent = reads();
    await Promise.all([recent.get('a', ask), recent.get('a', ask)]);
    expect(asked).toBe(1);
    now = 999;
    expect(await recent.get('a', ask)).toBe(1);
    now = 1_000;
    expect(await recent.get('a', ask)).toBe(2);
  });

  it('do not remember a failure', async () => {
    const recent = reads();
    await expect(recent.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await recent.get('a', async () => 'here')).toBe('here');
  });

  it('keep no more than they may', async () => {
    const recent = reads(2);
    let asked = 0;
    const ask = async () => (asked += 1);
    for (const name of ['a', 'b', 'c', 'a']) await recent.get(name, ask);
    expect(asked).toBe(4);
  });
});
