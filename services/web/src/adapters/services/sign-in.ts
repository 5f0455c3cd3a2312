import { isLanguage, ok, type Result, type Role } from '@wsis/kernel';
import type { Refused } from '../../application/refused.js';
import {
  SignIn,
  type CodeRequestState,
  type Enrolment,
  type OpenedSession,
  type SignedInAccount,
} from '../../application/sign-in/ports.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Signs people in through identity. */
export class ServiceSignIn extends SignIn {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async askForCode(
    visitor: Visitor,
    email: string,
    proof?: string,
  ): Promise<Result<{ readonly handle: string | undefined }, Refused>> {
    const body = { email, language: visitor.language, ...(proof === undefined ? {} : { proof }) };
    const answer = await this.calls.send(visitor, 'identity', 'POST', '/codes', { as: 'none', body });
    return answer.ok ? ok({ handle: answer.value.at('handle').text() }) : answer;
  }

  /** A page that cannot say how far the mail is still takes the code. */
  async followCode(visitor: Visitor, handle: string): Promise<CodeRequestState | undefined> {
    const answer = await this.calls.send(visitor, 'identity', 'POST', '/codes/state', { as: 'none', body: { handle } });
    if (!answer.ok) return undefined;
    const state = answer.value.at('state').text();
    if (state !== 'waiting' && state !== 'handed-over' && state !== 'bounced' && state !== 'given-up') return undefined;
    return {
      state,
      reason: answer.value.at('reason').text(),
      settledAt: answer.value.at('settledAt').instant(),
      codeEndsAt: answer.value.at('codeEndsAt').instant(),
      resendAt: answer.value.at('resendAt').instant(),
    };
  }

  redeemCode(visitor: Visitor, email: string, code: string): Promise<Result<OpenedSession, Refused>> {
    return this.open(visitor, '/sessions', { email, code, language: visitor.language }, 'none');
  }

  renew(visitor: Visitor): Promise<Result<OpenedSession, Refused>> {
    return this.open(visitor, '/sessions/renewal', {});
  }

  async signOut(visitor: Visitor): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'identity', 'DELETE', '/sessions/current'));
  }

  async account(visitor: Visitor): Promise<SignedInAccount> {
    const answer = await this.calls.read(visitor, 'identity', '/me');
    if (answer === undefined) throw new Error('An account that is signed in was not found');
    return accountOf(answer);
  }

  async nameMyself(visitor: Visitor, name: string): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'identity', 'PATCH', '/me', { body: { displayName: name } }));
  }

  async enrol(visitor: Visitor): Promise<Result<Enrolment, Refused>> {
    const answer = await this.calls.send(visitor, 'identity', 'POST', '/second-factor/enrolment', { body: {} });
    if (!answer.ok) return answer;
    return ok({ secret: answer.value.at('secret').text() ?? '', uri: answer.value.at('uri').text() ?? '' });
  }

  confirmEnrolment(visitor: Visitor, code: string): Promise<Result<OpenedSession, Refused>> {
    return this.open(visitor, '/second-factor/enrolment/confirmation', { code });
  }

  verifySecondFactor(visitor: Visitor, code: string): Promise<Result<OpenedSession, Refused>> {
    return this.open(visitor, '/sessions/second-factor', { code });
  }

  private async open(
    visitor: Visitor,
    path: string,
    body: Readonly<Record<string, string>>,
    as: 'account' | 'none' = 'account',
  ): Promise<Result<OpenedSession, Refused>> {
    const answer = await this.calls.send(visitor, 'identity', 'POST', path, { as, body });
    if (!answer.ok) return answer;
    const [token, expiresAt] = [answer.value.at('token').text(), answer.value.at('expiresAt').instant()];
    if (token === undefined || expiresAt === undefined) throw new Error('identity answered without a session');
    return ok({ token, expiresAt, account: accountOf(answer.value.at('account')) });
  }
}

function nothing(answer: Result<Json, Refused>): Result<void, Refused> {
  return answer.ok ? ok(undefined) : answer;
}

function accountOf(json: Json): SignedInAccount {
  const language = json.at('language').text();
  return {
    email: json.at('email').text() ?? '',
    language: isLanguage(language) ? language : 'en',
    displayName: json.at('displayName').text() ?? '',
    secondFactor: json.at('secondFactor').text() === 'enrolled' ? 'enrolled' : 'none',
    roles: json
      .at('roles')
      .items()
      .map((held) => {
        const category = held.at('category').text();
        return {
          role: (held.at('role').text() ?? 'voter') as Role,
          edition: held.at('edition').text() ?? '',
          ...(category === undefined ? {} : { category }),
        };
      }),
  };
}
