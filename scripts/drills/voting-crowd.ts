import { createPublicKey } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Choices, Nominee, OpenVote, Voter } from '@wsis/rehearsal';
import { verifyReceipt } from '@wsis/transparency-log';

/** One save as its voter means it; asked again under the same key until the answer says how it went. */
interface Attempt {
  readonly base: number;
  readonly key: string;
  readonly choices: Choices;
}

/** What the platform said when it accepted a ballot, and what was in it. */
interface Kept {
  readonly voter: Voter;
  readonly version: number;
  readonly choices: Choices;
  readonly receipt: { readonly ledgerNumber: number; readonly leafHash: string; readonly nullifier: string };
}

interface LedgerRow {
  readonly number: number;
  readonly kind: string;
  readonly version: number;
  readonly leafHash: string;
  readonly nullifier: string | null;
  readonly supersedes: number | null;
}

/** Says for certain that nothing was saved; such a save is given up, and would be found if it had been kept all the same. */
const NOT_TAKEN = new Set(['VOTING.UNAVAILABLE', 'VOTING.BUSY']);
/** Leaves open whether it was saved: the service does not know, or the proxy got no answer. */
const AMBIGUOUS = new Set(['VOTING.UNKNOWN_OUTCOME', 'HTTP.UNAVAILABLE']);
/** How long a voter thinks between two saves: the drills look for lost ballots, not for speed. */
const THINKING_MS = 100;
const PAGE = 200;

/** Voters who change their ballots without end, keep every receipt, and afterwards look for each of them in public data. */
export class VotingCrowd {
  readonly kept: Kept[] = [];
  /** Saves whose answer was ambiguous at first and that their key resolved. */
  resolved = 0;
  private answers = new Map<string, number>();
  private stopping = true;
  private attempts = 0;
  private verified = 0;
  private fault: Error | undefined;
  private readonly versions = new Map<Voter, number>();
  private rowsBefore: readonly LedgerRow[] = [];
  private readonly byCategory = new Map<string, Nominee[]>();

  constructor(
    private readonly vote: OpenVote,
    private readonly say: (line: string) => void,
  ) {
    for (const one of vote.nominees)
      this.byCategory.set(one.category, [...(this.byCategory.get(one.category) ?? []), one]);
  }

  /** How often each answer came since the last call, by status and code. */
  answersSince(): Readonly<Record<string, number>> {
    const seen = Object.fromEntries([...this.answers].sort(([a], [b]) => (a < b ? -1 : 1)));
    this.answers = new Map();
    return seen;
  }

  /** Lets everybody vote while `work` goes on, waits until each save is answered for certain, and checks the public ledger. */
  async whileVoting(work: () => Promise<void>): Promise<void> {
    this.stopping = false;
    const lanes = this.vote.voters.map((voter) => this.lane(voter));
    // An answer that no voter may get ends the drill at once.
    const faulty = Promise.all(lanes).then(() => new Promise<never>(() => undefined));
    try {
      await Promise.race([work(), faulty]);
    } finally {
      this.stopping = true;
      await Promise.allSettled(lanes);
    }
    if (this.fault) throw this.fault;
    await this.checkLedger();
  }

