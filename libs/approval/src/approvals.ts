import { type ApprovalId, err, type IdSource, isLongerThan, ok, type Result } from '@wsis/kernel';
import type { Database, Tx } from '@wsis/persistence';
import { AuditTrail, type Page, pageLength, pageOf } from './audit-trail.js';
import { canonicalJson, type JsonValue, payloadHashOf } from './json.js';

/** The person who proposes or decides, as the session states it. */
export interface ApprovalActor {
  readonly accountId: string;
  readonly sessionId: string;
  readonly roles: readonly { readonly role: string; readonly edition: string }[];
  /** When the second factor was last verified. */
  readonly secondFactorAt?: Date;
}

export interface Proposal {
  readonly kind: string;
  /** Absent when the matter concerns no single edition: then a role for all editions is needed. */
  readonly editionId?: string | undefined;
  /** JSON; what the executor is given, unchanged. */
  readonly payload: unknown;
  readonly proposedBy: ApprovalActor;
  /** JSON; what the second person reads in the list. */
  readonly summary: unknown;
  /** By the database's clock; a day after the proposal unless told. */
  readonly expiresAt?: Date;
  readonly requestId?: string;
}

export type ApprovalState = 'proposed' | 'approved' | 'refused' | 'expired' | 'failed';

/** A refusal by what was to be carried out: a service's own code. */
export interface ExecutionRefusal {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** True when no later try can succeed: the approval is closed as failed. */
  readonly final?: boolean;
}

