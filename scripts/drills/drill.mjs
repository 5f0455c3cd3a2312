/** One drill: a platform, a crowd that votes, faults one after the other, and the audit after each. */
import { spawn } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { byTwo, Chance, CROWD_ENVIRONMENT, MailSink, prepareOpenVote, Progress } from '@wsis/rehearsal';
import { Crowd } from './crowd.mjs';
import { PlatformUnderDrill, PROCESSES } from './platform-under-drill.mjs';
import { ballotsTold } from './topics-under-drill.mjs';

const auditProgram = fileURLToPath(new URL('audit.mjs', import.meta.url));
const EXPORTED = ['voting.ledgers', 'voting.ledger_rows', 'voting.ballots', 'voting.certified_results'];
const ENVIRONMENT = {
  ...CROWD_ENVIRONMENT,
  LOG_LEVEL: 'warn',
  // The crowd comes from one machine and saves without end; the limits have tests of their own.
  VOTING_SAVES_BURST: '100000',
  VOTING_SAVES_PER_MINUTE: '100000',
};
/** What is saved before a fault and after it is mended, so that there is something to lose. */
const SOME = 60;
/** What voters may be answered at any time: a busy process sends some away, whatever is broken. */
const ANYTIME = /^(200|503 VOTING\.BUSY)$/;
const HOUR_MS = 3_600_000;
const PATIENCE_MS = 180_000;

export class Drill {
  /** `{ name, holds, detail }`: what must hold, and whether it did. */
  checks = [];
  /** One row a fault for the table. */
  table = [];
  platform = new PlatformUnderDrill();
  mail = new MailSink();
  #before;

  constructor({ seed, pace, say, scale }) {
    this.seed = seed;
    this.pace = pace;
    this.say = say;
    /** How much is done of what is counted in rounds: 'small' or 'large'. */
    this.scale = scale;
    this.chance = new Chance(seed);
  }

  /** Brings everything up, to a vote that is open. */
  async prepare() {
    this.say('the distributed form starts');
    const url = await this.platform.start(await this.mail.start(), ENVIRONMENT);
    const staff = join(this.platform.dir, 'staff.json');
    await this.platform.admin('bootstrap', '--file', staff);
    this.say('an edition is played up to its vote');
    this.vote = await prepareOpenVote({
      url,
      secretariat: JSON.parse(readFileSync(staff, 'utf8')).staff,
      mail: this.mail,
      edition: 'demonstration',
      editionId: 'drill-2026',
      small: { categories: 4, nominees: 4 },
      voters: 16,
      experts: 0,
      screeners: 1,
      auditors: 1,
      nominators: 2,
      seed: this.seed,
      progress: new Progress(true),
    });
    const [bad] = this.vote.checks.filter((one) => !one.holds);
    if (bad) throw new Error(`${bad.name}: ${bad.detail}`);
    this.crowd = new Crowd({
      urls: [url],
      editionId: this.vote.editionId,
      nominees: this.vote.nominees,
      chance: this.chance,
      pace: this.pace,
      voterSessionKey: this.platform.keys.voterSessionKey,
      // The last two are for faults that need somebody with a mailbox.
      voters: this.vote.voters.slice(0, -2),
    });
  }

  async end() {
    this.crowd?.close();
    this.vote?.http.close();
    await this.platform.stop();
    await this.mail.stop();
  }

