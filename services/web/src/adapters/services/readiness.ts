import type { DeskEdition } from '../../application/editions/ports.js';
import { EditionReadiness, type GatheredFacts } from '../../application/readiness/ports.js';
import type { Visitor } from '../../application/visitor.js';
import { SWITCHING_SERVICES, WATCHED_SERVICES, type WatchedService } from '../../application/watch/ports.js';
import type { EditionFacts, PhaseFacts } from '../../domain/readiness.js';
import type { Json } from './json.js';
import { mailsOf } from './mail-figures.js';
import type { ServiceCalls } from './service-calls.js';
import { TolerantReads } from './tolerant-reads.js';

type Reads = TolerantReads<WatchedService>;

/** The services that count requests of people who may be many. */
const LIMITING = ['identity', 'voting'] as const;
const PHASE_STATES: readonly string[] = ['unplanned', 'planned', 'open', 'closed'] satisfies PhaseFacts['state'][];

/** Asks every service for its part, all at once and without a person's name or address. */
export class ServiceEditionReadiness extends EditionReadiness {
  constructor(private readonly calls: ServiceCalls) {
    super();
  }

  async gather(visitor: Visitor, edition: DeskEdition): Promise<GatheredFacts> {
    const reads: Reads = new TolerantReads(this.calls, visitor);
    const of = (rest: string) => `/editions/${encodeURIComponent(edition.id)}/${rest}`;
    const [
      calendar,
      book,
      people,
      mails,
      progress,
      gate,
      list,
      panels,
      releases,
      vote,
      paused,
      parked,
      limitsAway,
      plays,
    ] = await Promise.all([
      reads.read('competition', of('calendar')),
      reads.read('competition', of('rule-book')),
      reads.read('identity', of('role-figures')),
      reads.read('identity', '/mails/figures'),
      reads.read('nominations', of('screening-progress')),
      reads.read('nominations', of('translations')),
      reads.read('nominations', of('nominee-list')),
      reads.read('evaluation', of('panels')),
      reads.read('promotion', of('releases')),
      voteOf(reads, of('health'), edition.id),
      pausedIn(reads),
      parkedIn(reads),
      this.limitsAway(visitor),
      reads.read('competition', of('dress-rehearsals')),
    ]);
    const facts: EditionFacts = {
      rulesVersion: edition.rulesVersion,
      rehearsed: plays && rehearsedOf(plays, book?.at('hash').text()),
      calendar: calendar?.at('phases').items().map(phaseOf),
      rules: book && rulesOf(book.at('ruleBook')),
      people: people && peopleOf(people),
      mails: mails && sumOfMails(mails),
      submissions: progress?.at('items').items().map(lineOf),
      heldByGate: gate && sum(gate.at('items').items(), 'heldByGate'),
      list: reads.isAway('nominations') ? undefined : listOf(list),
      limitsAway,
      paused,
      parked,
      vote,
      panels: panels?.items().map(panelOf),
      championsReleased: reads.isAway('promotion') ? undefined : kindsOf(releases).includes('champions'),
    };
    return { facts, away: reads.away };
  }

  private async limitsAway(visitor: Visitor): Promise<readonly WatchedService[]> {
    const reports = await Promise.all(
      LIMITING.map(async (service) => [service, await this.calls.health(visitor, service)] as const),
    );
    return reports.flatMap(([service, report]) => {
      const limits = report?.at('parts').at('limits');
      return limits?.at('ok').flag() === true && !limits.at('detail').present ? [] : [service];
    });
  }
}

/** Where there is no stage, nothing has to be rehearsed. */
function rehearsedOf(plays: Json, hash: string | undefined): boolean | undefined {
  const held = plays
    .at('items')
    .items()
    .some((play) => play.at('state').text() === 'held' && play.at('rulesHash').text() === hash);
  return plays.at('here').flag() === true || held ? held : undefined;
}