/** The effect of a proposal, to be said in the reader's language: `approval.<kind>` and what it needs. */
export interface EffectText {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface ApprovalSummary {
  readonly id: ApprovalId;
  readonly kind: string;
  readonly editionId?: string;
  readonly summary: JsonValue;
  readonly effect: EffectText;
  readonly payloadHash: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
  readonly state: ApprovalState;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  readonly reason?: string;
  /** Why the last try was refused by what was to be carried out. */
  readonly lastRefusal?: ExecutionRefusal;
  /** What would refuse it now, where its kind can tell without trying: things have moved on since it was proposed. */
  readonly obstacle?: ExecutionRefusal;
}

export interface ApprovalDetails extends ApprovalSummary {
  readonly payload: JsonValue;
  readonly result?: JsonValue;
}

/** What an executor is given. The payload has the hash that both persons saw. */
export interface ApprovedProposal<P = JsonValue> {
  readonly id: ApprovalId;
  readonly kind: string;
  readonly editionId?: string;
  readonly payload: P;
  readonly payloadHash: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly approvedBy: string;
  /** Database time of the approval. */
  readonly approvedAt: Date;
}

/** A proposal that still waits. */
export type OpenProposal<P = JsonValue> = Pick<ApprovedProposal<P>, 'id' | 'editionId' | 'payload'>;

export interface ApprovalKind<P = JsonValue> {
  /** Both persons hold one of these for the edition. */
  readonly roles: readonly string[];
  /** Who may be the second person, where not everybody who may propose is; the roles above unless told. */
  readonly approvers?: readonly string[];
  /**
   * Carries the proposal out, inside of the approving transaction. On a refusal all that it wrote is undone and the
   * approval stays open, or is closed as failed when the refusal is final. What it throws undoes the whole approval.
   */
  execute(tx: Tx, approval: ApprovedProposal<P>): Promise<Result<JsonValue | undefined, ExecutionRefusal>>;
  /**
   * What stands in the way of these proposals now, by their id; all are looked at together, and nothing is written or
   * locked. It is shown with the proposal; whether it holds is decided by `execute` alone.
   */
  obstacles?(
    database: Pick<Tx, 'query'>,
    open: readonly OpenProposal<P>[],
  ): Promise<ReadonlyMap<string, ExecutionRefusal>>;
}

export type ApprovalRefusal =
  | { readonly code: 'APPROVAL.NOT_FOUND' }
  | { readonly code: 'APPROVAL.ALREADY_DECIDED'; readonly state: ApprovalState }
  | { readonly code: 'APPROVAL.EXPIRED' }
  | { readonly code: 'APPROVAL.SAME_PERSON' }
  | { readonly code: 'APPROVAL.ROLE_REQUIRED'; readonly roles: readonly string[] }
  | { readonly code: 'APPROVAL.SECOND_FACTOR_STALE' }
  | { readonly code: 'APPROVAL.PAYLOAD_CHANGED' }
  | { readonly code: 'APPROVAL.PAYLOAD_INVALID' }
  | { readonly code: 'APPROVAL.EXPIRY_INVALID' }
  | { readonly code: 'APPROVAL.REASON_REQUIRED' }
  | { readonly code: 'APPROVAL.EXECUTION_REFUSED'; readonly refusal: ExecutionRefusal };

export type ProposalRefusal = Extract<
  ApprovalRefusal,
  {
    code:
      | 'APPROVAL.ROLE_REQUIRED'
      | 'APPROVAL.SECOND_FACTOR_STALE'
      | 'APPROVAL.PAYLOAD_INVALID'
      | 'APPROVAL.EXPIRY_INVALID';
  }
>;

/** By what a list of proposals can be sorted: their age, their end, or what they are about. */
export const APPROVAL_SORTS = ['proposed', 'expires', 'kind'] as const;
export type ApprovalSort = (typeof APPROVAL_SORTS)[number];

export interface ApprovalQuery {
  readonly state?: ApprovalState;
  readonly kind?: string;
  readonly editionId?: string;
  /** Only these editions; all when absent. Matters of no single edition are left out where it is given. */
  readonly editions?: readonly string[];
  /** The newest first unless told. */
  readonly sort?: { readonly by: ApprovalSort; readonly descending: boolean };
  /** The `nextCursor` of the page before. */
  readonly cursor?: string;
  /** Where the page before ended by its order, which `placeOf` tells of its last proposal. */
  readonly place?: string;
  /** 1 to 200; 50 unless told. */
  readonly limit?: number;
}

/** Where a proposal stands in a list that is sorted so; those of one place are sorted by age. */
export function placeOf({ expiresAt, kind }: Pick<ApprovalSummary, 'expiresAt' | 'kind'>, by: ApprovalSort): string {
  const places: Readonly<Record<ApprovalSort, string>> = { proposed: '', expires: expiresAt.toISOString(), kind };
  return places[by];
}

/** The same as `placeOf`, in SQL. */
const PLACES: Readonly<Record<ApprovalSort, string>> = {
  proposed: `''`,
  expires: `to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  kind: 'kind',
};

/** How long a second factor counts. */
const SECOND_FACTOR_MS = 10 * 60_000;
/** Identity's clock may run ahead of the database's by this much. */
const CLOCK_SKEW_MS = 60_000;
const DEFAULT_LIFE_MS = 24 * 3_600_000;
const LONGEST_LIFE_MS = 30 * 24 * 3_600_000;
const LONGEST_REASON = 1_000;

interface ApprovalRow {
  id: string;
  kind: string;
  edition_id: string | null;
  payload: JsonValue;
  payload_hash: string;
  summary: JsonValue;
  proposed_by: string;
  proposed_at: Date;
  expires_at: Date;
  state: ApprovalState;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
  result: JsonValue;
  last_refusal: ExecutionRefusal | null;
  facts: Record<string, JsonValue> | null;
}

const SUMMARY_COLUMNS = `id, kind, edition_id, summary, payload_hash, proposed_by, proposed_at, expires_at,
  CASE WHEN state = 'proposed' AND expires_at <= clock_timestamp() THEN 'expired' ELSE state END AS state,
  decided_by, decided_at, reason, last_refusal,
  CASE jsonb_typeof(payload) WHEN 'object' THEN (
    SELECT jsonb_object_agg(key, CASE jsonb_typeof(value) WHEN 'array' THEN to_jsonb(jsonb_array_length(value)) ELSE value END)
    FROM jsonb_each(payload) WHERE jsonb_typeof(value) <> 'object') END AS facts`;

/**
 * Two persons for one command: one proposes, another approves exactly what was proposed, and it is carried out in that transaction.
 * Expiry and second factors are judged by the database's clock.
 */
export class Approvals {
  readonly #database: Database;
  readonly #table: string;
  readonly #ids: IdSource;
  readonly #audit: AuditTrail;
  readonly #kinds = new Map<string, ApprovalKind<never>>();

  constructor(parts: { readonly database: Database; readonly schema: string; readonly ids: IdSource }) {
    this.#database = parts.database;
    this.#table = `${parts.schema}.approvals`;
    this.#ids = parts.ids;
    this.#audit = new AuditTrail(parts);
  }

  /** Declares a kind and what carries it out; throws when the kind has been declared before. */
  register<P = JsonValue>(kind: string, definition: ApprovalKind<P>): void {
    if (this.#kinds.has(kind)) throw new Error(`The approval kind ${kind} is registered twice`);
    if (definition.roles.length === 0) throw new Error(`The approval kind ${kind} names no role`);
    this.#kinds.set(kind, definition as ApprovalKind<never>);
  }

  /** The kinds that have been declared. */
  get kinds(): readonly string[] {
    return [...this.#kinds.keys()];
  }

  /** Writes a proposal down in the caller's transaction. Throws when the kind is not registered. */
  async propose(tx: Tx, proposal: Proposal): Promise<Result<ApprovalId, ProposalRefusal>> {
    const kind = this.#kinds.get(proposal.kind);
    if (!kind) throw new Error(`The approval kind ${proposal.kind} is not registered`);
    const { proposedBy: actor } = proposal;
    if (!mayAct(actor, kind.roles, proposal.editionId))
      return err({ code: 'APPROVAL.ROLE_REQUIRED', roles: kind.roles });
    const payload = canonicalJson(proposal.payload);
    const summary = canonicalJson(proposal.summary);
    if (payload === undefined || summary === undefined) return err({ code: 'APPROVAL.PAYLOAD_INVALID' });
    const now = await databaseTime(tx);
    if (!isFresh(actor, now)) return err({ code: 'APPROVAL.SECOND_FACTOR_STALE' });
    const life = (proposal.expiresAt?.getTime() ?? now.getTime() + DEFAULT_LIFE_MS) - now.getTime();
    if (!(life > 0 && life <= LONGEST_LIFE_MS)) return err({ code: 'APPROVAL.EXPIRY_INVALID' });
    const id = this.#ids.next();
    const payloadHash = payloadHashOf(proposal.payload);
    await tx.execute(
      `INSERT INTO ${this.#table} (id, kind, edition_id, payload, payload_hash, summary, proposed_by, proposed_at,
         proposer_session_id, proposer_second_factor_at, expires_at)
       VALUES ($1, $2, $3, $4::jsonb, $5, $6::jsonb, $7, $8, $9, $10, $11)`,
      [
        id,
        proposal.kind,
        proposal.editionId ?? null,
        payload,
        payloadHash,
        summary,
        actor.accountId,
        now,
        actor.sessionId,
        actor.secondFactorAt,
        new Date(now.getTime() + life),
      ],
    );
    const row = { id, kind: proposal.kind, edition_id: proposal.editionId ?? null, payload_hash: payloadHash };
    await this.#record(tx, 'approval.proposed', row, actor, proposal.requestId);
    return ok(id as ApprovalId);
  }

  /**
   * Approves what the second person saw, named by its hash, and carries it out in the same transaction.
   * Of several who approve at once one executes; the others are told that it is decided.
   */
  async approve(
    approvalId: string,
    actor: ApprovalActor & { readonly payloadHash: string; readonly requestId?: string },
  ): Promise<Result<JsonValue, ApprovalRefusal>> {
    return this.#database.transaction(async (tx) => {
      const locked = await this.#lockOpen(tx, approvalId, actor);
      if (!locked.ok) return locked;
      const { row, kind, now } = locked.value;
      if (row.proposed_by === actor.accountId) return err({ code: 'APPROVAL.SAME_PERSON' });
      const approvers = kind.approvers ?? kind.roles;
      if (!mayAct(actor, approvers, row.edition_id ?? undefined))
        return err({ code: 'APPROVAL.ROLE_REQUIRED', roles: approvers });
      if (!isFresh(actor, now)) return err({ code: 'APPROVAL.SECOND_FACTOR_STALE' });
      // The stored payload is hashed again: a row edited behind the platform's back is not what was proposed.
      if (actor.payloadHash !== row.payload_hash || payloadHashOf(row.payload) !== row.payload_hash) {
        return err({ code: 'APPROVAL.PAYLOAD_CHANGED' });
      }
      await tx.execute('SAVEPOINT execution');
      const executed = await kind.execute(tx, {
        id: row.id as ApprovalId,
        kind: row.kind,
        ...(row.edition_id === null ? {} : { editionId: row.edition_id }),
        payload: row.payload as never,
        payloadHash: row.payload_hash,
        proposedBy: row.proposed_by,
        proposedAt: row.proposed_at,
        approvedBy: actor.accountId,
        approvedAt: now,
      });
      if (!executed.ok) {
        await tx.execute('ROLLBACK TO SAVEPOINT execution');
        return this.#noteRefusal(tx, row, actor, executed.error);
      }
      const result = executed.value ?? null;
      await tx.execute(
        `UPDATE ${this.#table} SET state = 'approved', decided_by = $2, decided_at = $3, decider_session_id = $4,
           decider_second_factor_at = $5, result = $6::jsonb WHERE id = $1`,
        [row.id, actor.accountId, now, actor.sessionId, actor.secondFactorAt, JSON.stringify(result)],
      );
      await this.#record(tx, 'approval.approved', row, actor, actor.requestId);
      return ok(result);
    });
  }

  /** Refuses a proposal with a reason; its proposer may do so too, which withdraws it. */
  async refuse(
    approvalId: string,
    actor: ApprovalActor & { readonly reason: string; readonly requestId?: string },
  ): Promise<Result<void, ApprovalRefusal>> {
    const reason = actor.reason.trim();
    if (reason.length === 0 || isLongerThan(reason, LONGEST_REASON) || canonicalJson(reason) === undefined) {
      return err({ code: 'APPROVAL.REASON_REQUIRED' });
    }
    return this.#database.transaction(async (tx) => {
      const locked = await this.#lockOpen(tx, approvalId, actor);
      if (!locked.ok) return locked;
      const { row, kind, now } = locked.value;
      // Whoever may only propose withdraws what is their own.
      const deciders = row.proposed_by === actor.accountId ? kind.roles : (kind.approvers ?? kind.roles);
      if (!mayAct(actor, deciders, row.edition_id ?? undefined))
        return err({ code: 'APPROVAL.ROLE_REQUIRED', roles: deciders });
      if (!isFresh(actor, now)) return err({ code: 'APPROVAL.SECOND_FACTOR_STALE' });
      await tx.execute(
        `UPDATE ${this.#table} SET state = 'refused', decided_by = $2, decided_at = $3, decider_session_id = $4,
           decider_second_factor_at = $5, reason = $6 WHERE id = $1`,
        [row.id, actor.accountId, now, actor.sessionId, actor.secondFactorAt, reason],
      );
      await this.#record(tx, 'approval.refused', row, actor, actor.requestId);
      return ok(undefined);
    });
  }

  /** One proposal with its payload. */
  async get(approvalId: string): Promise<Result<ApprovalDetails, { readonly code: 'APPROVAL.NOT_FOUND' }>> {
    if (!isUuid(approvalId)) return err({ code: 'APPROVAL.NOT_FOUND' });
    const [row] = await this.#database.query<ApprovalRow>(
      `SELECT ${SUMMARY_COLUMNS}, payload, result FROM ${this.#table} WHERE id = $1`,
      [approvalId],
    );
    if (!row) return err({ code: 'APPROVAL.NOT_FOUND' });
    const [summary = toSummary(row)] = await this.#withObstacles([toSummary(row)]);
    return ok({ ...summary, payload: row.payload, ...(row.result === null ? {} : { result: row.result }) });
  }

  /** A page of proposals without their payloads. A proposal whose time ran out shows as expired at once. */
  async list(query: ApprovalQuery = {}): Promise<Page<ApprovalSummary>> {
    const limit = pageLength(query.limit);
    if (query.cursor !== undefined && !isUuid(query.cursor)) return { items: [] };
    const { by, descending } = query.sort ?? { by: 'proposed', descending: true };
    const [way, beyond] = descending ? ['DESC', '<'] : ['ASC', '>'];
    const rows = await this.#database.query<ApprovalRow>(
      `SELECT * FROM (SELECT ${SUMMARY_COLUMNS}, ${PLACES[by]}::text COLLATE "C" AS place FROM ${this.#table}
         WHERE ($1::text IS NULL OR kind = $1)
           AND ($2::text IS NULL OR edition_id = $2)
           AND ($3::text[] IS NULL OR edition_id = ANY ($3))) AS shown
        WHERE ($5::text IS NULL OR state = $5)
          AND ($4::uuid IS NULL OR (place, id) ${beyond} ($7::text COLLATE "C", $4))
        ORDER BY place ${way}, id ${way} LIMIT $6`,
      [
        query.kind ?? null,
        query.editionId ?? null,
        query.editions ?? null,
        query.cursor ?? null,
        query.state ?? null,
        limit + 1,
        query.place ?? '',
      ],
    );
    const page = pageOf(rows.map(toSummary), limit);
    return { ...page, items: await this.#withObstacles(page.items) };
  }

  /** Adds what stands in the way, by one look a kind. */
  async #withObstacles(summaries: readonly ApprovalSummary[]): Promise<readonly ApprovalSummary[]> {
    const open = summaries.filter(({ kind, state }) => state === 'proposed' && this.#kinds.get(kind)?.obstacles);
    if (open.length === 0) return summaries;
    const rows = await this.#database.query<Pick<ApprovalRow, 'id' | 'kind' | 'edition_id' | 'payload'>>(
      `SELECT id, kind, edition_id, payload FROM ${this.#table} WHERE id = ANY ($1::uuid[])`,
      [open.map(({ id }) => id)],
    );
    const found = await Promise.all(
      [...this.#kinds].map(([kind, { obstacles }]) => {
        const asked = rows.filter((row) => row.kind === kind).map(toOpenProposal);
        return asked.length === 0 ? undefined : obstacles?.(this.#database, asked);
      }),
    );
    return summaries.map((summary) => {
      const obstacle = found.map((each) => each?.get(summary.id)).find((each) => each !== undefined);
      return obstacle === undefined ? summary : { ...summary, obstacle };
    });
  }

  async #lockOpen(
    tx: Tx,
    approvalId: string,
    actor: ApprovalActor,
  ): Promise<Result<{ row: ApprovalRow; kind: ApprovalKind<never>; now: Date }, ApprovalRefusal>> {
    if (!isUuid(approvalId)) return err({ code: 'APPROVAL.NOT_FOUND' });
    const [row] = await tx.query<ApprovalRow>(`SELECT * FROM ${this.#table} WHERE id = $1 FOR UPDATE`, [approvalId]);
    if (!row) return err({ code: 'APPROVAL.NOT_FOUND' });
    const kind = this.#kinds.get(row.kind);
    // Who may neither propose nor decide it is not told how it ended.
    const roles = [...(kind?.roles ?? []), ...(kind?.approvers ?? [])];
    if (kind && !mayAct(actor, roles, row.edition_id ?? undefined))
      return err({ code: 'APPROVAL.ROLE_REQUIRED', roles });
    if (row.state === 'expired') return err({ code: 'APPROVAL.EXPIRED' });
    if (row.state !== 'proposed') return err({ code: 'APPROVAL.ALREADY_DECIDED', state: row.state });
    // Read after the lock is held: time spent waiting for it counts.
    const now = await databaseTime(tx);
    if (row.expires_at.getTime() <= now.getTime()) {
      await tx.execute(`UPDATE ${this.#table} SET state = 'expired', decided_at = $2 WHERE id = $1`, [row.id, now]);
      await this.#record(tx, 'approval.expired', row, undefined, undefined);
      return err({ code: 'APPROVAL.EXPIRED' });
    }
    if (!kind) throw new Error(`The approval kind ${row.kind} is not registered`);
    return ok({ row, kind, now });
  }

