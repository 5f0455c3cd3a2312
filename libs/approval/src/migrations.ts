import type { Migration } from '@wsis/persistence';

/**
 * The table of proposals that need a second person, for one service's schema.
 * The database itself refuses one person as both, a changed proposal, a decision changed later, and a deletion.
 */
export function approvalMigrations(schema: string): readonly Migration[] {
  return [
    {
      name: 'approval-0001-approvals',
      up: [
        `CREATE TABLE ${schema}.approvals (
           id UUID PRIMARY KEY,
           kind TEXT NOT NULL,
           edition_id TEXT,
           payload JSONB NOT NULL,
           payload_hash TEXT NOT NULL CHECK (payload_hash ~ '^[0-9a-f]{64}$'),
           summary JSONB NOT NULL,
           proposed_by UUID NOT NULL,
           proposed_at TIMESTAMPTZ NOT NULL,
           proposer_session_id TEXT NOT NULL,
           proposer_second_factor_at TIMESTAMPTZ NOT NULL,
           expires_at TIMESTAMPTZ NOT NULL,
           state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'refused', 'expired', 'failed')),
           decided_by UUID,
           decided_at TIMESTAMPTZ,
           decider_session_id TEXT,
           decider_second_factor_at TIMESTAMPTZ,
           reason TEXT,
           result JSONB,
           last_refusal JSONB,
           CHECK (expires_at > proposed_at),
           CHECK ((state = 'proposed') = (decided_at IS NULL)),
           CHECK ((state IN ('approved', 'refused', 'failed')) = (decided_by IS NOT NULL)),
           CHECK (state NOT IN ('approved', 'failed') OR decided_by <> proposed_by),
           CHECK (state <> 'approved' OR (decider_session_id IS NOT NULL AND decider_second_factor_at IS NOT NULL)),
           CHECK (state <> 'refused' OR reason IS NOT NULL))`,
        `CREATE INDEX approvals_open ON ${schema}.approvals (expires_at) WHERE state = 'proposed'`,
        `CREATE INDEX approvals_by_edition ON ${schema}.approvals (edition_id, id)`,
        `CREATE FUNCTION ${schema}.approvals_stay_as_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF TG_OP <> 'UPDATE' THEN
             RAISE EXCEPTION 'an approval is never deleted' USING ERRCODE = 'integrity_constraint_violation';
           END IF;
           IF (NEW.id, NEW.kind, NEW.edition_id, NEW.payload, NEW.payload_hash, NEW.summary, NEW.proposed_by, NEW.proposed_at,
               NEW.proposer_session_id, NEW.proposer_second_factor_at, NEW.expires_at)
              IS DISTINCT FROM
              (OLD.id, OLD.kind, OLD.edition_id, OLD.payload, OLD.payload_hash, OLD.summary, OLD.proposed_by, OLD.proposed_at,
               OLD.proposer_session_id, OLD.proposer_second_factor_at, OLD.expires_at) THEN
             RAISE EXCEPTION 'a proposal is never changed' USING ERRCODE = 'integrity_constraint_violation';
           END IF;
           IF OLD.state <> 'proposed' THEN
             RAISE EXCEPTION 'a decision is never changed' USING ERRCODE = 'integrity_constraint_violation';
           END IF;
           RETURN NEW;
         END $$`,
        `CREATE TRIGGER approvals_stay_as_proposed BEFORE UPDATE OR DELETE ON ${schema}.approvals
           FOR EACH ROW EXECUTE FUNCTION ${schema}.approvals_stay_as_proposed()`,
      ],
    },
  ];
}

/** The table of audit entries, for one service's schema. Rows can be added and read, nothing else. */
export function auditMigrations(schema: string): readonly Migration[] {
  return [
    {
      name: 'audit-0001-audit-entries',
      up: [
        `CREATE TABLE ${schema}.audit_entries (
           id UUID PRIMARY KEY,
           at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
           actor UUID,
           action TEXT NOT NULL,
           subject_kind TEXT NOT NULL,
           subject_id TEXT NOT NULL,
           edition_id TEXT,
           request_id TEXT,
           details JSONB NOT NULL)`,
        `CREATE INDEX audit_entries_by_edition ON ${schema}.audit_entries (edition_id, id)`,
        `CREATE INDEX audit_entries_by_subject ON ${schema}.audit_entries (subject_kind, subject_id, id)`,
        `CREATE INDEX audit_entries_by_actor ON ${schema}.audit_entries (actor, id)`,
        `CREATE FUNCTION ${schema}.audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           RAISE EXCEPTION 'an audit entry is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
         END $$`,
        `CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}.audit_entries
           FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.audit_entries_stay()`,
      ],
    },
  ];
}
