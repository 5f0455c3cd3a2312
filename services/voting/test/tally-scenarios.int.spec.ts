import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import type { RuleBook } from '@wsis/rule-book';
import { CountVotes } from '../src/application/count-votes.js';
import { DecideOnBallots } from '../src/application/decide-on-ballots.js';
import { PostgresCounting } from '../src/adapters/postgres/counting.store.js';
import { checkInvariants } from '../src/adapters/postgres/check-invariants.js';
import { PostgresRunningTallies } from '../src/adapters/postgres/running-tally.store.js';
import { differences } from '../src/domain/compare-counts.js';
import { balances } from '../src/domain/tally.js';
import { EDITION, ballot, nominee, openVote, ruleBookWith, voteFixture, voter } from './vote.fixture.js';

interface Scenario {
  readonly story: string;
  readonly rules: { vote?: Partial<RuleBook['vote']>; count?: Partial<RuleBook['count']> };
  readonly nomineesPerCategory: number;
  readonly ballots: readonly {
    readonly voters: number;
    readonly country?: string;
    /** Category code to the nominee's place on the list. */
    readonly choices?: Readonly<Record<string, number>>;
    readonly versions?: readonly Readonly<Record<string, number>>[];
    readonly afterwards?: 'removed' | 'under-review';
  }[];
  readonly withdrawn?: Readonly<Record<string, readonly number[]>>;
  readonly expected: {
    readonly statement: Readonly<Record<string, number>>;
    readonly categories?: Readonly<Record<string, object>>;
    readonly places: Readonly<Record<string, readonly object[]>>;
  };
}

const folder = new URL('./tally-scenarios/', import.meta.url);
const scenarios = readdirSync(folder).map((file) => ({
  name: file.replace('.json', '').replaceAll('-', ' '),
  scenario: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario,
}));

describe('the count, by scenario', () => {
  let vote: Awaited<ReturnType<typeof voteFixture>>;
  beforeEach(async () => {
    vote = await voteFixture();
  });
  afterEach(() => vote.drop());

  it.each(scenarios)('$name', async ({ scenario }) => {
    const ruleBook = ruleBookWith(scenario.rules);
    await openVote(vote, { ruleBook, perCategory: scenario.nomineesPerCategory });
    const numberOf = (code: string) => ruleBook.categories.find((category) => category.code === code)!.number;
    const onList = (choices: Readonly<Record<string, number>>) =>
      Object.fromEntries(Object.entries(choices).map(([code, place]) => [code, nominee(numberOf(code), place)]));
    const decided: Record<'removed' | 'under-review', number[]> = { removed: [], 'under-review': [] };
    for (const group of scenario.ballots) {
      for (let index = 0; index < group.voters; index += 1) {
        const who = voter({ country: group.country ?? 'CH' });
        let last = -1;
        for (const [base, choices] of (group.versions ?? [group.choices ?? {}]).entries()) {
          const saved = await vote.saveBallot.execute(ballot(who, onList(choices), base));
          if (!saved.ok) throw new Error(saved.error.code);
          last = saved.value.receipt.ledgerNumber;
        }
        if (group.afterwards) decided[group.afterwards].push(last);
      }
    }
    for (const [category, places] of Object.entries(scenario.withdrawn ?? {})) {
      for (const place of places) {
        await vote.database.transaction((tx) =>
          vote.withdrawNominee.execute(
            tx,
            { editionId: EDITION, number: nominee(numberOf(category), place), nomineeId: randomUUID(), category },
            2,
          ),
        );
      }
    }
    const counting = new PostgresCounting();
    const countVotes = new CountVotes(counting);
    const decide = new DecideOnBallots(vote.ledgers, counting, countVotes, vote.events);
    for (const [action, ledgerNumbers] of [
      ['removal', decided.removed],
      ['review', decided['under-review']],
    ] as const) {
      if (ledgerNumbers.length === 0) continue;
      const done = await vote.database.transaction((tx) =>
        decide.execute(tx, EDITION, { action, ledgerNumbers, rule: 'drill', evidence: 'drill' }, randomUUID()),
      );
      if (!done.ok) throw new Error(done.error.code);
    }
    await vote.closePhase();
    await vote.closeDueLedgers.execute();

    const { counts, tally } = await vote.database.transaction(async (tx) =>
      countVotes.execute(tx, await vote.ledgers.read(tx, EDITION)),
    );
    const running = await vote.database.transaction(async (tx) => {
      const tallies = new PostgresRunningTallies(vote.database);
      while ((await tallies.step(tx, EDITION, 3, true)) === 'more');
      return (await tallies.counts(tx, EDITION, (await vote.ledgers.lock(tx, EDITION)).rules!)).counts;
    });
    expect(differences(counts, running)).toEqual([]);
    expect(counts.balance).toEqual(scenario.expected.statement);
    expect(balances(counts.balance)).toBe(true);
    for (const [code, expected] of Object.entries(scenario.expected.categories ?? {})) {
      expect(counts.categories.find((category) => category.code === code)).toEqual({ code, ...expected });
    }
    for (const [code, places] of Object.entries(scenario.expected.places)) {
      const found = tally
        .find((category) => category.code === code)!
        .placings.map(({ number, votes, rank, champion, tieRule }) => ({
          nominee: number - (numberOf(code) - 1) * 10,
          votes,
          rank,
          champion,
          tieDecidedBy: tieRule,
        }));
      expect(found).toEqual(places);
    }
    const votes = new Map([...counts.byNominee].map(([number, count]) => [number, count.votes]));
    expect(
      await checkInvariants(vote.database, {}, new Map([[EDITION, { balance: { ...counts.balance }, votes }]])),
    ).toEqual([]);
  });
});
