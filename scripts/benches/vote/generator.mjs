/**
 * The voters: a process of its own that keeps connections busy. It is told what to do by messages, one at a time:
 *   prepare {count, sessionKey}      makes so many signed-in voters and the bytes of their requests, before any clock runs
 *   closed  {port, connections, seconds, kind}   each connection asks, waits for the answer, asks again
 *   open    {port, connections, seconds, rate, kind}   requests leave at a fixed rate, however slowly answers come
 * `kind` is `first` (each voter's first ballot, once), `change` (one category changed, of those that were saved), or
 * `again` (the same requests round and round, for a server that does not care who asks).
 */
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { VoterSessions } from '@wsis/http';
import { CATEGORIES, EDITION, NOMINEES_A_CATEGORY } from './contest.mjs';

const HEADERS_AT_MOST = 1_024;
/** Answers are handled where they arrive, so one buffer serves all connections. */
const received = Buffer.allocUnsafe(1 << 16);
let voters = [];

function prepare({ count, sessionKey }) {
  const sessions = new VoterSessions(sessionKey);
  const expiresAt = new Date(Date.now() + 3_600_000);
  voters = Array.from({ length: count }, () => {
    const token = sessions.issue({
      editionId: EDITION,
      voterId: randomUUID(),
      sessionId: randomUUID(),
      country: 'CH',
      stakeholderType: 'academia',
      barred: [],
      expiresAt,
    });
    const choices = Object.fromEntries(CATEGORIES.map(({ code, number }) => [code, someNominee(number)]));
    return { token, choices, first: saveRequest(token, 0, choices) };
  });
}

const someNominee = (category) =>
  (category - 1) * NOMINEES_A_CATEGORY + 1 + Math.floor(Math.random() * NOMINEES_A_CATEGORY);

function saveRequest(token, base, choices) {
  const body = JSON.stringify({ choices, orderNumber: 7 });
  return Buffer.from(
    `PUT /api/voting/editions/${EDITION}/ballot HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\n` +
      `if-match: "${base}"\r\nidempotency-key: ${randomUUID()}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\n\r\n${body}`,
    'latin1',
  );
}

function changeRequest({ token, choices }) {
  const { code, number } = CATEGORIES[Math.floor(Math.random() * CATEGORIES.length)];
  const other = choices[code] === number * NOMINEES_A_CATEGORY ? choices[code] - 1 : choices[code] + 1;
  return saveRequest(token, 1, { ...choices, [code]: other });
}

/** The requests of a run, in order; a voter saves a first ballot once. */
function requestsOf(kind) {
  let next = 0;
  if (kind === 'again') return () => voters[next++ % voters.length].first;
  if (kind === 'first') return () => voters[next++]?.first;
  const changes = voters.map(changeRequest);
  return () => changes[next++];
}

/** One connection: a request at a time, `onAnswer(status)` for each answer, -1 when it broke. */
function connection(port, host, onAnswer) {
  let missing = 0;
  let status = 0;
  const socket = connect({
    port,
    host,
    noDelay: true,
    onread: {
      buffer: received,
      callback(length) {
        if (missing === 0) {
          const head = received.latin1Slice(0, Math.min(length, HEADERS_AT_MOST));
          status = Number(head.slice(9, 12));
          const end = head.indexOf('\r\n\r\n');
          missing = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        }
        missing -= length;
        if (missing <= 0) {
          missing = 0;
          onAnswer(status);
        }
        return true;
      },
    },
  });
  const opened = new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.on('error', () => undefined);
  socket.on('close', () => onAnswer(-1));
  return { socket, opened };
}

class Tally {
  latencies = [];
  statuses = {};
  inTime = 0;

  add(status, tookMs, inTime) {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (status === 200 && inTime) this.inTime += 1;
    this.latencies.push(tookMs);
  }

  summary(seconds) {
    const sorted = Float64Array.from(this.latencies).sort();
    const at = (share) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
    return {
      saved: this.statuses[200] ?? 0,
      perSecond: Math.round(this.inTime / seconds),
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      statuses: this.statuses,
      seconds,
    };
  }
}

async function closed({ port, connections, seconds, kind }) {
  const next = requestsOf(kind);
  const tally = new Tally();
  let endAt = Infinity;
  let lastAt = 0;
  let busy = 0;
  let quiet;
  const lanes = Array.from({ length: connections }, () => {
    let sentAt = 0;
    const send = () => {
      const request = performance.now() < endAt ? next() : undefined;
      sentAt = performance.now();
      if (request) lane.socket.write(request);
      else if ((busy -= 1) === 0) quiet();
    };
    const lane = connection(port, '127.0.0.1', (status) => {
      if (busy === 0) return;
      const now = performance.now();
      tally.add(status, now - sentAt, now <= endAt);
      if (now <= endAt) lastAt = now;
      if (status !== -1) send();
      else if ((busy -= 1) === 0) quiet();
    });
    return { ...lane, send };
  });
  await Promise.all(lanes.map(({ opened }) => opened));
  busy = connections;
  const answered = new Promise((resolve) => (quiet = resolve));
  const startedAt = performance.now();
  endAt = startedAt + seconds * 1_000;
  for (const lane of lanes) lane.send();
  await answered;
  for (const { socket } of lanes) socket.destroy();
  // Voters may run out before the time does.
  return tally.summary((lastAt - startedAt) / 1_000);
}

const WORK = { prepare, closed };

process.on('message', async ({ work, ...order }) => {
  try {
    const cpu = process.cpuUsage();
    const result = (await WORK[work](order)) ?? {};
    const { user, system } = process.cpuUsage(cpu);
    process.send({ result: { ...result, cpuSeconds: (user + system) / 1_000_000 } });
  } catch (error) {
    process.send({ error: error.stack });
  }
});
process.on('disconnect', () => process.exit(0));
