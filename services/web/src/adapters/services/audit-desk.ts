import type { Readable } from 'node:stream';
import { ok, type Result } from '@wsis/kernel';
import {
  AuditDesk,
  type BallotsDecided,
  type CalendarMove,
  type Evidence,
  type LedgerBalance,
  type LedgerStatement,
  type OpeningsExport,
  type RulesAdoption,
  type SignedLedger,
  type TwoPersons,
} from '../../application/audit/desk-port.js';
import type { PhaseDates } from '../../application/editions/ports.js';
import type { Page } from '../../application/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const PAGE_LENGTH = 50;
/** Approvals of one edition and service that a page looks people up in: the latest. */
const APPROVALS_READ = 200;

/** Reads what competition and voting tell of an edition, and who was behind it. */
export class ServiceAuditDesk extends AuditDesk {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async rules(visitor: Visitor, editionId: string): Promise<readonly RulesAdoption[]> {
    const [versions, approvals] = await Promise.all([
      this.calls.read(visitor, 'competition', at(editionId, '/rule-book/versions')),
      this.approvals(visitor, 'competition', editionId, 'competition.adopt-rules'),
    ]);
    return items(versions).map((item) => {
      const hash = textIn(item, 'hash');
      const approval = approvals.find((each) => each.at('effect').at('params').at('ruleBookHash').text() === hash);
      return {
        version: item.at('version').number() ?? 0,
        hash,
        adoptedAt: item.at('adoptedAt').instant(),
        agreed: approval && twoPersons(textIn(approval, 'id'), approval),
      };
    });
  }

  async calendar(visitor: Visitor, editionId: string, cursor: string | undefined): Promise<Page<CalendarMove>> {
    const [changes, approvals] = await Promise.all([
      this.calls.read(visitor, 'competition', page(editionId, '/calendar/changes', cursor)),
      this.approvals(visitor, 'competition', editionId),
    ]);
    return pageOf(changes, (item) => ({
      version: item.at('version').number() ?? 0,
      change: textIn(item, 'change'),
      reason: textIn(item, 'reason'),
      moved: movedIn(item),
      changedAt: item.at('changedAt').instant(),
      agreed: behind(item, approvals),
    }));
  }

  async ledger(visitor: Visitor, editionId: string): Promise<LedgerStatement | undefined> {
    const health = await this.calls.read(visitor, 'voting', at(editionId, '/health'));
    if (health === undefined) return undefined;
    const rows = health.at('size').number() ?? 0;
    const [ledger, key, checkpoint, statement, approvals] = await Promise.all([
      this.calls.read(visitor, 'voting', at(editionId, `/ledger?from=${Math.max(0, rows - 1)}&limit=1`)),
      this.calls.read(visitor, 'voting', '/receipt-key'),
      this.calls.read(visitor, 'voting', at(editionId, '/checkpoint')),
      this.statement(visitor, editionId),
      this.approvals(visitor, 'voting', editionId, 'voting.certify'),
    ]);
    const [last] = ledger?.at('rows').items() ?? [];
    const [certified] = approvals;
    return {
      state: textIn(health, 'state'),
      opensAt: health.at('opensAt').instant(),
      closesAt: health.at('closesAt').instant(),
      accepted: health.at('accepted').number() ?? 0,
      rows,
      finalNumber: health.at('finalLedgerNumber').number(),
      rules: { version: health.at('rules').at('version').number() ?? 0, hash: health.at('rules').at('hash').text() },
      head: last && { number: last.at('number').number() ?? 0, leafHash: textIn(last, 'leafHash') },
      checkpoint: checkpoint && signedLedgerOf(checkpoint),
      keyId: key?.at('keyId').text(),
      balance: statement && balanceOf(statement),
      certified: certified && {
        ...twoPersons(textIn(certified, 'id'), certified),
        resultHash: certified.at('effect').at('params').at('resultHash').text(),
      },
    };
  }

  async decisions(visitor: Visitor, editionId: string, cursor: string | undefined): Promise<Page<BallotsDecided>> {
    const [register, approvals] = await Promise.all([
      this.calls.read(visitor, 'voting', page(editionId, '/removals', cursor)),
      this.approvals(visitor, 'voting', editionId),
    ]);
    return pageOf(register, (item) => ({
      ledgerNumber: item.at('ledgerNumber').number() ?? 0,
      action: textIn(item, 'action'),
      ballots: item
        .at('ballots')
        .items()
        .flatMap((ballot) => ballot.number() ?? []),
      rule: textIn(item, 'rule'),
      evidenceHash: textIn(item, 'evidenceHash'),
      decidedAt: item.at('decidedAt').instant(),
      agreed: behind(item, approvals),
    }));
  }

