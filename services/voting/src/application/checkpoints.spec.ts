import { createHash } from 'node:crypto';
import { LedgerRoots, PublishCheckpoints, type RootedLedger } from './checkpoints.js';

const leaf = (number: number) => createHash('sha256').update(String(number)).digest();

/** A ledger of so many rows, whose roots are kept in memory. */
class RootsInMemory extends LedgerRoots {
  readonly kept: RootedLedger[] = [];

  constructor(public size: number) {
    super();
  }

  async grown() {
    return (this.kept.at(-1)?.size ?? 0) < this.size ? [{ editionId: 'e', size: this.size }] : [];
  }

  async newest() {
    return this.kept.at(-1);
  }

  async leaves(_edition: string, from: number, until: number, limit: number) {
    const count = Math.max(0, Math.min(limit, until - from));
    return Buffer.concat(Array.from({ length: count }, (_, index) => leaf(from + index)));
  }

  async keep(_edition: string, rooted: Omit<RootedLedger, 'at'>) {
    const other = this.kept.find(({ size }) => size === rooted.size);
    if (other === undefined) this.kept.push({ ...rooted, at: new Date(0) });
    return other === undefined || other.root.equals(rooted.root);
  }
}

it('roots a ledger in steps to the very root that one step gives', async () => {
  const [inSteps, atOnce] = [new RootsInMemory(5), new RootsInMemory(23)];
  await new PublishCheckpoints(inSteps, 3).execute();
  inSteps.size = 23;
  await new PublishCheckpoints(inSteps, 4).execute();
  await new PublishCheckpoints(inSteps, 4).execute();
  await new PublishCheckpoints(atOnce, 100).execute();
  expect(inSteps.kept.map(({ size }) => size)).toEqual([5, 23]);
  expect(inSteps.kept[1]?.root).toEqual(atOnce.kept[0]?.root);
});

it('stops where a row is missing, and where another root stands for the size', async () => {
  const lacking = new RootsInMemory(4);
  lacking.leaves = async () => Buffer.alloc(0);
  await expect(new PublishCheckpoints(lacking, 10).execute()).rejects.toThrow('lacks row 0 of 4');
  const forked = new RootsInMemory(4);
  forked.keep = async () => false;
  await expect(new PublishCheckpoints(forked, 10).execute()).rejects.toThrow('two roots for 4 rows');
});
