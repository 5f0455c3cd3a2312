import { AccountSessions, VoterSessions } from '@wsis/http';
import type { TokenIssuer } from '../../application/ports.js';

/** Signs what the other services verify without asking. */
export class SessionTokenIssuer implements TokenIssuer {
  constructor(
    private readonly accounts: AccountSessions,
    private readonly voters: VoterSessions,
  ) {}

  account(session: Parameters<TokenIssuer['account']>[0]): Promise<string> {
    return this.accounts.issue({
      accountId: session.accountId,
      sessionId: session.sessionId,
      language: session.language,
      expiresAt: session.expiresAt,
      roles: session.grants.map((grant) => ({
        role: grant.role,
        edition: grant.editionId,
        ...(grant.category === '' ? {} : { category: grant.category }),
      })),
      ...(session.secondFactorAt ? { secondFactorAt: session.secondFactorAt } : {}),
    });
  }

  voter(session: Parameters<TokenIssuer['voter']>[0]): string {
    return this.voters.issue({
      editionId: session.editionId,
      voterId: session.voterId,
      sessionId: session.sessionId,
      country: session.facts.country,
      stakeholderType: session.facts.stakeholderType,
      barred: session.barred,
      expiresAt: session.expiresAt,
    });
  }
}
