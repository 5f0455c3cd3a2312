import fc from 'fast-check';
import { err, ok, uuidV7Ids } from '@wsis/kernel';
import { type Database, migrate, type Tx } from '@wsis/persistence';
import { testDatabase, type TestDatabase } from '@wsis/testing';
import {
  type ApprovalActor,
  type ApprovalKind,
  type ApprovalSort,
  approvalMigrations,
  Approvals,
  AuditTrail,
  auditMigrations,
  payloadHashOf,
  placeOf,
  type Proposal,
} from './index.js';

const schema = 'office';
let server: TestDatabase;
let database: Database;
let approvals: Approvals;
let audit: AuditTrail;
let executed: { payload: unknown; approvedBy: string }[];

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

function person(changes: Partial<ApprovalActor> = {}): ApprovalActor {
  return {
    accountId: uuidV7Ids.next(),
    sessionId: uuidV7Ids.next(),
    roles: [{ role: 'secretariat', edition: 'demo-2026' }],
    secondFactorAt: minutesAgo(1),
    ...changes,
  };
}

const ann = person();
const ben = person();

async function proposed(changes: Partial<Proposal> = {}): Promise<{ id: string; payloadHash: string }> {
  const proposal: Proposal = {
    kind: 'note',
    editionId: 'demo-2026',
    payload: { text: 'open the vote', number: 3 },
    summary: { title: 'Open the vote' },
    proposedBy: ann,
    ...changes,
  };
  const id = await database.transaction((tx) => approvals.propose(tx, proposal));
  if (!id.ok) throw new Error(id.error.code);
  return { id: id.value, payloadHash: payloadHashOf(proposal.payload) };
}

async function codeOfProposal(changes: Partial<Proposal>): Promise<string> {
  return proposed(changes).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
}

const notes = async () =>
  (await database.query<{ text: string }>(`SELECT text FROM ${schema}.notes ORDER BY text`)).map((row) => row.text);
const stateOf = async (id: string) => {
  const found = await approvals.get(id);
  return found.ok ? found.value.state : found.error.code;
};
const write = (tx: Tx, text: string) => tx.execute(`INSERT INTO ${schema}.notes (text) VALUES ($1)`, [text]);
const actionsOn = async (id: string) =>
  (await audit.list(database, { subjectKind: 'approval', subjectId: id })).items.map((entry) => entry.action).reverse();

beforeAll(async () => {
  server = await testDatabase();
  await migrate({
    url: server.url,
    schema,
    migrations: [
      ...approvalMigrations(schema),
      ...auditMigrations(schema),
      { name: '0001-notes', up: [`CREATE TABLE ${schema}.notes (text TEXT PRIMARY KEY)`] },
    ],
  });
  database = await server.database();
  audit = new AuditTrail({ schema, ids: uuidV7Ids });
});

afterAll(async () => {
  await server?.drop();
});

beforeEach(async () => {
  await database.execute(`TRUNCATE ${schema}.notes`);
  executed = [];
  approvals = new Approvals({ database, schema, ids: uuidV7Ids });
  const note: ApprovalKind<{ text: string }> = {
    roles: ['secretariat'],
    async execute(tx, approval) {
      executed.push({ payload: approval.payload, approvedBy: approval.approvedBy });
      await write(tx, approval.payload.text);
      return ok({ written: 1 });
    },
  };
  approvals.register('note', note);
});

