import { err, ok, type Result } from '@wsis/kernel';
import { refusal, type IdentityError } from '../domain/identity-error.js';
import { coarseFacts, readProfile } from '../domain/voter-profile.js';
import type { Parts } from './ports.js';
import { liveSession, noteUse } from './renew-session.js';

const VOTER_SESSION_LIFETIME_MS = 60 * 60_000;

export interface OpenedVoterSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly voterId: string;
}

/** Opens the session that casts ballots: it states the edition's random voter id and coarse facts, no account, no address. */
export class OpenVoterSession {
  constructor(private readonly parts: Pick<Parts, 'work' | 'keys' | 'tokens' | 'clock' | 'ids'>) {}

  /** Profile and consent are asked for once an edition; later, the account's session suffices. */
  async run(request: {
    accountId: string;
    sessionId: string;
    editionId: string;
    profile: Readonly<Record<string, unknown>> | undefined;
    consent: boolean | undefined;
    /** Agreement to reminders by mail; what is left out stays. */
    reminders: boolean | undefined;
  }): Promise<Result<OpenedVoterSession, IdentityError>> {
    const { work, keys, tokens, clock, ids } = this.parts;
    return work.run(async (tx): Promise<Result<OpenedVoterSession, IdentityError>> => {
      const now = clock.now();
      // The lock orders this against a change of membership or list, which ends the sessions it finds.
      const account = await tx.accounts.lock(request.accountId);
      const session = await liveSession(tx, now, request.sessionId, request.accountId);
      if (!account || !session) return err(refusal('SESSION.REVOKED'));
      const edition = await tx.editions.find(request.editionId);
      if (!edition?.rules) return err(refusal('IDENTITY.EDITION_UNKNOWN'));
      if (edition.linksDestroyed) return err(refusal('IDENTITY.VOTER_LINKS_DESTROYED'));

      const onFile = await tx.editions.profileOf(request.editionId, account.accountId);
      if (request.consent !== true && (request.consent === false || !onFile)) {
        return err(refusal('IDENTITY.CONSENT_REQUIRED', [{ field: 'consent', rule: 'required' }]));
      }
      const profile = readProfile(request.profile ?? onFile ?? {}, edition.rules);
      if (!profile.ok) return err(refusal('IDENTITY.PROFILE_INCOMPLETE', profile.error));
      if (request.profile) await tx.editions.recordProfile(request.editionId, account.accountId, profile.value, now);
      else if (!onFile) await tx.editions.recordProfile(request.editionId, account.accountId, profile.value, now);

      if (request.reminders !== undefined) {
        await tx.editions.recordReminders(request.editionId, account.accountId, request.reminders, now);
      }
      await noteUse(tx.sessions, session, now);

      const voterId = await tx.editions.voterOf(request.editionId, account.addressHash, keys.randomVoterId(), now);
      const barred = edition.rules.ownProjectAllowed ? [] : await tx.editions.ownNominees(request.editionId, account);
      const opened = {
        sessionId: ids.next(),
        editionId: request.editionId,
        voterId,
        expiresAt: new Date(now.getTime() + VOTER_SESSION_LIFETIME_MS),
      };
      await tx.sessions.addVoterSession({
        ...opened,
        accountSessionId: session.sessionId,
        accountId: account.accountId,
        createdAt: now,
      });
      const token = tokens.voter({ ...opened, facts: coarseFacts(profile.value, edition.rules), barred });
      return ok({ token, expiresAt: opened.expiresAt, voterId });
    });
  }
}
