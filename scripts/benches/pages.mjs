#!/usr/bin/env node
/**
 * ./scripts/bench pages [--requests N] [--json]
 * How long the server takes for each page of a voter's way, and how heavy it is: the whole platform in one process, an open
 * vote with 18 categories of 20 nominees, one request after the other over one kept connection on loopback. A time is from
 * the request's last byte to the answer's last byte, so it holds the services behind the page as well.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort } from '@wsis/embedded';
import { CROWD_ENVIRONMENT, MailSink, prepareOpenVote, Progress } from '@wsis/rehearsal';

const numberAfter = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const requests = numberAfter('requests', 200);
const EDITION = 'bench-2026';
const dist = new URL('../../services/platform/dist/', import.meta.url).pathname;
const MOST_MS = 5;
const MOST_BYTES = 50_000;

const folder = mkdtempSync(join(tmpdir(), 'wsis-bench-pages-'));
const mail = new MailSink();
const port = await freePort();
const url = `http://localhost:${port}`;
const environment = {
  ...process.env,
  ...CROWD_ENVIRONMENT,
  DATABASE_URL: '',
  REDIS_URL: '',
  KAFKA_BROKERS: '',
  LOG_LEVEL: 'silent',
  SMTP_URL: await mail.start(),
};
const platform = spawn(process.execPath, [join(dist, 'main.js'), '--port', String(port), '--data', folder, '--empty'], {
  env: environment,
  stdio: ['ignore', 'ignore', 'inherit'],
});
const ended = new Promise((resolve) => platform.once('exit', resolve));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => platform.kill('SIGTERM'));

try {
  await ready();
  const voter = await openVote();
  const ballot = `/en/editions/${EDITION}/ballot`;
  const nominee = await firstNominee();
  const pages = {
    home: { path: '/en' },
    edition: { path: `/en/editions/${EDITION}` },
    nominees: { path: `/en/editions/${EDITION}/nominees?category=C1&order=7` },
    nominee: { path: `/en/nominees/${nominee}` },
    'nominee, Arabic': { path: `/ar/nominees/${nominee}` },
    'sign in': { path: '/en/sign-in' },
    'my ballot': { path: ballot, voter },
    'one category': { path: `${ballot}/categories/C1`, voter },
    'all categories': { path: `${ballot}/all`, voter },
    receipt: { path: `${ballot}/receipt`, voter },
    'the vote in figures': { path: `/en/editions/${EDITION}/health` },
  };
  const rows = {};
  for (const [name, page] of Object.entries(pages)) rows[name] = await measure(page);
  report(rows);
} finally {
  platform.kill('SIGTERM');
  await ended;
  await mail.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function ready() {
  const giveUpAt = Date.now() + 120_000;
  while (Date.now() < giveUpAt) {
    if (platform.exitCode !== null) throw new Error(`The platform ended with ${platform.exitCode}`);
    const answer = await fetch(`${url}/api/voting/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The platform was not ready within 120 s');
}

/** An open vote with one voter, who has saved a ballot. */
async function openVote() {
  const file = join(folder, 'staff.json');
  const made = spawnSync(process.execPath, [join(dist, 'admin.js'), 'bootstrap', '--data', folder, '--file', file], {
    env: environment,
  });
  if (made.status !== 0) throw new Error(`No secretariat: ${made.stderr}`);
  const { staff } = JSON.parse(readFileSync(file, 'utf8'));
  const vote = await prepareOpenVote({
    url,
    secretariat: staff,
    mail,
    edition: 'demonstration',
    editionId: EDITION,
    voters: 1,
    experts: 0,
    screeners: 2,
    auditors: 0,
    seed: 1,
    progress: new Progress(process.argv.includes('--json')),
  });
  const [voter] = vote.voters;
  await voter.save(Object.fromEntries(vote.nominees.map(({ category, number }) => [category, number])));
  vote.http.close();
  return voter;
}

async function firstNominee() {
  const answer = await fetch(`${url}/api/nominations/editions/${EDITION}/nominees?limit=1`);
  return (await answer.json()).items[0].id;
}

/** Times one page, and weighs it with its style sheets as a first visit loads them. */
async function measure({ path, voter }) {
  const headers = voter
    ? { cookie: `__Host-wsis-account=${voter.accountToken}; __Host-wsis-ballot=${encodeURIComponent(voter.token)}` }
    : {};
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const first = await get(path, headers, agent);
  if (first.status !== 200) throw new Error(`${path} answered ${first.status}`);
  const sheets = [...first.body.toString().matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href);
  let bytes = gzipSync(first.body).length;
  for (const sheet of sheets) bytes += gzipSync((await get(sheet, {}, agent)).body).length;
  for (let index = 0; index < 50; index += 1) await get(path, headers, agent);
  const times = [];
  for (let index = 0; index < requests; index += 1) times.push((await get(path, headers, agent)).ms);
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => Math.round(times[Math.floor(times.length * share)] * 100) / 100;
  return { p50Ms: at(0.5), p99Ms: at(0.99), bytes };
}

function get(path, headers, agent) {
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    const sent = request(`${url}${path}`, { agent, headers }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, body: Buffer.concat(parts), ms: performance.now() - sentAt }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

function report(rows) {
  const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version };
  if (process.argv.includes('--json')) {
    console.log(
      JSON.stringify({ pages: rows, requests, machine, date: new Date().toISOString().slice(0, 10) }, null, 2),
    );
  } else {
    for (const [name, { p50Ms, p99Ms, bytes }] of Object.entries(rows)) {
      console.log(`${name.padEnd(22)} p50 ${p50Ms} ms  p99 ${p99Ms} ms  ${bytes} bytes with style sheets (gzip)`);
    }
  }
  const slow = Object.entries(rows).filter(([, { p50Ms }]) => p50Ms > MOST_MS);
  const heavy = Object.entries(rows).filter(([, { bytes }]) => bytes > MOST_BYTES);
  for (const [name, { p50Ms }] of slow) console.error(`${name} takes ${p50Ms} ms, more than ${MOST_MS}`);
  for (const [name, { bytes }] of heavy) console.error(`${name} weighs ${bytes} bytes, more than ${MOST_BYTES}`);
  process.exitCode = slow.length + heavy.length > 0 ? 1 : 0;
}
