import type { Language } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { TranslationAssignmentStore } from '../../application/ports.js';
import type { Assignment } from '../../domain/translation-assignment.js';

export class PostgresTranslationAssignmentStore implements TranslationAssignmentStore {
  async standing(tx: Tx, editionId: string, language: Language): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ category: string; translator: string }>(
      `SELECT category, translator FROM nominations.translation_assignments WHERE edition_id = $1 AND language = $2`,
      [editionId, language],
    );
    return new Map(rows.map(({ category, translator }) => [category, translator]));
  }

  async assign(
    tx: Tx,
    editionId: string,
    language: Language,
    assignments: readonly Assignment[],
    assignedBy: string,
  ): Promise<void> {
    const taken = assignments.filter(({ translator }) => translator === null).map(({ category }) => category);
    await tx.execute(
      `DELETE FROM nominations.translation_assignments
       WHERE edition_id = $1 AND language = $2 AND category = ANY ($3::text[])`,
      [editionId, language, taken],
    );
    const given = assignments.filter(({ translator }) => translator !== null);
    await tx.execute(
      `INSERT INTO nominations.translation_assignments (edition_id, language, category, translator, assigned_by)
       SELECT $1, $2, category, translator, $5 FROM unnest($3::text[], $4::uuid[]) AS given (category, translator)
       ON CONFLICT (edition_id, language, category) DO UPDATE
         SET translator = EXCLUDED.translator, assigned_by = EXCLUDED.assigned_by, assigned_at = clock_timestamp()`,
      [
        editionId,
        language,
        given.map(({ category }) => category),
        given.map(({ translator }) => translator),
        assignedBy,
      ],
    );
  }
}
