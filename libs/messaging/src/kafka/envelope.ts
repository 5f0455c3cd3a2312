import { createHash } from 'node:crypto';
import type { KafkaMessage, Message } from 'kafkajs';
import type { BatchItem } from '../delivery.js';
import type { StoredEvent } from '../event.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Writes an event as a Kafka message: CloudEvents 1.0, Kafka protocol binding, binary content mode. */
export function toMessage(
  event: StoredEvent,
  partition: number,
  extra: Readonly<Record<string, string>> | null | undefined,
): Message {
  const headers: Record<string, string> = {
    'content-type': 'application/protobuf',
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: event.type,
    ce_source: event.source,
    ce_subject: event.key,
    ce_time: event.time.toISOString(),
    ce_sequence: String(event.position),
    ce_aggregateversion: String(event.version),
  };
  for (const [name, value] of Object.entries(extra ?? {})) headers[`ce_${name}`] = value;
  return {
    key: event.key,
    value: Buffer.from(event.payload.buffer, event.payload.byteOffset, event.payload.byteLength),
    headers,
    partition,
    timestamp: String(event.time.getTime()),
  };
}

/** Reads a Kafka message; one that is no event of ours comes back with the fault, and an id made from its place. */
export function fromMessage(topic: string, brokerTopic: string, partition: number, message: KafkaMessage): BatchItem {
  const header = (name: string) => message.headers?.[name]?.toString() ?? '';
  const id = header('ce_id');
  const position = Number(header('ce_sequence'));
  const version = Number(header('ce_aggregateversion'));
  const time = new Date(header('ce_time'));
  const fault = !UUID.test(id)
    ? 'the header ce_id is no UUID'
    : header('ce_type') === ''
      ? 'the header ce_type is missing'
      : !Number.isSafeInteger(position) || header('ce_sequence') === ''
        ? 'the header ce_sequence is no position'
        : !Number.isSafeInteger(version)
          ? 'the header ce_aggregateversion is no number'
          : Number.isNaN(time.getTime())
            ? 'the header ce_time is no instant'
            : message.value === null
              ? 'the message has no value'
              : undefined;
  const event: StoredEvent = {
    id: UUID.test(id) ? id : placeId(brokerTopic, partition, message.offset),
    type: header('ce_type') || 'unknown',
    topic,
    key: message.key?.toString() ?? '',
    version: Number.isSafeInteger(version) ? version : 0,
    source: header('ce_source') || 'unknown',
    time: Number.isNaN(time.getTime()) ? new Date(Number(message.timestamp)) : time,
    position: Number.isSafeInteger(position) ? position : 0,
    payload: message.value ?? Buffer.alloc(0),
  };
  return { event, next: Number(message.offset) + 1, ...(fault ? { fault: `not an event: ${fault}` } : {}) };
}

function placeId(topic: string, partition: number, offset: string): string {
  const hash = createHash('sha256').update(`${topic}/${partition}/${offset}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** The partition of a key: FNV-1a (32 bit) of its UTF-8 bytes, modulo the number of partitions. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key)) {
    hash ^= byte;
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % partitions;
}
