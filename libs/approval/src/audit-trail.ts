import type { IdSource } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import { canonicalJson } from './json.js';

/** What someone with a role did. It is written in the transaction of the deed, so neither exists without the other. */
export interface AuditEntry {
  /** Account id; absent when the platform itself acted, for example by its calendar. */
  readonly actor?: string;
  /** What was done, for example `approval.approved` or `POST /editions/:edition/reviews`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly editionId?: string;
  readonly requestId?: string;
  /** Ids, codes and numbers. Whatever looks like an address is replaced before it is stored. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface StoredAuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor?: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly editionId?: string;
  readonly requestId?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditQuery {
  readonly editionId?: string;
  readonly actor?: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  /** The beginning of the action, for example `approval.` or `POST /editions`. */
  readonly action?: string;
  /** The whole action. */
  readonly exactAction?: string;
  /** Only what was looked at, or only what was done; both when absent. */
  readonly kind?: 'look' | 'change';
  readonly from?: Date;
  readonly until?: Date;
  /** Only these editions; all when absent. Deeds of no single edition are left out where it is given. */
  readonly editions?: readonly string[];
  /** The `nextCursor` of the page before. */
  readonly cursor?: string;
  /** 1 to 200; 50 unless told. */
  readonly limit?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/** Longest page that a list gives out. */
export const LONGEST_PAGE = 200;

/** Clamps a page's length into 1 to 200. */
export function pageLength(limit: number | undefined): number {
  return Math.max(1, Math.min(LONGEST_PAGE, Math.trunc(limit ?? 50)));
}

/** Actions that change nothing: reads, and a look at somebody that is asked for by POST. */
const LOOKS = '^GET |looked$|/looks$';

interface AuditRow {
  id: string;
  at: Date;
  actor: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  edition_id: string | null;
  request_id: string | null;
  details: Record<string, unknown>;
}

/** A service's record of what people with roles did; rows are only ever added. */
export class AuditTrail {
  readonly #table: string;
  readonly #ids: IdSource;

  constructor(parts: { readonly schema: string; readonly ids: IdSource }) {
    this.#table = `${parts.schema}.audit_entries`;
    this.#ids = parts.ids;
  }

  /** Adds one entry, at the database's time. Throws a TypeError when the details are not JSON. */
  async record(tx: Pick<Tx, 'execute'>, entry: AuditEntry): Promise<void> {
    const details = canonicalJson(withoutAddresses(entry.details ?? {}));
    if (details === undefined) throw new TypeError(`The details of the audit entry ${entry.action} are not JSON`);
    await tx.execute(
      `INSERT INTO ${this.#table} (id, actor, action, subject_kind, subject_id, edition_id, request_id, details)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)`,
      [
        this.#ids.next(),
        entry.actor ?? null,
        entry.action,
        entry.subjectKind,
        entry.subjectId,
        entry.editionId ?? null,
        entry.requestId ?? null,
        details,
      ],
    );
  }

  /** A page of entries, newest first. */
  async list(tx: Pick<Tx, 'query'>, query: AuditQuery = {}): Promise<Page<StoredAuditEntry>> {
    const limit = pageLength(query.limit);
    const rows = await tx.query<AuditRow>(
      `SELECT id, at, actor, action, subject_kind, subject_id, edition_id, request_id, details
         FROM ${this.#table}
        WHERE ($1::text IS NULL OR edition_id = $1)
          AND ($2::uuid IS NULL OR actor = $2)
          AND ($3::text IS NULL OR subject_kind = $3)
          AND ($4::text IS NULL OR subject_id = $4)
          AND ($5::uuid IS NULL OR id < $5)
          AND ($7::text IS NULL OR starts_with(action, $7))
          AND ($8::timestamptz IS NULL OR at >= $8) AND ($9::timestamptz IS NULL OR at < $9)
          AND ($10::text[] IS NULL OR edition_id = ANY ($10))
          AND ($11::text IS NULL OR action = $11)
          AND ($12::text IS NULL OR (action ~ $13) = ($12 = 'look'))
        ORDER BY id DESC LIMIT $6`,
      [
        query.editionId ?? null,
        query.actor ?? null,
        query.subjectKind ?? null,
        query.subjectId ?? null,
        query.cursor ?? null,
        limit + 1,
        query.action ?? null,
        query.from ?? null,
        query.until ?? null,
        query.editions ?? null,
        query.exactAction ?? null,
        query.kind ?? null,
        LOOKS,
      ],
    );
    return pageOf(rows.map(toEntry), limit);
  }
}

/** Cuts a page from rows of which one more than wanted was read. */
export function pageOf<T extends { readonly id: string }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, nextCursor: last.id } : { items };
}

function toEntry(row: AuditRow): StoredAuditEntry {
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    details: row.details,
    ...(row.actor === null ? {} : { actor: row.actor }),
    ...(row.edition_id === null ? {} : { editionId: row.edition_id }),
    ...(row.request_id === null ? {} : { requestId: row.request_id }),
  };
}

const ADDRESS = /[^\s@<>"',;:()]+@[^\s@<>"',;:()]+/gu;

/** An audit entry outlives an erased account, so an address must never get into one, whoever passes it by mistake. */
function withoutAddresses(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(ADDRESS, '[address]');
  if (Array.isArray(value)) return value.map(withoutAddresses);
  // Anything but a plain object is left as it is, to be refused where it is written.
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([name, entry]) => [String(withoutAddresses(name)), withoutAddresses(entry)]),
    );
  }
  return value;
}
