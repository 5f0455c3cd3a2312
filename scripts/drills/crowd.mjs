/** A crowd that votes while things break, keeps every answer, and finds out what became of each save. */
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { VoterSessions } from '@wsis/http';

/** Says for certain that nothing was taken. */
const NOT_TAKEN = new Set([
  'VOTING.UNAVAILABLE',
  'VOTING.BUSY',
  'VOTING.PAUSED',
  'VOTING.CLOSED',
  'VOTING.NOMINEE_WITHDRAWN',
  'HTTP.TOO_MANY_REQUESTS',
]);
/** Of these, what would be answered again to the same save: nothing is gained by asking once more. */
const FINAL = new Set(['VOTING.CLOSED', 'VOTING.NOMINEE_WITHDRAWN']);
/** Leaves open whether it was saved: the service does not know, or the proxy got no answer. */
const AMBIGUOUS = new Set(['VOTING.UNKNOWN_OUTCOME', 'HTTP.UNAVAILABLE']);

const CHANGES = 0.05;
const RETRIES = 0.1;
const PARTIAL = 0.15;
const LANES = 24;
/** A voter's patience with one request; then the answer is open. */
const PATIENCE_MS = 12_000;
/** How long the same question is asked again in the end, before the drill gives up on an answer. */
const RESOLVING_MS = 180_000;
const HOURS_MS = 3_600_000;
const DAYS = 72 * HOURS_MS;

export class Crowd {
  /** What was accepted, with what its voter meant: the audit compares them with the ledger. */
  kept = [];
  /** How many were accepted through each address. */
  acceptedBy = new Map();
  resolved = 0;
  retried = 0;
  changed = 0;
  #open = [];
  #idle = [];
  #answers = new Map();
  #stopping = true;
  #lanes = [];
  #fault;
  #lastAcceptedAt = 0;
  #longestGapMs = 0;
  #nextTurnAt = 0;
  // Idle connections are given up before the proxy does, so that no save is sent on one that is about to end.
  #agent = new Agent({ keepAlive: true, maxSockets: 512, timeout: 20_000 });

  /**
   * `urls` are the addresses that voters use by chance; `nominees` what can be chosen; `pace` ballots a second;
   * `voters` have registered by themselves, and everybody else comes with a session made with the installation's key.
   */
  constructor({ urls, editionId, nominees, chance, pace, voterSessionKey, voters = [] }) {
    this.urls = urls;
    this.path = `/api/voting/editions/${editionId}/ballot`;
    this.editionId = editionId;
    this.chance = chance;
    this.pace = pace;
    this.sessions = new VoterSessions(voterSessionKey);
    this.byCategory = new Map();
    for (const { category, number } of nominees)
      this.byCategory.set(category, [...(this.byCategory.get(category) ?? []), number]);
    this.#idle = voters.map(({ token }) => ({ voterId: this.sessions.verify(token, 0).voterId, token, version: 0 }));
  }

  /** Nobody chooses that nominee any more. */
  avoid(number) {
    for (const [category, list] of this.byCategory) {
      const left = list.filter((one) => one !== number);
      if (left.length > 0) this.byCategory.set(category, left);
      else this.byCategory.delete(category);
    }
  }

  start() {
    this.#stopping = false;
    this.#lastAcceptedAt = performance.now();
    this.#longestGapMs = 0;
    this.#nextTurnAt = performance.now();
    this.#lanes = Array.from({ length: LANES }, () => this.#lane());
  }

