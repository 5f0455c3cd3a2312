import { GroupCommit, QueueFull, type GroupCommitOptions } from './group-commit.js';

interface Item {
  readonly group: string;
  readonly owner: string;
  readonly name: string;
}

/** A commit that waits until the test lets it go. */
function gate(overrides: Partial<GroupCommitOptions<Item, string>> = {}) {
  const batches: { items: readonly Item[]; go: () => void }[] = [];
  const intake = new GroupCommit<Item, string>({
    commit: (_, items) =>
      new Promise((resolve) => batches.push({ items, go: () => resolve(items.map((item) => `${item.name} saved`)) })),
    groupOf: (item) => item.group,
    ownerOf: (item) => item.owner,
    mayBisect: () => true,
    batchLimit: 4,
    queueLimit: 100,
    now: () => 0,
    ...overrides,
  });
  return { intake, batches };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const item = (name: string, owner = name, group = 'g'): Item => ({ name, owner, group });
const names = (batch: { items: readonly Item[] } | undefined) => batch?.items.map(({ name }) => name);

describe('group commit', () => {
  it('lets a lone item leave at the end of the turn in which it came', async () => {
    const { intake, batches } = gate();
    const answer = intake.submit(item('a'));
    await turn();
    expect(names(batches[0])).toEqual(['a']);
    batches[0]!.go();
    expect(await answer).toBe('a saved');
  });

  it('has one batch under way, and gathers the next meanwhile', async () => {
    const { intake, batches } = gate();
    const answers = ['a', 'b'].map((name) => intake.submit(item(name)));
    await turn();
    answers.push(...['c', 'd', 'e', 'f', 'h'].map((name) => intake.submit(item(name))));
    await turn();
    expect(batches.map(names)).toEqual([['a', 'b']]);
    expect(intake.state()).toMatchObject({ waiting: 5, inFlight: 2 });
    batches[0]!.go();
    await turn();
    expect(names(batches[1])).toEqual(['c', 'd', 'e', 'f']);
    batches[1]!.go();
    await turn();
    batches[2]!.go();
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'h'].map((name) => `${name} saved`));
    await intake.settled();
  });

  it('sends the next batch before it gives the answers of the one before', async () => {
    const { intake, batches } = gate();
    const first = intake.submit(item('a'));
    await turn();
    void intake.submit(item('b'));
    const sentByThen = first.then(() => batches.length);
    batches[0]!.go();
    expect(await sentByThen).toBe(2);
  });

  it('never puts two items of one owner in a batch, and keeps their order', async () => {
    const { intake, batches } = gate();
    void intake.submit(item('a1', 'a'));
    void intake.submit(item('a2', 'a'));
    void intake.submit(item('b'));
    void intake.submit(item('a3', 'a'));
    await turn();
    expect(names(batches[0])).toEqual(['a1', 'b']);
    batches[0]!.go();
    await turn();
    expect(names(batches[1])).toEqual(['a2']);
    batches[1]!.go();
    await turn();
    expect(names(batches[2])).toEqual(['a3']);
  });

  it('never mixes groups', async () => {
    const { intake, batches } = gate();
    void intake.submit(item('a', 'a', 'one'));
    void intake.submit(item('b', 'b', 'two'));
    void intake.submit(item('c', 'c', 'one'));
    await turn();
    expect(names(batches[0])).toEqual(['a', 'c']);
    batches[0]!.go();
    await turn();
    expect(names(batches[1])).toEqual(['b']);
  });

  it('finds by halves the item that makes a batch fail, and saves the others', async () => {
    const sizes: number[] = [];
    const { intake } = gate({
      batchLimit: 16,
      commit: (_, items) => {
        sizes.push(items.length);
        if (items.some(({ name }) => name === 'bad')) return Promise.reject(new Error('bad batch'));
        return Promise.resolve(items.map(({ name }) => name));
      },
    });
    const results = await Promise.allSettled(
      ['a', 'b', 'bad', 'c', 'd', 'e', 'f', 'h'].map((name) => intake.submit(item(name))),
    );
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(sizes).toEqual([8, 4, 2, 2, 1, 1, 4]);
  });

  it('tries nothing again when the outcome is unknown', async () => {
    let calls = 0;
    const { intake } = gate({
      mayBisect: () => false,
      commit: () => {
        calls += 1;
        return Promise.reject(new Error('cut'));
      },
    });
    const results = await Promise.allSettled([intake.submit(item('a')), intake.submit(item('b'))]);
    expect([calls, ...results.map((result) => result.status)]).toEqual([1, 'rejected', 'rejected']);
  });

  it('refuses before it takes when the queue is full', async () => {
    const { intake, batches } = gate({ queueLimit: 1 });
    const first = intake.submit(item('a'));
    await expect(intake.submit(item('b'))).rejects.toBeInstanceOf(QueueFull);
    await turn();
    batches[0]!.go();
    expect(await first).toBe('a saved');
  });
});
