import { connectDatabase, type Database } from '@wsis/persistence';
import { describeWithPgBouncer, eventually } from '@wsis/testing';
import type { Receipt } from '@wsis/transparency-log';
import { CountVotes } from '../src/application/count-votes.js';
import { PostgresCounting } from '../src/adapters/postgres/counting.store.js';
import { checkInvariants } from '../src/adapters/postgres/check-invariants.js';
import { startPgBouncer } from './pgbouncer.fixture.js';
import {
  EDITION,
  ballot,
  nominee,
  openVote,
  signingKey,
  useCases,
  voteFixture,
  voter,
  type UseCases,
} from './vote.fixture.js';

const receiptKey = signingKey.publicKey.export({ type: 'spki', format: 'pem' }).toString();

describeWithPgBouncer('a vote behind PgBouncer in transaction mode', () => {
  let vote: Awaited<ReturnType<typeof voteFixture>>;
  let bouncer: Awaited<ReturnType<typeof startPgBouncer>>;
  const pools: Database[] = [];
  const receipts: Receipt[] = [];
  const asked: { voterId: string; version: number }[] = [];

  beforeAll(async () => {
    vote = await voteFixture();
    // Fewer connections to the server than processes and commands want: statements of all of them share each one.
    bouncer = await startPgBouncer(vote.place.url, 2);
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.close()));
    await bouncer.stop();
    await vote.drop();
  });

  /** A process whose every statement goes through PgBouncer. */
  const processOf = async (): Promise<UseCases> => {
    const database = await eventually('PgBouncer', () =>
      connectDatabase({ url: bouncer.url, applicationName: 'behind' }),
    );
    pools.push(database);
    return useCases(database);
  };

  /** Both processes save new voters' ballots until the work is done and a little longer; gives how often each answer came. */
  const whileVoting = async (both: readonly UseCases[], work: () => Promise<unknown>) => {
    const answers = new Map<string, number>();
    let over = false;
    const done = work().finally(() => (over = true));
    await Promise.all(
      both.flatMap((parts) =>
        Array.from({ length: 8 }, async () => {
          for (let tail = 3; tail > 0; tail -= over ? 1 : 0) {
            const command = ballot(voter(), { C1: nominee(1, 1), 'C7-egov': nominee(7, 2) });
            asked.push({ voterId: command.voterId, version: 1 });
            const result = await parts.saveBallot.execute(command);
            if (result.ok) receipts.push(result.value.receipt);
            const code = result.ok ? 'saved' : result.error.code;
            answers.set(code, (answers.get(code) ?? 0) + 1);
          }
        }),
      ),
    );
    await done;
    return answers;
  };

  it('saves, pauses, extends, withdraws and closes while two processes interleave their batches', async () => {
    const [one, two] = [await processOf(), await processOf()];
    // Rules, list and calendar too are told through PgBouncer.
    await openVote(one, { closesInMs: 60_000 });
    await two.screens.refresh();
    const command = await processOf();
    const pause = (paused: boolean) =>
      command.database.transaction((tx) => command.pauseSaving.execute(tx, EDITION, paused, 'drill'));
    const saved = () => receipts.length;

    const paused = await whileVoting([one, two], async () => {
      await eventually('ballots of both', () => saved() > 40);
      await pause(true);
    });
    expect([...paused.keys()].sort()).toEqual(['VOTING.PAUSED', 'saved']);
    await pause(false);

    const before = saved();
    const extended = await whileVoting([one, two], async () => {
      await eventually('more ballots', () => saved() > before + 20);
      expect(await command.planWindow(-60_000, 3_600_000, EDITION, 2)).toMatchObject({ ok: true });
      const then = saved();
      await eventually('ballots after the extension', () => saved() > then + 20);
    });
    expect([...extended.keys()]).toEqual(['saved']);

    const withdrawn = await whileVoting([one, two], async () => {
      const number = nominee(1, 1);
      const [row] = await command.database.query<{ nominee_id: string; category: string }>(
        'SELECT nominee_id, category FROM voting.nominees WHERE edition_id = $1 AND number = $2',
        [EDITION, number],
      );
      const { nominee_id: nomineeId, category } = row!;
      await command.database.transaction((tx) =>
        command.withdrawNominee.execute(tx, { editionId: EDITION, number, nomineeId, category }, 2),
      );
    });
    expect([...withdrawn.keys()].filter((code) => code !== 'saved')).toEqual(['VOTING.NOMINEE_WITHDRAWN']);

    const closed = await whileVoting([one, two], async () => {
      await command.closePhase();
      await command.closeDueLedgers.execute();
    });
    expect([...closed.keys()].filter((code) => code !== 'VOTING.NOMINEE_WITHDRAWN')).toEqual(['VOTING.CLOSED']);

    const { counts } = await command.database.transaction(async (tx) => {
      const ledger = await command.ledgers.read(tx, EDITION);
      return new CountVotes(new PostgresCounting()).execute(tx, ledger);
    });
    const votes = new Map([...counts.byNominee].map(([number, count]) => [number, count.votes]));
    expect(
      await checkInvariants(
        command.database,
        { receipts, receiptKey, asked },
        new Map([[EDITION, { balance: { ...counts.balance }, votes }]]),
      ),
    ).toEqual([]);
  });
});
