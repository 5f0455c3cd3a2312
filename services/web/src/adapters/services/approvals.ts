import { ok, type Result } from '@wsis/kernel';
import {
  APPROVAL_STATES,
  APPROVING_SERVICES,
  ApprovalsInbox,
  type Approval,
  type ApprovalFilter,
  type ApprovalInFull,
  type ApprovalList,
  type ApprovalQuery,
  type ApprovalSort,
  type ApprovalState,
  type ApprovingService,
} from '../../application/approvals/ports.js';
import type { CalendarCommand, PhaseMove } from '../../application/editions/ports.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import { readEverywhere, streamEverywhere } from './everywhere.js';
import type { Json } from './json.js';
import { nomineeOf } from './mapping.js';
import type { ServiceCalls } from './service-calls.js';

const PAGE_LENGTH = 50;

/** Gathers what waits in each service, and hands decisions to the one that asked. */
export class ServiceApprovalsInbox extends ApprovalsInbox {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async list(visitor: Visitor, { sort, cursor, ...filter }: ApprovalQuery): Promise<ApprovalList> {
    const query = { ...filterOf(filter), cursor };
    const services = servicesFor(filter);
    const order = sort && { sort: `${sort.descending ? '-' : ''}${sort.by}`, placeOf: PLACES[sort.by] };
    const page = await readEverywhere(this.calls, visitor, services, '/approvals', query, PAGE_LENGTH, order);
    return { ...page, items: page.items.map(([service, item]) => approvalOf(service, item)) };
  }

  async all(visitor: Visitor, filter: ApprovalFilter): Promise<AsyncIterable<Approval>> {
    const query = filterOf(filter);
    return approvalsOf(await streamEverywhere(this.calls, visitor, servicesFor(filter), '/approvals', query));
  }

  async find(visitor: Visitor, service: ApprovingService, id: string): Promise<ApprovalInFull | undefined> {
    const found = await this.calls.read(visitor, service, `/approvals/${encodeURIComponent(id)}`);
    if (found === undefined) return undefined;
    const payload = found.at('payload');
    const nomineeId = service === 'nominations' ? payload.at('nomineeId').text() : undefined;
    const nominee =
      nomineeId && (await this.calls.read(visitor, service, `/nominees/${encodeURIComponent(nomineeId)}`));
    return {
      ...approvalOf(service, found),
      payload: JSON.stringify(payload.raw, null, 2) ?? '',
      about: service === 'identity' ? payload.at('accountId').text() : undefined,
      nominee: nominee ? nomineeOf(nominee) : undefined,
      panels: payload
        .at('panels')
        .items()
        .map((panel) => ({
          category: panel.at('category').text() ?? '',
          members: panel
            .at('members')
            .items()
            .flatMap((member) => member.text() ?? []),
          chair: panel.at('chair').text(),
        })),
      decisions: payload
        .at('decisions')
        .items()
        .map((decision) => ({
          category: decision.at('category').text() ?? '',
          winner: decision.at('winnerNomineeId').text(),
          specialRecognition: decision
            .at('specialRecognition')
            .items()
            .flatMap((nominee) => nominee.text() ?? []),
          statement: decision.at('statement').text() ?? '',
        })),
      plans: plansOf(payload),
      calendar: service === 'competition' ? calendarOf(payload) : undefined,
    };
  }

  approve(
    visitor: Visitor,
    service: ApprovingService,
    id: string,
    payloadHash: string,
  ): Promise<Result<void, Refused>> {
    return this.decide(visitor, service, `${id}/approval`, { payloadHash });
  }

  refuse(visitor: Visitor, service: ApprovingService, id: string, reason: string): Promise<Result<void, Refused>> {
    return this.decide(visitor, service, `${id}/refusal`, { reason });
  }

  private async decide(
    visitor: Visitor,
    service: ApprovingService,
    path: string,
    body: object,
  ): Promise<Result<void, Refused>> {
    const done = await this.calls.send(visitor, service, 'POST', `/approvals/${path}`, { body });
    return done.ok ? ok(undefined) : done;
  }
}

/** Where a proposal stands in each order, as the services tell it. */
const PLACES: Readonly<Record<ApprovalSort, (item: Json) => string>> = {
  proposed: () => '',
  expires: (item) => item.at('expiresAt').text() ?? '',
  kind: (item) => item.at('kind').text() ?? '',
};

/** A kind belongs to one service, which alone need be asked. */
function servicesFor({ kind }: ApprovalFilter): readonly ApprovingService[] {
  return APPROVING_SERVICES.filter((service) => kind === undefined || kind.startsWith(`${service}.`));
}

function filterOf({ state, kind, editionId }: ApprovalFilter) {
  return { state, kind, edition: editionId };
}

async function* approvalsOf(items: AsyncIterable<readonly [ApprovingService, Json]>): AsyncGenerator<Approval> {
  for await (const [service, item] of items) yield approvalOf(service, item);
}

function plansOf(payload: Json): ApprovalInFull['plans'] {
  return payload
    .at('plans')
    .items()
    .map((plan) => ({
      phase: plan.at('phase').text() ?? '',
      opensAt: plan.at('opensAt').instant(),
      closesAt: plan.at('closesAt').instant(),
    }));
}

/** Moves of the calendar, as the competition names them. */
const MOVES: Readonly<Record<string, PhaseMove>> = {
  'open-phase': 'opening',
  'extend-phase': 'extension',
  'close-phase': 'closing',
};

function calendarOf(payload: Json): CalendarCommand | undefined {
  const [type, reason] = [payload.at('type').text() ?? '', payload.at('reason').text() ?? ''];
  if (type === 'change-calendar') {
    return { type: 'dates', reason, fromVersion: payload.at('fromVersion').number() ?? 0, plans: plansOf(payload) };
  }
  const move = MOVES[type];
  const phase = payload.at('phase').text();
  return move === undefined || phase === undefined
    ? undefined
    : { type: move, reason, phase, closesAt: payload.at('closesAt').instant() };
}

function approvalOf(service: ApprovingService, json: Json): Approval {
  const state = json.at('state').text() ?? '';
  const kind = json.at('kind').text() ?? '';
  const effect = json.at('effect');
  return {
    service,
    id: json.at('id').text() ?? '',
    kind,
    editionId: json.at('editionId').text(),
    effect: {
      key: effect.at('key').text() ?? `approval.${kind}`,
      params: Object.fromEntries(
        effect
          .at('params')
          .entries()
          .map(([name, value]) => [name, typeof value.raw === 'number' ? value.raw : (value.text() ?? '')]),
      ),
    },
    payloadHash: json.at('payloadHash').text() ?? '',
    proposedBy: json.at('proposedBy').text() ?? '',
    decidedBy: json.at('decidedBy').text(),
    proposedAt: json.at('proposedAt').instant(),
    expiresAt: json.at('expiresAt').instant(),
    decidedAt: json.at('decidedAt').instant(),
    // A state that we do not know cannot be decided here.
    state: (APPROVAL_STATES as readonly string[]).includes(state) ? (state as ApprovalState) : 'failed',
    reason: json.at('reason').text(),
    lastRefusal: json.at('lastRefusal').at('code').text(),
    obstacle: json.at('obstacle').at('code').text(),
  };
}
