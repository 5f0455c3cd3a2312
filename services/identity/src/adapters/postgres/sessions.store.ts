import type { Tx } from '@wsis/persistence';
import type {
  EndedSession,
  LiveSession,
  SessionStore,
  StoredSession,
  VoterSessionFilter,
} from '../../application/ports.js';

interface SessionRow {
  session_id: string;
  account_id: string;
  signed_in_at: Date;
  expires_at: Date;
  second_factor_at: Date | null;
  revoked_at: Date | null;
  last_seen_at: Date | null;
}

export class PostgresSessionStore implements SessionStore {
  constructor(private readonly tx: Tx) {}

  async add(session: Omit<StoredSession, 'revokedAt' | 'lastSeenAt'>): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.sessions (session_id, account_id, signed_in_at, expires_at, second_factor_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [session.sessionId, session.accountId, session.signedInAt, session.expiresAt, session.secondFactorAt ?? null],
    );
  }

  async find(sessionId: string): Promise<StoredSession | undefined> {
    const rows = await this.tx.query<SessionRow>('SELECT * FROM identity.sessions WHERE session_id = $1', [sessionId]);
    const row = rows[0];
    return (
      row && {
        sessionId: row.session_id,
        accountId: row.account_id,
        signedInAt: row.signed_in_at,
        expiresAt: row.expires_at,
        secondFactorAt: row.second_factor_at ?? undefined,
        revokedAt: row.revoked_at ?? undefined,
        lastSeenAt: row.last_seen_at ?? row.signed_in_at,
      }
    );
  }

  async extend(sessionId: string, expiresAt: Date, secondFactorAt: Date | undefined): Promise<void> {
    await this.tx.execute('UPDATE identity.sessions SET expires_at = $2, second_factor_at = $3 WHERE session_id = $1', [
      sessionId,
      expiresAt,
      secondFactorAt ?? null,
    ]);
  }

  async end(accountId: string, now: Date, sessionId?: string): Promise<readonly EndedSession[]> {
    const rows = await this.tx.query<SessionRow>(
      `UPDATE identity.sessions SET revoked_at = $2
       WHERE account_id = $1 AND ($3::uuid IS NULL OR session_id = $3) AND revoked_at IS NULL AND expires_at > $2
       RETURNING session_id, expires_at`,
      [accountId, now, sessionId ?? null],
    );
    return rows.map((row) => ({ sessionId: row.session_id, expiresAt: row.expires_at }));
  }

  async endMany(sessionIds: readonly string[], now: Date): Promise<readonly EndedSession[]> {
    const rows = await this.tx.query<SessionRow>(
      `UPDATE identity.sessions SET revoked_at = $2
       WHERE session_id = ANY ($1::uuid[]) AND revoked_at IS NULL AND expires_at > $2
       RETURNING session_id, expires_at`,
      [sessionIds, now],
    );
    return rows.map((row) => ({ sessionId: row.session_id, expiresAt: row.expires_at }));
  }

  async live(accountId: string, now: Date): Promise<readonly LiveSession[]> {
    const rows = await this.tx.query<SessionRow>(
      `SELECT * FROM identity.sessions WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2
       ORDER BY coalesce(last_seen_at, signed_in_at) DESC, session_id LIMIT 200`,
      [accountId, now],
    );
    return rows.map((row) => ({
      sessionId: row.session_id,
      accountId: row.account_id,
      signedInAt: row.signed_in_at,
      lastSeenAt: row.last_seen_at ?? row.signed_in_at,
      expiresAt: row.expires_at,
      secondFactorAt: row.second_factor_at ?? undefined,
    }));
  }

  async touch(sessionId: string, accountId: string, now: Date): Promise<void> {
    await this.tx.execute(
      `WITH session AS (UPDATE identity.sessions SET last_seen_at = $3 WHERE session_id = $1)
       UPDATE identity.accounts SET last_seen_at = $3 WHERE account_id = $2`,
      [sessionId, accountId, now],
    );
  }

  async addVoterSession(session: Parameters<SessionStore['addVoterSession']>[0]): Promise<void> {
    await this.tx.execute(
      `INSERT INTO identity.voter_sessions
         (session_id, account_session_id, account_id, edition_id, voter_id, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        session.sessionId,
        session.accountSessionId,
        session.accountId,
        session.editionId,
        session.voterId,
        session.createdAt,
        session.expiresAt,
      ],
    );
  }

  async endVoterSessions(filter: VoterSessionFilter, now: Date): Promise<readonly EndedSession[]> {
    const rows = await this.tx.query<{ session_id: string; expires_at: Date; voter_id: string; edition_id: string }>(
      `UPDATE identity.voter_sessions SET revoked_at = $1
       WHERE revoked_at IS NULL AND expires_at > $1
         AND ($2::uuid IS NULL OR account_id = $2)
         AND ($3::uuid[] IS NULL OR account_session_id = ANY ($3))
         AND ($4::text IS NULL OR edition_id = $4)
         AND ($5::uuid[] IS NULL OR account_id = ANY ($5))
       RETURNING session_id, expires_at, voter_id, edition_id`,
      [
        now,
        filter.accountId ?? null,
        filter.accountSessionIds ?? null,
        filter.editionId ?? null,
        filter.accountIds ?? null,
      ],
    );
    return rows.map((row) => ({
      sessionId: row.session_id,
      expiresAt: row.expires_at,
      voterId: row.voter_id,
      editionId: row.edition_id,
    }));
  }

  async removeExpired(before: Date): Promise<void> {
    await this.tx.execute('DELETE FROM identity.sessions WHERE expires_at < $1', [before]);
    await this.tx.execute('DELETE FROM identity.voter_sessions WHERE expires_at < $1', [before]);
  }
}
