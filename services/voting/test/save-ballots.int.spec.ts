import { randomUUID } from 'node:crypto';
import { fromBinary } from '@bufbuild/protobuf';
import { BallotsSavedSchema } from '@wsis/contracts';
import { connectDatabase } from '@wsis/persistence';
import { eventually } from '@wsis/testing';
import { verifyReceipt } from '@wsis/transparency-log';
import { EDITION, ballot, nominee, openVote, signingKey, useCases, voteFixture, voter } from './vote.fixture.js';

const numbers = (rows: { number: string }[]) => rows.map((row) => Number(row.number));

describe('saving ballots', () => {
  let vote: Awaited<ReturnType<typeof voteFixture>>;
  beforeEach(async () => {
    vote = await voteFixture();
  });
  afterEach(() => vote.drop());

  it('answers a first ballot with version 1 and a receipt that anyone can check', async () => {
    await openVote(vote);
    const saved = await vote.saveBallot.execute(ballot(voter(), { C1: nominee(1, 2), 'C7-egov': nominee(7, 1) }));
    if (!saved.ok) throw new Error(saved.error.code);
    expect(saved.value).toMatchObject({ version: 1, complete: true, categoriesFilled: 2 });
    expect(verifyReceipt(saved.value.receipt, signingKey.publicKey)).toMatchObject({ ok: true });
    const rows = await vote.database.query<{ kind: string }>(
      `SELECT kind FROM voting.ledger_rows WHERE edition_id = $1 ORDER BY number`,
      [EDITION],
    );
    expect(rows.map((row) => row.kind)).toEqual(['rules', 'window', 'ballot']);
  });

  it('leaves one event for a batch that names every ballot and no choice', async () => {
    await openVote(vote);
    const commands = Array.from({ length: 20 }, () => ballot(voter(), { C1: nominee(1, 2) }));
    const results = await Promise.all(commands.map((command) => vote.saveBallot.execute(command)));
    const [row] = await vote.database.query<{ payload: Buffer; key: string }>(
      `SELECT payload, key FROM voting.event_log WHERE type = 'voting.ballots-saved.v1'`,
    );
    const event = fromBinary(BallotsSavedSchema, row!.payload);
    expect(event.editionId).toBe(EDITION);
    expect(event.ballots.map((saved) => saved.voterId)).toEqual(commands.map((command) => command.voterId));
    expect(event.ballots.map((saved) => Number(saved.ledgerNumber))).toEqual(
      results.map((result) => (result.ok ? result.value.receipt.ledgerNumber : -1)),
    );
    expect(event.firstLedgerNumber).toBe(event.ballots[0]!.ledgerNumber);
    expect(event.lastLedgerNumber).toBe(event.ballots[19]!.ledgerNumber);
    expect(event.ballots[0]).toMatchObject({ ballotVersion: 1, categoriesFilled: 1, complete: true });
  });

  it('saves one of 50 ballots that one voter sends at once with different keys', async () => {
    await openVote(vote);
    const who = voter();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        vote.saveBallot.execute(ballot(who, { C1: nominee(1, 1 + (index % 6)) })),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.error.code === 'VOTING.STALE_BALLOT')).toHaveLength(49);
    const rows = await vote.database.query(`SELECT 1 FROM voting.ledger_rows WHERE voter_id = $1`, [who.voterId]);
    expect(rows).toHaveLength(1);
  });

  it('gives all of 50 equal attempts with one key the same ledger number', async () => {
    await openVote(vote);
    const command = ballot(voter(), { C1: nominee(1, 1) });
    const results = await Promise.all(Array.from({ length: 50 }, () => vote.saveBallot.execute(command)));
    const given = new Set(results.map((result) => (result.ok ? result.value.receipt.ledgerNumber : -1)));
    expect(given.size).toBe(1);
    for (const result of results) {
      if (!result.ok) throw new Error(result.error.code);
      expect(verifyReceipt(result.value.receipt, signingKey.publicKey)).toMatchObject({ ok: true });
    }
  });

  it('refuses the same key with another body', async () => {
    await openVote(vote);
    const who = voter();
    const key = randomUUID();
    await vote.saveBallot.execute(ballot(who, { C1: nominee(1, 1) }, 0, key));
    const again = await vote.saveBallot.execute(ballot(who, { C1: nominee(1, 2) }, 0, key));
    expect(again).toEqual({ ok: false, error: { code: 'VOTING.KEY_REUSED' } });
  });

  it('gives a stale save the ballot that stands', async () => {
    await openVote(vote);
    const who = voter();
    await vote.saveBallot.execute(ballot(who, { C1: nominee(1, 1) }));
    await vote.saveBallot.execute(ballot(who, { C1: nominee(1, 2), C2: nominee(2, 3) }, 1));
    const stale = await vote.saveBallot.execute(ballot(who, { C1: nominee(1, 4) }, 1));
    expect(stale).toEqual({
      ok: false,
      error: {
        code: 'VOTING.STALE_BALLOT',
        current: { version: 2, choices: { C1: nominee(1, 2), C2: nominee(2, 3) }, orderNumber: 7 },
      },
    });
  });

  it('chains the versions of a ballot, each superseding the one before', async () => {
    await openVote(vote);
    const who = voter();
    for (let base = 0; base < 4; base += 1) {
      const saved = await vote.saveBallot.execute(ballot(who, { C1: nominee(1, base + 1) }, base));
      expect(saved.ok).toBe(true);
    }
    const rows = await vote.database.query<{ number: string; supersedes: string | null }>(
      `SELECT number, supersedes FROM voting.ledger_rows WHERE voter_id = $1 ORDER BY version`,
      [who.voterId],
    );
    expect(rows.slice(1).map((row) => row.supersedes)).toEqual(rows.slice(0, 3).map((row) => row.number));
    expect(rows[0]!.supersedes).toBeNull();
  });

  it('fails a bad ballot of a batch alone', async () => {
    await openVote(vote);
    const bad = ballot(voter(), { C1: nominee(2, 1), C3: 9_999 });
    const results = await Promise.all([
      vote.saveBallot.execute(ballot(voter(), { C1: nominee(1, 1) })),
      vote.saveBallot.execute(bad),
      vote.saveBallot.execute(ballot(voter(), { C1: nominee(1, 1) })),
    ]);
    expect(results.map((result) => result.ok)).toEqual([true, false, true]);
    expect(results[1]).toEqual({
      ok: false,
      error: {
        code: 'VOTING.NOMINEE_OTHER_CATEGORY',
        problems: [
          { field: 'choices.C1', rule: 'otherCategory' },
          { field: 'choices.C3', rule: 'unknownNominee' },
        ],
      },
    });
    const rows = await vote.database.query<{ number: string }>(
      `SELECT number FROM voting.ledger_rows WHERE edition_id = $1 ORDER BY number`,
      [EDITION],
    );
    expect(numbers(rows)).toEqual([0, 1, 2, 3]);
  });

  it('isolates by halves a ballot that makes the whole batch fail', async () => {
    await openVote(vote);
    // A character that PostgreSQL cannot store: screening does not see it, the statement fails.
    const poison = { ...ballot(voter(), { C1: nominee(1, 1) }), country: 'C\u0000' };
    const good = Array.from({ length: 9 }, () => ballot(voter(), { C1: nominee(1, 1) }));
    const results = await Promise.allSettled(
      [...good.slice(0, 4), poison, ...good.slice(4)].map((one) => vote.saveBallot.execute(one)),
    );
    expect(results.map((result) => result.status === 'fulfilled' && result.value.ok)).toEqual([
      true,
      true,
      true,
      true,
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(results[4]!.status).toBe('rejected');
  });

  it("refuses the voter's own project, an empty first ballot and a repeated nominee", async () => {
    await openVote(vote);
    const own = await vote.saveBallot.execute(ballot(voter({ barred: [nominee(1, 3)] }), { C1: nominee(1, 3) }));
    expect(own).toMatchObject({
      error: { code: 'VOTING.OWN_PROJECT', problems: [{ field: 'choices.C1', rule: 'ownProject' }] },
    });
    expect(await vote.saveBallot.execute(ballot(voter(), {}))).toMatchObject({
      error: { code: 'VOTING.EMPTY_BALLOT' },
    });
    expect(await vote.saveBallot.execute(ballot(voter(), { C1: nominee(1, 1), C2: nominee(1, 1) }))).toMatchObject({
      error: { code: 'VOTING.NOMINEE_REPEATED', problems: [{ field: 'choices.C2', rule: 'repeatedNominee' }] },
    });
    expect(await vote.saveBallot.execute(ballot(voter(), { C99: 1 }))).toMatchObject({
      error: { code: 'VOTING.CATEGORY_UNKNOWN', problems: [{ field: 'choices.C99', rule: 'unknownCategory' }] },
    });
  });

  it('looks at no ballot but those of the batch, though its plan was made when there were none', async () => {
    await openVote(vote);
    // One connection, which keeps the plan that it made for the first ballot.
    const one = await connectDatabase({ url: vote.place.url, applicationName: 'one', poolSize: 1 });
    const parts = useCases(one);
    await parts.screens.refresh();
    await parts.saveBallot.execute(ballot(voter(), { C1: nominee(1, 1) }));
    for (let batch = 0; batch < 4; batch += 1) {
      await Promise.all(
        Array.from({ length: 500 }, () => parts.saveBallot.execute(ballot(voter(), { C1: nominee(1, 1) }))),
      );
    }
    const reads = await eventually('the statistics to be written', async () => {
      const [row] = await vote.database.query<{ read: string; scans: string }>(
        `SELECT idx_tup_fetch + seq_tup_read AS read, idx_scan + seq_scan AS scans FROM pg_stat_user_tables WHERE relname = 'ballots'`,
      );
      return Number(row!.scans) >= 2_000 ? Number(row!.read) : false;
    });
    await one.close();
    // New voters have no ballot to find.
    expect(reads).toBe(0);
  });
});