  /** Plays one fault while everybody votes, until so many ballots are saved in all; then the audit. */
  async play(fault, ballots = 0) {
    const { crowd } = this;
    const obstacle = fault.obstacle?.(this);
    if (obstacle) return this.skip(fault.name, obstacle);
    const before = { kept: crowd.kept.length, resolved: crowd.resolved };
    this.say(fault.name);
    crowd.answersSince();
    crowd.start();
    const row = { name: fault.name, rounds: 1 };
    const { pids } = this.platform;
    try {
      await this.#orFault(async () => {
        await this.savedMore();
        await fault.bringAbout?.(this, row);
        const mending = performance.now();
        await fault.mend?.(this, row);
        if (!fault.last) await this.savedMore();
        await this.allReady();
        row.recoveryMs ??= fault.mend ? performance.now() - mending : undefined;
        if (!fault.last) await this.until(`${ballots} ballots`, () => crowd.kept.length >= ballots, Infinity);
      });
    } finally {
      await crowd.finish().finally(() => (row.longestGapMs = crowd.longestGapMs));
    }
    const answers = crowd.answersSince();
    const strange = Object.keys(answers).filter((said) => !ANYTIME.test(said) && !fault.answers?.test(said));
    this.check(`${fault.name}: voters get only answers that are true`, strange.length === 0, JSON.stringify(answers));
    const anew = PROCESSES.filter((name) => this.platform.pid(name) !== pids[name]);
    if (!fault.ends) this.check(`${fault.name}: every process recovers by itself`, anew.length === 0, anew.join(', '));
    await fault.afterwards?.(this, row);
    await this.audit(row, fault.name, before);
  }

  /** Notes what went wrong with a fault, and brings everything back for the next one. */
  async recover(fault, error) {
    this.check(`${fault.name}: goes as it must`, false, error.stack);
    this.crowd.forgive();
    await this.platform.setGates('open');
    this.platform.goOn();
    if (this.platform.ownDisk) this.platform.fillDisk(false);
    await this.platform.bringBack();
    await this.allReady();
  }

  /** Stops at an answer that no voter may get. */
  async #orFault(work) {
    let over = false;
    const watch = (async () => {
      while (!over) {
        this.crowd.throwFault();
        await pause(100);
      }
    })();
    await Promise.race([work(), watch.then(() => new Promise(() => undefined))]).finally(() => (over = true));
  }

  /** T1: exports the database, hands it with what voters kept to the audit, and notes what that says. */
  async audit(row, name, before) {
    const folder = join(this.platform.dir, 'audit');
    mkdirSync(folder, { recursive: true });
    const write = (file, text) => writeFileSync(join(folder, file), text);
    await this.platform.dump(EXPORTED, join(folder, 'export.sql'));
    const { commitmentKey, receiptSigningKey } = this.platform.keys;
    const { categories, vote } = this.vote.ruleBook;
    const receiptKey = createPublicKey(receiptSigningKey).export({ type: 'spki', format: 'pem' });
    write(
      'contest.json',
      JSON.stringify({
        edition: this.vote.editionId,
        categories: categories.map(({ code, number }) => ({ code, number })),
        categoriesRequired: vote.categoriesRequired,
        lostChoiceFillsCategory: vote.lostChoiceFillsCategory,
        commitmentKey,
        receiptKey,
      }),
    );
    write('kept.ndjson', this.crowd.kept.map((one) => `${JSON.stringify(one)}\n`).join(''));
    if (this.openings !== undefined) write('openings.ndjson', this.openings);
    if (this.#before) write('before.json', JSON.stringify(this.#before));
    const report = JSON.parse(await printed(auditProgram, [folder]));
    this.#before = { size: report.rows, root: report.root };
    Object.assign(row, {
      accepted: this.crowd.kept.length - before.kept,
      resolved: this.crowd.resolved - before.resolved,
      lost: report.lost,
      doubled: report.doubled + report.unasked,
    });
    this.table.push(row);
    this.report = report;
    this.check(
      `${name}: nothing lost, nothing doubled, nothing that nobody asked for`,
      Object.keys(report.wrong).length === 0,
      JSON.stringify(report.wrong),
    );
    this.say(
      `  ${row.accepted} accepted, ${row.resolved} resolved by their key, ${report.lost} lost, ${report.doubled} doubled; ` +
        `recovered in ${seconds(row.recoveryMs)}, longest time without a ballot ${seconds(row.longestGapMs)}`,
    );
    rmSync(folder, { recursive: true });
  }

  check(name, holds, detail = '') {
    this.checks.push({ name, holds, detail: holds ? '' : String(detail) });
    if (!holds) this.say(`  FAILS ${name}: ${detail}`);
  }

  /** Notes that something could not be tried here, and why. */
  skip(name, reason) {
    this.checks.push({ name, skipped: reason });
    this.say(`${name}: skipped, ${reason}`);
  }

  /** Waits until `look` gives true; a look that throws says what it saw. */
  async until(what, look, patienceMs = PATIENCE_MS) {
    const started = performance.now();
    for (let last = ''; ;) {
      try {
        if (await look()) return performance.now() - started;
      } catch (error) {
        last = error.message;
      }
      if (performance.now() - started > patienceMs)
        throw new Error(`Waited ${patienceMs / 1000} s in vain for ${what}${last && `: ${last}`}`);
      await pause(50);
    }
  }

  /** Waits until so many more ballots are accepted. */
  savedMore(count = SOME) {
    const before = this.crowd.kept.length;
    return this.until(`${count} more ballots`, () => this.crowd.kept.length >= before + count);
  }

  allReady(names = PROCESSES) {
    const waiting = new Set(names);
    return this.until('every process to be ready', async () => {
      for (const name of waiting) {
        const { status, parts } = await this.platform.health(name);
        if (status !== 200) throw new Error(`${name} ${status} ${JSON.stringify(parts)}`);
        waiting.delete(name);
      }
      return true;
    });
  }

  /** Waits until all of these processes say that something is missing, and name it. */
  unready(names, pattern) {
    const waiting = new Set(names);
    return this.until(`processes to name ${pattern}`, async () => {
      for (const name of waiting) {
        const { status, parts } = await this.platform.health(name);
        const bad = JSON.stringify(Object.entries(parts).filter(([, { ok }]) => !ok));
        if (status !== 503 || !pattern.test(bad)) throw new Error(`${name} ${status} ${bad}`);
        waiting.delete(name);
      }
      return true;
    });
  }

  /** What the ledger says of itself. */
  async ledger() {
    return (await this.vote.http.expect(200, { path: `/api/voting/editions/${this.vote.editionId}/health` })).body;
  }

  /** Two persons extend the vote; gives the new end. The ledger learns of it by an event. */
  async extend() {
    const { body } = await this.vote.http.expect(200, { path: this.edition('competition', 'calendar') });
    const planned = body.phases.find(({ phase }) => phase === 'voting').closesAt;
    const closesAt = new Date(Date.parse(planned) + HOUR_MS).toISOString();
    await byTwo(this.vote.first, this.vote.second, 'competition', {
      path: this.edition('competition', 'phases/voting/extension'),
      body: { closesAt, reason: 'An outage was survived' },
    });
    return closesAt;
  }

  extensionArrives(closesAt) {
    return this.until('the extension to reach the ledger', async () => {
      const now = (await this.ledger()).closesAt;
      if (Date.parse(now) !== Date.parse(closesAt)) throw new Error(`it ends at ${now}`);
      return true;
    });
  }

  /** Kafka has every ballot that was accepted. */
  async everyBallotIsTold(name) {
    const brokers = this.platform.installation.KAFKA_BROKERS;
    let missing;
    await this.until('Kafka to have every ballot', async () => {
      const told = await ballotsTold(brokers, this.vote.editionId);
      missing = this.crowd.kept.filter(({ receipt }) => !told.has(receipt.ledgerNumber)).length;
      if (missing > 0) throw new Error(`${missing} of ${this.crowd.kept.length} are missing`);
      return true;
    }).catch(() => undefined);
    this.check(`${name}: Kafka has every ballot`, missing === 0, `${missing} missing`);
  }

  edition(service, path) {
    return `/api/${service}/editions/${this.vote.editionId}/${path}`;
  }
}

export const seconds = (milliseconds) => (milliseconds === undefined ? '–' : `${(milliseconds / 1000).toFixed(1)} s`);

/** What a program of this folder prints; its exit code is in what it prints. */
function printed(program, words) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.on('error', fail);
    child.on('close', () => done(out));
  });
}