describe('two persons', () => {
  it('carry a proposal out: what was proposed, once, with a result and an audit trail', async () => {
    const { id, payloadHash } = await proposed();
    expect(await stateOf(id)).toBe('proposed');
    const done = await approvals.approve(id, { ...ben, payloadHash, requestId: 'r-1' });
    expect(done).toEqual({ ok: true, value: { written: 1 } });
    expect(await notes()).toEqual(['open the vote']);
    expect(executed).toEqual([{ payload: { text: 'open the vote', number: 3 }, approvedBy: ben.accountId }]);
    const found = await approvals.get(id);
    expect(found).toMatchObject({
      ok: true,
      value: {
        state: 'approved',
        proposedBy: ann.accountId,
        decidedBy: ben.accountId,
        payload: { text: 'open the vote', number: 3 },
        summary: { title: 'Open the vote' },
        result: { written: 1 },
      },
    });
    const trail = await audit.list(database, { subjectKind: 'approval', subjectId: id });
    expect(trail.items).toMatchObject([
      {
        action: 'approval.approved',
        actor: ben.accountId,
        editionId: 'demo-2026',
        requestId: 'r-1',
        details: { kind: 'note', payloadHash },
      },
      { action: 'approval.proposed', actor: ann.accountId },
    ]);
  });

  it('must be two: the proposer is refused as approver, by the platform and by the database', async () => {
    const { id, payloadHash } = await proposed();
    expect(await approvals.approve(id, { ...ann, sessionId: 'another', payloadHash })).toEqual(
      err({ code: 'APPROVAL.SAME_PERSON' }),
    );
    expect(executed).toEqual([]);
    await expect(
      database.execute(
        `UPDATE ${schema}.approvals SET state = 'approved', decided_by = proposed_by, decided_at = clock_timestamp(),
           decider_session_id = 's', decider_second_factor_at = clock_timestamp() WHERE id = $1`,
        [id],
      ),
    ).rejects.toThrow(/check constraint/);
    expect(await stateOf(id)).toBe('proposed');
  });

  it.each([
    ['no role', [], 'APPROVAL.ROLE_REQUIRED'],
    ['a role for another edition', [{ role: 'secretariat', edition: 'demo-2027' }], 'APPROVAL.ROLE_REQUIRED'],
    ['another role', [{ role: 'auditor', edition: '*' }], 'APPROVAL.ROLE_REQUIRED'],
    ['the role for all editions', [{ role: 'secretariat', edition: '*' }], 'accepted'],
  ])('with %s are judged by the kind, as proposer and as approver', async (_name, roles, expected) => {
    expect(await codeOfProposal({ proposedBy: person({ roles }) })).toBe(expected);
    const { id, payloadHash } = await proposed();
    const done = await approvals.approve(id, { ...person({ roles }), payloadHash });
    expect(done.ok ? 'accepted' : done.error.code).toBe(expected);
  });

  it('without an edition need a role for all editions', async () => {
    const everywhere = person({ roles: [{ role: 'secretariat', edition: '*' }] });
    expect(await codeOfProposal({ editionId: undefined })).toBe('APPROVAL.ROLE_REQUIRED');
    const { id, payloadHash } = await proposed({ editionId: undefined, proposedBy: everywhere });
    expect(await approvals.approve(id, { ...ben, payloadHash })).toMatchObject({
      error: { code: 'APPROVAL.ROLE_REQUIRED' },
    });
    expect((await approvals.approve(id, { ...person({ roles: everywhere.roles }), payloadHash })).ok).toBe(true);
  });

  it.each([
    ['none', undefined],
    ['one of eleven minutes ago', minutesAgo(11)],
    ['one of the future', minutesAgo(-5)],
  ])('need a second factor within ten minutes, not %s', async (_name, secondFactorAt) => {
    const { secondFactorAt: _, ...stale } = person();
    const actor: ApprovalActor = secondFactorAt ? { ...stale, secondFactorAt } : stale;
    expect(await codeOfProposal({ proposedBy: actor })).toBe('APPROVAL.SECOND_FACTOR_STALE');
    const { id, payloadHash } = await proposed();
    expect(await approvals.approve(id, { ...actor, payloadHash })).toEqual(
      err({ code: 'APPROVAL.SECOND_FACTOR_STALE' }),
    );
    expect(await approvals.refuse(id, { ...actor, reason: 'no' })).toEqual(
      err({ code: 'APPROVAL.SECOND_FACTOR_STALE' }),
    );
    expect(executed).toEqual([]);
  });
});

