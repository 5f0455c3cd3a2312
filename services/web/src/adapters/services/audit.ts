import {
  AUDITED_SERVICES,
  StaffDeeds,
  type AuditedService,
  type Deed,
  type DeedList,
  type DeedQuery,
} from '../../application/audit/ports.js';
import type { Visitor } from '../../application/visitor.js';
import { readEverywhere, streamEverywhere } from './everywhere.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const PAGE_LENGTH = 50;

/** Gathers the audit trails of all services. Each look at one is itself on record there. */
export class ServiceStaffDeeds extends StaffDeeds {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async list(visitor: Visitor, query: DeedQuery, cursor: string | undefined): Promise<DeedList> {
    const wanted = { ...filterOf(query), cursor };
    const page = await readEverywhere(this.calls, visitor, servicesOf(query), '/audit', wanted, PAGE_LENGTH);
    return { ...page, items: page.items.map(([service, item]) => deedOf(service, item)) };
  }

  async all(visitor: Visitor, query: DeedQuery): Promise<AsyncIterable<Deed>> {
    return deedsOf(await streamEverywhere(this.calls, visitor, servicesOf(query), '/audit', filterOf(query)));
  }
}

async function* deedsOf(items: AsyncIterable<readonly [AuditedService, Json]>): AsyncGenerator<Deed> {
  for await (const [service, item] of items) yield deedOf(service, item);
}

function servicesOf({ service }: DeedQuery): readonly AuditedService[] {
  return service === undefined ? AUDITED_SERVICES : [service];
}

function filterOf({ actor, action, kind, editionId, subjectId, from, until }: DeedQuery) {
  return {
    actor,
    exactAction: action,
    kind,
    edition: editionId,
    subjectId,
    from: from?.toISOString(),
    until: until?.toISOString(),
  };
}

function deedOf(service: AuditedService, json: Json): Deed {
  return {
    service,
    id: json.at('id').text() ?? '',
    at: json.at('at').instant(),
    actor: json.at('actor').text(),
    action: json.at('action').text() ?? '',
    subjectKind: json.at('subjectKind').text() ?? '',
    subjectId: json.at('subjectId').text() ?? '',
    editionId: json.at('editionId').text(),
    requestId: json.at('requestId').text(),
    details: Object.fromEntries(
      json
        .at('details')
        .entries()
        .map(([name, value]) => [name, value.raw]),
    ),
  };
}