  async evidence(visitor: Visitor, editionId: string, ledgerNumber: number): Promise<Evidence | undefined> {
    const found = await this.calls.read(visitor, 'voting', at(editionId, `/removals/${ledgerNumber}/evidence`));
    return found && { evidence: textIn(found, 'evidence'), salt: found.at('salt').text() };
  }

  async exports(visitor: Visitor, editionId: string): Promise<readonly OpeningsExport[]> {
    return items(await this.calls.read(visitor, 'voting', at(editionId, '/openings'))).map((item) => ({
      id: textIn(item, 'id'),
      reason: textIn(item, 'reason'),
      grantedAt: item.at('grantedAt').instant(),
      expiresAt: item.at('expiresAt').instant(),
      open: item.at('open').flag(),
    }));
  }

  openings(visitor: Visitor, editionId: string, exportId: string): Promise<Readable | undefined> {
    return this.calls.stream(visitor, 'voting', at(editionId, `/openings/${encodeURIComponent(exportId)}`));
  }

  async proposeExport(visitor: Visitor, editionId: string, reason: string): Promise<Result<string, Refused>> {
    const path = at(editionId, '/openings-export');
    const proposed = await this.calls.send(visitor, 'voting', 'POST', path, { body: { reason } });
    return proposed.ok ? ok(`voting/${textIn(proposed.value, 'approvalId')}`) : proposed;
  }

  private async approvals(
    visitor: Visitor,
    service: 'competition' | 'voting',
    edition: string,
    kind?: string,
  ): Promise<readonly Json[]> {
    const wanted = {
      edition,
      state: 'approved',
      limit: String(APPROVALS_READ),
      ...(kind === undefined ? {} : { kind }),
    };
    return items(await this.calls.read(visitor, service, `/approvals?${new URLSearchParams(wanted).toString()}`));
  }

  private async statement(visitor: Visitor, editionId: string): Promise<Json | undefined> {
    try {
      return await this.calls.read(visitor, 'voting', at(editionId, '/statement'));
    } catch (error) {
      if (error instanceof ReadRefused && error.refused.code === 'VOTING.NOT_CLOSED') return undefined;
      throw error;
    }
  }
}

function at(editionId: string, rest: string): string {
  return `/editions/${encodeURIComponent(editionId)}${rest}`;
}

function page(editionId: string, rest: string, cursor: string | undefined): string {
  const place = { limit: String(PAGE_LENGTH), ...(cursor === undefined ? {} : { cursor }) };
  return `${at(editionId, rest)}?${new URLSearchParams(place).toString()}`;
}

function pageOf<T>(answer: Json | undefined, read: (item: Json) => T): Page<T> {
  return { items: items(answer).map(read), nextCursor: answer?.at('nextCursor').text() };
}

function items(answer: Json | undefined): readonly Json[] {
  return answer?.at('items').items() ?? [];
}

function textIn(json: Json, name: string): string {
  return json.at(name).text() ?? '';
}

function twoPersons(approvalId: string, approval: Json | undefined): TwoPersons {
  return {
    approvalId,
    proposedBy: approval?.at('proposedBy').text(),
    decidedBy: approval?.at('decidedBy').text(),
  };
}

function behind(item: Json, approvals: readonly Json[]): TwoPersons {
  const approvalId = textIn(item, 'approvalId');
  return twoPersons(
    approvalId,
    approvals.find((approval) => textIn(approval, 'id') === approvalId),
  );
}

function signedLedgerOf(checkpoint: Json): SignedLedger {
  return {
    size: checkpoint.at('size').number() ?? 0,
    root: textIn(checkpoint, 'root'),
    signedAt: checkpoint.at('signedAt').instant(),
    keyId: textIn(checkpoint, 'keyId'),
    signature: textIn(checkpoint, 'signature'),
    verifierKey: textIn(checkpoint, 'verifierKey'),
  };
}

function balanceOf(statement: Json): LedgerBalance {
  const figure = (name: keyof LedgerBalance) => statement.at(name).number() ?? 0;
  return {
    accepted: figure('accepted'),
    counted: figure('counted'),
    superseded: figure('superseded'),
    incomplete: figure('incomplete'),
    removed: figure('removed'),
    underReview: figure('underReview'),
  };
}

function movedIn(change: Json): CalendarMove['moved'] {
  const before = change.at('before').items().map(datesOf);
  return change
    .at('after')
    .items()
    .map(datesOf)
    .map((after) => ({ before: before.find(({ phase }) => phase === after.phase), after }))
    .filter((moved) => !sameDates(moved.before, moved.after));
}

function datesOf(json: Json): PhaseDates {
  return {
    phase: textIn(json, 'phase'),
    opensAt: json.at('opensAt').instant(),
    closesAt: json.at('closesAt').instant(),
  };
}

function sameDates(one: PhaseDates | undefined, other: PhaseDates): boolean {
  return one?.opensAt?.getTime() === other.opensAt?.getTime() && one?.closesAt?.getTime() === other.closesAt?.getTime();
}
