import type { Approvals, ExecutionRefusal, OpenProposal } from '@wsis/approval';
import { err, ok } from '@wsis/kernel';
import { toExecutionRefusal } from './adapters/http/problem-map.js';
import type { AdoptRules, RulesAdoptionPayload } from './application/adopt-rules.js';
import { commandOf, type MoveCalendar } from './application/move-calendar.js';
import type { CompetitionError } from './domain/competition-error.js';

const ROLES = ['secretariat'];

/** Declares what two persons may do in the competition, and what carries it out. */
export function registerApprovalKinds(approvals: Approvals, adoptRules: AdoptRules, moveCalendar: MoveCalendar): void {
  approvals.register<RulesAdoptionPayload>('competition.adopt-rules', {
    roles: ROLES,
    async execute(tx, approval) {
      const done = await adoptRules.apply(tx, editionOf(approval), approval.payload, approval.id);
      return done.ok ? ok({ ...done.value }) : err(toExecutionRefusal(done.error));
    },
    async obstacles(database, open) {
      const waiting = open.map((each) => ({ id: each.id, editionId: editionOf(each), payload: each.payload }));
      return refusals(await adoptRules.obstacles(database, waiting));
    },
  });
  for (const type of ['change-calendar', 'open-phase', 'extend-phase', 'close-phase'] as const) {
    approvals.register<Readonly<Record<string, unknown>>>(`competition.${type}`, {
      roles: ROLES,
      async execute(tx, approval) {
        const done = await moveCalendar.apply(tx, editionOf(approval), commandOf(approval.payload), approval.id);
        return done.ok ? ok({ calendarVersion: done.value.version }) : err(toExecutionRefusal(done.error));
      },
      async obstacles(database, open) {
        const waiting = open.map((each) => ({
          id: each.id,
          editionId: editionOf(each),
          command: commandOf(each.payload),
        }));
        return refusals(await moveCalendar.obstacles(database, waiting));
      },
    });
  }
}

function refusals(found: ReadonlyMap<string, CompetitionError>): ReadonlyMap<string, ExecutionRefusal> {
  return new Map([...found].map(([id, error]) => [id, toExecutionRefusal(error)]));
}

function editionOf(approval: OpenProposal<unknown>): string {
  if (approval.editionId === undefined) throw new Error(`The approval ${approval.id} names no edition`);
  return approval.editionId;
}
