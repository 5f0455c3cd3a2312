import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { AccountErased, AccountVerified } from '@wsis/contracts';
import { AccountErasedSchema, RoleGrantedSchema } from '@wsis/contracts';
import { eventually } from '@wsis/testing';
import {
  event,
  type EventContext,
  OnEvent,
  parkedKeys,
  rebuild,
  type ReceivedEvent,
  replayDeadLetters,
  TemporaryFailure,
  type TransportOptions,
} from '../src/index.js';
import { World } from './world.js';

/** One transport, with whatever it needs between log and handler. */
export interface TransportHarness {
  readonly options: Partial<TransportOptions> & { kind: TransportOptions['kind'] };
  /** Called with each fresh world before its first event; returns how to stop what it started. */
  prepare(world: World): Promise<() => Promise<void>>;
  /** Makes the transport bring everything again. */
  repeat(world: World): Promise<void>;
}

/** What a handler of the tests does; set by each test, by the event's language. */
let faults: Map<string, () => Promise<void> | void>;
let received: { event: ReceivedEvent<AccountVerified>; position: number }[];

@Controller()
class Recorder {
  @OnEvent('identity.account-verified.v1')
  async record(@Payload() e: ReceivedEvent<AccountVerified>, @Ctx() c: EventContext): Promise<void> {
    await c.tx.execute(`INSERT INTO voting.seen (event_id, key, version, note) VALUES ($1, $2, $3, $4)`, [
      e.id,
      e.key,
      e.version,
      e.payload.language,
    ]);
    if (e.payload.language === 'swallow') {
      await c.tx.query('SELECT 1 / 0').catch(() => undefined);
    }
    await faults.get(e.payload.language)?.();
    received.push({ event: e, position: c.position });
  }

  @OnEvent('identity.account-erased.v1')
  async erase(@Payload() e: ReceivedEvent<AccountErased>, @Ctx() c: EventContext): Promise<void> {
    await c.tx.execute(`INSERT INTO voting.seen (event_id, key, version, note) VALUES ($1, $2, $3, 'erased')`, [
      e.id,
      e.key,
      e.version,
    ]);
  }
}

@Controller()
class SecondRecorder {
  @OnEvent('identity.account-verified.v1')
  record(): void {}
}

@Controller()
class Stranger {
  @OnEvent('identity.never-heard-of.v1')
  record(): void {}
}

