import fc from 'fast-check';
import { eventually } from '@wsis/testing';
import { checkInvariants } from '../src/adapters/postgres/check-invariants.js';
import { EDITION, ballot, nominee, openVote, ruleBookWith, voteFixture, voter } from './vote.fixture.js';

const choices = { C1: nominee(1, 1) };

describe('the close and its grace', () => {
  let vote: Awaited<ReturnType<typeof voteFixture>>;
  beforeEach(async () => {
    vote = await voteFixture();
  });
  afterEach(() => vote.drop());

  /** Opens a vote that closes in a moment, and waits until the database's clock says that it has. */
  const closed = async (graceSeconds: number): Promise<number> => {
    await openVote(vote, { ruleBook: ruleBookWith({ vote: { graceSeconds } }) });
    await vote.planWindow(-60_000, 50);
    await eventually('the close', async () => {
      const [row] = await vote.database.query<{ over: boolean }>(
        `SELECT clock_timestamp() >= closes_at AS over FROM voting.ledgers`,
      );
      return row!.over;
    });
    const [row] = await vote.database.query<{ ms: string }>(
      `SELECT floor(extract(epoch FROM closes_at) * 1000) AS ms FROM voting.ledgers`,
    );
    return Number(row!.ms);
  };
  const save = async (drawnAtMs: number | undefined, who = voter(), base = 0) => {
    const result = await vote.saveBallot.execute({
      ...ballot(who, choices, base),
      ...(drawnAtMs === undefined ? {} : { drawnAtMs }),
    });
    return result.ok ? 'saved' : result.error.code;
  };

  it('takes in grace exactly the ballots whose ticket was drawn before the close, each for itself', async () => {
    const closesAtMs = await closed(600);
    const ticket = fc.oneof(
      fc.constant(undefined),
      // Mostly right at the edge, where an error of one millisecond shows.
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: -60_000, max: 60_000 }),
      fc.constant(2 ** 48 - 1 - closesAtMs),
    );
    let [saved, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(ticket, { minLength: 1, maxLength: 12 }), async (tickets) => {
        // Sent together, so that they share batches.
        const outcomes = await Promise.all(
          tickets.map((offset) => save(offset === undefined ? undefined : closesAtMs + offset)),
        );
        const expected = tickets.map((offset) => (offset !== undefined && offset < 0 ? 'saved' : 'VOTING.CLOSED'));
        expect(outcomes).toEqual(expected);
        saved += outcomes.filter((outcome) => outcome === 'saved').length;
        refused += outcomes.filter((outcome) => outcome !== 'saved').length;
      }),
      { numRuns: 40 },
    );
    expect(Math.min(saved, refused)).toBeGreaterThan(20);
    // The ledger stays open until the grace has ended.
    expect(await vote.closeDueLedgers.execute()).toEqual([]);
    expect(await checkInvariants(vote.database)).toEqual([]);
  });

  it('is over at the end of the grace, ticket or not, and the ledger closes then', async () => {
    const closesAtMs = await closed(1);
    const late = await eventually('the end of the grace', async () => {
      const outcome = await save(closesAtMs - 1_000);
      return outcome === 'saved' ? false : outcome;
    });
    expect(late).toBe('VOTING.CLOSED');
    expect(await vote.closeDueLedgers.execute()).toEqual([EDITION]);
    expect(await save(closesAtMs - 1_000)).toBe('VOTING.CLOSED');
    const [ledger] = await vote.database.query<{ next_number: string; final_number: string }>(
      `SELECT next_number, final_number FROM voting.ledgers`,
    );
    expect(Number(ledger!.final_number)).toBe(Number(ledger!.next_number) - 1);
    expect(await checkInvariants(vote.database)).toEqual([]);
  });

  it('gives no grace where the rule book has none, which is the default', async () => {
    expect(ruleBookWith().vote.graceSeconds).toBe(0);
    const closesAtMs = await closed(0);
    expect(await save(closesAtMs - 10_000)).toBe('VOTING.CLOSED');
  });

  it('keeps all other rules in grace: versions, pauses, one ballot a voter', async () => {
    const closesAtMs = await closed(600);
    const who = voter();
    expect(await save(closesAtMs - 5, who)).toBe('saved');
    expect(await save(closesAtMs - 5, who)).toBe('VOTING.STALE_BALLOT');
    await vote.database.transaction((tx) => vote.pauseSaving.execute(tx, EDITION, true, 'a fault'));
    expect(await save(closesAtMs - 5)).toBe('VOTING.PAUSED');
    expect(await save(undefined)).toBe('VOTING.CLOSED');
  });
});