async function voteOf(reads: Reads, health: string, editionId: string): Promise<EditionFacts['vote']> {
  const query = new URLSearchParams({ edition: editionId, kind: 'voting.certify', state: 'approved', limit: '1' });
  const [head, certified] = await Promise.all([
    reads.read('voting', health),
    reads.read('voting', `/approvals?${query.toString()}`),
  ]);
  if (reads.isAway('voting')) return undefined;
  return {
    closed: head?.at('state').text() === 'closed',
    certified: (certified?.at('items').items().length ?? 0) > 0,
  };
}

async function pausedIn(reads: Reads): Promise<readonly string[] | undefined> {
  const answers = await Promise.all(SWITCHING_SERVICES.map((service) => reads.read(service, '/switches')));
  if (SWITCHING_SERVICES.some((service) => reads.isAway(service))) return undefined;
  return answers.flatMap((answer) =>
    (answer?.at('items').items() ?? [])
      .filter((item) => item.at('paused').flag())
      .map((item) => item.at('name').text() ?? ''),
  );
}

/** Nothing is known of events as long as one service could not be asked. */
async function parkedIn(reads: Reads): Promise<number | undefined> {
  const answers = await Promise.all(WATCHED_SERVICES.map((service) => reads.read(service, '/parked/figures')));
  if (answers.includes(undefined)) return undefined;
  return answers.reduce((total, answer) => total + (answer?.at('keys').number() ?? 0), 0);
}

function phaseOf(json: Json): PhaseFacts {
  const state = json.at('state').text() ?? '';
  return {
    phase: json.at('phase').text() ?? '',
    state: PHASE_STATES.includes(state) ? (state as PhaseFacts['state']) : 'unplanned',
    opensAt: json.at('opensAt').instant(),
    closesAt: json.at('closesAt').instant(),
  };
}

function rulesOf(book: Json): NonNullable<EditionFacts['rules']> {
  return {
    categories: book
      .at('categories')
      .items()
      .map((category) => category.at('code').text() ?? ''),
    screenedBy: book.at('screening').at('screenedBy').text() === 'secretariat' ? 'secretariat' : 'screeners',
    panelSize: book.at('evaluation').at('panelSize').number() ?? 1,
  };
}

function peopleOf(answer: Json): NonNullable<EditionFacts['people']> {
  return new Map(
    answer
      .at('items')
      .items()
      .map((item) => [item.at('role').text() ?? '', { all: figure(item, 'people'), able: figure(item, 'able') }]),
  );
}

function sumOfMails(answer: Json): NonNullable<EditionFacts['mails']> {
  const { kinds } = mailsOf(answer, 'kind');
  return {
    sent: kinds.reduce((total, { sent }) => total + sent, 0),
    failed: kinds.reduce((total, { failed }) => total + failed, 0),
  };
}

function lineOf(item: Json): NonNullable<EditionFacts['submissions']>[number] {
  return {
    category: item.at('category').text() ?? '',
    state: item.at('state').text() ?? '',
    count: figure(item, 'count'),
  };
}

function listOf(list: Json | undefined): NonNullable<EditionFacts['list']> {
  return {
    frozen: list?.at('frozen').flag() === true,
    released: list?.at('released').flag() === true,
  };
}

function panelOf(panel: Json): NonNullable<EditionFacts['panels']>[number] {
  return {
    category: panel.at('category').text() ?? '',
    members: panel.at('members').items().length,
    chaired: panel.at('chair').present,
    decided: panel.at('decided').flag(),
  };
}

function kindsOf(releases: Json | undefined): readonly (string | undefined)[] {
  return (releases?.at('items').items() ?? []).map((item) => item.at('kind').text());
}

function figure(json: Json, name: string): number {
  return json.at(name).number() ?? 0;
}

function sum(items: readonly Json[], name: string): number {
  return items.reduce((total, item) => total + figure(item, name), 0);
}
