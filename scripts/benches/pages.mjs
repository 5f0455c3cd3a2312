#!/usr/bin/env node
/**
 * ./scripts/bench pages [--requests N] [--json]
 * How long the server takes for each page of a voter's way, and how heavy it is: the whole platform in one process, an open
 * vote with 18 categories of 20 nominees, one request after the other over one kept connection on loopback. A time is from
 * the request's last byte to the answer's last byte, so it holds the services behind the page as well.
 */
import { prepareOpenVote, Progress } from '@wsis/rehearsal';
import { measurePage, reportPages, startBenchPlatform } from './pages/bench-platform.mjs';

const numberAfter = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const requests = numberAfter('requests', 200);
const EDITION = 'bench-2026';
const MOST_MS = 5;
const MOST_BYTES = 50_000;

const platform = await startBenchPlatform();
const { url } = platform;
try {
  const voter = await openVote();
  const cookie = `__Host-wsis-account=${voter.accountToken}; __Host-wsis-ballot=${encodeURIComponent(voter.token)}`;
  const ballot = `/en/editions/${EDITION}/ballot`;
  const nominee = await firstNominee();
  const pages = {
    home: { path: '/en' },
    edition: { path: `/en/editions/${EDITION}` },
    nominees: { path: `/en/editions/${EDITION}/nominees?category=C1&order=7` },
    nominee: { path: `/en/nominees/${nominee}` },
    'nominee, Arabic': { path: `/ar/nominees/${nominee}` },
    'sign in': { path: '/en/sign-in' },
    'my ballot': { path: ballot, cookie },
    'one category': { path: `${ballot}/categories/C1`, cookie },
    'all categories': { path: `${ballot}/all`, cookie },
    receipt: { path: `${ballot}/receipt`, cookie },
    'the vote in figures': { path: `/en/editions/${EDITION}/health` },
  };
  const rows = {};
  for (const [name, page] of Object.entries(pages)) rows[name] = await measurePage(platform, page, { requests });
  reportPages(rows, { requests, mostMs: MOST_MS, mostBytes: MOST_BYTES });
} finally {
  await platform.stop();
}

/** An open vote with one voter, who has saved a ballot. */
async function openVote() {
  const vote = await prepareOpenVote({
    url,
    secretariat: platform.staff,
    mail: platform.mail,
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