describe('what is approved', () => {
  it('is what was seen: another hash is refused', async () => {
    const { id, payloadHash } = await proposed();
    const other = payloadHash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(await approvals.approve(id, { ...ben, payloadHash: other })).toEqual(
      err({ code: 'APPROVAL.PAYLOAD_CHANGED' }),
    );
    expect(executed).toEqual([]);
  });

  it('cannot be edited in the database, and if a superuser does, is not carried out', async () => {
    const { id, payloadHash } = await proposed();
    const edit = `UPDATE ${schema}.approvals SET payload = '{"text":"close the vote"}' WHERE id = $1`;
    await expect(database.execute(edit, [id])).rejects.toThrow('a proposal is never changed');
    await expect(database.execute(`DELETE FROM ${schema}.approvals WHERE id = $1`, [id])).rejects.toThrow(
      'never deleted',
    );
    await database.transaction(async (tx) => {
      await tx.execute('SET LOCAL session_replication_role = replica');
      await tx.execute(edit, [id]);
    });
    expect(await approvals.approve(id, { ...ben, payloadHash })).toEqual(err({ code: 'APPROVAL.PAYLOAD_CHANGED' }));
    expect(executed).toEqual([]);
  });

  it('has the same hash after the database stored it, whatever JSON it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ stringUnit: 'binary' }), async (payload) => {
        const accepted = await codeOfProposal({ payload });
        if (accepted === 'APPROVAL.PAYLOAD_INVALID') return;
        approvals = new Approvals({ database, schema, ids: uuidV7Ids });
        approvals.register('note', { roles: ['secretariat'], execute: async (_tx, approval) => ok(approval.payload) });
        const { id, payloadHash } = await proposed({ payload });
        const done = await approvals.approve(id, { ...ben, payloadHash });
        expect(done.ok && payloadHashOf(done.value)).toBe(payloadHash);
      }),
      { numRuns: 60 },
    );
  });

  it('must be JSON and must expire between now and thirty days from now', async () => {
    expect(await codeOfProposal({ payload: { at: new Date() } })).toBe('APPROVAL.PAYLOAD_INVALID');
    expect(await codeOfProposal({ summary: undefined })).toBe('APPROVAL.PAYLOAD_INVALID');
    expect(await codeOfProposal({ expiresAt: minutesAgo(1) })).toBe('APPROVAL.EXPIRY_INVALID');
    expect(await codeOfProposal({ expiresAt: minutesAgo(-31 * 24 * 60) })).toBe('APPROVAL.EXPIRY_INVALID');
    expect(await codeOfProposal({ expiresAt: new Date(Number.NaN) })).toBe('APPROVAL.EXPIRY_INVALID');
    expect(await codeOfProposal({ kind: 'unheard-of' })).toBe('The approval kind unheard-of is not registered');
  });

  it('vanishes with the transaction that proposed it', async () => {
    const before = (await approvals.list()).items[0]?.id;
    await expect(
      database.transaction(async (tx) => {
        await approvals.propose(tx, {
          kind: 'note',
          editionId: 'demo-2026',
          payload: {},
          summary: {},
          proposedBy: ann,
        });
        throw new Error('something else failed');
      }),
    ).rejects.toThrow('something else failed');
    expect((await approvals.list()).items[0]?.id).toBe(before);
  });
});

