import { ok, type Result } from '@wsis/kernel';
import {
  OutcomeDesk,
  RELEASE_KINDS,
  type BallotDecision,
  type BallotsInQuestion,
  type Outcome,
  type Release,
  type ReleaseKind,
} from '../../application/outcome/ports.js';
import { ReadRefused, type Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const HOUR_MS = 3_600_000;
const NOT_CLOSED = 'VOTING.NOT_CLOSED';

/** Asks each service for its part. The tally itself is never read: it holds the standings, and who looks is on record. */
export class ServiceOutcomeDesk extends OutcomeDesk {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async read(visitor: Visitor, editionId: string, now: Date): Promise<Outcome> {
    const approvals = (kind: string) =>
      `/approvals?${new URLSearchParams({ edition: editionId, kind, limit: '50' }).toString()}`;
    const [statement, running, certifications, removals, rules, panels, releases] = await Promise.all([
      this.statement(visitor, editionId),
      this.calls.read(visitor, 'voting', at(editionId, 'tally-progress')),
      this.calls.read(visitor, 'voting', approvals('voting.certify')),
      this.calls.read(visitor, 'voting', approvals('voting.remove-ballots')),
      this.calls.read(visitor, 'competition', at(editionId, 'rule-book')),
      this.calls.read(visitor, 'evaluation', at(editionId, 'panels')),
      this.calls.read(visitor, 'promotion', at(editionId, 'releases/staged')),
    ]);
    const states = (certifications?.at('items').items() ?? []).map((item) => item.at('state').text());
    const hours = rules?.at('ruleBook').at('count').at('objectionWindowHours').number() ?? 0;
    const all = panels?.items() ?? [];
    return {
      ballots: statement && {
        accepted: figure(statement, 'accepted'),
        counted: figure(statement, 'counted'),
        underReview: figure(statement, 'underReview'),
      },
      running: running && {
        rows: figure(running, 'size'),
        read: figure(running, 'read'),
        differs: running.at('differs').flag(),
      },
      certification: states.includes('approved') ? 'certified' : states.includes('proposed') ? 'proposed' : 'none',
      objectionsUntil: objectionsUntil(removals?.at('items').items() ?? [], hours, now),
      panels: { decided: all.filter((panel) => panel.at('decided').flag()).length, all: all.length },
      releases: (releases?.at('items').items() ?? []).flatMap(releaseOf),
    };
  }

  certify(visitor: Visitor, editionId: string): Promise<Result<string, Refused>> {
    return this.propose(visitor, 'voting', at(editionId, 'certification'), {});
  }

  decide(
    visitor: Visitor,
    editionId: string,
    decision: BallotDecision,
    ballots: BallotsInQuestion,
  ): Promise<Result<string, Refused>> {
    return this.propose(visitor, 'voting', at(editionId, decision), ballots);
  }

  release(visitor: Visitor, editionId: string, kind: ReleaseKind, publishAt: Date): Promise<Result<string, Refused>> {
    return this.propose(visitor, 'promotion', at(editionId, 'releases'), { kind, publishAt: publishAt.toISOString() });
  }

  private async statement(visitor: Visitor, editionId: string): Promise<Json | undefined> {
    try {
      return await this.calls.read(visitor, 'voting', at(editionId, 'statement'));
    } catch (error) {
      if (error instanceof ReadRefused && error.refused.code === NOT_CLOSED) return undefined;
      throw error;
    }
  }

  private async propose(
    visitor: Visitor,
    service: 'voting' | 'promotion',
    path: string,
    body: object,
  ): Promise<Result<string, Refused>> {
    const proposed = await this.calls.send(visitor, service, 'POST', path, { body });
    return proposed.ok ? ok(`${service}/${proposed.value.at('approvalId').text() ?? ''}`) : proposed;
  }
}

function at(editionId: string, rest: string): string {
  return `/editions/${encodeURIComponent(editionId)}/${rest}`;
}

function figure(json: Json, name: string): number {
  return json.at(name).number() ?? 0;
}

/** The window begins anew with each removal. */
function objectionsUntil(removals: readonly Json[], hours: number, now: Date): Date | undefined {
  const removed = removals
    .filter((item) => item.at('state').text() === 'approved')
    .map((item) => item.at('decidedAt').instant()?.getTime() ?? 0);
  const until = Math.max(0, ...removed) + hours * HOUR_MS;
  return until > now.getTime() ? new Date(until) : undefined;
}

function releaseOf(json: Json): Release[] {
  const kind = RELEASE_KINDS.find((known) => known === json.at('kind').text());
  if (kind === undefined) return [];
  return [{ kind, publishAt: json.at('publishAt').instant(), publishedAt: json.at('publishedAt').instant() }];
}
