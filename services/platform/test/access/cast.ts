import { AccountSessions, VoterSessions, type HeldRole, type Role } from '@wsis/http';
import { signInByMail, type Stage } from '@wsis/rehearsal';
import type { Secrets } from '@wsis/service';

export const OTHER_EDITION = 'other-2026';

/** Somebody who knocks at every door: by which session, and with which roles. */
export interface Person {
  readonly name: string;
  readonly kind: 'nobody' | 'forged' | 'expired' | 'voter' | 'foreign voter' | 'account';
  readonly roles: readonly HeldRole[];
  readonly secondFactor: 'fresh' | 'old' | 'none';
  readonly token: string | undefined;
}

/** Who is who: their part in the contest, besides their roles. */
export const STRANGER = 'an account without a role';
export const SUBMITTER = 'who began the entry';
export const COLLEAGUE = 'a member of its organisation';
export const INVITED = 'somebody invited to its organisation';
export const SECRETARIAT = 'secretariat';
export const SECOND_SECRETARIAT = 'a second person of the secretariat';
export const JUDGING_SECRETARIAT = 'secretariat that sits on the panel';
export const SCREENER = 'screener';
export const SCREENER_OF_ORGANISATION = 'screener who is a member of its organisation';
export const SCREENER_STEPPED_BACK = 'screener who stepped back';
export const AUDITOR = 'auditor';
export const TRANSLATOR = 'translator';
export const EXPERT = 'expert of the panel';
export const CONFLICTED_EXPERT = 'expert of the panel with a conflict';
export const OTHER_EXPERT = 'expert of another panel';
export const FREE_EXPERT = 'expert of no panel';
export const CHAIR = 'chair of the panel';
export const OTHER_CHAIR = 'chair of another panel';
export const VOTER = 'voter';

/** The sessions of people that the play itself knows, by the names above. */
interface Known {
  readonly [name: string]: string;
}

/** A session as its token states it, which the platform does not need to be asked about. */
function claimsOf(token: string): { readonly sub: string; readonly sid: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string; sid: string };
}

/**
 * Everybody. Each account has signed in by mail and its session stands; the roles that a session states are written
 * into it here, with the platform's own key, so that every mixture of roles can be tried on the same accounts.
 */
