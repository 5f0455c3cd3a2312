import { migrate } from '@wsis/persistence';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { AccountVerified } from '@wsis/contracts';
import { eventually, testDatabase, type TestDatabase } from '@wsis/testing';
import { type EventContext, EventLog, messagingMigrations, OnEvent, type ReceivedEvent } from '../src/index.js';
import { consumerTables, World } from './world.js';

@Controller()
class Recorder {
  @OnEvent('identity.account-verified.v1')
  async record(@Payload() e: ReceivedEvent<AccountVerified>, @Ctx() c: EventContext): Promise<void> {
    await c.tx.execute(`INSERT INTO voting.seen (event_id, key, version, note) VALUES ($1, $2, $3, 'en')`, [
      e.id,
      e.key,
      e.version,
    ]);
  }
}

describe('A dump of the database', () => {
  let world: World;
  let restored: TestDatabase;

  beforeEach(async () => {
    world = await World.create();
    restored = await testDatabase();
  });
  afterEach(async () => {
    await world.drop();
    await restored.drop();
  });

  it('goes on in a new database: dense positions, no event again, none left out', async () => {
    const before = await world.worker([Recorder], { kind: 'postgres' });
    await world.produce(world.verified('a', 1), world.verified('b', 1));
    await eventually('both', async () => (await world.seen()).length === 2);
    await before.close();
    // Written, but not handled when the dump is taken.
    await world.produce(world.verified('a', 2));

    // A logical dump: schema by migration, rows as text. A new database has other transaction numbers.
    for (const schema of ['identity', 'voting']) {
      const own = schema === 'voting' ? [{ name: '0001-projections', up: consumerTables }] : [];
      await migrate({ url: restored.url, schema, migrations: [...messagingMigrations(schema), ...own] });
    }
    const target = await restored.database();
    const tables = await world.database.query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables
       WHERE schemaname IN ('identity', 'voting') AND tablename <> 'migrations'`,
    );
    for (const { name } of tables) {
      const rows = await world.database.query<{ line: string }>(`SELECT to_jsonb(t)::text AS line FROM ${name} t`);
      await target.execute(`DELETE FROM ${name}`);
      for (const { line } of rows) {
        await target.execute(
          `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${name}, $1::jsonb)`,
          [line],
        );
      }
    }
    await target.execute(
      `SELECT setval(pg_get_serial_sequence('voting.seen', 'place'), (SELECT max(place) FROM voting.seen))`,
    );

    await world.worker([Recorder], { kind: 'postgres', database: target });
    await target.transaction((tx) => new EventLog({ schema: 'identity' }).append(tx, [world.verified('a', 3)]));
    await eventually('the rest', async () => {
      const rows = await target.query<{ line: string }>(
        `SELECT key || ':' || version AS line FROM voting.seen ORDER BY place`,
      );
      expect(rows.map((row) => row.line)).toEqual(['a:1', 'b:1', 'a:2', 'a:3']);
    });
    const positions = await target.query<{ position: string }>(
      'SELECT position FROM identity.event_log ORDER BY position',
    );
    expect(positions.map((row) => row.position)).toEqual(['1', '2', '3', '4']);
  });
});
