import type { Language } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { PictureStore } from '../../application/ports.js';
import type { Picture } from '../../domain/picture.js';

export class PostgresPictureStore implements PictureStore {
  async count(tx: Tx, submissionId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM nominations.pictures WHERE submission_id = $1`,
      [submissionId],
    );
    return row?.count ?? 0;
  }

  async add(tx: Tx, submissionId: string, picture: Picture): Promise<void> {
    await tx.execute(
      `INSERT INTO nominations.pictures (id, submission_id, descriptions, variants, files)
       VALUES ($1, $2, $3::jsonb, $4::jsonb, $5::text[])`,
      [
        picture.id,
        submissionId,
        JSON.stringify(picture.descriptions),
        JSON.stringify(picture.variants),
        picture.variants.map((variant) => variant.file),
      ],
    );
  }

  async describe(tx: Tx, submissionId: string, pictureId: string, language: Language, text: string): Promise<boolean> {
    const changed = await tx.execute(
      `UPDATE nominations.pictures SET descriptions = descriptions || jsonb_build_object($3::text, $4::text)
       WHERE id = $1 AND submission_id = $2`,
      [pictureId, submissionId, language, text],
    );
    return changed === 1;
  }

  async remove(tx: Tx, submissionId: string, pictureId: string): Promise<boolean> {
    const removed = await tx.execute(`DELETE FROM nominations.pictures WHERE id = $1 AND submission_id = $2`, [
      pictureId,
      submissionId,
    ]);
    return removed === 1;
  }

  async referred(tx: Pick<Tx, 'query'>, files: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ file: string }>(
      `SELECT file FROM unnest($1::text[]) AS file
       WHERE EXISTS (SELECT FROM nominations.pictures WHERE files @> ARRAY[file])`,
      [[...files]],
    );
    return new Set(rows.map((row) => row.file));
  }
}
