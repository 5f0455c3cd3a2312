import { randomUUID } from 'node:crypto';
import { CertifyTally } from '../src/application/certify-tally.js';
import { CompareTallies } from '../src/application/compare-tallies.js';
import { CountVotes } from '../src/application/count-votes.js';
import { DecideOnBallots } from '../src/application/decide-on-ballots.js';
import { KeepRunningTallies } from '../src/application/running-tally.js';
import { checkInvariants } from '../src/adapters/postgres/check-invariants.js';
import { PostgresCounting } from '../src/adapters/postgres/counting.store.js';
import { PostgresRunningTallies } from '../src/adapters/postgres/running-tally.store.js';
import { differences } from '../src/domain/compare-counts.js';
import type { Decision } from '../src/domain/standing.js';
import { EDITION, ballot, nominee, openVote, ruleBookWith, voteFixture, voter } from './vote.fixture.js';

/** Numbers from 0 below a bound, the same for the same seed. */
function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('the running tally', () => {
  let vote: Awaited<ReturnType<typeof voteFixture>>;
  beforeEach(async () => {
    vote = await voteFixture();
  });
  afterEach(() => vote.drop());

  function parts() {
    const counting = new PostgresCounting();
    const countVotes = new CountVotes(counting);
    const tallies = new PostgresRunningTallies(vote.database);
    const keep = new KeepRunningTallies(vote.database, tallies, 7);
    const reported: (readonly string[])[] = [];
    const compare = new CompareTallies(vote.database, vote.ledgers, countVotes, tallies, keep, (_, found) =>
      reported.push(found),
    );
    const decide = new DecideOnBallots(vote.ledgers, counting, countVotes, vote.events);
    const certify = new CertifyTally(vote.ledgers, counting, countVotes, compare, vote.events);
    return { counting, countVotes, tallies, keep, compare, reported, decide, certify };
  }

  /** What the count from the ballots and the running tally do not agree on. */
  const disagreement = ({ countVotes, tallies }: ReturnType<typeof parts>) =>
    vote.database.transaction(async (tx) => {
      const ledger = await vote.ledgers.read(tx, EDITION);
      const { counts } = await countVotes.execute(tx, ledger);
      const running = await tallies.counts(tx, EDITION, ledger.rules!);
      expect(running.read).toBe(ledger.nextNumber);
      const votes = new Map([...running.counts.byNominee].map(([number, count]) => [number, count.votes]));
      return {
        found: differences(counts, running.counts),
        running: new Map([[EDITION, { balance: { ...running.counts.balance }, votes }]]),
        counted: counts.balance.counted,
      };
    });

  const withdraw = (category: number, place: number) =>
    vote.database.transaction((tx) =>
      vote.withdrawNominee.execute(
        tx,
        { editionId: EDITION, number: nominee(category, place), nomineeId: randomUUID(), category: `C${category}` },
        2,
      ),
    );

  it.each([1, 2, 3])(
    'says what the count and a recount from the rows say, after any history and in any steps (seed %i)',
    async (seed) => {
      const next = chance(seed);
      await openVote(vote, { ruleBook: ruleBookWith({ vote: { categoriesRequired: 2, mayChange: true } }) });
      const all = parts();
      const voters = Array.from({ length: 25 }, (_, index) => ({
        who: voter({ country: ['CH', 'KE', 'BR', ''][index % 4]! }),
        base: 0,
        numbers: [] as number[],
      }));
      let compared = 0;
      for (let deed = 0; deed < 150; deed += 1) {
        const one = voters[next(voters.length)]!;
        const kind = next(20);
        if (kind < 14) {
          const choices = Object.fromEntries(
            ['C1', 'C2', 'C3']
              .filter(() => next(3) > 0)
              .map((code, at) => [code, nominee(Number(code[1]), 1 + next(4 + at))]),
          );
          const moved = { ...one.who, country: next(5) === 0 ? 'FR' : one.who.country };
          const saved = await vote.saveBallot.execute(ballot(moved, choices, one.base));
          if (saved.ok) {
            one.base = saved.value.version;
            one.numbers.push(saved.value.receipt.ledgerNumber);
          }
        } else if (kind < 18 && one.numbers.length > 0) {
          const action = (['review', 'restoration', 'removal'] as const)[next(3)] as Decision;
          await vote.database.transaction((tx) =>
            all.decide.execute(
              tx,
              EDITION,
              { action, ledgerNumbers: [one.numbers[next(one.numbers.length)]!], rule: 'drill', evidence: 'drill' },
              randomUUID(),
            ),
          );
        } else if (kind === 18 && next(4) === 0) {
          await withdraw(1 + next(3), 1 + next(3));
          await vote.screens.refresh();
        } else {
          // Two workers at once, and one that dies with its step undone.
          await expect(
            vote.database.transaction(async (tx) => {
              await all.tallies.step(tx, EDITION, 3, true);
              throw new Error('killed');
            }),
          ).rejects.toThrow('killed');
          await Promise.all([all.keep.execute(), parts().keep.execute()]);
          await all.keep.execute();
          expect((await disagreement(all)).found).toEqual([]);
          compared += 1;
        }
      }
      await all.keep.execute();
      const { found, running, counted } = await disagreement(all);
      expect(found).toEqual([]);
      expect(await checkInvariants(vote.database, {}, running)).toEqual([]);
      expect(compared).toBeGreaterThan(2);
      expect(counted).toBeGreaterThan(3);

      await vote.database.transaction((tx) => all.tallies.empty(tx, EDITION));
      expect((await all.tallies.progress(EDITION))?.read).toBe(0);
      await all.keep.execute();
      expect((await disagreement(all)).running).toEqual(running);
    },
  );

  it('tells when ballots came, and seals where from', async () => {
    await openVote(vote, { ruleBook: ruleBookWith({ vote: { categoriesRequired: 1, mayChange: true } }) });
    const all = parts();
    const [first, second] = [voter({ country: 'KE' }), voter({ country: 'CH' })];
    await vote.saveBallot.execute(ballot(first, { C1: nominee(1, 1) }));
    await vote.saveBallot.execute(ballot(second, { C1: nominee(1, 1), C2: nominee(2, 1) }));
    await vote.saveBallot.execute(ballot(first, { C1: nominee(1, 2) }, 1));
    await all.keep.execute();
    const progress = await all.tallies.progress(EDITION);
    expect(progress).toMatchObject({ read: 5, size: 5, differs: false, comparedAt: null });
    expect(progress!.hours.reduce((sum, hour) => sum + hour.accepted, 0)).toBe(3);
    expect(progress!.hours.reduce((sum, hour) => sum + hour.voters, 0)).toBe(2);
    expect(await vote.database.transaction((tx) => all.tallies.turnout(tx, EDITION))).toEqual({
      countries: { CH: 1, KE: 1 },
      stakeholderTypes: { government: 2 },
      categoriesFilled: { 1: 1, 2: 1 },
    });
  });

  it.each([
    ['a vote', `UPDATE voting.tally_votes SET votes = votes + 1 WHERE nominee = ${nominee(1, 1)}`, /^nominee 1 votes$/],
    ['a ballot of the count', `UPDATE voting.ballots SET choices[1] = ${nominee(1, 2)}`, /^nominee 1 votes$/],
    ['a fate', `UPDATE voting.tally_ballots SET fate = 'removed'`, /^balance counted$/],
  ])('stops the certification, and is named without a figure, when somebody changes %s', async (_, change, named) => {
    await openVote(vote, { ruleBook: ruleBookWith({ vote: { categoriesRequired: 1 } }) });
    const all = parts();
    await vote.saveBallot.execute(ballot(voter(), { C1: nominee(1, 1) }));
    await all.keep.execute();
    await all.compare.execute();
    expect(await all.tallies.progress(EDITION)).toMatchObject({ differs: false, comparedThrough: 3 });
    const untouched = await vote.database.query(`SELECT * FROM voting.ballots`);

    await vote.database.execute(change);
    await all.compare.execute();
    expect(await all.tallies.differing()).toEqual([EDITION]);
    expect(all.reported).toHaveLength(1);
    expect(all.reported[0]).toContainEqual(expect.stringMatching(named));

    await vote.closePhase();
    await vote.closeDueLedgers.execute();
    const foresee = () => vote.database.transaction((tx) => all.certify.foresee(tx, EDITION));
    expect(await foresee()).toEqual({ ok: false, error: { code: 'VOTING.TALLY_DIFFERS' } });
    expect(all.reported).toHaveLength(2);

    // Mended: the ballot as its ledger row has it, the tally added up again.
    await vote.database.execute(`UPDATE voting.ballots SET choices = $1::integer[]`, [
      (untouched[0] as { choices: number[] }).choices,
    ]);
    await vote.database.transaction((tx) => all.tallies.empty(tx));
    expect(await foresee()).toMatchObject({ ok: true });
    await all.compare.execute();
    expect(await all.tallies.differing()).toEqual([]);
  });

  it('lets one worker read at a time', async () => {
    await openVote(vote);
    const all = parts();
    await vote.database.transaction((tx) => all.tallies.step(tx, EDITION, 1, true));
    await vote.database.transaction(async (tx) => {
      await all.tallies.step(tx, EDITION, 1, true);
      const other = await vote.database.transaction((second) => all.tallies.step(second, EDITION, 1, false));
      expect(other).toBe('busy');
    });
  });
});
