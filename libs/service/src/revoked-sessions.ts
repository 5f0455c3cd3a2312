import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { SessionRevoked } from '@wsis/contracts';
import { OnEvent, type EventContext, type ReceivedEvent } from '@wsis/messaging';
import type { Database, Migration } from '@wsis/persistence';

/** The list of sessions that a service must not accept any more. */
export function revokedSessionMigrations(schema: string): readonly Migration[] {
  return [
    {
      name: '0000-revoked-sessions',
      up: [
        `CREATE TABLE ${schema}.revoked_sessions (
           session_id TEXT PRIMARY KEY, expires_at TIMESTAMPTZ NOT NULL)`,
        `CREATE INDEX ON ${schema}.revoked_sessions (expires_at)`,
      ],
    },
  ];
}

/** What a process knows of revoked sessions: a copy in memory, renewed every two seconds. */
export class RevokedSessions {
  private known: ReadonlySet<string> = new Set();

  constructor(
    private readonly database: Database | undefined,
    private readonly schema: string,
  ) {}

  has(sessionId: string): boolean {
    return this.known.has(sessionId);
  }

  /** Reads the sessions that would still be good by their own dates. */
  async refresh(): Promise<void> {
    if (!this.database) return;
    const rows = await this.database.query<{ session_id: string }>(
      `SELECT session_id FROM ${this.schema}.revoked_sessions WHERE expires_at > clock_timestamp()`,
    );
    this.known = new Set(rows.map((row) => row.session_id));
  }
}

/** Makes the consumer that writes the list down. */
export function revokedSessionsHandler(schema: string) {
  @Controller()
  class RevokedSessionsHandler {
    @OnEvent('identity.session-revoked.v1')
    async store(@Payload() event: ReceivedEvent<SessionRevoked>, @Ctx() context: EventContext): Promise<void> {
      await context.tx.execute(
        `INSERT INTO ${schema}.revoked_sessions (session_id, expires_at)
         VALUES ($1, to_timestamp($2::double precision / 1000)) ON CONFLICT DO NOTHING`,
        [event.payload.sessionId, Number(event.payload.expiresAtMs)],
      );
      await context.tx.execute(`DELETE FROM ${schema}.revoked_sessions WHERE expires_at < clock_timestamp()`);
    }
  }
  return RevokedSessionsHandler;
}
