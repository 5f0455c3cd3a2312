import { testDatabase, type TestDatabase } from '@wsis/testing';
import type { Database } from './database.js';

describe('A transaction', () => {
  let made: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    made = await testDatabase();
    database = await made.database();
    await database.execute(
      'CREATE TABLE notes (note TEXT PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())',
    );
    // Writes down when and how the commit itself happens.
    await database.execute('CREATE TABLE commits (at TIMESTAMPTZ NOT NULL, waits_for_disk TEXT NOT NULL)');
    await database.execute(`CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO commits VALUES (clock_timestamp(), current_setting('synchronous_commit'));
        RETURN NULL;
      END $$`);
    await database.execute(`CREATE CONSTRAINT TRIGGER note_commit AFTER INSERT ON notes
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_commit()`);
  });
  beforeEach(async () => {
    await database.execute('DELETE FROM notes');
    await database.execute('DELETE FROM commits');
  });
  afterAll(() => made.drop());

  const insert = 'INSERT INTO notes (note) VALUES ($1)';
  const notes = async () => {
    const rows = await database.query<{ note: string }>('SELECT note FROM notes ORDER BY at');
    return rows.map(({ note }) => note);
  };

  it('runs what is kept for its end after all else, and tells once it is stored', async () => {
    let told = -1;
    await database.transaction(async (tx) => {
      await tx.atCommit(insert, ['last'], () => (told += 1));
      await tx.execute(insert, ['first']);
      expect(told).toBe(-1);
    });
    expect(told).toBe(0);
    expect(await notes()).toEqual(['first', 'last']);
  });

  it('stores nothing and tells nobody when a statement at its end fails', async () => {
    let told = false;
    const work = database.transaction(async (tx) => {
      await tx.execute(insert, ['one']);
      await tx.atCommit(insert, ['one'], () => (told = true));
      await tx.atCommit(insert, ['two']);
    });
    await expect(work).rejects.toThrow('duplicate key');
    expect(told).toBe(false);
    expect(await notes()).toEqual([]);
    await database.transaction((tx) => tx.execute(insert, ['the connection is still good']));
    expect(await notes()).toEqual(['the connection is still good']);
  });

  it('sends its last statement and the commit together, so that a busy process holds no lock', async () => {
    await database.transaction(async (tx) => {
      await tx.atCommit(insert, ['last']);
      // Comes after both were written, and keeps this process from answering anything for a while.
      setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000));
    });
    const [found] = await database.query<{ held: number }>(
      'SELECT (extract(epoch FROM commits.at - notes.at) * 1000)::float AS held FROM notes, commits',
    );
    expect(found?.held).toBeLessThan(900);
  });

  it('waits for the disk, unless its work is done again after a crash and nobody else was told of it', async () => {
    const waits = async () => {
      const rows = await database.query<{ waits_for_disk: string }>('SELECT waits_for_disk FROM commits ORDER BY at');
      return rows.map((row) => row.waits_for_disk);
    };
    await database.transaction((tx) => tx.execute(insert, ['a command']));
    await database.transaction((tx) => tx.execute(insert, ['an effect of an event']), { repeated: true });
    await database.transaction((tx) => tx.atCommit(insert, ['an event said in answer']), { repeated: true });
    await database.transaction((tx) => tx.execute(insert, ['the next command on this connection']));
    expect(await waits()).toEqual(['on', 'off', 'on', 'on']);
  });
});
