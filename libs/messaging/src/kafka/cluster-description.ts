import { connect } from 'node:net';

/** What a cluster says about itself and about the topics that were asked for. */
export interface ClusterDescription {
  readonly clusterId: string;
  readonly brokers: number;
  /** Topics that are not there are not in it. */
  readonly topics: ReadonlyMap<string, TopicDescription>;
}

export interface TopicDescription {
  /** Changes when a topic is deleted and made again under its old name. */
  readonly id: string;
  readonly partitions: number;
}

const METADATA = 3;
const VERSION = 12;

/**
 * Asks the first broker that answers for cluster id and topic ids.
 * kafkajs stops at version 6 of the Metadata request, which has no topic ids yet; this is version 12
 * (https://kafka.apache.org/protocol, Metadata API). Throws when no broker answers.
 */
export async function describeCluster(
  brokers: readonly string[],
  topics: readonly string[],
  timeoutMs = 3_000,
): Promise<ClusterDescription> {
  const failures: string[] = [];
  for (const broker of brokers) {
    try {
      return parse(await exchange(broker, request(topics), timeoutMs));
    } catch (error) {
      failures.push(`${broker} ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`);
    }
  }
  throw new Error(`no Kafka broker answers (${failures.join(', ')})`);
}

function request(topics: readonly string[]): Buffer {
  const parts: Buffer[] = [
    int16(METADATA),
    int16(VERSION),
    int32(1),
    int16(-1),
    uvarint(0),
    uvarint(topics.length + 1),
  ];
  for (const topic of topics) {
    const name = Buffer.from(topic);
    parts.push(Buffer.alloc(16), uvarint(name.length + 1), name, uvarint(0));
  }
  // allow_auto_topic_creation, include_topic_authorized_operations, no tagged fields
  parts.push(Buffer.from([0, 0]), uvarint(0));
  const body = Buffer.concat(parts);
  return Buffer.concat([int32(body.length), body]);
}

function parse(answer: Buffer): ClusterDescription {
  const read = new Reader(answer);
  read.int32(); // correlation
  read.tags();
  read.int32(); // throttle time
  const brokers = read.array(() => {
    read.int32();
    read.string();
    read.int32();
    read.string();
    read.tags();
  }).length;
  const clusterId = read.string() ?? '';
  read.int32(); // controller
  const topics = new Map<string, TopicDescription>();
  read.array(() => {
    const error = read.int16();
    const name = read.string() ?? '';
    const id = read.bytes(16).toString('hex');
    read.bytes(1);
    const partitions = read.array(() => {
      read.int16();
      read.int32();
      read.int32();
      read.int32();
      for (let list = 0; list < 3; list += 1) read.array(() => read.int32());
      read.tags();
    }).length;
    read.int32();
    read.tags();
    // 5 (no leader for a partition now) and the like still describe the topic; 3 is an unknown one.
    if (error !== 3 && partitions > 0) topics.set(name, { id, partitions });
  });
  return { clusterId, brokers, topics };
}

function exchange(broker: string, bytes: Buffer, timeoutMs: number): Promise<Buffer> {
  const at = broker.lastIndexOf(':');
  return new Promise((resolve, reject) => {
    const socket = connect({ host: broker.slice(0, at), port: Number(broker.slice(at + 1)) });
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => socket.destroy(new Error(`gave no answer within ${timeoutMs} ms`)), timeoutMs);
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length < 4) return;
      const all = Buffer.concat(chunks);
      if (all.length < 4 + all.readInt32BE(0)) return;
      clearTimeout(timer);
      resolve(all.subarray(4));
      socket.destroy();
    });
    socket.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      reject(new Error('closed the connection'));
    });
  });
}

/** Reads the flexible ("compact") encoding of the Kafka protocol. */
class Reader {
  private at = 0;
  constructor(private readonly buffer: Buffer) {}

  int16(): number {
    this.at += 2;
    return this.buffer.readInt16BE(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.buffer.readInt32BE(this.at - 4);
  }

  bytes(length: number): Buffer {
    this.at += length;
    return this.buffer.subarray(this.at - length, this.at);
  }

  string(): string | undefined {
    const length = this.uvarint();
    return length === 0 ? undefined : this.bytes(length - 1).toString('utf8');
  }

  array<T>(one: () => T): T[] {
    const length = this.uvarint();
    return Array.from({ length: Math.max(0, length - 1) }, one);
  }

  tags(): void {
    for (let count = this.uvarint(); count > 0; count -= 1) {
      this.uvarint();
      this.bytes(this.uvarint());
    }
  }

  private uvarint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.buffer.readUInt8(this.at);
      this.at += 1;
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) return value;
    }
  }
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function uvarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
