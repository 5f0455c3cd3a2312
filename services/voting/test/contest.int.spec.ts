import { createHash, randomUUID } from 'node:crypto';
import { fromBinary } from '@bufbuild/protobuf';
import { CalendarChangedSchema, ReleasedSchema, TallyCertifiedSchema, VoteClosedSchema } from '@wsis/contracts';
import { event } from '@wsis/messaging';
import { eventually, testService, type TestService } from '@wsis/testing';
import { ballotCommitment, leafHash } from '@wsis/transparency-log';
import { CompareTallies } from '../src/application/compare-tallies.js';
import { KeepRunningTallies } from '../src/application/running-tally.js';
import { votingService } from '../src/definition.js';
import { announceEdition } from './announce-edition.fixture.js';
import { EDITION, nominee, ruleBookWith } from './vote.fixture.js';

const BASE = `/api/voting/editions/${EDITION}`;

describe('a vote from the first ballot to the certified tally', () => {
  let service: TestService;
  let first: string;
  let second: string;
  const ruleBook = ruleBookWith({
    vote: { categoriesRequired: 2 },
    count: {
      topN: 1,
      minimumVotes: 1,
      tieBreakers: ['earlier-nominee-number'],
      publicationOfTotals: 'after-certification',
    },
  });
  const receipts: any[] = [];

  beforeAll(async () => {
    service = await testService(votingService, {
      environment: { VOTING_SCREEN_POLL_MS: '50' },
    });
    const roles = [{ role: 'secretariat' as const, edition: '*' }];
    [first, second] = [await service.account({ roles }), await service.account({ roles })];
    await announceEdition(service, ruleBook);
  });
  afterAll(() => service.stop());

  const save = async (as: string, choices: object, base = 0) => {
    const saved = await service.send({
      method: 'PUT',
      url: `${BASE}/ballot`,
      as,
      payload: { choices } as object,
      headers: { 'if-match': `"${base}"`, 'idempotency-key': randomUUID() },
    });
    if (saved.status === 200) receipts.push(saved.body.receipt);
    return saved;
  };
  const propose = (path: string, payload: object = {}, as = first) =>
    service.send({ method: 'POST', url: `${BASE}/${path}`, as, payload });
  const approve = async (approvalId: string, as = second) => {
    const { body } = await service.send({ url: `/api/voting/approvals/${approvalId}`, as });
    return service.send({
      method: 'POST',
      url: `/api/voting/approvals/${approvalId}/approval`,
      as,
      payload: { payloadHash: body.payloadHash },
    });
  };
  const agree = async (path: string, payload: object = {}) => {
    const proposed = await propose(path, payload);
    if (proposed.status !== 202) throw new Error(JSON.stringify(proposed.body));
    const approved = await approve(proposed.body.approvalId);
    return { proposed: proposed.body, approved };
  };

  it('plays', async () => {
    // Nominee 2 leads category 1 by three to two, until a removal.
    const voters = Array.from({ length: 7 }, () => service.voter({ editionId: EDITION }));
    const choose = (c1: number) => ({ C1: nominee(1, c1), C2: nominee(2, 1) });
    for (const [index, choice] of [1, 1, 2, 2, 2].entries())
      expect((await save(voters[index]!, choose(choice))).status).toBe(200);
    expect((await save(voters[5]!, { C1: nominee(1, 1) })).body.complete).toBe(false);
    expect((await save(voters[6]!, choose(3))).status).toBe(200);
    expect((await save(voters[0]!, choose(1), 1)).status).toBe(200);

    // Nobody sees a count before the close, and nobody alone.
    expect((await service.send({ url: `${BASE}/statement` })).body.code).toBe('VOTING.NOT_CLOSED');
    expect((await service.send({ url: `${BASE}/tally`, as: first })).body.code).toBe('VOTING.NOT_CERTIFIED');
    expect((await propose('certification')).body.code).toBe('VOTING.NOT_CLOSED');
    const sealed = await agree('running-counts', { reason: 'the observers asked for a check' });
    const { readId } = sealed.approved.body.result;
    await service.service.app.get(KeepRunningTallies, { strict: false }).execute();
    const counts = await eventually('the running tally has read the ledger', async () => {
      const answer = await service.send({ url: `${BASE}/running-counts/${readId}`, as: first });
      expect(answer.body.read).toBe(answer.body.size);
      return answer;
    });
    expect(counts.body.turnout.categoriesFilled).toEqual({ 2: 6 });
    expect(counts.body.categories[0].placings[0]).toMatchObject({ number: nominee(1, 2), votes: 3 });
    const third = await service.account({ roles: [{ role: 'secretariat', edition: '*' }] });
    expect((await service.send({ url: `${BASE}/running-counts/${readId}`, as: third })).status).toBe(404);
    expect((await propose('openings-export', { reason: 'too early' })).status).toBe(202);

    // Review, restoration, removal, each by two.
    const numberOf = (index: number) => receipts[index].ledgerNumber as number;
    const decision = (...indices: number[]) => ({
      ledgerNumbers: indices.map(numberOf),
      rule: 'one person, one ballot',
      evidence: 'one device',
    });
    const review = await propose('reviews', decision(2, 3, 6));
    expect(review.body.summary).toEqual({ ballots: 3, countedBefore: null, countedAfter: null });
    expect((await approve(review.body.approvalId, first)).body.code).toBe('APPROVAL.SAME_PERSON');
    expect((await approve(review.body.approvalId)).status).toBe(200);
    expect((await agree('restorations', decision(3))).approved.status).toBe(200);
    expect((await propose('restorations', decision(4))).body.code).toBe('VOTING.NOT_UNDER_REVIEW');
    expect((await propose('removals', { ...decision(2), ledgerNumbers: [999_999] })).body.code).toBe(
      'VOTING.LEDGER_NUMBER_UNKNOWN',
    );

    // The close, early, by the calendar.
    await service.emit([
      event(
        CalendarChangedSchema,
        {
          editionId: EDITION,
          calendarVersion: 2,
          change: 'closed',
          reason: 'closing',
          phases: [{ phase: 'voting', opensAtMs: BigInt(Date.now() - 60_000), closesAtMs: BigInt(Date.now()) }],
        },
        { key: EDITION, version: 2 },
      ),
    ]);
    const closed = await eventually('the ledger is closed', async () => {
      const { body } = await service.send({ url: `${BASE}/health` });
      return body.finalLedgerNumber === null ? false : body;
    });
    expect((await save(voters[1]!, choose(3), 1)).body.code).toBe('VOTING.CLOSED');
    const [vote] = await service.emitted('voting.vote-closed.v1');
    expect(Number(fromBinary(VoteClosedSchema, vote!.payload).finalLedgerNumber)).toBe(closed.finalLedgerNumber);

    // A removal after the close says how many ballots it takes from the count, and not whom that helps.
    const removal = await propose('removals', decision(2));
    expect(removal.body.summary).toEqual({ ballots: 1, countedBefore: 4, countedAfter: 4 });
    expect((await approve(removal.body.approvalId)).status).toBe(200);
    expect((await agree('removals', decision(4))).proposed.summary).toEqual({
      ballots: 1,
      countedBefore: 4,
      countedAfter: 3,
    });
    const statement = await service.send({ url: `${BASE}/statement` });
    expect(statement.body).toMatchObject({
      accepted: 8,
      superseded: 1,
      removed: 2,
      underReview: 1,
      incomplete: 1,
      counted: 3,
    });
    expect(statement.body.categories[0]).toEqual({ code: 'C1', ballots: 3, votes: 3, empty: 0, lost: 0 });

    // Nothing is certified while the running tally and the count differ, and staff can see that they do.
    const compare = service.service.app.get(CompareTallies, { strict: false });
    const progress = async () => (await service.send({ url: `${BASE}/tally-progress`, as: second })).body;
    const swap = (by: string) =>
      service.database.execute(
        `UPDATE voting.tally_votes SET votes = votes ${by} WHERE fate = 'counted' AND nominee = ${nominee(1, 1)}`,
      );
    await swap('+ 1');
    expect((await propose('certification')).body.code).toBe('VOTING.TALLY_DIFFERS');
    await compare.execute();
    expect((await progress()).differs).toBe(true);
    const { body: ready } = await service.send({ url: '/api/voting/health/ready' });
    expect(ready.parts.tally).toMatchObject({ ok: true, detail: expect.stringContaining(EDITION) });
    await swap('- 1');
    await compare.execute();
    expect((await progress()).differs).toBe(false);
    expect((await progress()).hours).toHaveLength(1);
    expect((await service.send({ url: `${BASE}/tally-progress` })).status).toBe(401);

    // Certified by two, who agree on a hash: neither learns who is ahead before both have agreed. Then embargoed until the release.
    const { proposed, approved } = await agree('certification');
    expect(approved.status).toBe(200);
    const agreedOn = await service.send({ url: `/api/voting/approvals/${proposed.approvalId}`, as: first });
    expect(Object.keys(proposed.summary).sort()).toEqual([
      'balance',
      'finalLedgerNumber',
      'resultHash',
      'ruleBookHash',
    ]);
    expect(agreedOn.body.payload).toEqual({
      resultHash: proposed.summary.resultHash,
      finalLedgerNumber: proposed.summary.finalLedgerNumber,
      ruleBookHash: proposed.summary.ruleBookHash,
    });
    const sealedRegister = (await service.send({ url: `${BASE}/removals`, as: first })).body;
    expect(sealedRegister.items.map((item: any) => item.effect)).toEqual([null, null, null, null]);
    const [certified] = await service.emitted('voting.tally-certified.v1');
    const told = fromBinary(TallyCertifiedSchema, certified!.payload);
    expect(told.resultHash).toBe(proposed.summary.resultHash);
    expect(told.champions.find((placing) => placing.category === 'C1')).toMatchObject({
      number: nominee(1, 1),
      rank: 1,
    });
    expect((await propose('removals', decision(3))).body.code).toBe('VOTING.ALREADY_CERTIFIED');
    expect((await service.send({ url: `${BASE}/tally` })).body.code).toBe('VOTING.NOT_RELEASED');
    const looks = () =>
      service.database.query(`SELECT 1 FROM voting.audit_entries WHERE action = 'GET /editions/:edition/tally'`);
    expect(await looks()).toHaveLength(0);
    expect((await service.send({ url: `${BASE}/tally`, as: first })).status).toBe(200);
    expect(await looks()).toHaveLength(1);
    await service.emit([
      event(
        ReleasedSchema,
        { editionId: EDITION, releaseId: randomUUID(), kind: 'champions', publishedAtMs: BigInt(Date.now()) },
        { key: EDITION, version: 1 },
      ),
    ]);
    await service.settled();
    const tally = await service.send({ url: `${BASE}/tally` });
    expect(createHash('sha256').update(tally.body.result).digest('hex')).toBe(told.resultHash);
    expect(JSON.parse(tally.body.result).categories[0].placings[0]).toMatchObject({
      number: nominee(1, 1),
      votes: 2,
      champion: true,
    });

    // Auditors open every commitment.
    const exported = await agree('openings-export', { reason: 'the auditors recount' });
    const auditor = await service.account({ roles: [{ role: 'auditor', edition: EDITION }] });
    const answer = await service.send({
      url: `${BASE}/openings/${exported.approved.body.result.exportId}`,
      as: auditor,
    });
    const listed = (as: string) => service.send({ url: `${BASE}/openings`, as });
    expect((await listed(auditor)).body.items).toEqual([
      expect.objectContaining({
        id: exported.approved.body.result.exportId,
        reason: 'the auditors recount',
        open: true,
      }),
    ]);
    expect((await listed(await service.account({ roles: [{ role: 'expert', edition: EDITION }] }))).status).toBe(403);
    const openings = String(answer.body)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ledger = (await service.send({ url: `${BASE}/ledger` })).body.rows;
    expect(openings).toHaveLength(8);
    for (const opening of openings) {
      const row = ledger[opening.number];
      const commitment = ballotCommitment(
        { edition: EDITION, choices: opening.choices, orderNumber: opening.orderNumber },
        Buffer.from(opening.salt, 'hex'),
      );
      expect(commitment.toString('hex')).toBe(row.contentHash);
      const leaf = leafHash({
        kind: 'ballot',
        edition: EDITION,
        nullifier: Buffer.from(row.nullifier, 'hex'),
        version: row.version,
        minute: row.minute,
        contentHash: commitment,
      });
      expect(leaf.toString('hex')).toBe(row.leafHash);
    }
    expect(
      (await service.send({ url: `${BASE}/openings/${exported.approved.body.result.exportId}`, as: first })).status,
    ).toBe(403);
    expect(ledger.map((row: any) => row.kind)).toEqual([
      'rules',
      'window',
      ...Array(8).fill('ballot'),
      'privileged-read',
      'review',
      'restoration',
      'window',
      'close',
      'removal',
      'removal',
      'privileged-read',
    ]);
    for (const place of ['nonsense', '[1e20]', '["a"]', '["Infinity"]', '[1.5]', '[{}]', '[]']) {
      const cursor = Buffer.from(place).toString('base64url');
      expect((await service.send({ url: `${BASE}/removals?cursor=${cursor}` })).status).toBe(422);
    }
    const register = await service.send({ url: `${BASE}/removals` });
    expect(register.body.items.map((item: any) => item.action)).toEqual([
      'review',
      'restoration',
      'removal',
      'removal',
    ]);
    expect(register.body.items[0]).toMatchObject({
      ballots: decision(2, 3, 6).ledgerNumbers,
      rule: 'one person, one ballot',
    });
    expect(register.body.items[3].effect).toMatchObject({ ballots: 1, countedAfter: 3, rankSwaps: [] });

    // The evidence itself is for auditors, with the salt that its hash in the ledger was made with.
    const [reviewed, , removed] = register.body.items;
    const evidence = (as: string, number: unknown) =>
      service.send({ url: `${BASE}/removals/${String(number)}/evidence`, as });
    const shown = await evidence(auditor, removed.ledgerNumber);
    const salted = createHash('sha256')
      .update('wsis/evidence/v1\0')
      .update(Buffer.from(shown.body.salt, 'hex'))
      .update(shown.body.evidence);
    expect(salted.digest('hex')).toBe(removed.evidenceHash);
    expect(JSON.parse(ledger[removed.ledgerNumber].payload).evidenceHash).toBe(removed.evidenceHash);
    expect(shown.body.evidence).toBe('one device');
    expect(reviewed.evidenceHash).not.toBe(removed.evidenceHash);
    expect((await evidence(voters[0]!, removed.ledgerNumber)).status).toBe(403);
    expect((await evidence(auditor, 0)).body.code).toBe('VOTING.DECISION_UNKNOWN');
    expect((await evidence(auditor, 'rubbish')).body.code).toBe('VOTING.DECISION_UNKNOWN');
  });
});
