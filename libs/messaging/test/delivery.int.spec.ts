import { catalogue } from '@wsis/contracts';
import fc from 'fast-check';
import { Delivery, type BatchItem, type Subscription } from '../src/delivery.js';
import type { StoredEvent } from '../src/event.js';
import { silentLogger } from '../src/index.js';
import { World } from './world.js';

const TYPE = 'identity.account-verified.v1';

describe('Delivery', () => {
  let world: World;
  let delivery: Delivery;

  beforeAll(async () => {
    world = await World.create();
    const entry = catalogue.find(TYPE);
    if (!entry) throw new Error('no entry');
    // A projection that tolerates any order, as projections must: the highest version of a key stands.
    const subscription: Subscription = {
      entry,
      async handle(event, { tx }) {
        await tx.execute(
          `INSERT INTO voting.latest AS l (key, version, note, events) VALUES ($1, $2, $3, 1)
           ON CONFLICT (key) DO UPDATE SET events = l.events + 1,
             note = CASE WHEN excluded.version > l.version THEN excluded.note ELSE l.note END,
             version = greatest(excluded.version, l.version)`,
          [event.key, event.version, `note ${event.version}`],
        );
      },
    };
    delivery = new Delivery({
      database: world.database,
      schema: 'voting',
      consumer: 'voting.events',
      subscriptions: new Map([[TYPE, subscription]]),
      logger: silentLogger,
      metrics: {},
    });
  });
  afterAll(() => world.drop());

  it('gives the same state when each event comes one to five times in any order', async () => {
    const events: StoredEvent[] = Array.from({ length: 24 }, (_, at) => {
      const outgoing = world.verified(`key-${at % 5}`, Math.floor(at / 5) + 1);
      return { ...outgoing, topic: 'identity.account.v1', source: 'identity', time: new Date(), position: at + 1 };
    });
    const state = () => world.database.query(`SELECT key, version, note, events FROM voting.latest ORDER BY key`);
    const play = async (order: readonly StoredEvent[], batchSize: number) => {
      await world.database.execute('DELETE FROM voting.latest');
      await world.database.execute('DELETE FROM voting.inbox');
      for (let start = 0; start < order.length; start += batchSize) {
        const items: BatchItem[] = order.slice(start, start + batchSize).map((event) => ({ event, next: 0 }));
        await delivery.deliver(
          { source: 'anything', from: 0, to: 0, items, accepts: () => true },
          { signal: new AbortController().signal },
        );
      }
      return state();
    };
    const expected = await play(events, events.length);
    expect(expected).toHaveLength(5);
    expect(expected[0]).toEqual({ key: 'key-0', version: '5', note: 'note 5', events: '5' });
    const repeatedInAnyOrder = fc
      .array(fc.integer({ min: 1, max: 5 }), { minLength: events.length, maxLength: events.length })
      .chain((times) => {
        const all = events.flatMap((event, at) => Array.from({ length: times[at] ?? 1 }, () => event));
        return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
      });
    await fc.assert(
      fc.asyncProperty(repeatedInAnyOrder, fc.integer({ min: 1, max: 30 }), async (order, batchSize) => {
        expect(await play(order, batchSize)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