export async function assemble(stage: Stage, secrets: Required<Secrets>): Promise<readonly Person[]> {
  const sessions = new AccountSessions({
    publicKeyPem: secrets.identityPublicKey,
    signingKeyPem: secrets.identitySigningKey,
  });
  const edition = stage.editionId;
  const inAnHour = new Date(Date.now() + 3_600_000);
  const signIn = async (name: string) =>
    (await signInByMail(stage.http, stage.mail, { email: `${name}@cast.rehearsal.example`, language: 'en' })).token;
  const issue = (
    token: string,
    roles: readonly HeldRole[],
    secondFactor: Person['secondFactor'],
    expiresAt = inAnHour,
  ) => {
    const { sub, sid } = claimsOf(token);
    const ages = { fresh: 0, old: 30 * 60_000, none: 0 };
    return sessions.issue({
      accountId: sub,
      sessionId: sid,
      roles,
      language: 'en',
      expiresAt,
      ...(secondFactor === 'none' ? {} : { secondFactorAt: new Date(Date.now() - ages[secondFactor]) }),
    });
  };
  const panel = await Promise.all(stage.experts.map((expert) => expert.freshToken()));
  const size = stage.ruleBook.evaluation.panelSize;
  const known: Known = {
    [SECRETARIAT]: await stage.first.freshToken(),
    [SECOND_SECRETARIAT]: await stage.second.freshToken(),
    [CHAIR]: panel[0] as string,
    [CONFLICTED_EXPERT]: panel[1] as string,
    [EXPERT]: panel[2] as string,
    [JUDGING_SECRETARIAT]: panel[3] as string,
    [OTHER_CHAIR]: panel[size] as string,
    [OTHER_EXPERT]: panel[size + 1] as string,
    [FREE_EXPERT]: panel[2 * size] as string,
    [SCREENER]: (await stage.screeners[0]?.freshToken()) as string,
    [AUDITOR]: (await stage.auditors[0]?.freshToken()) as string,
    [SUBMITTER]: stage.nominators[0]?.token as string,
  };
  const stranger = await signIn('stranger');
  const person = async (
    name: string,
    roles: readonly Role[],
    { of = edition, secondFactor = 'fresh' as Person['secondFactor'], as = name } = {},
  ): Promise<Person> => {
    const held = roles.map((role) => ({ role, edition: of }));
    const token = known[as] ?? (as === STRANGER ? stranger : await signIn(as.replaceAll(' ', '-')));
    return { name, kind: 'account', roles: held, secondFactor, token: await issue(token, held, secondFactor) };
  };
  const outsider = (role: Role) => person(`${role} of another edition`, [role], { of: OTHER_EDITION, as: STRANGER });
  const unready = (role: Role, as: string, secondFactor: 'old' | 'none') =>
    person(`${role} ${secondFactor === 'none' ? 'without a' : 'with an old'} second factor`, [role], {
      secondFactor,
      as,
    });
  const plain = { roles: [], secondFactor: 'none' } as const;
  const [voter] = stage.voters;
  const voters = new VoterSessions(secrets.voterSessionKey);
  const claims = {
    voterId: '00000000-0000-4000-8000-000000000001',
    sessionId: '00000000-0000-4000-8000-000000000002',
    country: 'CH',
    stakeholderType: 'civil-society',
    barred: [],
    expiresAt: inAnHour,
  };
  const expired = await issue(stranger, [{ role: 'secretariat', edition: '*' }], 'fresh', new Date(Date.now() - 1_000));
  const sound = await issue(stranger, [{ role: 'secretariat', edition: '*' }], 'fresh');
  return [
    { name: 'nobody', kind: 'nobody', token: undefined, ...plain },
    { name: 'a forged session', kind: 'forged', token: `${sound.slice(0, -6)}AAAAAA`, ...plain },
    { name: 'an expired session', kind: 'expired', token: expired, ...plain },
    { name: VOTER, kind: 'voter', token: voter?.token ?? voters.issue({ ...claims, editionId: edition }), ...plain },
    {
      name: 'voter of another edition',
      kind: 'foreign voter',
      token: voters.issue({ ...claims, editionId: OTHER_EDITION }),
      ...plain,
    },
    await person(STRANGER, [], { secondFactor: 'none' }),
    await person(SUBMITTER, [], { secondFactor: 'none' }),
    await person(COLLEAGUE, [], { secondFactor: 'none' }),
    await person(INVITED, [], { secondFactor: 'none' }),
    await person(SECRETARIAT, ['secretariat']),
    await person(SECOND_SECRETARIAT, ['secretariat']),
    await person(JUDGING_SECRETARIAT, ['secretariat', 'expert']),
    await unready('secretariat', SECRETARIAT, 'none'),
    await unready('secretariat', SECRETARIAT, 'old'),
    await person(SCREENER, ['screener']),
    await person(SCREENER_OF_ORGANISATION, ['screener']),
    await person(SCREENER_STEPPED_BACK, ['screener']),
    await unready('screener', SCREENER, 'none'),
    await person(AUDITOR, ['auditor']),
    await unready('auditor', AUDITOR, 'none'),
    await person(TRANSLATOR, ['translator']),
    await person(CHAIR, ['expert', 'panel-chair']),
    await person(OTHER_CHAIR, ['expert', 'panel-chair']),
    await unready('panel-chair', CHAIR, 'old'),
    await person(EXPERT, ['expert']),
    await unready('expert', EXPERT, 'none'),
    await person(CONFLICTED_EXPERT, ['expert']),
    await person(OTHER_EXPERT, ['expert']),
    await person(FREE_EXPERT, ['expert']),
    await outsider('secretariat'),
    await outsider('screener'),
    await outsider('auditor'),
    await outsider('translator'),
    await outsider('expert'),
    await outsider('panel-chair'),
  ];
}
