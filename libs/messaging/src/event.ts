import { create, type DescMessage, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { type Catalogue, catalogue as platformCatalogue } from '@wsis/contracts';
import { uuidV7Ids } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';

/** An event on its way into the log. */
export interface OutgoingEvent {
  readonly id: string;
  readonly type: string;
  readonly producer: string;
  readonly key: string;
  readonly version: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
}

/** An event as a consumer sees it, the same from Kafka and from the log. */
export interface ReceivedEvent<T> {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  /** The version of the aggregate that the event left behind. */
  readonly version: number;
  /** The service whose fact this is. */
  readonly source: string;
  readonly time: Date;
  readonly payload: T;
}

/** What a handler may act with. */
export interface EventContext {
  /** The transaction that also holds the inbox row: all effects go through it. */
  readonly tx: Tx;
  readonly consumer: string;
  /** Place in the producer's log; dense, from 1. */
  readonly position: number;
}

/** An event before its payload is decoded, whatever brought it. */
export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly topic: string;
  readonly key: string;
  readonly version: number;
  readonly source: string;
  readonly time: Date;
  readonly position: number;
  readonly payload: Uint8Array;
}

export interface EventAddress {
  /** Events of one key keep their order. */
  readonly key: string;
  /** The aggregate's version after the event. */
  readonly version: number;
  /** Extra CloudEvents attributes, for example `traceparent`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Larger payloads would be refused by Kafka (1 MB with headers). */
export const MAX_PAYLOAD_BYTES = 900_000;

/** Builds an event from its protobuf message; throws when the message has no topic, the key is empty, or it is too large. */
export function event<Schema extends DescMessage>(
  schema: Schema,
  payload: MessageInitShape<Schema>,
  address: EventAddress,
  catalogue: Catalogue = platformCatalogue,
): OutgoingEvent {
  const entry = catalogue.of(schema);
  if (address.key === '') throw new Error(`An event ${entry.type} needs a key (${entry.key})`);
  if (!Number.isSafeInteger(address.version) || address.version < 0) {
    throw new Error(`An event ${entry.type} needs a version that is a whole number from 0, not ${address.version}`);
  }
  const bytes = toBinary(schema, create(schema, payload));
  if (bytes.length > MAX_PAYLOAD_BYTES) {
    throw new Error(`An event ${entry.type} has ${bytes.length} bytes; at most ${MAX_PAYLOAD_BYTES} are carried`);
  }
  return {
    id: uuidV7Ids.next(),
    type: entry.type,
    producer: entry.producer,
    key: address.key,
    version: address.version,
    ...(address.headers ? { headers: address.headers } : {}),
    payload: bytes,
  };
}

/** Decodes what a transport brought; throws when the bytes are not that message. */
export function decode(schema: DescMessage, stored: StoredEvent): ReceivedEvent<unknown> {
  return {
    id: stored.id,
    type: stored.type,
    key: stored.key,
    version: stored.version,
    source: stored.source,
    time: stored.time,
    payload: fromBinary(schema, stored.payload),
  };
}
