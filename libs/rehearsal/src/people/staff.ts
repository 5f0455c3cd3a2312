import { Secret, TOTP } from 'otpauth';
import { UnexpectedAnswer, type Answer, type Call, type HttpClient } from '../http-client.js';
import type { KeptMail } from '../mail-sink.js';
import { signInByMail } from './inbox-code.js';

const STEP_MS = 30_000;
/** Verified again well before the ten minutes are over. */
const FRESH_MS = 7 * 60_000;
/** Signed in again before a session ends of which nothing was asked meanwhile. */
const SESSION_MS = 50 * 60_000;
/** So many codes may have been used before, at most: of the half minute before, this one and the next. */
const USED_AT_MOST = 3;

export interface StaffAccess {
  readonly email: string;
  /** Base32; absent for somebody who enrols at the first sign-in. */
  readonly secret?: string;
}

/** Somebody with a role and a second factor: secretariat, screener, expert, auditor. */
export class StaffMember {
  accountId = '';
  private token = '';
  private secret: string | undefined;
  private lastStep = 0;
  private verifiedAt = 0;

  constructor(
    private readonly http: HttpClient,
    private readonly mail: KeptMail,
    readonly email: string,
    secret?: string,
  ) {
    this.secret = secret;
  }

  /** Signs in by code, enrols a second factor if there is none, and verifies it. */
  async signIn(): Promise<this> {
    const signedIn = await signInByMail(this.http, this.mail, { email: this.email, language: 'en' });
    this.token = signedIn.token;
    this.accountId = signedIn.accountId;
    if (this.secret === undefined) {
      const enrolment = await this.http.expect([200, 201], {
        method: 'POST',
        path: '/api/identity/second-factor/enrolment',
        token: this.token,
        body: {},
      });
      this.secret = enrolment.body.secret as string;
      await this.verify('/api/identity/second-factor/enrolment/confirmation');
    } else {
      await this.verify();
    }
    return this;
  }

  /** Sends a request as this person, with a second factor that is fresh enough for two-person commands. */
  async expect(status: number | readonly number[], call: Omit<Call, 'token'>): Promise<Answer> {
    return this.http.expect(status, { ...call, token: await this.freshToken() });
  }

  async send(call: Omit<Call, 'token'>): Promise<Answer> {
    return this.http.send({ ...call, token: await this.freshToken() });
  }

  /** Approves a proposal of a colleague, bound to the content that was shown. */
  async approve(service: string, approvalId: string): Promise<Answer> {
    const shown = await this.expect(200, { path: `/api/${service}/approvals/${approvalId}` });
    return this.expect([200, 201], {
      method: 'POST',
      path: `/api/${service}/approvals/${approvalId}/approval`,
      body: { payloadHash: shown.body.payloadHash },
    });
  }

  async freshToken(): Promise<string> {
    const age = Date.now() - this.verifiedAt;
    if (age > SESSION_MS) await this.signIn();
    else if (age > FRESH_MS) await this.verify();
    return this.token;
  }

  private async verify(path = '/api/identity/sessions/second-factor'): Promise<void> {
    const ask = async () => ({
      method: 'POST' as const,
      path,
      token: this.token,
      body: { code: await this.nextCode() },
    });
    let answer = await this.http.send(await ask());
    // Codes may have been used a moment ago, before the program of this play was started again.
    for (let more = 1; more <= USED_AT_MOST && answer.body?.code === 'IDENTITY.SECOND_FACTOR_USED'; more += 1)
      answer = await this.http.send(await ask());
    if (answer.status !== 200 && answer.status !== 201) throw new UnexpectedAnswer({ method: 'POST', path }, answer);
    this.token = answer.body.token as string;
    this.verifiedAt = Date.now();
  }

  /** Every code counts once, so each use takes the next half minute that the server accepts. */
  private async nextCode(): Promise<string> {
    if (this.secret === undefined) throw new Error('No second factor yet');
    const totp = new TOTP({ secret: Secret.fromBase32(this.secret), period: 30, digits: 6 });
    const now = Math.floor(Date.now() / STEP_MS);
    const step = Math.max(this.lastStep + 1, now);
    if (step > now + 1) {
      await new Promise((resolve) => setTimeout(resolve, (step - now - 1) * STEP_MS));
    }
    this.lastStep = step;
    return totp.generate({ timestamp: step * STEP_MS });
  }
}

/** Two persons for one command: the first proposes, the second approves. */
export async function byTwo(
  first: StaffMember,
  second: StaffMember,
  service: string,
  call: Omit<Call, 'token' | 'method'>,
): Promise<Answer> {
  const proposed = await first.expect([200, 201, 202], { ...call, method: 'POST' });
  return second.approve(service, proposed.body.approvalId as string);
}
