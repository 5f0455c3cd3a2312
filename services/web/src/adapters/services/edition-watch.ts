import { ok, type Result } from '@wsis/kernel';
import type { Refused } from '../../application/refused.js';
import type { Visitor } from '../../application/visitor.js';
import { EditionWatch, type EditionWatched, type Turn, type WatchedService } from '../../application/watch/ports.js';
import type { Json } from './json.js';
import { mailsOf } from './mail-figures.js';
import { healthOf } from './mapping.js';
import type { ServiceCalls } from './service-calls.js';
import { TolerantReads } from './tolerant-reads.js';

/** Asks voting and notifications; whoever is away is named, and the other is shown. */
export class ServiceEditionWatch extends EditionWatch {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async read(visitor: Visitor, editionId: string): Promise<EditionWatched> {
    const reads = new TolerantReads<WatchedService>(this.calls, visitor);
    const [head, progress, notices] = await Promise.all([
      reads.read('voting', at(editionId, 'health')),
      reads.read('voting', at(editionId, 'tally-progress')),
      reads.read('notifications', at(editionId, 'mails')),
    ]);
    return {
      health: head && healthOf(head, undefined),
      tally: progress && tallyOf(progress),
      notices: notices && mailsOf(notices, 'notice'),
      away: reads.away,
    };
  }

  async proposeTurn(visitor: Visitor, editionId: string, turn: Turn): Promise<Result<string, Refused>> {
    const proposed = await this.calls.send(visitor, 'voting', 'POST', at(editionId, 'pause'), { body: turn });
    return proposed.ok ? ok(`voting/${proposed.value.at('approvalId').text() ?? ''}`) : proposed;
  }
}

function at(editionId: string, rest: string): string {
  return `/editions/${encodeURIComponent(editionId)}/${rest}`;
}

function tallyOf(progress: Json): EditionWatched['tally'] {
  return {
    rows: progress.at('size').number() ?? 0,
    read: progress.at('read').number() ?? 0,
    differs: progress.at('differs').flag(),
    hours: progress
      .at('hours')
      .items()
      .flatMap((entry) => {
        const hour = entry.at('hour').instant();
        return hour === undefined ? [] : [{ hour, accepted: entry.at('accepted').number() ?? 0 }];
      }),
  };
}
