import { ok, type Result } from '@wsis/kernel';
import {
  SWITCHES,
  SWITCHING_SERVICES,
  WATCHED_SERVICES,
  Watch,
  type ParkedKey,
  type ParkedList,
  type PauseSwitch,
  type ServiceState,
  type SwitchName,
  type SwitchingService,
  type Turn,
  type Watched,
  type WatchedService,
} from '../../application/watch/ports.js';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import { askEach } from './everywhere.js';
import type { Json } from './json.js';
import { mailsOf } from './mail-figures.js';
import type { ServiceCalls } from './service-calls.js';

/** Asks every service how it does, all at once. */
export class ServiceWatch extends Watch {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async read(visitor: Visitor): Promise<Watched> {
    const [services, parked, [mails]] = await Promise.all([
      Promise.all(WATCHED_SERVICES.map(async (service) => stateOf(service, await this.calls.health(visitor, service)))),
      askEach(this.calls, visitor, WATCHED_SERVICES, '/parked/figures'),
      askEach(this.calls, visitor, ['identity'] as const, '/mails/figures'),
    ]);
    return {
      services,
      mails: mails?.answer && mailsOf(mails.answer, 'kind'),
      parked: parked.flatMap(({ service, answer }) => {
        const keys = answer?.at('keys').number() ?? 0;
        const letters = answer?.at('letters').number() ?? 0;
        return keys === 0 ? [] : [{ service, keys, letters, oldestAt: answer?.at('oldestAt').instant() }];
      }),
    };
  }

  async switches(visitor: Visitor): Promise<readonly PauseSwitch[]> {
    const answers = await askEach(this.calls, visitor, SWITCHING_SERVICES, '/switches');
    return answers.flatMap(({ service, answer }) =>
      (answer?.at('items').items() ?? []).flatMap((item) => switchOf(service, item) ?? []),
    );
  }

  async parked(visitor: Visitor): Promise<ParkedList> {
    const answers = await askEach(this.calls, visitor, WATCHED_SERVICES, '/parked');
    return {
      items: answers.flatMap(({ service, answer }) =>
        (answer?.at('items').items() ?? []).map((item) => keyOf(service, item)),
      ),
      away: answers.flatMap(({ service, answer }) => (answer === undefined ? [service] : [])),
    };
  }

  async replay(visitor: Visitor, service: WatchedService, key: string | undefined): Promise<Result<number, Refused>> {
    const body = key === undefined ? {} : { key };
    const done = await this.calls.send(visitor, service, 'POST', '/parked/replay', { body });
    return done.ok ? ok(done.value.at('keys').number() ?? 0) : done;
  }

  async proposeTurn(visitor: Visitor, name: SwitchName, turn: Turn): Promise<Result<string, Refused>> {
    const [service, own] = name.split('/') as [SwitchingService, string];
    const proposed = await this.calls.send(visitor, service, 'POST', `/switches/${own}`, { body: turn });
    return proposed.ok ? ok(`${service}/${proposed.value.at('approvalId').text() ?? ''}`) : proposed;
  }
}

/** What does not look like a report of a service is as good as no answer. */
function stateOf(service: WatchedService, report: Json | undefined): ServiceState {
  if (report?.at('parts').present !== true) return { service, state: 'away', parts: [] };
  const parts = report
    .at('parts')
    .entries()
    .map(([name, part]) => ({ name, ok: part.at('ok').flag(), detail: part.at('detail').text() ?? '' }));
  return {
    service,
    state: report.at('ready').flag() ? 'ready' : 'not-ready',
    parts: parts.filter((part) => !part.ok || part.detail !== ''),
  };
}

/** A switch that we have no words for is not offered. */
function switchOf(service: SwitchingService, item: Json): PauseSwitch | undefined {
  const name = SWITCHES.find((known) => known === `${service}/${item.at('name').text() ?? ''}`);
  return (
    name && {
      name,
      paused: item.at('paused').flag(),
      reason: item.at('reason').text(),
      changedAt: item.at('changedAt').instant(),
    }
  );
}

function keyOf(service: WatchedService, item: Json): ParkedKey {
  return {
    service,
    topic: item.at('topic').text() ?? '',
    key: item.at('key').text() ?? '',
    reason: item.at('reason').text() ?? '',
    letters: item.at('letters').number() ?? 0,
    parkedAt: item.at('parkedAt').instant(),
    replayAskedAt: item.at('replayAskedAt').instant(),
  };
}
