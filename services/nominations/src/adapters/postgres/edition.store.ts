import type { Tx } from '@wsis/persistence';
import type { LoweredGate, RuleBook } from '@wsis/rule-book';
import type { EditionStore, TimedEdition } from '../../application/ports.js';
import type { PhaseWindow } from '../../domain/edition.js';

interface EditionRow {
  readonly id: string;
  readonly rules_version: number | null;
  readonly rules_hash: string | null;
  readonly list_version: number;
  readonly phases: Readonly<Record<string, { opens: number | null; closes: number | null }>> | null;
  readonly lowered: readonly LoweredGate[] | null;
  readonly now: Date;
}

/** Rule books are large and never change: each is read once a process, by its hash. */
export class PostgresEditionStore implements EditionStore {
  private readonly ruleBooks = new Map<string, RuleBook>();

  find(tx: Pick<Tx, 'query'>, editionId: string): Promise<TimedEdition | undefined> {
    return this.read(tx, editionId);
  }

  async share(tx: Tx, editionId: string): Promise<TimedEdition | undefined> {
    await tx.query(`SELECT 1 FROM nominations.editions WHERE id = $1 FOR SHARE`, [editionId]);
    return this.read(tx, editionId);
  }

  async lock(tx: Tx, editionId: string): Promise<TimedEdition | undefined> {
    await tx.query(`SELECT 1 FROM nominations.editions WHERE id = $1 FOR UPDATE`, [editionId]);
    // Read after the lock was granted, so that rows and clock are those of the holder.
    return this.read(tx, editionId);
  }

  async freeze(tx: Tx, editionId: string, listHash: string): Promise<number> {
    const [row] = await tx.query<{ list_version: number }>(
      `UPDATE nominations.editions SET list_version = 1, list_hash = $2, frozen_at = clock_timestamp()
       WHERE id = $1 AND list_version = 0 RETURNING list_version`,
      [editionId, listHash],
    );
    if (!row) throw new Error(`The list of ${editionId} was frozen before`);
    return row.list_version;
  }

  async nextListVersion(tx: Tx, editionId: string): Promise<number> {
    const [row] = await tx.query<{ list_version: number }>(
      `UPDATE nominations.editions SET list_version = list_version + 1 WHERE id = $1 RETURNING list_version`,
      [editionId],
    );
    if (!row) throw new Error(`There is no edition ${editionId}`);
    return row.list_version;
  }

  async lowerGate(
    tx: Tx,
    editionId: string,
    lowered: LoweredGate & { readonly reason: string; readonly approvalId: string },
  ): Promise<void> {
    const { approvalId, categories, languages, level, reason } = lowered;
    await tx.execute(
      `INSERT INTO nominations.lowered_gates (approval_id, edition_id, categories, languages, level, reason)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [approvalId, editionId, [...categories], [...languages], level, reason],
    );
  }

  /** The rules of an edition, once known here. */
  async ruleBook(tx: Pick<Tx, 'query'>, editionId: string): Promise<RuleBook | undefined> {
    const [row] = await tx.query<{ rules_hash: string | null }>(
      `SELECT rules_hash FROM nominations.editions WHERE id = $1`,
      [editionId],
    );
    return row?.rules_hash ? this.byHash(tx, editionId, row.rules_hash) : undefined;
  }

  private async read(tx: Pick<Tx, 'query'>, editionId: string): Promise<TimedEdition | undefined> {
    const [row] = await tx.query<EditionRow>(
      `SELECT edition.id, rules_version, rules_hash, list_version,
              (SELECT jsonb_object_agg(phase, jsonb_build_object(
                        'opens', extract(epoch FROM opens_at) * 1000, 'closes', extract(epoch FROM closes_at) * 1000))
               FROM nominations.phases WHERE edition_id = edition.id) AS phases,
              (SELECT jsonb_agg(jsonb_build_object('categories', categories, 'languages', languages, 'level', level))
               FROM nominations.lowered_gates WHERE edition_id = edition.id) AS lowered,
              clock_timestamp() AS now
       FROM nominations.editions AS edition WHERE edition.id = $1`,
      [editionId],
    );
    if (!row || row.rules_hash === null || row.rules_version === null) return undefined;
    const phases = Object.fromEntries(
      Object.entries(row.phases ?? {}).map(([phase, { opens, closes }]): [string, PhaseWindow] => [
        phase,
        { opensAt: opens === null ? null : new Date(opens), closesAt: closes === null ? null : new Date(closes) },
      ]),
    );
    const ruleBook = await this.byHash(tx, editionId, row.rules_hash);
    return {
      now: row.now,
      edition: {
        id: row.id,
        ruleBook,
        rulesVersion: row.rules_version,
        rulesHash: row.rules_hash,
        phases,
        listVersion: row.list_version,
        loweredGates: row.lowered ?? [],
      },
    };
  }

  private async byHash(tx: Pick<Tx, 'query'>, editionId: string, hash: string): Promise<RuleBook> {
    const known = this.ruleBooks.get(hash);
    if (known) return known;
    const [row] = await tx.query<{ rule_book: RuleBook; rules_hash: string }>(
      `SELECT rule_book, rules_hash FROM nominations.editions WHERE id = $1`,
      [editionId],
    );
    if (!row) throw new Error(`There is no edition ${editionId}`);
    this.ruleBooks.set(row.rules_hash, row.rule_book);
    return row.rule_book;
  }
}
