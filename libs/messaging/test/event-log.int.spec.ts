import { randomUUID } from 'node:crypto';
import { AccountVerifiedSchema, Catalogue, contractFiles, PhaseOpenedSchema, topics } from '@wsis/contracts';
import { connectDatabase, type Database, type Tx } from '@wsis/persistence';
import { event, EventLog, MAX_PAYLOAD_BYTES } from '../src/index.js';
import { World } from './world.js';

interface Seen {
  readonly place: number;
  readonly id: string;
  readonly key: string;
  readonly version: number;
}

/** A way to keep events and to read those after a place. */
interface Candidate {
  write(tx: Tx, events: readonly { id: string; key: string; version: number }[]): Promise<void>;
  readAfter(database: Database, place: number): Promise<Seen[]>;
}

const WRITERS = 32;
const KEYS = 16;

/**
 * Thirty-two writers and one reader, who remembers the last place it saw. A key's version is moved in the same
 * transaction, so the true order within a key is known. Counts what the reader lost and what it saw out of order.
 */
async function race(
  world: World,
  candidate: Candidate,
): Promise<{ written: number; lost: number; outOfOrder: number }> {
  const database = await connectDatabase({
    url: world.testDatabase.url,
    applicationName: 'writers',
    poolSize: WRITERS,
  });
  const reader = await world.testDatabase.database('reader');
  await database.execute('CREATE TABLE identity.versions (key TEXT PRIMARY KEY, version BIGINT NOT NULL)');
  await database.execute(
    `INSERT INTO identity.versions SELECT 'key-' || n, 0 FROM generate_series(0, ${KEYS - 1}) AS n`,
  );
  const seen: Seen[] = [];
  let writing = true;
  const readAll = async () => {
    for (;;) {
      const rows = await candidate.readAfter(reader, seen.at(-1)?.place ?? 0);
      seen.push(...rows);
      if (rows.length === 0) return;
    }
  };
  const reading = (async () => {
    while (writing) await readAll();
  })();
  const written: string[] = [];
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let round = 0; round < 40; round += 1) {
        const key = `key-${(writer + round * 7) % KEYS}`;
        const ids = Array.from({ length: 1 + ((writer + round) % 3) }, () => randomUUID());
        await database.transaction(async (tx) => {
          const [row] = await tx.query<{ version: string }>(
            'UPDATE identity.versions SET version = version + $2 WHERE key = $1 RETURNING version',
            [key, ids.length],
          );
          const last = Number(row?.version);
          await candidate.write(
            tx,
            ids.map((id, at) => ({ id, key, version: last - ids.length + 1 + at })),
          );
          // A commit takes a moment, longer for some.
          await tx.query('SELECT pg_sleep($1)', [(writer % 4) / 2_000]);
        });
        written.push(...ids);
      }
    }),
  );
  writing = false;
  await reading;
  await readAll();
  await database.close();
  const known = new Set(seen.map((one) => one.id));
  const versions = new Map<string, number>();
  let outOfOrder = 0;
  for (const one of seen) {
    if (one.version !== (versions.get(one.key) ?? 0) + 1) outOfOrder += 1;
    versions.set(one.key, one.version);
  }
  return { written: written.length, lost: written.filter((id) => !known.has(id)).length, outOfOrder };
}