  /** Receipts, ledger and ballots agree: nothing accepted is lost, nothing is there twice, nothing is there that nobody was told of. */
  async checkLedger(): Promise<void> {
    const rows = await this.readLedger();
    expect(rows.filter((row, place) => row.number !== place)).toEqual([]);
    // What was published once never changes.
    const text = (row: LedgerRow | undefined) => JSON.stringify(row);
    expect(this.rowsBefore.filter((row, place) => text(row) !== text(rows[place]))).toEqual([]);
    this.rowsBefore = rows;

    const lost = this.kept.filter(({ receipt, version }) => {
      const row = rows[receipt.ledgerNumber];
      return (
        row?.kind !== 'ballot' ||
        row.leafHash !== receipt.leafHash ||
        row.nullifier !== receipt.nullifier ||
        row.version !== version
      );
    });
    expect(lost).toEqual([]);
    const told = new Set(this.kept.map(({ receipt }) => receipt.ledgerNumber));
    expect(told.size).toBe(this.kept.length);
    const ballots = rows.filter((row) => row.kind === 'ballot');
    expect(ballots.filter((row) => !told.has(row.number))).toEqual([]);

    // One chain a voter: each version once, each naming the one before it.
    const last = new Map<string | null, LedgerRow>();
    const broken = ballots.filter((row) => {
      const before = last.get(row.nullifier);
      last.set(row.nullifier, row);
      return row.version !== (before?.version ?? 0) + 1 || row.supersedes !== (before?.number ?? null);
    });
    expect(broken).toEqual([]);
    expect(last.size).toBe(new Set(this.kept.map(({ voter }) => voter)).size);

    const { body: key } = await this.vote.http.expect(200, { path: '/api/voting/receipt-key' });
    const publicKey = createPublicKey(key.publicKey as string);
    const unsound = this.kept.slice(this.verified).filter(({ receipt }) => !verifyReceipt(receipt, publicKey).ok);
    expect(unsound).toEqual([]);
    this.verified = this.kept.length;

    const newest = new Map<Voter, Kept>();
    for (const one of this.kept) if ((newest.get(one.voter)?.version ?? 0) < one.version) newest.set(one.voter, one);
    for (const [voter, { version, choices }] of newest) {
      const { body } = await this.vote.http.expect(200, { path: this.ballotPath, token: voter.token });
      expect({ version: body.version, choices: body.choices }).toEqual({ version, choices });
    }
    this.say(
      `${this.kept.length} receipts, ${rows.length} rows of the ledger, ${this.resolved} ambiguous answers resolved`,
    );
  }

  private get ballotPath(): string {
    return `/api/voting/editions/${this.vote.editionId}/ballot`;
  }

  /** Votes until told to stop, and until the last save is answered for certain. Throws at an answer that no voter may get. */
  private async lane(voter: Voter): Promise<void> {
    let attempt: Attempt | undefined;
    let doubted = false;
    while (!this.fault && (!this.stopping || attempt)) {
      attempt ??= this.nextAttempt(voter);
      const answer = await this.put(voter, attempt).catch(asAnswer);
      const code = String(answer.body?.code ?? '');
      const said = `${answer.status} ${code}`.trim();
      this.answers.set(said, (this.answers.get(said) ?? 0) + 1);
      if (answer.status === 200) {
        this.keep(voter, attempt, answer);
        if (doubted) this.resolved += 1;
        [attempt, doubted] = [undefined, false];
      } else if (answer.status === 0 || AMBIGUOUS.has(code)) {
        doubted = true;
      } else if (NOT_TAKEN.has(code)) {
        // Where an earlier answer left it open, only this key can tell.
        if (!doubted) attempt = undefined;
      } else {
        this.fault = new Error(`A voter was answered ${said}: ${answer.raw.toString('utf8').slice(0, 300)}`);
        throw this.fault;
      }
      await pause(THINKING_MS);
    }
  }

  private nextAttempt(voter: Voter): Attempt {
    this.attempts += 1;
    const choices: Record<string, number> = {};
    for (const [place, [category, list]] of [...this.byCategory].entries()) {
      // Some ballots are partial.
      if (place > 0 && this.attempts % 7 === 0) continue;
      choices[category] = list[(this.attempts + place) % list.length]?.number ?? 0;
    }
    return { base: this.versions.get(voter) ?? 0, key: `drill-${crypto.randomUUID()}`, choices };
  }

  private put(voter: Voter, { base, key, choices }: Attempt): Promise<Answer> {
    const headers = { 'if-match': `"${base}"`, 'idempotency-key': key };
    return this.vote.http.send(
      { method: 'PUT', path: this.ballotPath, body: { choices }, token: voter.token, headers },
      0,
    );
  }

  private keep(voter: Voter, { choices }: Attempt, { body }: Answer): void {
    this.versions.set(voter, body.version as number);
    this.kept.push({ voter, version: body.version as number, choices, receipt: body.receipt as Kept['receipt'] });
  }

  private async readLedger(): Promise<readonly LedgerRow[]> {
    const rows: LedgerRow[] = [];
    for (let from: number | null = 0; from !== null;) {
      const path = `/api/voting/editions/${this.vote.editionId}/ledger?from=${from}&limit=${PAGE}`;
      const { body } = await this.vote.http.expect(200, { path });
      rows.push(...(body.rows as LedgerRow[]));
      from = body.next as number | null;
    }
    return rows;
  }
}

/** A connection that ended without an answer. */
function asAnswer(error: Error & { code?: string }): Answer {
  return { status: 0, headers: {}, body: { code: error.code ?? error.message }, raw: Buffer.alloc(0) };
}
