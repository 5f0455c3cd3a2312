import { randomUUID } from 'node:crypto';
import type { Receipt } from '@wsis/transparency-log';
import { eventually } from '@wsis/testing';
import { CountVotes } from '../src/application/count-votes.js';
import { DecideOnBallots } from '../src/application/decide-on-ballots.js';
import type { SaveBallotResult } from '../src/application/save-ballot.js';
import { PostgresCounting } from '../src/adapters/postgres/counting.store.js';
import { checkInvariants } from '../src/adapters/postgres/check-invariants.js';
import {
  EDITION,
  ballot,
  nominee,
  openVote,
  ruleBookWith,
  signingKey,
  useCases,
  voteFixture,
  voter,
  type UseCases,
} from './vote.fixture.js';

const receiptKey = signingKey.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const codeOf = (result: SaveBallotResult) => (result.ok ? 'saved' : result.error.code);

describe('races on the ledger', () => {
  let vote: Awaited<ReturnType<typeof voteFixture>>;
  const receipts: Receipt[] = [];
  const asked: { voterId: string; version: number }[] = [];

  beforeEach(async () => {
    vote = await voteFixture();
    receipts.length = 0;
    asked.length = 0;
  });
  afterEach(async () => {
    const violations = await checkInvariants(vote.database, { receipts, receiptKey, asked }, await countNow());
    await vote.drop();
    expect(violations).toEqual([]);
  });

  const countNow = async () => {
    const { counts } = await vote.database.transaction(async (tx) => {
      const ledger = await vote.ledgers.read(tx, EDITION);
      return new CountVotes(new PostgresCounting()).execute(tx, ledger);
    });
    const votes = new Map([...counts.byNominee].map(([number, count]) => [number, count.votes]));
    return new Map([[EDITION, { balance: { ...counts.balance }, votes }]]);
  };

  /** Four processes on one database. */
  const processes = async (): Promise<UseCases[]> =>
    Promise.all(
      Array.from({ length: 4 }, async () => {
        const parts = useCases(await vote.place.database());
        await parts.screens.refresh();
        return parts;
      }),
    );

  const save = async (parts: UseCases, command: ReturnType<typeof ballot>): Promise<SaveBallotResult> => {
    asked.push({ voterId: command.voterId, version: command.base + 1 });
    const result = await parts.saveBallot.execute(command);
    if (result.ok) receipts.push(result.value.receipt);
    return result;
  };

  /** Saves new voters' ballots from all processes until one is refused; gives the refusals. */
  const storm = async (
    all: UseCases[],
    until: Promise<unknown>,
    choices: () => Record<string, number> = () => ({ C1: nominee(1, 1) }),
  ) => {
    let over = false;
    void until.finally(() => (over = true));
    const refusals = new Set<string>();
    await Promise.all(
      all.flatMap((parts) =>
        Array.from({ length: 6 }, async () => {
          for (let tail = 2; tail > 0; tail -= over ? 1 : 0) {
            const code = codeOf(await save(parts, ballot(voter(), choices())));
            if (code !== 'saved') refusals.add(code);
          }
        }),
      ),
    );
    return refusals;
  };

  it('gives dense numbers to four processes that save at once', async () => {
    await openVote(vote);
    const all = await processes();
    await Promise.all(
      all.flatMap((parts) => Array.from({ length: 100 }, () => save(parts, ballot(voter(), { C1: nominee(1, 1) })))),
    );
    expect(new Set(receipts.map((receipt) => receipt.ledgerNumber)).size).toBe(400);
  });

  it('saves one of the ballots that one voter sends through four processes at once', async () => {
    await openVote(vote);
    const all = await processes();
    const who = voter();
    for (let base = 0; base < 5; base += 1) {
      const results = await Promise.all(
        Array.from({ length: 48 }, (_, index) =>
          save(all[index % 4]!, ballot(who, { C1: nominee(1, 1 + (index % 6)) }, base)),
        ),
      );
      expect(results.filter((result) => result.ok)).toHaveLength(1);
    }
  });

  it('numbers nothing after a close that races with batches', async () => {
    await openVote(vote);
    const all = await processes();
    const closing = vote.closePhase().then(() => vote.closeDueLedgers.execute());
    const refusals = await storm(all, closing);
    expect([...refusals]).toEqual(['VOTING.CLOSED']);
    expect(await closing).toEqual([EDITION]);
  });

  it('closes at the planned instant by the database clock, also where the process clock is a day behind', async () => {
    await openVote(vote);
    const day = 24 * 3_600_000;
    const behind = useCases(await vote.place.database(), { now: () => Date.now() - day });
    await behind.screens.refresh();
    await vote.planWindow(-60_000, 400);
    const late = await eventually('the close', async () => {
      const code = codeOf(await save(behind, ballot(voter(), { C1: nominee(1, 1) })));
      return code === 'saved' ? false : code;
    });
    expect(late).toBe('VOTING.CLOSED');
    // Refused by the database's clock before anyone has closed the ledger.
    const [head] = await vote.database.query<{ closed_at: Date | null }>(`SELECT closed_at FROM voting.ledgers`);
    expect(head!.closed_at).toBeNull();
    expect(await vote.closeDueLedgers.execute()).toEqual([EDITION]);
    expect(await vote.closeDueLedgers.execute()).toEqual([]);
  });

  it('refuses an extension that comes one moment after the close', async () => {
    await openVote(vote);
    await vote.closePhase();
    const extended = await vote.planWindow(-60_000, 3_600_000, EDITION, 50);
    expect(extended).toEqual({ ok: false, error: 'closed' });
    expect(codeOf(await save(vote, ballot(voter(), { C1: nominee(1, 1) })))).toBe('VOTING.CLOSED');
  });

  it('gives a replay its receipt also after the close, and refuses another body under its key', async () => {
    await openVote(vote);
    const command = ballot(voter(), { C1: nominee(1, 1) });
    const first = await save(vote, command);
    await vote.closePhase();
    await vote.closeDueLedgers.execute();
    const again = await save(vote, command);
    if (!first.ok || !again.ok) throw new Error('not saved');
    expect(again.value.receipt.ledgerNumber).toBe(first.value.receipt.ledgerNumber);
    expect(again.value.receipt.leafHash).toBe(first.value.receipt.leafHash);
    expect(codeOf(await save(vote, { ...command, choices: { C1: nominee(1, 2) } }))).toBe('VOTING.KEY_REUSED');
    expect(codeOf(await save(vote, { ...command, idempotencyKey: randomUUID() }))).toBe('VOTING.CLOSED');
  });

  it('gives a replay its receipt also when its nominee withdrew meanwhile', async () => {
    await openVote(vote);
    const command = ballot(voter(), { C1: nominee(1, 1) });
    expect(codeOf(await save(vote, command))).toBe('saved');
    await withdraw(nominee(1, 1));
    expect(codeOf(await save(vote, command))).toBe('saved');
    expect(codeOf(await save(vote, ballot(voter(), { C1: nominee(1, 1) })))).toBe('VOTING.NOMINEE_WITHDRAWN');
  });

  const withdraw = async (number: number) => {
    const [row] = await vote.database.query<{ nominee_id: string; category: string }>(
      `SELECT nominee_id, category FROM voting.nominees WHERE number = $1`,
      [number],
    );
    await vote.database.transaction((tx) =>
      vote.withdrawNominee.execute(
        tx,
        { editionId: EDITION, number, nomineeId: row!.nominee_id, category: row!.category },
        2,
      ),
    );
  };

  it('saves no vote for a nominee after a withdrawal that races with batches', async () => {
    await openVote(vote);
    const all = await processes();
    const refusals = await storm(all, withdraw(nominee(1, 1)));
    expect([...refusals]).toEqual(['VOTING.NOMINEE_WITHDRAWN']);
    const after = await vote.database.query(
      `SELECT r.number FROM voting.ledger_rows r, voting.ledger_rows w
       WHERE w.kind = 'withdrawal' AND r.kind = 'ballot' AND r.number > w.number AND $1 = ANY (r.choices)`,
      [nominee(1, 1)],
    );
    expect(after).toEqual([]);
  });

  it('saves nothing while paused, and goes on afterwards', async () => {
    await openVote(vote);
    const all = await processes();
    const pause = (paused: boolean) =>
      vote.database.transaction((tx) => vote.pauseSaving.execute(tx, EDITION, paused, 'drill'));
    expect([...(await storm(all, pause(true)))]).toEqual(['VOTING.PAUSED']);
    await pause(false);
    expect(codeOf(await save(vote, ballot(voter(), { C1: nominee(1, 1) })))).toBe('saved');
    const between = await vote.database.query<{ count: string }>(
      `SELECT count(*) FROM voting.ledger_rows r WHERE r.kind = 'ballot'
         AND r.number > (SELECT min(number) FROM voting.ledger_rows WHERE payload LIKE '%"paused":true%')
         AND r.number < (SELECT max(number) FROM voting.ledger_rows WHERE payload LIKE '%"paused":false%')`,
    );
    expect(between[0]!.count).toBe('0');
  });

  it('keeps a removed voter removed, whatever is saved while and after the removal', async () => {
    await openVote(vote);
    const all = await processes();
    const who = voter();
    const first = await save(vote, ballot(who, { C1: nominee(1, 1) }));
    if (!first.ok) throw new Error(first.error.code);
    const counting = new PostgresCounting();
    const decide = new DecideOnBallots(vote.ledgers, counting, new CountVotes(counting), vote.events);
    const removal = vote.database.transaction((tx) =>
      decide.execute(
        tx,
        EDITION,
        {
          action: 'removal',
          ledgerNumbers: [first.value.receipt.ledgerNumber],
          rule: 'one person, one ballot',
          evidence: 'x',
        },
        randomUUID(),
      ),
    );
    await Promise.all([
      storm(all, removal, () => ({ C1: nominee(1, 2) })),
      ...Array.from({ length: 5 }, (_, index) => save(all[index % 4]!, ballot(who, { C1: nominee(1, 3) }, 1 + index))),
    ]);
    expect((await removal).ok).toBe(true);
    const count = (await countNow()).get(EDITION)!;
    expect(count.balance['removed']).toBe(1);
    expect(count.votes.get(nominee(1, 3)) ?? 0).toBe(0);
  });

  it.each([
    ['closed', 'VOTING.CLOSED'],
    ['paused', 'VOTING.PAUSED'],
    ['withdrawn from', 'VOTING.NOMINEE_WITHDRAWN'],
  ])('refuses a batch that waited for the lock while the vote was %s', async (what, code) => {
    await openVote(vote);
    const waiting = useCases(await vote.place.database('waiting'));
    await waiting.screens.refresh();
    let saved!: Promise<SaveBallotResult>;
    await vote.database.transaction(async (tx) => {
      await vote.ledgers.lock(tx, EDITION);
      saved = save(waiting, ballot(voter(), { C1: nominee(1, 1) }));
      await eventually('the batch to wait for the lock', async () => {
        const rows = await vote.database.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'waiting' AND wait_event_type = 'Lock'`,
        );
        return rows.length === 1;
      });
      if (what === 'closed')
        await vote.moveWindow.execute(tx, EDITION, { kind: 'closed', calendarVersion: 1_000, atMs: 0 });
      else if (what === 'paused') await vote.pauseSaving.execute(tx, EDITION, true, 'drill');
      else
        await vote.withdrawNominee.execute(
          tx,
          { editionId: EDITION, number: nominee(1, 1), nomineeId: randomUUID(), category: 'C1' },
          2,
        );
    });
    expect(codeOf(await saved)).toBe(code);
  });

  it('lets the vote go on two seconds after a process stopped while it held the lock', async () => {
    await openVote(vote);
    const stopped = await vote.place.database('stopped');
    let letGo!: () => void;
    const never = new Promise<void>((resolve) => (letGo = resolve));
    let held!: () => void;
    const locked = new Promise<void>((resolve) => (held = resolve));
    const holding = stopped
      .transaction(async (tx) => {
        await vote.ledgers.lock(tx, EDITION);
        held();
        await never;
        await tx.execute('SELECT 1');
      })
      .catch((error: Error) => error);
    await locked;
    expect(codeOf(await save(vote, ballot(voter(), { C1: nominee(1, 1) })))).toBe('saved');
    letGo();
    expect(await holding).toBeInstanceOf(Error);
  });
});

describe('rules of the ballot', () => {
  let vote: Awaited<ReturnType<typeof voteFixture>>;
  beforeEach(async () => {
    vote = await voteFixture();
  });
  afterEach(() => vote.drop());

  it('tells a complete ballot where all 18 categories are required, and where one suffices', async () => {
    const all18 = ruleBookWith({ vote: { categoriesRequired: 18 } });
    await openVote(vote, { ruleBook: all18 });
    const full = Object.fromEntries(all18.categories.map(({ code, number }) => [code, nominee(number, 1)]));
    const { C1: _, ...but1 } = full;
    const results = await Promise.all([
      vote.saveBallot.execute(ballot(voter(), full)),
      vote.saveBallot.execute(ballot(voter(), but1)),
    ]);
    expect(results.map((result) => result.ok && [result.value.complete, result.value.categoriesFilled])).toEqual([
      [true, 18],
      [false, 17],
    ]);
    await openVote(vote, { edition: 'one-suffices' });
    const one = await vote.saveBallot.execute(ballot(voter({ editionId: 'one-suffices' }), { C4: nominee(4, 1) }));
    expect(one.ok && one.value.complete).toBe(true);
  });

  it('lets later versions only fill empty categories where a ballot may not change, and reopens a withdrawn choice', async () => {
    await openVote(vote, { ruleBook: ruleBookWith({ vote: { mayChange: false } }) });
    const who = voter();
    const at = async (choices: Record<string, number>, base: number) =>
      codeOf(await vote.saveBallot.execute(ballot(who, choices, base)));
    expect(await at({ C1: nominee(1, 1) }, 0)).toBe('saved');
    expect(await at({ C1: nominee(1, 2) }, 1)).toBe('VOTING.CHANGE_NOT_ALLOWED');
    expect(await at({ C2: nominee(2, 1) }, 1)).toBe('VOTING.CHANGE_NOT_ALLOWED');
    expect(await at({ C1: nominee(1, 1), C2: nominee(2, 1) }, 1)).toBe('saved');
    const [row] = await vote.database.query<{ nominee_id: string }>(
      `SELECT nominee_id FROM voting.nominees WHERE number = $1`,
      [nominee(1, 1)],
    );
    await vote.database.transaction((tx) =>
      vote.withdrawNominee.execute(
        tx,
        { editionId: EDITION, number: nominee(1, 1), nomineeId: row!.nominee_id, category: 'C1' },
        2,
      ),
    );
    expect(await at({ C1: nominee(1, 1), C2: nominee(2, 1) }, 2)).toBe('VOTING.NOMINEE_WITHDRAWN');
    expect(await at({ C1: nominee(1, 2), C2: nominee(2, 1) }, 2)).toBe('saved');
    expect(await at({ C1: nominee(1, 3), C2: nominee(2, 1) }, 3)).toBe('VOTING.CHANGE_NOT_ALLOWED');
  });

  it('does not open before the whole list has come, in whatever order', async () => {
    const ruleBook = await openVote(vote, { perCategory: 1 });
    const late = 'late-list';
    await openVote(vote, { edition: late, perCategory: 1 });
    await vote.database.transaction((tx) =>
      vote.nomineeList.freeze(tx, { editionId: 'frozen-first', listVersion: 1, count: 1, hash: 'x' }),
    );
    const [before] = await vote.database.query<{ list_complete: boolean }>(
      `SELECT list_complete FROM voting.ledgers WHERE edition_id = 'frozen-first'`,
    );
    expect(before!.list_complete).toBe(false);
    await vote.database.transaction((tx) =>
      vote.nomineeList.list(tx, {
        editionId: 'frozen-first',
        number: 1,
        nomineeId: randomUUID(),
        category: ruleBook.categories[0]!.code,
      }),
    );
    const [after] = await vote.database.query<{ list_complete: boolean }>(
      `SELECT list_complete FROM voting.ledgers WHERE edition_id = 'frozen-first'`,
    );
    expect(after!.list_complete).toBe(true);
  });

  it('forgets no ledger row: changing or deleting one is refused by the database', async () => {
    await openVote(vote);
    await expect(vote.database.execute(`DELETE FROM voting.ledger_rows`)).rejects.toThrow('append-only');
    await expect(vote.database.execute(`UPDATE voting.ledger_rows SET minute = 0`)).rejects.toThrow('append-only');
  });
});
