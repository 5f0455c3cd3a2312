#!/usr/bin/env node
/**
 * ./scripts/bench desks [--requests N] [--stored N] [--only PART] [--json]
 * How long the server takes for each page of the staff's desks, and how heavy it is, with 1,500 submissions, 300 experts and two
 * million ballots, voters and mails stored: the whole platform in one process, one request after the other over one kept
 * connection on loopback. Two editions are played: one whose panels judge, one whose vote is open. `first` is the
 * first time that a page is opened, CPU that of the process and of PostgreSQL for each request after that.
 * Without --only it rewrites its part of docs/capacity.md.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { play, Progress } from '@wsis/rehearsal';
import {
  connect,
  settle,
  storeDeeds,
  storeExperts,
  storeOrganisations,
  storeSubmissions,
  storeVoters,
} from '@wsis/testing/full-house';
import { writeDeskPage } from './pages/desk-page.mjs';
import { measurePage, reportPages, startBenchPlatform } from './pages/bench-platform.mjs';
import { storeBallots } from './vote/contest.mjs';

const after = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const requests = Number(after('requests', 50));
const stored = Number(after('stored', 2_000_000));
const only = after('only', '');
const SUBMISSIONS = 1_500;
const EXPERTS = 300;
const DEEDS = 20_000;
const MOST_MS = 50;
const MOST_BYTES = 150_000;
/** Small enough to be played, as wide as a real one. */
const SMALL = { categories: 18, nominees: 3 };
const JUDGED = 'judged-2026';
const VOTED = 'voted-2026';
const quiet = process.argv.includes('--json');
const say = (words) => quiet || console.error(words);

class Seen extends Error {}

const platform = await startBenchPlatform();
const rows = {};
const more = { stored, submissions: SUBMISSIONS, experts: EXPERTS };
try {
  const voted = await playUntil(VOTED, 'voting');
  const judged = await playUntil(JUDGED, 'judging');
  await fillTheHouse();
  await measureAll(judgedPages(judged, await cookies(judged)));
  await measureAll(openVotePages(await cookies(voted)));
  const aims = { mostMs: MOST_MS, mostBytes: MOST_BYTES };
  if (only === '') writeDeskPage(rows, { requests, ...more, ...aims });
  reportPages(rows, { requests, ...aims, more });
} finally {
  await platform.stop();
}

/** Plays an edition up to a moment and leaves it there. */
async function playUntil(editionId, wanted) {
  say(`${editionId} is played until ${wanted}`);
  let stage;
  const meanwhile = async (moment, played) => {
    stage = played;
    if (moment === wanted) throw new Seen();
  };
  await play({
    url: platform.url,
    secretariat: platform.staff,
    mail: platform.mail,
    edition: 'demonstration',
    editionId,
    small: SMALL,
    voters: 26,
    experts: 20,
    screeners: 2,
    auditors: 1,
    staffDomain: `${editionId}.example`,
    seed: 1,
    progress: new Progress(true),
    meanwhile,
  }).catch((error) => {
    if (!(error instanceof Seen)) throw error;
  });
  return stage;
}

async function fillTheHouse() {
  const startedAt = performance.now();
  const database = await connect(platform.databaseUrl);
  await storeSubmissions(database, JUDGED, SUBMISSIONS);
  await storeExperts(database, JUDGED, EXPERTS);
  await storeOrganisations(database, SUBMISSIONS);
  await storeDeeds(database, JUDGED, DEEDS);
  const told = (what) => (done) => say(`${done} of ${stored} ${what} stored`);
  await storeVoters(database, JUDGED, stored, { onProgress: told('voters with their mails') });
  await storeBallots(platform.databaseUrl, stored, {
    edition: VOTED,
    categories: SMALL.categories,
    nominees: SMALL.nominees,
    onProgress: told('ballots'),
  });
  await settle(database);
  await untilAddedUp(database);
  await database.close();
  more.storedSeconds = Math.round((performance.now() - startedAt) / 1_000);
  say(`stored in ${more.storedSeconds} s`);
}

/** The running tally has read every ballot, as it would have while they came in: it shares the machine with the pages. */
async function untilAddedUp(database) {
  const behind = `SELECT 1 FROM voting.ledgers l LEFT JOIN voting.tallies t USING (edition_id)
    WHERE l.next_number > coalesce(t.next_number, 0)`;
  while ((await database.query(behind)).length > 0) await pause(500);
}

async function measureAll(pages) {
  for (const [name, page] of Object.entries(pages)) {
    if (only !== '' && !name.includes(only)) continue;
    rows[name] = await measurePage(platform, page, { requests }).catch((error) => {
      throw new Error(`${name}: ${error.message}`);
    });
    say(`${name} ${JSON.stringify(rows[name])}`);
  }
}