describe('The event log', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
  });
  afterEach(() => world.drop());

  it('loses no event of 32 concurrent writers and keeps the order within each key', async () => {
    const result = await race(world, {
      write: (tx, events) =>
        world.log.append(
          tx,
          events.map(({ id, key, version }) => ({ ...world.verified(key, version), id })),
        ),
      async readAfter(database, place) {
        const rows = await database.query<{ position: string; event_id: string; key: string; version: string }>(
          'SELECT position, event_id, key, version FROM identity.event_log WHERE position > $1 ORDER BY position LIMIT 100',
          [place],
        );
        return rows.map((row) => ({
          place: Number(row.position),
          id: row.event_id,
          key: row.key,
          version: Number(row.version),
        }));
      },
    });
    expect(result).toEqual({ written: result.written, lost: 0, outOfOrder: 0 });
    const [row] = await world.database.query<{ dense: boolean }>(
      'SELECT count(*) = max(position) AND max(position) = (SELECT position FROM identity.event_log_head) AS dense FROM identity.event_log',
    );
    expect(row?.dense).toBe(true);
  });

  it('is needed: an identity column read by "id > last" loses events of the same writers', async () => {
    await world.database.execute(
      `CREATE TABLE identity.naive_log (
         id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id UUID NOT NULL, key TEXT NOT NULL, version BIGINT NOT NULL)`,
    );
    const result = await race(world, {
      async write(tx, events) {
        await tx.execute(
          `INSERT INTO identity.naive_log (event_id, key, version) SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[])`,
          [events.map((one) => one.id), events.map((one) => one.key), events.map((one) => one.version)],
        );
      },
      async readAfter(database, place) {
        const rows = await database.query<{ id: string; event_id: string; key: string; version: string }>(
          'SELECT id, event_id, key, version FROM identity.naive_log WHERE id > $1 ORDER BY id LIMIT 100',
          [place],
        );
        return rows.map((row) => ({
          place: Number(row.id),
          id: row.event_id,
          key: row.key,
          version: Number(row.version),
        }));
      },
    });
    expect(result.lost).toBeGreaterThan(0);
  });

  it('leaves no gap when a transaction is rolled back', async () => {
    await world.produce(world.verified('a', 1));
    await expect(
      world.database.transaction(async (tx) => {
        await world.log.append(tx, [world.verified('a', 2)]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await world.produce(world.verified('a', 2), world.verified('a', 3));
    const rows = await world.database.query('SELECT position, version FROM identity.event_log ORDER BY position');
    expect(rows).toEqual([
      { position: '1', version: '1' },
      { position: '2', version: '2' },
      { position: '3', version: '3' },
    ]);
  });

  it('stores what several calls of one transaction appended, in their order', async () => {
    await world.database.transaction(async (tx) => {
      await world.log.append(tx, [world.verified('a', 1), world.verified('a', 2)]);
      await tx.query('SELECT 1');
      await world.log.append(tx, [world.verified('a', 3)]);
    });
    const rows = await world.database.query('SELECT position, version FROM identity.event_log ORDER BY position');
    expect(rows).toEqual([1, 2, 3].map((at) => ({ position: String(at), version: String(at) })));
  });

  it('refuses the whole transaction where its head is missing, instead of losing events in silence', async () => {
    await world.database.execute('CREATE TABLE identity.effects (note TEXT)');
    await world.database.execute('DELETE FROM identity.event_log_head');
    await expect(
      world.database.transaction(async (tx) => {
        await tx.execute(`INSERT INTO identity.effects VALUES ('done')`);
        await world.log.append(tx, [world.verified('a', 1)]);
      }),
    ).rejects.toThrow('null value in column "position"');
    expect(await world.database.query('SELECT note FROM identity.effects')).toEqual([]);
  });

  it('keeps headers and takes a thousand events in one call', async () => {
    const many = Array.from({ length: 1_000 }, (_, at) =>
      event(
        AccountVerifiedSchema,
        { accountId: `"quoted" \\ {${at}}`, language: 'ar' },
        { key: `k,{"${at}`, version: at, headers: { traceparent: `00-"${at}` } },
      ),
    );
    await world.produce(...many);
    const [row] = await world.database.query<{ key: string; headers: object; payload: Buffer }>(
      'SELECT key, headers, payload FROM identity.event_log WHERE position = 1000',
    );
    expect(row).toEqual({
      key: 'k,{"999',
      headers: { traceparent: '00-"999' },
      payload: Buffer.from(many[999]?.payload ?? []),
    });
  });

  it('refuses an event of another service, without a topic, without a key, or too large', async () => {
    await expect(
      world.produce(event(PhaseOpenedSchema, { editionId: 'e', phase: 'voting' }, { key: 'e', version: 1 })),
    ).rejects.toThrow('identity cannot produce competition.phase-opened.v1: the catalogue gives it to competition');
    expect(() => event(AccountVerifiedSchema, {}, { key: '', version: 1 })).toThrow('needs a key (account id)');
    expect(() => event(AccountVerifiedSchema, {}, { key: 'a', version: -1 })).toThrow('whole number from 0, not -1');
    expect(() =>
      event(AccountVerifiedSchema, { language: 'x'.repeat(MAX_PAYLOAD_BYTES) }, { key: 'a', version: 1 }),
    ).toThrow(`at most ${MAX_PAYLOAD_BYTES} are carried`);
  });

  it('does not open over an incomplete catalogue', () => {
    const incomplete = new Catalogue(topics.slice(1), contractFiles);
    expect(() => new EventLog({ schema: 'identity', catalogue: incomplete })).toThrow(
      'identity.v1.AccountVerified has no topic',
    );
    expect(() => event(AccountVerifiedSchema, {}, { key: 'a', version: 1 }, incomplete)).toThrow('has no topic');
  });
});