describe('an approval', () => {
  it('is carried out once, however many approve at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      executed = [];
      const { id, payloadHash } = await proposed({ payload: { text: `round ${round}` } });
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, () => approvals.approve(id, { ...person(), payloadHash })),
      );
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      expect(
        outcomes.filter((outcome) => !outcome.ok && outcome.error.code === 'APPROVAL.ALREADY_DECIDED'),
      ).toHaveLength(7);
      expect(executed).toHaveLength(1);
      expect(await actionsOn(id)).toEqual(['approval.proposed', 'approval.approved']);
    }
    expect(await notes()).toHaveLength(5);
  });

  it('is either approved or refused when both arrive together', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, payloadHash } = await proposed({ payload: { text: `either ${round}` } });
      const [approved, refused] = await Promise.all([
        approvals.approve(id, { ...ben, payloadHash }),
        approvals.refuse(id, { ...person(), reason: 'not yet' }),
      ]);
      expect([approved.ok, refused.ok].filter(Boolean)).toHaveLength(1);
      expect(await stateOf(id)).toBe(approved.ok ? 'approved' : 'refused');
      expect((await notes()).includes(`either ${round}`)).toBe(approved.ok);
    }
  });

  it('expires by the clock of the database', async () => {
    const { id, payloadHash } = await proposed();
    const old = uuidV7Ids.next();
    await database.execute(
      `INSERT INTO ${schema}.approvals (id, kind, edition_id, payload, payload_hash, summary, proposed_by, proposed_at, proposer_session_id,
         proposer_second_factor_at, expires_at)
       SELECT $2, kind, edition_id, payload, payload_hash, summary, proposed_by, proposed_at - interval '1 day', proposer_session_id,
         proposer_second_factor_at, clock_timestamp() FROM ${schema}.approvals WHERE id = $1`,
      [id, old],
    );
    expect(await stateOf(old)).toBe('expired');
    expect((await approvals.list({ state: 'expired' })).items.map((item) => item.id)).toContain(old);
    expect((await approvals.list({ state: 'proposed' })).items.map((item) => item.id)).not.toContain(old);
    expect(await approvals.approve(old, { ...ben, payloadHash })).toEqual(err({ code: 'APPROVAL.EXPIRED' }));
    expect(await approvals.approve(old, { ...ben, payloadHash })).toEqual(err({ code: 'APPROVAL.EXPIRED' }));
    expect(await approvals.refuse(old, { ...ben, reason: 'late' })).toEqual(err({ code: 'APPROVAL.EXPIRED' }));
    expect(executed).toEqual([]);
    expect(await actionsOn(old)).toEqual(['approval.expired']);
  });

  it('lives a day unless told', async () => {
    const { id } = await proposed();
    const found = await approvals.get(id);
    if (!found.ok) throw new Error(found.error.code);
    expect(found.value.expiresAt.getTime() - found.value.proposedAt.getTime()).toBe(24 * 3_600_000);
  });

  it('stays open when what it carries out refuses, and nothing of the try is left', async () => {
    let refuse = true;
    approvals.register<{ text: string }>('window', {
      roles: ['secretariat'],
      async execute(tx, approval) {
        await write(tx, approval.payload.text);
        return refuse ? err({ code: 'VOTING.PHASE_CLOSED', params: { phase: 'voting' } }) : ok(undefined);
      },
    });
    const { id, payloadHash } = await proposed({ kind: 'window' });
    const refusal = { code: 'VOTING.PHASE_CLOSED', params: { phase: 'voting' } };
    expect(await approvals.approve(id, { ...ben, payloadHash })).toEqual(
      err({ code: 'APPROVAL.EXECUTION_REFUSED', refusal }),
    );
    expect(await notes()).toEqual([]);
    expect(await approvals.get(id)).toMatchObject({ ok: true, value: { state: 'proposed', lastRefusal: refusal } });
    refuse = false;
    expect(await approvals.approve(id, { ...ben, payloadHash })).toEqual(ok(null));
    expect(await notes()).toEqual(['open the vote']);
    expect(await actionsOn(id)).toEqual(['approval.proposed', 'approval.not-executed', 'approval.approved']);
  });

  it('is closed as failed when the refusal is final', async () => {
    approvals.register('window', {
      roles: ['secretariat'],
      execute: async () => err({ code: 'COMPETITION.ALREADY_ADOPTED', final: true }),
    });
    const { id, payloadHash } = await proposed({ kind: 'window' });
    expect(await approvals.approve(id, { ...ben, payloadHash })).toMatchObject({
      error: { code: 'APPROVAL.EXECUTION_REFUSED' },
    });
    expect(await approvals.get(id)).toMatchObject({
      ok: true,
      value: { state: 'failed', reason: 'COMPETITION.ALREADY_ADOPTED' },
    });
    expect(await approvals.approve(id, { ...ben, payloadHash })).toEqual(
      err({ code: 'APPROVAL.ALREADY_DECIDED', state: 'failed' }),
    );
  });

  it('stays open, without a trace, when carrying it out breaks', async () => {
    approvals.register<{ text: string }>('window', {
      roles: ['secretariat'],
      async execute(tx, approval) {
        await write(tx, approval.payload.text);
        throw new Error('the disk is full');
      },
    });
    const { id, payloadHash } = await proposed({ kind: 'window' });
    await expect(approvals.approve(id, { ...ben, payloadHash })).rejects.toThrow('the disk is full');
    expect(await notes()).toEqual([]);
    expect(await stateOf(id)).toBe('proposed');
    expect(await actionsOn(id)).toEqual(['approval.proposed']);
  });

  it('is refused with a reason, by a second person or withdrawn by its proposer, and then never approved', async () => {
    for (const actor of [ben, ann]) {
      const { id, payloadHash } = await proposed();
      expect(await approvals.refuse(id, { ...actor, reason: '  ' })).toEqual(err({ code: 'APPROVAL.REASON_REQUIRED' }));
      expect(await approvals.refuse(id, { ...person({ roles: [] }), reason: 'no' })).toMatchObject({
        error: { code: 'APPROVAL.ROLE_REQUIRED' },
      });
      expect(await approvals.refuse(id, { ...actor, reason: ' wrong date ' })).toEqual(ok(undefined));
      expect(await approvals.get(id)).toMatchObject({
        ok: true,
        value: { state: 'refused', reason: 'wrong date', decidedBy: actor.accountId },
      });
      expect(await approvals.approve(id, { ...ben, payloadHash })).toEqual(
        err({ code: 'APPROVAL.ALREADY_DECIDED', state: 'refused' }),
      );
      await expect(
        database.execute(`UPDATE ${schema}.approvals SET reason = 'other' WHERE id = $1`, [id]),
      ).rejects.toThrow('a decision is never changed');
    }
  });

  it('that does not exist is not found', async () => {
    for (const id of [uuidV7Ids.next(), 'x', '']) {
      expect(await approvals.get(id)).toEqual(err({ code: 'APPROVAL.NOT_FOUND' }));
      expect(await approvals.approve(id, { ...ben, payloadHash: '' })).toEqual(err({ code: 'APPROVAL.NOT_FOUND' }));
    }
  });

  it('of one kind has one executor', () => {
    expect(() => approvals.register('note', { roles: ['secretariat'], execute: async () => ok(null) })).toThrow(
      'registered twice',
    );
    expect(() => approvals.register('free', { roles: [], execute: async () => ok(null) })).toThrow('names no role');
  });
});

