import type { Result } from '@wsis/kernel';
import type { Refused } from '../../application/refused.js';
import { REHEARSAL_ACTS, REHEARSAL_STATES, type RehearsalState } from '../../application/rehearsals/ports.js';
import type { Visitor } from '../../application/visitor.js';
import {
  JOB_STATES,
  JobWatch,
  type JobList,
  type JobState,
  type WatchedJob,
  type WatchedSweep,
} from '../../application/watch/jobs.js';
import { WATCHED_SERVICES, type WatchedService } from '../../application/watch/ports.js';
import { askEach } from './everywhere.js';
import type { Json } from './json.js';
import type { ServiceCalls } from './service-calls.js';

const JOBS_SHOWN = 100;
const AS_JOB: Readonly<Record<RehearsalState, JobState>> = {
  waiting: 'running',
  running: 'running',
  held: 'done',
  broke: 'failed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Asks every service for its long work, all at once. */
export class ServiceJobWatch extends JobWatch {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async list(visitor: Visitor): Promise<JobList> {
    const [answers, rehearsals] = await Promise.all([
      askEach(this.calls, visitor, WATCHED_SERVICES, '/jobs'),
      askEach(this.calls, visitor, ['competition'] as const, '/dress-rehearsals'),
    ]);
    const each = <T>(name: string, of: (service: WatchedService, item: Json) => T) =>
      answers.flatMap(({ service, answer }) => (answer?.at(name).items() ?? []).map((item) => of(service, item)));
    const played = rehearsals.flatMap(({ answer }) => answer?.at('items').items() ?? []).map(rehearsalJobOf);
    const jobs = [...each('items', jobOf), ...played].sort((one, other) => (one.id < other.id ? 1 : -1));
    return {
      jobs: jobs.slice(0, JOBS_SHOWN),
      sweeps: each('sweeps', sweepOf),
      away: answers.flatMap(({ service, answer }) => (answer === undefined ? [service] : [])),
    };
  }

  async find(visitor: Visitor, service: WatchedService, id: string): Promise<WatchedJob | undefined> {
    const answer = await this.calls.read(visitor, service, `/jobs/${encodeURIComponent(id)}`);
    return answer && jobOf(service, answer);
  }

  move(
    visitor: Visitor,
    service: WatchedService,
    id: string,
    move: 'cancellation' | 'resumption',
  ): Promise<Result<unknown, Refused>> {
    return this.calls.send(visitor, service, 'POST', `/jobs/${encodeURIComponent(id)}/${move}`);
  }
}

function jobOf(service: WatchedService, json: Json): WatchedJob {
  return {
    service,
    id: json.at('id').text() ?? '',
    kind: json.at('kind').text() ?? '',
    editionId: json.at('editionId').text(),
    state: JOB_STATES.find((known) => known === json.at('state').text()) ?? 'failed',
    done: json.at('done').number() ?? 0,
    total: json.at('total').number() ?? 0,
    fault: json.at('fault').text(),
    startedBy: json.at('startedBy').text(),
    startedAt: json.at('startedAt').instant(),
  };
}

/** A dress rehearsal as a job: each act is one step, and what is done of it a part of that. */
function rehearsalJobOf(json: Json): WatchedJob {
  const state = REHEARSAL_STATES.find((known) => known === json.at('state').text()) ?? 'failed';
  const act = REHEARSAL_ACTS.find((known) => known === json.at('act').text());
  const ended = state === 'held' || state === 'broke';
  return {
    service: 'competition',
    id: json.at('id').text() ?? '',
    kind: 'dress-rehearsal',
    editionId: json.at('edition').text(),
    state: AS_JOB[state],
    done: ended ? REHEARSAL_ACTS.length : act === undefined ? 0 : REHEARSAL_ACTS.indexOf(act),
    total: REHEARSAL_ACTS.length,
    fault: undefined,
    startedBy: json.at('requestedBy').text(),
    startedAt: json.at('requestedAt').instant(),
    rehearsal: { state, act, cancelAsked: json.at('cancelAsked').flag() },
  };
}

function sweepOf(service: WatchedService, json: Json): WatchedSweep {
  return {
    service,
    name: json.at('name').text() ?? '',
    everySeconds: json.at('everySeconds').number() ?? 0,
    ranAt: json.at('ranAt').instant(),
    tookMs: json.at('tookMs').number() ?? 0,
    failedAt: json.at('failedAt').instant(),
  };
}
