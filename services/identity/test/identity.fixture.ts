import { domainToASCII } from 'node:url';
import { fromBinary } from '@bufbuild/protobuf';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { InjectOptions } from 'fastify';
import { CalendarChangedSchema, NomineeListedSchema, RulesAdoptedSchema, SessionRevokedSchema } from '@wsis/contracts';
import { InternalTokens } from '@wsis/http';
import type { Clock } from '@wsis/kernel';
import { event } from '@wsis/messaging';
import { createLogger } from '@wsis/observability';
import { canonicalRuleBook, demonstration2026, type RuleBook } from '@wsis/rule-book';
import { HttpServiceClients, makeSecrets } from '@wsis/service';
import { eventually, testService, type TestService } from '@wsis/testing';

import { AuthenticatorTimeCodes } from '../src/adapters/crypto/time-codes.js';
import { bootstrapSecretariat, identityService } from '../src/index.js';

/** Real time, moved as far as a test wants. */
export class ShiftedClock implements Clock {
  private shiftMs = 0;

  now(): Date {
    return new Date(Date.now() + this.shiftMs);
  }

  advance(milliseconds: number): void {
    this.shiftMs += milliseconds;
  }
}

/** A mail server that keeps what it is given. */
export class Mailbox {
  readonly mails: { readonly to: string; readonly mail: ParsedMail }[] = [];
  /** Puts every mail off while true. */
  refusing = false;
  /** Refuses mails to these addresses for good, in words that quote the address. */
  readonly unknown = new Set<string>();
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      if (this.unknown.has(address)) return done(reply(550, `5.1.1 <${address}> is nobody here`));
      return done(this.refusing ? reply(450, 'mailbox busy') : null);
    },
    onData: (stream, session, done) => {
      simpleParser(stream)
        .then((mail) => {
          this.mails.push({ to: asciiOf(session.envelope.rcptTo[0]?.address ?? ''), mail });
          done();
        })
        .catch(done);
    },
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.server.address();
    return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }

  /** The mails that came for an address, oldest first. */
  of(address: string): readonly ParsedMail[] {
    return this.mails.filter((each) => each.to === asciiOf(address)).map((each) => each.mail);
  }
}

