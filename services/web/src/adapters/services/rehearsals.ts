import { ok, type Result } from '@wsis/kernel';
import {
  REHEARSAL_ACTS,
  REHEARSAL_STATES,
  RehearsalDesk,
  type Rehearsal,
  type RehearsalInFull,
  type RehearsalResult,
  type Rehearsals,
} from '../../application/rehearsals/ports.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

/** Dress rehearsals, through the competition. */
export class ServiceRehearsals extends RehearsalDesk {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async list(visitor: Visitor, editionId: string): Promise<Rehearsals> {
    const answer = await this.calls.read(visitor, 'competition', pathOf(editionId));
    return {
      here: answer?.at('here').flag() === true,
      items: (answer?.at('items').items() ?? []).map(rehearsalOf),
    };
  }

  async one(visitor: Visitor, editionId: string, id: string): Promise<RehearsalInFull | undefined> {
    const json = await this.calls.read(visitor, 'competition', pathOf(editionId, id));
    return (
      json && {
        ...rehearsalOf(json),
        act: REHEARSAL_ACTS.find((act) => act === json.at('act').text()),
        done: json.at('done').number() ?? 0,
        of: json.at('of').number() ?? 0,
        cancelAsked: json.at('cancelAsked').flag() === true,
        result: json.at('report').present ? resultOf(json.at('report')) : undefined,
        failure: json.at('failure').text(),
      }
    );
  }

  async start(visitor: Visitor, editionId: string): Promise<Result<string, Refused>> {
    const answer = await this.calls.send(visitor, 'competition', 'POST', pathOf(editionId), { body: {} });
    return answer.ok ? ok(answer.value.at('id').text() ?? '') : answer;
  }

  async cancel(visitor: Visitor, editionId: string, id: string): Promise<Result<void, Refused>> {
    const path = `${pathOf(editionId, id)}/cancellation`;
    const answer = await this.calls.send(visitor, 'competition', 'POST', path, { body: {} });
    return answer.ok ? ok(undefined) : answer;
  }
}

function pathOf(editionId: string, ...more: readonly string[]): string {
  return ['', 'editions', editionId, 'dress-rehearsals', ...more].map(encodeURIComponent).join('/');
}

function rehearsalOf(json: Json): Rehearsal {
  return {
    id: json.at('id').text() ?? '',
    state: REHEARSAL_STATES.find((state) => state === json.at('state').text()) ?? 'failed',
    rules: json.at('rules').text() === 'draft' ? 'draft' : 'adopted',
    rulesVersion: json.at('rulesVersion').number() ?? 0,
    rulesHash: json.at('rulesHash').text() ?? '',
    requestedAt: json.at('requestedAt').instant(),
    endedAt: json.at('endedAt').instant(),
  };
}

function resultOf(report: Json): RehearsalResult {
  const figure = (name: string) => report.at('scale').at(name).number() ?? 0;
  return {
    seconds: report.at('seconds').number() ?? 0,
    nominees: figure('nominees'),
    voters: figure('voters'),
    experts: figure('experts'),
    winners: report
      .at('winners')
      .items()
      .map((line) => ({ category: line.at('category').text() ?? '', winner: line.at('winner').text() ?? '' })),
    checks: report
      .at('checks')
      .items()
      .map((line) => ({
        name: line.at('name').text() ?? '',
        holds: line.at('holds').flag() === true,
        detail: line.at('detail').text() ?? '',
      })),
  };
}
