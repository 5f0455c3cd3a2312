import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { AccountVerified } from '@wsis/contracts';
import { describeWithKafka, eventually, kafkaBrokers } from '@wsis/testing';
import kafkajs from 'kafkajs';
import {
  applyTopics,
  type EventContext,
  listTopics,
  OnEvent,
  parkedKeys,
  type ReceivedEvent,
  Relay,
  type RelayOptions,
  silentLogger,
} from '../src/index.js';
import { removeTopics } from './own-kafka.js';
import { World } from './world.js';

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
  }
}

describeWithKafka('Relay and consumer on a cluster', () => {
  let world: World;
  let topic: string;
  const relays: Relay[] = [];
  const client = () => new kafkajs.Kafka({ brokers: [...kafkaBrokers()], logLevel: kafkajs.logLevel.NOTHING });
  const place = () => ({ kafkaBrokers: kafkaBrokers(), topicPrefix: world.topicPrefix, producers: ['identity'] });

  beforeEach(async () => {
    world = await World.create();
    topic = `${world.topicPrefix}identity.account.v1`;
  });
  afterEach(async () => {
    await world.stopWorkers();
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await removeTopics(kafkaBrokers(), world.topicPrefix);
    await world.drop();
  });

  async function relay(options: Partial<RelayOptions> = {}): Promise<Relay> {
    const made = new Relay({
      database: world.database,
      schema: 'identity',
      ...place(),
      logger: silentLogger,
      describeEveryMs: 200,
      ...options,
    });
    relays.push(made);
    await made.start();
    return made;
  }

  const worker = () => world.worker([Recorder], { kind: 'kafka', ...place(), describeEveryMs: 200 });
  const seenEventually = (lines: string[]) =>
    eventually('the projection', async () => expect(await world.seen()).toEqual(lines), { timeoutMs: 40_000 });

  it('names a missing topic and goes on by itself once it is there', async () => {
    const sender = await relay();
    const { transport } = await worker();
    await world.produce(world.verified('a', 1));
    await eventually('unreadiness', () => {
      expect(transport.ready()).toEqual({
        ok: false,
        detail: `topic ${topic} is missing (scripts/topics apply creates it)`,
      });
      expect(sender.ready().detail).toContain(`topic ${topic}: is missing (scripts/topics apply creates it)`);
    });
    expect((await listTopics(place())).filter((one) => one.present)).toEqual([]);
    expect(await applyTopics(place())).toContain(topic);
    expect(await applyTopics(place())).toEqual([]);
    await seenEventually(['a:1:en']);
    await eventually('readiness', () => sender.ready().ok && transport.ready().ok, { timeoutMs: 40_000 });
  });

  it('is unready, with the reason, while no broker can be reached', async () => {
    const nowhere = { kafkaBrokers: ['127.0.0.1:9'] };
    const sender = await relay(nowhere);
    const { transport } = await world.worker([Recorder], { kind: 'kafka', ...nowhere });
    await eventually('unreadiness', () => {
      expect(sender.ready().detail).toContain('no Kafka broker answers (127.0.0.1:9 ECONNREFUSED)');
      expect(transport.ready().detail).toContain('no Kafka broker answers (127.0.0.1:9 ECONNREFUSED)');
    });
  });

  it('fills a topic again that was deleted and made anew, and nothing takes effect twice', async () => {
    await applyTopics(place());
    await relay();
    await worker();
    await world.produce(world.verified('a', 1), world.verified('a', 2));
    await seenEventually(['a:1:en', 'a:2:en']);
    const admin = client().admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await eventually('the topic to be gone', async () => !(await admin.listTopics()).includes(topic));
    await world.produce(world.verified('a', 3));
    await eventually('the topic to be made anew', async () => (await applyTopics(place())).includes(topic), {
      timeoutMs: 30_000,
    });
    await seenEventually(['a:1:en', 'a:2:en', 'a:3:en']);
    await eventually(
      'the whole log to be in the new topic',
      async () => {
        const ends = await admin.fetchTopicOffsets(topic);
        expect(ends.reduce((sum, end) => sum + Number(end.high), 0)).toBeGreaterThanOrEqual(3);
      },
      { timeoutMs: 30_000 },
    );
    await admin.disconnect();
  });

  it('writes CloudEvents in binary mode, each key to one partition', async () => {
    await applyTopics(place());
    await relay();
    const one = { ...world.verified('a', 7), headers: { traceparent: '00-1' } };
    await world.produce(one);
    const consumer = client().consumer({ groupId: `${world.topicPrefix}reader`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    const message = await new Promise<kafkajs.KafkaMessage>((resolve) => {
      void consumer.run({ eachMessage: async (payload) => resolve(payload.message) });
    });
    await consumer.disconnect();
    const headers = Object.fromEntries(
      Object.entries(message.headers ?? {}).map(([name, value]) => [name, value?.toString()]),
    );
    expect(headers).toEqual({
      'content-type': 'application/protobuf',
      ce_specversion: '1.0',
      ce_id: one.id,
      ce_type: 'identity.account-verified.v1',
      ce_source: 'identity',
      ce_subject: 'a',
      ce_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      ce_sequence: '1',
      ce_aggregateversion: '7',
      ce_traceparent: '00-1',
    });
    expect(message.key?.toString()).toBe('a');
    expect(message.value).toEqual(Buffer.from(one.payload));
  });

  it('puts a foreign message aside and goes on with the partition', async () => {
    await applyTopics(place());
    await relay();
    await worker();
    const producer = client().producer();
    await producer.connect();
    for (let partition = 0; partition < 6; partition += 1) {
      await producer.send({ topic, messages: [{ partition, key: 'a', value: 'not ours' }] });
    }
    await producer.disconnect();
    await world.produce(world.verified('a', 1));
    await seenEventually(['a:1:en']);
    await eventually('six dead letters', async () => {
      const rows = await world.database.query<{ reason: string }>('SELECT reason FROM voting.dead_letters');
      expect(rows.map((row) => row.reason)).toEqual(Array(6).fill('not an event: the header ce_id is no UUID'));
    });
    expect(await parkedKeys(world.database, 'voting', 'voting.events')).toEqual([]);
  });

  it('has one active relay a service, and another takes over', async () => {
    await applyTopics(place());
    const counts = [0, 0];
    const first = await relay({
      leaseMs: 1_000,
      metrics: { relayed: (_, count) => (counts[0] = (counts[0] ?? 0) + count) },
    });
    await world.produce(world.verified('a', 1));
    await eventually('the first relay', () => counts[0] === 1, { timeoutMs: 40_000 });
    const second = await relay({
      leaseMs: 1_000,
      metrics: { relayed: (_, count) => (counts[1] = (counts[1] ?? 0) + count) },
    });
    await eventually('the second to stand by', () =>
      expect(second.ready()).toEqual({ ok: true, detail: 'another relay of this service is active' }),
    );
    await world.produce(world.verified('a', 2));
    await eventually('the first relay', () => counts[0] === 2);
    await first.stop();
    await world.produce(world.verified('a', 3));
    await eventually('the second relay', () => expect(counts).toEqual([2, 1]), { timeoutMs: 20_000 });
  });
});
