/**
 * The voters: a process of its own. It is told what to do by messages, one at a time:
 *   prepare {count, sessionKey}   makes so many signed-in voters and the bytes of their requests, before any clock runs
 *   closed  {port, connections, seconds, kind}         each connection asks, waits for the answer, asks again
 *   open    {port, connections, seconds, rate, kind}   requests leave at a fixed rate, however slowly answers come; the time
 *                                                      of each counts from when it was due, so a stall is not overlooked
 *   crowd   {port, host, from, seconds}                every voter opens a connection of its own, all within so many seconds,
 *                                                      and asks until its ballot is saved
 * `kind` is `first` (each voter's first ballot, once), `change` (one category changed, of those that were saved), `again` (the
 * same requests round and round, for a server that does not care who asks), `returning` (who was not saved comes round again,
 * with the place in the queue that it was given), or `read` with a `path`.
 */
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { VoterSessions } from '@wsis/http';
import { CATEGORIES, EDITION, NOMINEES_A_CATEGORY } from './contest.mjs';

const HEADERS_AT_MOST = 2_048;
const QUEUE_TICKET = /\r\nqueue-ticket: ([^\r]+)/i;
/** Answers are handled where they arrive, so one buffer serves all connections. */
const received = Buffer.allocUnsafe(1 << 16);
let voters = [];
/** How many of them have sent their first ballot. */
let started = 0;

function prepare({ count, sessionKey }) {
  started = 0;
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
    return { token, choices, first: saveRequest(token, 0, choices), again: undefined, saved: false };
  });
}

const someNominee = (category) =>
  (category - 1) * NOMINEES_A_CATEGORY + 1 + Math.floor(Math.random() * NOMINEES_A_CATEGORY);

const START = `PUT /api/voting/editions/${EDITION}/ballot HTTP/1.1\r\nhost: bench\r\n`;

