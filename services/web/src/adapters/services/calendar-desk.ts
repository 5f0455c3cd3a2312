import { ok, type Result } from '@wsis/kernel';
import {
  CalendarDesk,
  type CalendarChange,
  type DeskCalendar,
  type DeskPhase,
  type PhaseDates,
  type PhaseMove,
} from '../../application/editions/ports.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const STATES: readonly string[] = ['unplanned', 'planned', 'open', 'closed'] satisfies DeskPhase['state'][];

/** Moves an edition's calendar through the competition. */
export class ServiceCalendarDesk extends CalendarDesk {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async read(visitor: Visitor, editionId: string): Promise<DeskCalendar | undefined> {
    const answer = await this.calls.read(visitor, 'competition', at(editionId, '/calendar'));
    const now = answer?.at('now').instant();
    if (answer === undefined || now === undefined) return undefined;
    return {
      version: answer.at('version').number() ?? 0,
      timeZone: answer.at('timeZone').text() ?? 'UTC',
      now,
      phases: answer.at('phases').items().map(phaseOf),
      template: answer.at('template').items().map(datesOf),
    };
  }

  async changes(visitor: Visitor, editionId: string): Promise<readonly CalendarChange[]> {
    const answer = await this.calls.read(visitor, 'competition', at(editionId, '/calendar/changes?limit=50'));
    return (answer?.at('items').items() ?? []).map((item) => ({
      version: item.at('version').number() ?? 0,
      change: item.at('change').text() ?? '',
      reason: item.at('reason').text() ?? '',
      after: item.at('after').items().map(datesOf),
      changedAt: item.at('changedAt').instant(),
    }));
  }

  proposeDates(
    visitor: Visitor,
    editionId: string,
    {
      plans,
      ...rest
    }: { readonly fromVersion: number; readonly plans: readonly PhaseDates[]; readonly reason: string },
  ): Promise<Result<void, Refused>> {
    const phases = plans.map(({ phase, opensAt, closesAt }) => ({
      phase,
      opensAt: opensAt?.toISOString() ?? null,
      closesAt: closesAt?.toISOString() ?? null,
    }));
    return this.propose(visitor, at(editionId, '/calendar/changes'), { ...rest, phases });
  }

  proposeMove(
    visitor: Visitor,
    editionId: string,
    wanted: {
      readonly phase: string;
      readonly move: PhaseMove;
      readonly closesAt: Date | undefined;
      readonly reason: string;
    },
  ): Promise<Result<void, Refused>> {
    const { phase, move, closesAt, reason } = wanted;
    const body = closesAt === undefined ? { reason } : { reason, closesAt: closesAt.toISOString() };
    return this.propose(visitor, at(editionId, `/phases/${encodeURIComponent(phase)}/${move}`), body);
  }

  private async propose(visitor: Visitor, path: string, body: object): Promise<Result<void, Refused>> {
    const proposed = await this.calls.send(visitor, 'competition', 'POST', path, { body });
    return proposed.ok ? ok(undefined) : proposed;
  }
}

function at(editionId: string, rest: string): string {
  return `/editions/${encodeURIComponent(editionId)}${rest}`;
}

function datesOf(json: Json): PhaseDates {
  return {
    phase: json.at('phase').text() ?? '',
    opensAt: json.at('opensAt').instant(),
    closesAt: json.at('closesAt').instant(),
  };
}

/** What has happened counts, else what is planned. */
function phaseOf(json: Json): DeskPhase {
  const state = json.at('state').text() ?? '';
  const dates = datesOf(json);
  return {
    ...dates,
    opensAt: json.at('openedAt').instant() ?? dates.opensAt,
    closesAt: json.at('closedAt').instant() ?? dates.closesAt,
    state: STATES.includes(state) ? (state as DeskPhase['state']) : 'unplanned',
  };
}
