import { testDatabase } from './test-database.js';

test('two specs get two databases, and each is gone once dropped', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  const first = await one.database();
  const second = await two.database();
  await first.query('CREATE TABLE notes (text TEXT)');
  expect(await second.query("SELECT 1 FROM pg_tables WHERE tablename = 'notes'")).toEqual([]);
  const listed = () => second.query(`SELECT 1 FROM pg_database WHERE datname = $1`, [one.name]);
  expect(await listed()).toHaveLength(1);
  await one.drop();
  expect(await listed()).toHaveLength(0);
  await two.drop();
});

test('a template is prepared once, however many ask for it at the same time', async () => {
  let prepared = 0;
  const template = {
    key: `notes-${process.pid}-${Date.now()}`,
    async prepare(url: string) {
      prepared += 1;
      const { connectDatabase } = await import('@wsis/persistence');
      const database = await connectDatabase({ url, applicationName: 'prepare' });
      await database.query("CREATE TABLE notes AS SELECT 'kept' AS text");
      await database.close();
    },
  };
  const copies = await Promise.all([1, 2, 3].map(() => testDatabase({ template })));
  for (const copy of copies) {
    const database = await copy.database();
    expect(await database.query('SELECT text FROM notes')).toEqual([{ text: 'kept' }]);
    await copy.drop();
  }
  expect(prepared).toBe(1);
});
