import { ok, type Result } from '@wsis/kernel';
import type { BallotBox, ProfileQuestion } from '../../application/ballot/ports.js';
import {
  PersonalData,
  type GivenAnswer,
  type MyData,
  type Registration,
  type Wanted,
} from '../../application/my-data/ports.js';
import type { ContestReads } from '../../application/ports.js';
import type { Refused } from '../../application/refused.js';
import type { SignIn } from '../../application/sign-in/ports.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const MAILS_SHOWN = 50;

/** Gathers what identity and notifications hold about a person. */
export class ServicePersonalData extends PersonalData {
  constructor(
    private readonly calls: ServiceCalls,
    private readonly signIn: SignIn,
    private readonly contest: ContestReads,
    private readonly ballots: BallotBox,
  ) {
    super();
  }

  async read(visitor: Visitor): Promise<MyData> {
    const ask = async (service: 'identity' | 'notifications', path: string) =>
      (await this.calls.read(visitor, service, path))?.at('items').items() ?? [];
    const [account, sessions, registrations, own, notices, preferences] = await Promise.all([
      this.signIn.account(visitor),
      ask('identity', '/me/sessions'),
      ask('identity', '/me/registrations'),
      ask('identity', '/me/mails'),
      ask('notifications', '/mails'),
      this.calls.read(visitor, 'notifications', '/preferences'),
    ]);
    return {
      account,
      sessions: sessions.flatMap(sessionOf),
      registrations: await Promise.all(registrations.flatMap((json) => this.registrationOf(json, visitor) ?? [])),
      mails: [...own, ...notices]
        .flatMap(mailOf)
        .sort((a, b) => (b.at?.getTime() ?? Infinity) - (a.at?.getTime() ?? Infinity))
        .slice(0, MAILS_SHOWN),
      wanted: Object.fromEntries((preferences?.entries() ?? []).map(([notice, wanted]) => [notice, wanted.flag()])),
    };
  }

  /** The answers beside the questions as they were asked; a part that is away leaves their ids. */
  private registrationOf(json: Json, { language }: Visitor): Promise<Registration> | undefined {
    const [editionId, consentedAt] = [json.at('edition').text(), json.at('consentedAt').instant()];
    if (editionId === undefined || consentedAt === undefined) return undefined;
    const asked = Promise.all([this.contest.edition(editionId), this.ballots.registration(editionId, language)]).catch(
      () => [],
    );
    return asked.then(([edition, registration]) => ({
      editionId,
      editionName: edition?.name ?? editionId,
      answers: answersOf(json.at('profile'), registration?.questions ?? []),
      consentedAt,
      linkDestroyedOn: json.at('linkDestroyedOn').text(),
    }));
  }

  async export(visitor: Visitor): Promise<unknown> {
    return (await this.calls.read(visitor, 'identity', '/me/export'))?.raw;
  }

  async want(visitor: Visitor, wanted: Wanted): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'notifications', 'PUT', '/preferences', { body: wanted }));
  }

  async endSession(visitor: Visitor, id: string): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'identity', 'DELETE', `/me/sessions/${encodeURIComponent(id)}`));
  }

  async endOtherSessions(visitor: Visitor): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'identity', 'DELETE', '/me/sessions?except=current'));
  }

  async erase(visitor: Visitor): Promise<Result<void, Refused>> {
    return nothing(await this.calls.send(visitor, 'identity', 'DELETE', '/me'));
  }
}

const nothing = (answer: Result<Json, Refused>): Result<void, Refused> => (answer.ok ? ok(undefined) : answer);

function sessionOf(json: Json) {
  const [id, signedInAt, lastSeenAt] = [
    json.at('sessionId').text(),
    json.at('signedInAt').instant(),
    json.at('lastSeenAt').instant(),
  ];
  if (id === undefined || signedInAt === undefined || lastSeenAt === undefined) return [];
  return [{ id, signedInAt, lastSeenAt, current: json.at('current').flag() }];
}

/** In the order of the questions; an answer to a question that is asked no longer comes last. */
function answersOf(profile: Json, questions: readonly ProfileQuestion[]): readonly GivenAnswer[] {
  const placeOf = (id: string) => (questions.findIndex((one) => one.id === id) + 1 || Infinity) - 1;
  return profile
    .entries()
    .sort(([a], [b]) => placeOf(a) - placeOf(b) || 0)
    .map(([id, value]) => {
      const question = questions.find((one) => one.id === id);
      return { label: question?.label ?? id, type: question?.type ?? 'text', value: value.text() ?? '' };
    });
}

/** Identity names its mails by `kind`, notifications by `notice`. */
function mailOf(json: Json) {
  const kind = json.at('kind').text() ?? json.at('notice').text();
  return kind === undefined ? [] : [{ kind, state: json.at('state').text() ?? '', at: json.at('settledAt').instant() }];
}
