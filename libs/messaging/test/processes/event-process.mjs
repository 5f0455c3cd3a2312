/** A relay or a consumer in a process of its own, so that a test can kill it. Takes its settings as JSON. */
import 'reflect-metadata';
import { Controller } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { connectEvents, createTransport, OnEvent, Relay, silentLogger } from '@wsis/messaging';
import { connectDatabase } from '@wsis/persistence';

const { mode, url, kafkaBrokers, topicPrefix } = JSON.parse(process.argv[2]);
const database = await connectDatabase({ url, applicationName: `event-process-${mode}` });

class Recorder {
  async record(event, context) {
    await context.tx.execute(`INSERT INTO voting.seen (event_id, key, version, note) VALUES ($1, $2, $3, $4)`, [
      event.id,
      event.key,
      event.version,
      String(process.pid),
    ]);
  }
}
OnEvent('identity.account-verified.v1')(
  Recorder.prototype,
  'record',
  Object.getOwnPropertyDescriptor(Recorder.prototype, 'record'),
);
Payload()(Recorder.prototype, 'record', 0);
Ctx()(Recorder.prototype, 'record', 1);
Controller()(Recorder);

if (mode === 'relay') {
  const relay = new Relay({
    database,
    schema: 'identity',
    kafkaBrokers,
    topicPrefix,
    logger: silentLogger,
    batchSize: 200,
    leaseMs: 1_000,
  });
  await relay.start();
} else {
  const root = class RootModule {};
  const app = await NestFactory.create({ module: root, controllers: [Recorder] }, new FastifyAdapter(), {
    logger: false,
  });
  connectEvents(
    app,
    createTransport({
      kind: 'kafka',
      serviceName: 'voting',
      consumer: 'voting.events',
      database,
      logger: silentLogger,
      kafkaBrokers,
      topicPrefix,
      batchSize: 20,
    }),
  );
  await app.init();
  await app.startAllMicroservices();
}
process.stdout.write('started\n');
