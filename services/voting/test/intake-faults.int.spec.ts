import { connectDatabase, type Database } from '@wsis/persistence';
import { eventually } from '@wsis/testing';
import { checkInvariants } from '../src/adapters/postgres/check-invariants.js';
import { cuttingProxy } from './cutting-proxy.fixture.js';
import { ballot, nominee, openVote, useCases, voteFixture, voter } from './vote.fixture.js';

describe('the intake when the way to the database breaks', () => {
  let vote: Awaited<ReturnType<typeof voteFixture>>;
  let proxy: Awaited<ReturnType<typeof cuttingProxy>>;
  let through: Database;
  beforeEach(async () => {
    vote = await voteFixture();
    await openVote(vote);
    proxy = await cuttingProxy(vote.place.url);
    through = await connectDatabase({ url: proxy.url, applicationName: 'through-proxy', poolSize: 1 });
  });
  afterEach(async () => {
    await through.close();
    await proxy.close();
    expect(await checkInvariants(vote.database)).toEqual([]);
    await vote.drop();
  });

  const some = (count: number) =>
    Array.from({ length: count }, () => ballot(voter(), { C1: nominee(1, 1), C2: nominee(2, 1) }));

  it('makes exactly one round trip a batch', async () => {
    const parts = useCases(through);
    await parts.screens.refresh();
    await parts.saveBallot.execute(some(1)[0]!);
    for (const size of [1, 2, 100, 512]) {
      const before = proxy.roundTrips();
      const results = await Promise.all(some(size).map((command) => parts.saveBallot.execute(command)));
      expect(results.every((result) => result.ok)).toBe(true);
      expect([size, proxy.roundTrips() - before]).toEqual([size, 1]);
    }
  });

  it('answers "unknown" when the answer is lost, and the key finds the saved ballots', async () => {
    const parts = useCases(through);
    await parts.screens.refresh();
    const commands = some(30);
    proxy.cut('after-request');
    const lost = await Promise.all(commands.map((command) => parts.saveBallot.execute(command)));
    expect(new Set(lost.map((result) => (result.ok ? 'saved' : result.error.code)))).toEqual(
      new Set(['VOTING.UNKNOWN_OUTCOME']),
    );
    await eventually('the cut batch to be committed', async () => {
      const rows = await vote.database.query(`SELECT 1 FROM voting.ledger_rows WHERE kind = 'ballot'`);
      return rows.length === 30;
    });
    proxy.cut('never');
    const found = await Promise.all(commands.map((command) => vote.saveBallot.execute(command)));
    expect(found.map((result) => result.ok && result.value.version)).toEqual(Array(30).fill(1));
    expect(await vote.database.query(`SELECT 1 FROM voting.ledger_rows WHERE kind = 'ballot'`)).toHaveLength(30);
  });

  it('answers "unknown" when the request is lost, and the key saves each ballot once', async () => {
    const parts = useCases(through);
    await parts.screens.refresh();
    const commands = some(30);
    proxy.cut('before-request');
    const lost = await Promise.all(commands.map((command) => parts.saveBallot.execute(command)));
    expect(new Set(lost.map((result) => (result.ok ? 'saved' : result.error.code)))).toEqual(
      new Set(['VOTING.UNKNOWN_OUTCOME']),
    );
    proxy.cut('never');
    await Promise.all(commands.map((command) => parts.saveBallot.execute(command)));
    expect(await vote.database.query(`SELECT 1 FROM voting.ledger_rows WHERE kind = 'ballot'`)).toHaveLength(30);
  });

  it('says that it is away, and nothing more, where no connection is to be had', async () => {
    const parts = useCases(through);
    await parts.screens.refresh();
    await through.close();
    const gone = await connectDatabase({ url: proxy.url, applicationName: 'gone', poolSize: 1 });
    const away = useCases(gone);
    await away.screens.refresh();
    await proxy.close();
    const first = await away.saveBallot.execute(some(1)[0]!);
    const second = await away.saveBallot.execute(some(1)[0]!);
    expect([first, second].map((result) => result.ok)).toEqual([false, false]);
    expect(second).toEqual({ ok: false, error: { code: 'VOTING.UNAVAILABLE' } });
    await gone.close();
  });

  it('refuses what does not fit into the queue before it takes it', async () => {
    const parts = useCases(vote.database, { queueLimit: 10, batchLimit: 5 });
    await parts.screens.refresh();
    const results = await Promise.all(some(50).map((command) => parts.saveBallot.execute(command)));
    const codes = results.map((result) => (result.ok ? 'saved' : result.error.code));
    expect(codes.filter((code) => code === 'VOTING.BUSY')).toHaveLength(40);
    expect(codes.filter((code) => code === 'saved')).toHaveLength(10);
  });
});