/** What a mail server says instead of taking a mail. */
function reply(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

/** An address with its domain as mail servers know it. */
function asciiOf(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
}

export interface Person {
  readonly token: string;
  readonly accountId: string;
}

/** A whole identity service on a database and a mail server of its own. */
export class IdentityRig {
  readonly logLines: string[] = [];
  readonly clock = new ShiftedClock();
  readonly mailbox = new Mailbox();
  private readonly lastSteps = new Map<string, number>();
  private readonly timeCodes = new AuthenticatorTimeCodes();
  service!: TestService;
  /** Where other services answer. */
  readonly urls: { identity?: string; voting?: string; nominations?: string } = {};

  async start(environment: Readonly<Record<string, string>> = {}): Promise<this> {
    const secrets = makeSecrets();
    const clients = new HttpServiceClients('test', this.urls, new InternalTokens(secrets.internalKey), this.clock);
    this.service = await testService(identityService, {
      secrets,
      clients,
      clock: this.clock,
      logger: createLogger({
        service: 'identity',
        level: 'debug',
        destination: { write: (line: string) => void this.logLines.push(line) },
      }),
      environment: { SMTP_URL: await this.mailbox.open(), PUBLIC_URL: 'https://prizes.example', ...environment },
    });
    // Identity is asked by itself, as by every other service, whether a session stands.
    this.urls.identity = await this.service.service.app.getUrl();
    return this;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.mailbox.close();
  }

  post(path: string, payload: object = {}, as?: string, headers: Record<string, string> = {}) {
    return this.send({ method: 'POST', url: path, payload, headers, ...(as === undefined ? {} : { as }) });
  }

  get(path: string, as?: string) {
    return this.send({ method: 'GET', url: path, ...(as === undefined ? {} : { as }) });
  }

  send(request: InjectOptions & { as?: string }) {
    return this.service.send({ ...request, url: `/api/identity${request.url as string}` });
  }

  /** Waits for the mail number `place`, from 0, to an address. */
  async mailTo(address: string, place = 0): Promise<ParsedMail> {
    return eventually(`mail ${place} to ${address}`, () => {
      const mail = this.mailbox.of(address)[place];
      if (!mail) throw new Error('it has not come');
      return mail;
    });
  }

  /** Asks for a code and waits until it has come by mail. */
  async codeFor(email: string, deliveredTo = email): Promise<string> {
    const before = this.codesTo(deliveredTo).length;
    const asked = await this.post('/codes', { email, language: 'en' });
    if (asked.status !== 202) throw new Error(`Asking for a code answered ${asked.status}`);
    return eventually(`a code for ${email}`, () => {
      const code = this.codesTo(deliveredTo)[before];
      if (code === undefined) throw new Error('it has not come');
      return code;
    });
  }

  /** The codes that came for an address, oldest first. */
  private codesTo(address: string): readonly string[] {
    return this.mailbox.of(address).flatMap((mail) => CODE.exec(mail.text ?? '')?.[0] ?? []);
  }

  async signIn(email: string, deliveredTo = email): Promise<Person> {
    const code = await this.codeFor(email, deliveredTo);
    const answer = await this.post('/sessions', { email, code });
    if (answer.status !== 201) throw new Error(`Signing in answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return { token: answer.body.token, accountId: answer.body.account.accountId };
  }

  /** A code of a second factor that has not been used yet. */
  secondFactorCode(secret: string): string {
    const now = Math.floor(this.clock.now().getTime() / 30_000);
    const step = Math.max(now - 1, (this.lastSteps.get(secret) ?? 0) + 1);
    if (step > now + 1) throw new Error('No unused step is left now: move the clock');
    this.lastSteps.set(secret, step);
    return this.timeCodes.codeAt(secret, new Date(step * 30_000));
  }

  async withSecondFactor(person: Person, secret: string): Promise<Person> {
    const answer = await this.post('/sessions/second-factor', { code: this.secondFactorCode(secret) }, person.token);
    if (answer.status !== 200) throw new Error(`The second factor answered ${answer.status}`);
    return { ...person, token: answer.body.token };
  }

  /** The first two of the secretariat, signed in with second factors. */
  async secretaries(): Promise<readonly [Person, Person]> {
    const addresses = ['first@secretariat.example', 'second@secretariat.example'] as const;
    const made = await bootstrapSecretariat(this.service.database, this.service.secrets, addresses, this.clock);
    const people: Person[] = [];
    for (const { email, secret } of made) people.push(await this.withSecondFactor(await this.signIn(email), secret));
    return people as unknown as readonly [Person, Person];
  }

  /** Invites somebody into a role that one person may give, and signs them in with a new second factor. */
  async staff(inviter: Person, email: string, role: string, edition: string): Promise<Person> {
    const invited = await this.post('/invitations', { invitations: [{ email, role, edition }] }, inviter.token);
    if (invited.status !== 200) throw new Error(`Inviting answered ${invited.status}: ${JSON.stringify(invited.body)}`);
    await eventually(`the invitation of ${email}`, () => this.mailbox.of(email).length > 0);
    return this.enrol(await this.signIn(email));
  }

  async enrol(person: Person): Promise<Person> {
    const { body } = await this.post('/second-factor/enrolment', {}, person.token);
    const code = this.secondFactorCode(body.secret);
    const confirmed = await this.post('/second-factor/enrolment/confirmation', { code }, person.token);
    if (confirmed.status !== 200) throw new Error(`Enrolment answered ${confirmed.status}`);
    return { ...person, token: confirmed.body.token };
  }

  /** Lets the competition adopt a rule book; changed where told. */
  async adopt(editionId: string, change: (book: any) => void = () => undefined, version = 1): Promise<void> {
    const book = structuredClone(demonstration2026) as RuleBook;
    change(book);
    const ruleBookJson = new Uint8Array(canonicalRuleBook(book));
    await this.service.emit([
      event(
        RulesAdoptedSchema,
        { editionId, rulesVersion: version, ruleBookJson, ruleBookHash: '00' },
        { key: editionId, version },
      ),
    ]);
    await this.service.settled();
  }

  async list(editionId: string, number: number, owner: { account?: string; organisation?: string }): Promise<void> {
    const nominee = {
      editionId,
      number,
      nomineeId: `nominee-${number}`,
      category: 'C1',
      submitterAccountId: owner.account ?? '',
      organisationId: owner.organisation ?? '',
    };
    await this.service.emit([event(NomineeListedSchema, nominee, { key: editionId, version: number })]);
    await this.service.settled();
  }

  async plan(editionId: string, version: number, closesAt: Date): Promise<void> {
    const phase = { phase: 'announcement', opensAtMs: 0n, closesAtMs: BigInt(closesAt.getTime()) };
    await this.service.emit([
      event(
        CalendarChangedSchema,
        { editionId, calendarVersion: version, phases: [phase], change: 'adopted', reason: '' },
        { key: editionId, version },
      ),
    ]);
    await this.service.settled();
  }

  /** The sessions that others were told to refuse. */
  async revokedSessions(): Promise<readonly { sessionId: string; voterId: string; editionId: string }[]> {
    const events = await this.service.emitted('identity.session-revoked.v1');
    return events.map((each) => {
      const { sessionId, voterId, editionId } = fromBinary(SessionRevokedSchema, each.payload);
      return { sessionId, voterId, editionId };
    });
  }

  async count(sql: string, params: readonly unknown[] = []): Promise<number> {
    const rows = await this.service.database.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, params);
    return Number(rows[0]?.n);
  }
}

const CODE = /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/m;

export function codeIn(mail: ParsedMail): string {
  const found = CODE.exec(mail.text ?? '');
  if (!found) throw new Error('The mail holds no code');
  return found[0];
}

/** A code that differs from the right one in its last character. */
export function wrong(code: string): string {
  return code.slice(0, -1) + (code.endsWith('2') ? '3' : '2');
}

/** What a voter of the demonstration edition says. */
export const PROFILE = {
  userName: 'A Voter',
  organisationName: 'A School',
  stakeholderType: 'academia',
  country: 'CH',
};