  async #noteRefusal(
    tx: Tx,
    row: ApprovalRow,
    actor: ApprovalActor & { readonly requestId?: string },
    refusal: ExecutionRefusal,
  ): Promise<Result<never, ApprovalRefusal>> {
    const failed = refusal.final === true;
    const stored = JSON.stringify(refusal);
    if (failed) {
      await tx.execute(
        `UPDATE ${this.#table} SET state = 'failed', decided_by = $2, decided_at = clock_timestamp(), decider_session_id = $3,
           decider_second_factor_at = $4, reason = $5, last_refusal = $6::jsonb WHERE id = $1`,
        [row.id, actor.accountId, actor.sessionId, actor.secondFactorAt, refusal.code, stored],
      );
    } else {
      await tx.execute(`UPDATE ${this.#table} SET last_refusal = $2::jsonb WHERE id = $1`, [row.id, stored]);
    }
    await this.#record(
      tx,
      failed ? 'approval.failed' : 'approval.not-executed',
      row,
      actor,
      actor.requestId,
      refusal.code,
    );
    return err({ code: 'APPROVAL.EXECUTION_REFUSED', refusal });
  }

  async #record(
    tx: Tx,
    action: string,
    row: Pick<ApprovalRow, 'id' | 'kind' | 'edition_id' | 'payload_hash'>,
    actor: ApprovalActor | undefined,
    requestId: string | undefined,
    refusal?: string,
  ): Promise<void> {
    await this.#audit.record(tx, {
      action,
      subjectKind: 'approval',
      subjectId: row.id,
      details: { kind: row.kind, payloadHash: row.payload_hash, refusal },
      ...(actor === undefined ? {} : { actor: actor.accountId }),
      ...(row.edition_id === null ? {} : { editionId: row.edition_id }),
      ...(requestId === undefined ? {} : { requestId }),
    });
  }
}

