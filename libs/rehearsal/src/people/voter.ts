import { createHash } from 'node:crypto';
import type { Answer, HttpClient } from '../http-client.js';
import type { KeptMail } from '../mail-sink.js';
import { signInByMail } from './inbox-code.js';

export type Choices = Readonly<Record<string, number>>;

/** What the platform said when it accepted a ballot, and what was in it. */
export interface KeptReceipt {
  readonly version: number;
  readonly choices: Choices;
  readonly ledgerNumber: number;
  readonly receipt: any;
}

/** Somebody who votes: one mailbox, one ballot, every receipt kept. */
export class Voter {
  readonly receipts: KeptReceipt[] = [];
  version = 0;
  choices: Choices = {};
  accountToken = '';
  token = '';
  private attempts = 0;

  constructor(
    private readonly http: HttpClient,
    private readonly mail: KeptMail,
    private readonly editionId: string,
    readonly email: string,
    readonly profile: Readonly<Record<string, string>>,
    readonly language: string,
    /** The client address that a proxy reports for this voter. */
    readonly from: string,
    /** Where this voter reads mail, when the address is only another spelling of it. */
    readonly mailbox: string = email,
  ) {}

  /** Registers through a mailed code and gives the facts that the rules ask for. */
  async register(): Promise<this> {
    const signedIn = await signInByMail(this.http, this.mail, this);
    this.accountToken = signedIn.token;
    await this.openBallot();
    return this;
  }

  /** Asks for a ballot session; asked again when the old one does not hold any more. */
  async openBallot(): Promise<void> {
    const answer = await this.http.expect([200, 201], {
      method: 'POST',
      path: `/api/identity/editions/${this.editionId}/voter-session`,
      body: { profile: this.profile, consent: true },
      token: this.accountToken,
      from: this.from,
    });
    this.token = answer.body.token as string;
  }

  nextKey(): string {
    this.attempts += 1;
    return createHash('sha256').update(`${this.email} ${this.attempts}`).digest('hex').slice(0, 32);
  }

  /** Sends a whole ballot made from a version, and keeps the receipt when it is accepted. */
  async save(choices: Choices, options: { base?: number; key?: string } = {}): Promise<Answer> {
    const base = options.base ?? this.version;
    const key = options.key ?? this.nextKey();
    let answer = await this.put(choices, base, key);
    if (answer.status === 401 && answer.body?.code === 'VOTING.SESSION_REVOKED') {
      await this.openBallot();
      answer = await this.put(choices, base, key);
    }
    if (answer.status === 200) this.keep(answer, choices);
    return answer;
  }

  /** Sends a ballot over a connection that is cut before the answer, then asks again with the same key. */
  async saveOverCutConnection(choices: Choices): Promise<Answer> {
    const base = this.version;
    const key = this.nextKey();
    await this.http
      .send({ ...this.request(choices, base, key), cutAfterSending: true }, 0)
      .then((answer) => (answer.status === 200 ? undefined : undefined))
      .catch(() => undefined);
    return this.save(choices, { base, key });
  }

  private keep(answer: Answer, choices: Choices): void {
    const version = answer.body.version as number;
    const ledgerNumber = Number(answer.body.ledgerNumber ?? answer.body.receipt?.ledgerNumber);
    if (this.receipts.some((one) => one.ledgerNumber === ledgerNumber)) return;
    this.receipts.push({ version, choices, ledgerNumber, receipt: answer.body.receipt ?? answer.body });
    if (version > this.version) {
      this.version = version;
      this.choices = choices;
    }
  }

  private put(choices: Choices, base: number, key: string): Promise<Answer> {
    return this.http.send(this.request(choices, base, key));
  }

  private request(choices: Choices, base: number, key: string) {
    return {
      method: 'PUT' as const,
      path: `/api/voting/editions/${this.editionId}/ballot`,
      body: { choices },
      token: this.token,
      from: this.from,
      headers: { 'if-match': `"${base}"`, 'idempotency-key': key },
    };
  }
}