/** What every transport promises to handlers. */
export function transportContract(harness: TransportHarness): void {
  let world: World;
  let unprepare: () => Promise<void>;

  beforeEach(async () => {
    faults = new Map();
    received = [];
    world = await World.create();
    unprepare = await harness.prepare(world);
  });

  afterEach(async () => {
    await world.stopWorkers();
    await unprepare();
    await world.drop();
  });

  const seenEventually = (lines: string[]) =>
    eventually('the projection', async () => expect(await world.seen()).toEqual(lines), { timeoutMs: 40_000 });

  it('brings each event with its envelope, and only the types that have a handler', async () => {
    await world.worker([Recorder], harness.options);
    const first = world.verified('ann', 1, 'fr');
    await world.produce(
      first,
      event(RoleGrantedSchema, { accountId: 'ann', role: 'voter' }, { key: 'ann', version: 2 }),
      event(AccountErasedSchema, { accountId: 'ann' }, { key: 'ann', version: 3 }),
    );
    await seenEventually(['ann:1:fr', 'ann:3:erased']);
    expect(received[0]).toMatchObject({
      position: 1,
      event: {
        id: first.id,
        type: 'identity.account-verified.v1',
        key: 'ann',
        version: 1,
        source: 'identity',
        payload: { accountId: 'ann', language: 'fr' },
      },
    });
    expect(Math.abs(Date.now() - (received[0]?.event.time.getTime() ?? 0))).toBeLessThan(60_000);
  });

  it('brings what was written before the consumer first started, in order within a key', async () => {
    const events = Array.from({ length: 500 }, (_, at) => world.verified(`key-${at % 7}`, at));
    await world.produce(...events);
    await world.worker([Recorder], harness.options);
    await eventually('all events', async () => expect((await world.seen()).length).toBe(500), { timeoutMs: 40_000 });
    const versions = new Map<string, number>();
    for (const line of await world.seen()) {
      const [key = '', version] = line.split(':');
      expect(Number(version)).toBeGreaterThan(versions.get(key) ?? -1);
      versions.set(key, Number(version));
    }
  });

  it('does nothing when everything comes again', async () => {
    let repeated = 0;
    await world.worker([Recorder], { ...harness.options, metrics: { repeated: (_, count) => (repeated += count) } });
    const events = Array.from({ length: 20 }, (_, at) => world.verified(`key-${at}`, 1));
    await world.produce(...events);
    await eventually('all events', async () => (await world.seen()).length === 20, { timeoutMs: 40_000 });
    await harness.repeat(world);
    await world.produce(world.verified('last', 1));
    await eventually('the last one', async () => (await world.seen()).includes('last:1:en'), { timeoutMs: 40_000 });
    await eventually('the repeated events', () => expect(repeated).toBeGreaterThanOrEqual(20), { timeoutMs: 40_000 });
    expect((await world.seen()).length).toBe(21);
  });

  it('goes on where it stopped after a restart', async () => {
    const first = await world.worker([Recorder], harness.options);
    await world.produce(world.verified('a', 1));
    await seenEventually(['a:1:en']);
    await first.close();
    await world.produce(world.verified('a', 2));
    await world.worker([Recorder], harness.options);
    await seenEventually(['a:1:en', 'a:2:en']);
  });

  it('rolls the effect back when a handler fails, and brings the event again', async () => {
    let failures = 1;
    faults.set('flaky', () => {
      if (failures-- > 0) throw new Error('once');
    });
    await world.worker([Recorder], harness.options);
    await world.produce(world.verified('a', 1), world.verified('a', 2, 'flaky'), world.verified('a', 3));
    await seenEventually(['a:1:en', 'a:2:flaky', 'a:3:en']);
    expect(await parkedKeys(world.database, 'voting', 'voting.events')).toEqual([]);
  });

  it('parks a poison event with its key and lets every other key of the partition flow', async () => {
    let broken = true;
    faults.set('poison', () => {
      if (broken) throw new Error('cannot be understood');
    });
    await world.worker([Recorder], harness.options);
    // One key more than there are partitions: some healthy key shares the poisoned one's.
    const others = Array.from({ length: 30 }, (_, at) => `other-${at}`);
    await world.produce(
      world.verified('bad', 1),
      world.verified('bad', 2, 'poison'),
      ...others.map((key) => world.verified(key, 1)),
      world.verified('bad', 3),
    );
    await eventually('the other keys', async () => expect((await world.seen()).length).toBe(31), { timeoutMs: 40_000 });
    await eventually('the parked key', async () =>
      expect(await parkedKeys(world.database, 'voting', 'voting.events')).toMatchObject([
        { topic: 'identity.account.v1', key: 'bad', letters: 2, reason: 'Error: cannot be understood' },
      ]),
    );
    expect((await world.seen()).filter((line) => line.startsWith('bad'))).toEqual(['bad:1:en']);

    // Still broken: it stays parked, and nothing overtakes it.
    expect(await replayDeadLetters(world.database, 'voting', 'voting.events', 'bad')).toBe(1);
    await eventually('the failed replay', async () => {
      const [row] = await world.database.query<{ asked: boolean }>(
        `SELECT replay_asked_at IS NOT NULL AS asked FROM voting.parked_keys`,
      );
      return row?.asked === false;
    });
    broken = false;
    await world.produce(world.verified('bad', 4));
    await replayDeadLetters(world.database, 'voting', 'voting.events');
    await eventually('the replayed key', async () =>
      expect((await world.seen()).filter((line) => line.startsWith('bad'))).toEqual([
        'bad:1:en',
        'bad:2:poison',
        'bad:3:en',
        'bad:4:en',
      ]),
    );
    await eventually('no parked key', async () =>
      expect(await parkedKeys(world.database, 'voting', 'voting.events')).toEqual([]),
    );
  });

  it('treats a handler that swallowed a failed statement as failed, not as done', async () => {
    await world.worker([Recorder], harness.options);
    await world.produce(world.verified('a', 1, 'swallow'), world.verified('b', 1));
    await seenEventually(['b:1:en']);
    await eventually('the parked key', async () =>
      expect(await parkedKeys(world.database, 'voting', 'voting.events')).toMatchObject([{ key: 'a' }]),
    );
  });

  it('waits out an outage for as long as it lasts and parks nothing', async () => {
    let away = true;
    let tries = 0;
    faults.set('needs', () => {
      tries += 1;
      if (away) throw new TemporaryFailure('the other side is away');
    });
    const worker = await world.worker([Recorder], harness.options);
    await world.produce(world.verified('a', 1, 'needs'), world.verified('a', 2));
    await eventually('many tries', () => tries > 6, { timeoutMs: 40_000 });
    expect(worker.transport.ready()).toEqual({ ok: false, detail: expect.stringContaining('the other side is away') });
    away = false;
    await seenEventually(['a:1:needs', 'a:2:en']);
    await eventually('readiness', () => worker.transport.ready().ok);
    expect(await parkedKeys(world.database, 'voting', 'voting.events')).toEqual([]);
  });

  it('waits out connections that the database cuts in the middle of a handler', async () => {
    let cuts = 3;
    faults.set('cut', async () => {
      if (cuts-- > 0) {
        await world.database.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()`,
        );
      }
    });
    await world.worker([Recorder], harness.options);
    await world.produce(world.verified('a', 1, 'cut'), world.verified('a', 2));
    await seenEventually(['a:1:cut', 'a:2:en']);
    expect(await parkedKeys(world.database, 'voting', 'voting.events')).toEqual([]);
  });

  it('rebuilds a projection from the first event while workers run', async () => {
    await world.worker([Recorder], harness.options);
    await world.produce(...Array.from({ length: 50 }, (_, at) => world.verified(`key-${at % 5}`, at)));
    await eventually('all events', async () => (await world.seen()).length === 50, { timeoutMs: 40_000 });
    const before = [...(await world.seen())].sort();
    await rebuild(world.database, 'voting', 'voting.events', async (tx) => {
      await tx.execute('DELETE FROM voting.seen');
    });
    await eventually('all events again', async () => expect([...(await world.seen())].sort()).toEqual(before), {
      timeoutMs: 40_000,
    });
  });

  it('handles each event once with several workers that come and go', async () => {
    const first = await world.worker([Recorder], harness.options);
    const total = 600;
    let produced = 0;
    const produceSome = async (upTo: number) => {
      for (; produced < upTo; produced += 10) {
        await world.produce(
          ...Array.from({ length: 10 }, (_, at) => world.verified(`key-${(produced + at) % 20}`, produced + at)),
        );
      }
    };
    await produceSome(200);
    await world.worker([Recorder], harness.options);
    await produceSome(400);
    await first.close();
    await world.worker([Recorder], harness.options);
    await produceSome(total);
    await eventually('all events', async () => expect((await world.seen()).length).toBe(total), { timeoutMs: 50_000 });
    const rows = await world.database.query<{ wrong: string }>(
      `SELECT count(*) AS wrong FROM voting.seen a JOIN voting.seen b ON a.key = b.key AND a.place < b.place AND a.version >= b.version`,
    );
    expect(rows[0]?.wrong).toBe('0');
  });

  it('refuses to start with a type that the catalogue does not know', async () => {
    await expect(world.worker([Stranger], harness.options)).rejects.toThrow(
      'voting.events handles identity.never-heard-of.v1, which is not in the catalogue of events',
    );
  });

  it('refuses to start with two handlers for one type', async () => {
    await expect(world.worker([Recorder, SecondRecorder], harness.options)).rejects.toThrow(
      'voting.events has two handlers for identity.account-verified.v1',
    );
  });

  it('refuses to start when a declared type has no handler', async () => {
    await expect(
      world.worker([Recorder], {
        ...harness.options,
        handles: ['identity.account-verified.v1', 'identity.account-erased.v1', 'identity.role-granted.v1'],
      }),
    ).rejects.toThrow('voting.events has no handler for identity.role-granted.v1');
  });
}