async function databaseTime(tx: Tx): Promise<Date> {
  const [row] = await tx.query<{ now: Date }>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  return (row as { now: Date }).now;
}

function mayAct(actor: ApprovalActor, roles: readonly string[], editionId: string | undefined): boolean {
  return actor.roles.some(
    ({ role, edition }) =>
      roles.includes(role) && (edition === '*' || (editionId !== undefined && edition === editionId)),
  );
}

function isFresh(actor: ApprovalActor, now: Date): boolean {
  if (!actor.secondFactorAt) return false;
  const age = now.getTime() - actor.secondFactorAt.getTime();
  return age <= SECOND_FACTOR_MS && age >= -CLOCK_SKEW_MS;
}

const LONGEST_PARAM = 300;

/** What the words of a kind may use: the edition, then the plain values of the payload, then those of the summary; of lists, how long they are. */
function effectOf({ kind, edition_id, facts, summary }: ApprovalRow): EffectText {
  const params: Record<string, string | number> = { edition: edition_id ?? '*' };
  const told = typeof summary === 'object' && summary !== null && !Array.isArray(summary) ? summary : {};
  for (const [name, value] of [...Object.entries(facts ?? {}), ...Object.entries(told)]) {
    if (typeof value === 'number') params[name] = value;
    else if (typeof value === 'string') params[name] = value.slice(0, LONGEST_PARAM);
    else if (typeof value === 'boolean') params[name] = value ? 'yes' : 'no';
    else if (Array.isArray(value)) params[name] = value.length;
  }
  return { key: `approval.${kind}`, params };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function toOpenProposal({ id, edition_id, payload }: Pick<ApprovalRow, 'id' | 'edition_id' | 'payload'>) {
  const proposal = { id: id as ApprovalId, payload: payload as never };
  return edition_id === null ? proposal : { ...proposal, editionId: edition_id };
}

function toSummary(row: ApprovalRow): ApprovalSummary {
  return {
    id: row.id as ApprovalId,
    kind: row.kind,
    ...(row.edition_id === null ? {} : { editionId: row.edition_id }),
    summary: row.summary,
    effect: effectOf(row),
    payloadHash: row.payload_hash,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    expiresAt: row.expires_at,
    state: row.state,
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.last_refusal === null ? {} : { lastRefusal: row.last_refusal }),
  };
}
