import type { Database, Tx } from '@wsis/persistence';
import type { PublishedRelease, ReleaseStore } from '../../application/ports.js';
import type { ReleaseKind } from '../../domain/release.js';

export class PostgresReleaseStore implements ReleaseStore {
  constructor(private readonly database: Pick<Database, 'query'>) {}

  async isPublished(tx: Tx, editionId: string, kind: ReleaseKind): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM promotion.releases WHERE edition_id = $1 AND kind = $2 AND published_at IS NOT NULL`,
      [editionId, kind],
    );
    return rows.length > 0;
  }

  async stage(
    tx: Tx,
    release: { releaseId: string; editionId: string; kind: ReleaseKind; publishAt: Date; approvalId: string },
  ): Promise<boolean> {
    const staged = await tx.execute(
      `INSERT INTO promotion.releases (release_id, edition_id, kind, publish_at, approval_id) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (edition_id, kind) DO UPDATE SET publish_at = excluded.publish_at, approval_id = excluded.approval_id,
         staged_at = excluded.staged_at WHERE promotion.releases.published_at IS NULL`,
      [release.releaseId, release.editionId, release.kind, release.publishAt, release.approvalId],
    );
    return staged === 1;
  }

  async due(limit: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ edition_id: string }>(
      `SELECT edition_id FROM promotion.releases WHERE published_at IS NULL AND publish_at <= clock_timestamp()
       GROUP BY edition_id ORDER BY min(publish_at) LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.edition_id);
  }

  async publishDue(tx: Tx, editionId: string): Promise<readonly PublishedRelease[]> {
    // The edition's row is the lock: releases of one edition are numbered one after another.
    await tx.query(`SELECT 1 FROM promotion.editions WHERE edition_id = $1 FOR UPDATE`, [editionId]);
    const rows = await tx.query<{ release_id: string; kind: ReleaseKind; published_at: Date; version: number }>(
      `WITH before AS (
         SELECT count(*)::int AS published FROM promotion.releases WHERE edition_id = $1 AND published_at IS NOT NULL
       ), now_public AS (
         UPDATE promotion.releases SET published_at = clock_timestamp()
         WHERE edition_id = $1 AND published_at IS NULL AND publish_at <= clock_timestamp()
         RETURNING release_id, kind, publish_at, published_at
       )
       SELECT release_id, kind, published_at,
              (SELECT published FROM before) + (row_number() OVER (ORDER BY publish_at, kind))::int AS version
       FROM now_public ORDER BY version`,
      [editionId],
    );
    return rows.map((row) => ({
      releaseId: row.release_id,
      kind: row.kind,
      publishedAt: row.published_at,
      version: row.version,
    }));
  }
}