describe('the list', () => {
  it('comes in pages, newest first, without a gap, by edition, kind and state', async () => {
    const edition = `listed-${Date.now()}`;
    const roles = [{ role: 'secretariat', edition }];
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1)
      ids.unshift((await proposed({ editionId: edition, proposedBy: person({ roles }) })).id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await approvals.list({ editionId: edition, limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(3);
      expect(page.items.every((item) => !('payload' in item))).toBe(true);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids);
    await approvals.refuse(ids[0] as string, { ...person({ roles }), reason: 'no' });
    expect((await approvals.list({ editionId: edition, state: 'refused' })).items.map((item) => item.id)).toEqual([
      ids[0],
    ]);
    expect((await approvals.list({ editionId: edition, state: 'proposed' })).items).toHaveLength(6);
    expect((await approvals.list({ editionId: edition, editions: ['other'] })).items).toEqual([]);
    expect((await approvals.list({ editionId: edition, kind: 'window' })).items).toEqual([]);
    expect((await approvals.list({ cursor: 'nonsense' })).items).toEqual([]);
  });

  it('is sorted by age, end or kind, either way, in pages without a gap', async () => {
    const edition = `sorted-${Date.now()}`;
    const roles = [{ role: 'secretariat', edition }];
    approvals.register('errand', { roles: ['secretariat'], execute: async () => ok(null) });
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    const ids: string[] = [];
    for (const [kind, hours] of [
      ['note', 5],
      ['errand', 9],
      ['note', 1],
      ['errand', 9],
      ['note', 3],
    ] as const) {
      const wanted = { kind, editionId: edition, proposedBy: person({ roles }), expiresAt: inHours(hours) };
      ids.push((await proposed(wanted)).id);
    }
    const inOrder = async (by: ApprovalSort, descending: boolean) => {
      const seen: string[] = [];
      let at: { cursor?: string; place?: string } = {};
      do {
        const page = await approvals.list({ editionId: edition, limit: 2, sort: { by, descending }, ...at });
        seen.push(...page.items.map(({ id }) => id));
        const last = page.items.at(-1);
        at = page.nextCursor === undefined || !last ? {} : { cursor: page.nextCursor, place: placeOf(last, by) };
      } while (at.cursor !== undefined);
      return seen.map((id) => ids.indexOf(id));
    };
    expect(await inOrder('proposed', false)).toEqual([0, 1, 2, 3, 4]);
    expect((await inOrder('expires', false)).slice(0, 3)).toEqual([2, 4, 0]);
    expect((await inOrder('expires', true)).slice(2)).toEqual([0, 4, 2]);
    expect(await inOrder('kind', false)).toEqual([1, 3, 0, 2, 4]);
    expect(await inOrder('kind', true)).toEqual([4, 2, 0, 3, 1]);
  });
});

describe('what stands in the way', () => {
  it('is asked once for all that wait of a kind, and told with those alone', async () => {
    const asked: string[][] = [];
    approvals.register<{ text: string }>('movable', {
      roles: ['secretariat'],
      execute: async () => ok(undefined),
      async obstacles(_, open) {
        asked.push(open.map(({ payload }) => payload.text).sort());
        return new Map(
          open.filter(({ payload }) => payload.text === 'old').map(({ id }) => [id, { code: 'MOVED.ON' }]),
        );
      },
    });
    const kind = 'movable';
    const [old, fresh, closed] = [
      await proposed({ kind, payload: { text: 'old' } }),
      await proposed({ kind, payload: { text: 'new' } }),
      await proposed({ kind, payload: { text: 'old' } }),
    ];
    await approvals.refuse(closed.id, { ...ben, reason: 'no' });
    const { items } = await approvals.list({ kind });
    expect(items.map(({ id, obstacle }) => [id, obstacle?.code])).toEqual([
      [closed.id, undefined],
      [fresh.id, undefined],
      [old.id, 'MOVED.ON'],
    ]);
    expect(asked).toEqual([['new', 'old']]);
    const one = await approvals.get(old.id);
    expect(one.ok && one.value.obstacle).toEqual({ code: 'MOVED.ON' });
  });
});

describe('the audit trail', () => {
  it('keeps what is recorded, newest first, and lets nobody change or delete it', async () => {
    const subjectId = uuidV7Ids.next();
    for (const action of ['first', 'second', 'third']) {
      await audit.record(database, {
        actor: ann.accountId,
        action,
        subjectKind: 'edition',
        subjectId,
        details: { n: 1 },
      });
    }
    await audit.record(database, { action: 'by the calendar', subjectKind: 'edition', subjectId });
    const first = await audit.list(database, { subjectId, limit: 3 });
    expect(first.items.map((entry) => entry.action)).toEqual(['by the calendar', 'third', 'second']);
    const rest = await audit.list(database, { subjectId, limit: 3, cursor: first.nextCursor as string });
    expect(rest).toMatchObject({ items: [{ action: 'first', actor: ann.accountId, details: { n: 1 } }] });
    expect(rest.nextCursor).toBeUndefined();
    expect((await audit.list(database, { subjectId, actor: ben.accountId })).items).toEqual([]);
    for (const statement of [
      `UPDATE ${schema}.audit_entries SET action = 'x'`,
      `DELETE FROM ${schema}.audit_entries`,
      `TRUNCATE ${schema}.audit_entries`,
    ]) {
      await expect(database.execute(statement)).rejects.toThrow('never changed or deleted');
    }
  });

  it('takes no address, wherever it hides', async () => {
    const subjectId = uuidV7Ids.next();
    await audit.record(database, {
      action: 'invited',
      subjectKind: 'account',
      subjectId,
      details: {
        note: 'sent to Ann <ann.smith+1@example.org>, and b@x',
        list: [{ 'c@example.org': 'δ@παράδειγμα.gr' }],
        count: 2,
      },
    });
    const [entry] = (await audit.list(database, { subjectId })).items;
    expect(entry?.details).toEqual({
      note: 'sent to Ann <[address]>, and [address]',
      list: [{ '[address]': '[address]' }],
      count: 2,
    });
    expect(JSON.stringify(entry)).not.toContain('@');
  });

  it('refuses details that are not JSON', async () => {
    const entry = { action: 'x', subjectKind: 'y', subjectId: 'z', details: { at: new Date() } };
    await expect(audit.record(database, entry)).rejects.toThrow('The details of the audit entry x are not JSON');
  });
});