function saveRequest(token, base, choices) {
  const body = JSON.stringify({ choices, orderNumber: 7 });
  return Buffer.from(
    `${START}authorization: Bearer ${token}\r\nif-match: "${base}"\r\nidempotency-key: ${randomUUID()}\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    'latin1',
  );
}

function changeRequest({ token, choices }) {
  const { code, number } = CATEGORIES[Math.floor(Math.random() * CATEGORIES.length)];
  const other = choices[code] === number * NOMINEES_A_CATEGORY ? choices[code] - 1 : choices[code] + 1;
  return saveRequest(token, 1, { ...choices, [code]: other });
}

/** Keeps the place in the queue that an answer gave: from now on the very same request is sent with it. */
function keepTicket(voter, head) {
  if (voter.again) return;
  const ticket = QUEUE_TICKET.exec(head)?.[1];
  if (ticket)
    voter.again = Buffer.from(`${START}queue-ticket: ${ticket}\r\n${voter.first.latin1Slice(START.length)}`, 'latin1');
}

/** Gives what to send next and what to do with the answer; undefined when there is nothing left to ask. */
function asksOf({ kind, path }) {
  let next = 0;
  const send = (request) => request && { request, answered: undefined };
  if (kind === 'read') {
    const request = Buffer.from(`GET ${path} HTTP/1.1\r\nhost: bench\r\n\r\n`, 'latin1');
    return () => ({ request, answered: undefined });
  }
  if (kind === 'again') return () => send(voters[next++ % voters.length].first);
  if (kind === 'first') return () => send(voters[(started = next++)]?.first);
  if (kind === 'change') {
    const changes = voters.slice(0, started).map(changeRequest);
    return () => send(changes[next++]);
  }
  return () => {
    for (let looked = 0; looked < voters.length; looked += 1) {
      const voter = voters[next++ % voters.length];
      // Who waits for an answer does not ask again.
      if (voter.saved || voter.asking) continue;
      voter.asking = true;
      const answered = (status, head) => {
        voter.asking = false;
        voter.saved = status === 200;
        keepTicket(voter, head);
      };
      return { request: voter.again ?? voter.first, answered };
    }
    return undefined;
  };
}

/** One connection: `onAnswer(status, head)` for each answer, status -1 when it broke. */
function connection(options, onAnswer) {
  let missing = 0;
  let status = 0;
  let head = '';
  const socket = connect({
    ...options,
    noDelay: true,
    onread: {
      buffer: received,
      callback(length) {
        if (missing === 0) {
          head = received.latin1Slice(0, Math.min(length, HEADERS_AT_MOST));
          status = Number(head.slice(9, 12));
          const end = head.indexOf('\r\n\r\n');
          missing = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        }
        missing -= length;
        if (missing <= 0) {
          missing = 0;
          onAnswer(status, head);
        }
        return true;
      },
    },
  });
  const opened = new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.on('error', () => undefined);
  socket.on('close', () => onAnswer(-1, ''));
  return { socket, opened };
}

class Tally {
  latencies = { all: [], saved: [], refused: [] };
  statuses = {};
  inTime = 0;

  add(status, tookMs, inTime) {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (status === 200 && inTime) this.inTime += 1;
    this.latencies.all.push(tookMs);
    this.latencies[status === 200 ? 'saved' : 'refused'].push(tookMs);
  }

  summary(seconds) {
    return {
      saved: this.statuses[200] ?? 0,
      perSecond: Math.round(this.inTime / seconds),
      ...spread(this.latencies.all),
      saves: spread(this.latencies.saved),
      refusals: spread(this.latencies.refused),
      statuses: this.statuses,
      seconds,
    };
  }
}

function spread(latencies) {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return { p50Ms: at(0.5), p99Ms: at(0.99), largestMs: at(1) };
}

async function closed({ port, connections, seconds, ...what }) {
  const next = asksOf(what);
  const cpu = process.cpuUsage();
  const tally = new Tally();
  let endAt = Infinity;
  let lastAt = 0;
  let busy = 0;
  let quiet;
  const lanes = Array.from({ length: connections }, () => {
    let sentAt = 0;
    let asked;
    const send = () => {
      asked = performance.now() < endAt ? next() : undefined;
      sentAt = performance.now();
      if (asked) lane.socket.write(asked.request, 'latin1');
      else if ((busy -= 1) === 0) quiet();
    };
    const lane = connection({ port, host: '127.0.0.1' }, (status) => {
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
  const { user, system } = process.cpuUsage(cpu);
  // Voters may run out before the time does.
  return { ...tally.summary((lastAt - startedAt) / 1_000), cpuSeconds: (user + system) / 1_000_000 };
}

/** How long an open loop waits for the answers that are still to come when its time is over. */
const LAST_ANSWERS_MS = 10_000;

async function open({ port, connections, seconds, rate, ...what }) {
  const next = asksOf(what);
  const tally = new Tally();
  const idle = [];
  let broken = 0;
  const lanes = Array.from({ length: connections }, () => {
    const lane = { dueAt: 0, asked: undefined };
    const made = connection({ port, host: '127.0.0.1' }, (status, head) => {
      if (status === -1) broken += 1;
      if (!lane.asked) return;
      const now = performance.now();
      tally.add(status, now - lane.dueAt, now <= endAt);
      lane.asked.answered?.(status, head);
      lane.asked = undefined;
      if (status !== -1) idle.push(lane);
    });
    return Object.assign(lane, made);
  });
  await Promise.all(lanes.map(({ opened }) => opened));
  idle.push(...lanes);
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1_000;
  let sent = 0;
  const due = () => Math.floor(((Math.min(performance.now(), endAt) - startedAt) / 1_000) * rate);
  await new Promise((resolve) => {
    const turn = () => {
      for (const now = due(); sent < now && idle.length > 0;) {
        const asked = next();
        if (!asked) break;
        const lane = idle.pop();
        lane.asked = asked;
        lane.dueAt = startedAt + (sent / rate) * 1_000;
        sent += 1;
        lane.socket.write(asked.request, 'latin1');
      }
      const now = performance.now();
      const over = now > endAt && (idle.length + broken === lanes.length || now > endAt + LAST_ANSWERS_MS);
      if (over) resolve();
      else setTimeout(turn, 1);
    };
    turn();
  });
  for (const { socket } of lanes) socket.destroy();
  const asked = Math.floor(rate * seconds);
  return { ...tally.summary(seconds), asked, notSent: asked - sent, broken };
}

/** Each connection says its own port: looking for a free one takes the kernel longer than all the rest of a connection. */
const FIRST_PORT = 10_000;
/** What a crowd's voters wait at most for the first answer. */
const CROWD_PATIENCE_MS = 60_000;

async function crowd({ port, host, from, seconds }) {
  const tally = { firstAnswers: [], statuses: {}, dropped: 0, saved: 0, lastSavedAfterMs: 0 };
  const startedAt = performance.now();
  const giveUpAt = startedAt + CROWD_PATIENCE_MS;
  const one = (voter, index) =>
    new Promise((resolve) => {
      const opensAt = startedAt + (index / voters.length) * seconds * 1_000;
      const open = () => {
        let answers = 0;
        let over = false;
        const leave = () => {
          over = true;
          made.socket.destroy();
          resolve();
        };
        const made = connection({ port, host, localAddress: from, localPort: FIRST_PORT + index }, (status, head) => {
          if (over) return;
          const now = performance.now();
          tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
          if (status === -1) {
            tally.dropped += 1;
            over = true;
            return resolve();
          }
          if ((answers += 1) === 1) tally.firstAnswers.push(now - opensAt);
          if (status === 200) {
            tally.saved += 1;
            tally.lastSavedAfterMs = Math.max(tally.lastSavedAfterMs, now - startedAt);
            // The connection stays open as a browser's does, until everybody has an answer.
            held.push(made.socket);
            over = true;
            return resolve();
          }
          if (now > giveUpAt) return leave();
          keepTicket(voter, head);
          const pause = Number(/retry-after: (\d+)/i.exec(head)?.[1] ?? 1);
          setTimeout(() => over || made.socket.write(voter.again ?? voter.first), pause * 1_000);
        });
        made.opened.then(
          () => made.socket.write(voter.first),
          () => undefined,
        );
      };
      setTimeout(open, Math.max(0, opensAt - performance.now()));
    });
  const held = [];
  await Promise.all(voters.map(one));
  for (const socket of held) socket.destroy();
  const { firstAnswers, ...rest } = tally;
  return { ...rest, connections: voters.length, firstAnswers };
}

const WORK = { prepare, closed, open, crowd };

process.on('message', async ({ work, ...order }) => {
  try {
    process.send({ result: (await WORK[work](order)) ?? {} });
  } catch (error) {
    process.send({ error: error.stack });
  }
});
process.on('disconnect', () => process.exit(0));