  /** Nobody begins anything new; resolves once each save is answered for certain. */
  async finish() {
    this.#stopping = true;
    await Promise.all(this.#lanes);
    const resolving = this.#open.splice(0);
    const until = performance.now() + RESOLVING_MS;
    await inLanes(resolving, LANES, async (save) => {
      while (!(await this.#ask(save, true)) && !this.#fault) {
        if (performance.now() > until) this.#fault = new Error(`A save was not resolved by its key: ${save.said}`);
        await pause(100);
      }
    });
    this.throwFault();
  }

  /** An answer that no voter may get ends the drill. */
  throwFault() {
    if (this.#fault) throw this.#fault;
  }

  /** Goes on after an answer that no voter may get; what became of that save stays open, so the audit may find it. */
  forgive() {
    this.#fault = undefined;
  }

  /** How often each answer came since the last call, by status and code. */
  answersSince() {
    const seen = Object.fromEntries([...this.#answers].sort(([a], [b]) => (a < b ? -1 : 1)));
    this.#answers = new Map();
    return seen;
  }

  get openCount() {
    return this.#open.length;
  }

  /** The longest time without an accepted ballot since the crowd began. */
  get longestGapMs() {
    return Math.max(this.#longestGapMs, this.#stopping ? 0 : performance.now() - this.#lastAcceptedAt);
  }

  newVoter() {
    const voterId = this.chance.uuid();
    const token = this.sessions.issue({
      editionId: this.editionId,
      voterId,
      sessionId: this.chance.uuid(),
      country: this.chance.pick(['CH', 'SN', 'UY', 'LK', 'JO']),
      stakeholderType: this.chance.pick(['government', 'civil-society', 'business']),
      barred: [],
      // Longer than the clock of any process is off.
      expiresAt: new Date(Date.now() + DAYS),
    });
    return { voterId, token, version: 0 };
  }

  /** A save as a voter means it. */
  saveOf(voter) {
    const choices = {};
    for (const [place, [category, list]] of [...this.byCategory].entries())
      if (place === 0 || !this.chance.happens(PARTIAL)) choices[category] = this.chance.pick(list);
    return {
      voter,
      base: voter.version,
      key: `drill-${this.chance.uuid()}`,
      choices,
      orderNumber: this.chance.below(64),
    };
  }

  /** Sends a save once, and gives `{ status, code, body }`; a connection that ends without an answer has status 0, and the reason as its code. */
  send({ voter, base, key, choices, orderNumber }, url = this.chance.pick(this.urls)) {
    const payload = JSON.stringify({ choices, orderNumber });
    const from = `10.${30 + this.chance.below(60)}.${this.chance.below(250)}.${1 + this.chance.below(250)}`;
    return new Promise((resolve) => {
      const noAnswer = (error) => resolve({ status: 0, code: error?.code ?? 'ENDED', body: {} });
      const sent = request(
        url + this.path,
        {
          method: 'PUT',
          agent: this.#agent,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
            authorization: `Bearer ${voter.token}`,
            'if-match': `"${base}"`,
            'idempotency-key': key,
            'x-forwarded-for': from,
          },
        },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', noAnswer);
          response.on('end', () => {
            const raw = Buffer.concat(chunks).toString('utf8');
            let body = {};
            try {
              body = JSON.parse(raw);
            } catch {
              // Not ours.
            }
            resolve({ status: response.statusCode, code: String(body.code ?? ''), body, raw, url });
          });
        },
      );
      sent.setTimeout(PATIENCE_MS, () => sent.destroy(Object.assign(new Error(), { code: 'IMPATIENT' })));
      sent.on('error', noAnswer);
      sent.end(payload);
    });
  }

  /** Keeps the receipt of an accepted save. */
  keep(save, { body, url }) {
    this.acceptedBy.set(url, (this.acceptedBy.get(url) ?? 0) + 1);
    const { voter, choices, key, orderNumber } = save;
    const now = performance.now();
    this.#longestGapMs = Math.max(this.#longestGapMs, now - this.#lastAcceptedAt);
    this.#lastAcceptedAt = now;
    voter.version = body.version;
    this.kept.push({ voterId: voter.voterId, version: body.version, key, orderNumber, choices, receipt: body.receipt });
  }

  close() {
    this.#stopping = true;
    this.#agent.destroy();
  }

  async #lane() {
    while (!this.#stopping && !this.#fault) {
      await this.#turn();
      const change = this.#idle.length > 0 && (this.chance.happens(CHANGES) || this.#idle[0].version === 0);
      const voter = change ? this.#takeIdle() : this.newVoter();
      const save = this.saveOf(voter);
      if (!(await this.#ask(save))) this.#open.push(save);
    }
  }

  /** Whoever registered and has not voted yet comes first. */
  #takeIdle() {
    const place = this.#idle[0].version === 0 ? 0 : this.chance.below(this.#idle.length);
    const voter = this.#idle[place];
    this.#idle[place] = this.#idle.at(-1);
    this.#idle.pop();
    return voter;
  }

  /** The next ballot's turn, so that so many a second are sent while everything is answered at once. */
  async #turn() {
    const now = performance.now();
    this.#nextTurnAt = Math.max(this.#nextTurnAt + 1000 / this.pace, now);
    await pause(this.#nextTurnAt - now);
  }

  /** Asks once; true when it is certain what became of the save. */
  async #ask(save, again = false) {
    const twice = !again && this.chance.happens(RETRIES);
    const first = this.send(save);
    // An impatient client: half of them ask again before there is an answer.
    const early = twice && this.chance.happens(0.5) ? this.send(save) : undefined;
    const answer = await first;
    const other = await (early ?? (twice && answer.status === 200 ? this.send(save) : undefined));
    if (other) this.retried += 1;
    for (const one of [answer, other].filter(Boolean)) {
      const said = `${one.status} ${one.code}`.trim();
      this.#answers.set(said, (this.#answers.get(said) ?? 0) + 1);
    }
    const accepted = [answer, other].filter((one) => one?.status === 200);
    if (new Set(accepted.map(({ body }) => body.receipt.ledgerNumber)).size > 1)
      return this.#broken('One save was given two numbers', accepted[1]);
    if (accepted.length > 0) {
      this.keep(save, accepted[0]);
      if (again) this.resolved += 1;
      if (save.base > 0) this.changed += 1;
      this.#idle.push(save.voter);
      return true;
    }
    const unclear = [answer, other].find((one) => one && (one.status === 0 || AMBIGUOUS.has(one.code)));
    save.said = `${answer.status} ${answer.code}`;
    if (unclear) return false;
    if (!NOT_TAKEN.has(answer.code) && answer.status !== 429) return this.#broken('A voter was answered', answer);
    // Where an earlier answer left it open, only a final refusal or a receipt tells.
    if (again && !FINAL.has(answer.code)) return false;
    if (again) this.resolved += 1;
    if (save.base > 0) this.#idle.push(save.voter);
    return true;
  }

  #broken(what, { status, code, raw }) {
    this.#fault ??= new Error(`${what}: ${status} ${code} ${String(raw).slice(0, 300)}`);
    return true;
  }
}

/** Runs work for every item, so many at once. */
async function inLanes(items, lanes, work) {
  const left = [...items];
  await Promise.all(
    Array.from({ length: Math.min(lanes, left.length) }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}