/** The sessions of those who look, as their browsers keep them. */
async function cookies(stage) {
  const of = (token) => `__Host-wsis-account=${token}`;
  return {
    secretariat: of(await stage.first.freshToken()),
    screener: of(await stage.screeners[0].freshToken()),
    auditor: of(await stage.auditors[0].freshToken()),
    expert: of(await stage.experts[2].freshToken()),
    nominator: of(stage.nominators[0].token),
  };
}

function judgedPages(stage, { secretariat, screener, auditor, expert, nominator }) {
  const desk = '/en/desk';
  const edition = `${desk}/editions/${JUDGED}`;
  const [category] = stage.champions.keys();
  const [nominee] = stage.champions.get(category);
  const mine = stage.nominators[0].entries[0].submissionId;
  const pages = (cookie, paths) =>
    Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, { path, cookie }]));
  return {
    ...pages(secretariat, {
      desk,
      approvals: `${desk}/approvals`,
      'approvals: history': `${desk}/approvals/history`,
      find: `${desk}/find?q=entry`,
      editions: `${desk}/editions`,
      edition,
      'edition: rules': `${edition}/rules`,
      'edition: part of the rules': `${edition}/rules/vote`,
      'edition: comparison': `${edition}/rules/comparison`,
      'edition: calendar': `${edition}/calendar`,
      'edition: readiness': `${edition}/readiness`,
      'edition: nominees': `${edition}/nominees`,
      'edition: outcome, judging': `${edition}/outcome`,
      'edition: watch, judging': `${edition}/watch`,
      watch: `${desk}/watch`,
      'watch: events': `${desk}/watch/events`,
      people: `${desk}/people?edition=${JUDGED}`,
      'people: search': `${desk}/people?edition=${JUDGED}&q=expert`,
      organisations: `${desk}/people/organisations`,
      'organisations: search': `${desk}/people/organisations?q=body`,
      invitations: `${desk}/people/invitations`,
      support: `${desk}/support`,
      panels: `${desk}/panels?edition=${JUDGED}`,
      panel: `${desk}/panels/${JUDGED}/${category}`,
      'panel: members': `${desk}/panels/${JUDGED}/${category}/members`,
      translations: `${desk}/translations?edition=${JUDGED}`,
      'translations: entries': `${desk}/translations/${JUDGED}/fr`,
      'translations: entry': `${desk}/translations/${JUDGED}/fr/entries/${mine}`,
      'translations: assignments': `${desk}/translations/${JUDGED}/fr/assignments`,
      languages: `${desk}/languages`,
      'languages: sentences': `${desk}/languages/fr/web`,
      'audit trail': `${desk}/audit`,
      'audit trail: later page': `${desk}/audit?edition=${JUDGED}`,
    }),
    ...pages(screener, {
      'screening: queue': `${desk}/screening/${JUDGED}`,
      'screening: search': `${desk}/screening/${JUDGED}?q=organisation+1`,
      'screening: several': `${desk}/screening/${JUDGED}/several`,
      'screening: entry': `${desk}/screening/${JUDGED}/entries/${mine}`,
    }),
    ...pages(expert, {
      judging: `${desk}/judging?edition=${JUDGED}`,
      'judging: sheet': `${desk}/judging/${JUDGED}/sheets/${nominee}`,
      'judging: entry': `${desk}/judging/${JUDGED}/sheets/${nominee}/entry`,
    }),
    ...pages(nominator, {
      submissions: `${desk}/submissions?edition=${JUDGED}`,
      'submissions: one': `${desk}/submissions/${mine}`,
      'submissions: preview': `${desk}/submissions/${mine}/preview`,
    }),
    ...pages(auditor, {
      'audit: edition': `${desk}/audit/editions/${JUDGED}`,
      'audit: rules': `${desk}/audit/editions/${JUDGED}/rules`,
      'audit: ballots': `${desk}/audit/editions/${JUDGED}/ballots`,
      'audit: exports': `${desk}/audit/editions/${JUDGED}/exports`,
    }),
  };
}

function openVotePages({ secretariat, auditor }) {
  const edition = `/en/desk/editions/${VOTED}`;
  return {
    'edition: watch, voting': { path: `${edition}/watch`, cookie: secretariat },
    'edition: outcome, voting': { path: `${edition}/outcome`, cookie: secretariat },
    'edition: readiness, voting': { path: `${edition}/readiness`, cookie: secretariat },
    'audit: edition, voting': { path: `/en/desk/audit/editions/${VOTED}`, cookie: auditor },
    'audit: ballots, voting': { path: `/en/desk/audit/editions/${VOTED}/ballots`, cookie: auditor },
  };
}
